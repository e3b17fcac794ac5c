"""Statistics of erased people: how many, and counts that reveal nothing about any of them.

No marks, answers, dates, languages or profiles. Of a case, how many submissions lay in which band,
and of that only what people who are erased together leave:

- a band counts with :data:`LEAST` of them at least, so that neither the file nor the difference
  between two of its copies speaks of fewer;
- nothing is kept of a case where all of them lie in one band: whoever knows who left would know
  where each of them was.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from maitrise.base.files import write_whole
from maitrise.cohort.database import Database
from maitrise.cohort.facts import POINTS

STATISTICS = "statistics.json"
FORMAT = 2
LEAST = 5
"""The smallest group that a count may speak of."""
_BANDS = ((0.5, "below 50%"), (0.7, "50 to 70%"), (float("inf"), "70% or more"))
_WAITING = "not marked to the end"


CaseResult = tuple[str, float | None]
"""A case, and the share of its points that a submission has; None while a hand mark is missing."""


def add_erased(folder: Path, people: int, results: Iterable[CaseResult]) -> None:
    """Count people who are being erased into the cohort's statistics.

    Args:
        people: how many; 0 while they are still on the list of people.
        results: of each of their submissions; none once these are counted.

    Raises:
        OSError: the file could not be written; the old one is still there.
    """
    statistics = read_statistics(folder)
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for case, share in results:
        band = _WAITING if share is None else next(n for below, n in _BANDS if share < below)
        together[case][band] += 1
    for case, counts in together.items():
        for band, count in counts.items():
            if count >= LEAST and len(counts) > 1:
                bands = statistics["cases"].setdefault(case, {})
                bands[band] = bands.get(band, 0) + count
    statistics["erased"] += people
    text = json.dumps(statistics, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(folder / STATISTICS, f"{text}\n".encode())


def read_statistics(folder: Path) -> dict[str, Any]:
    """``erased`` (how many people), and ``cases``: by case, how many submissions in each band.

    Format 1 counted people one by one: of such a file only ``erased`` is taken over.
    """
    path = folder / STATISTICS
    if path.exists():
        try:
            statistics = json.loads(path.read_bytes())
            erased = int(statistics["erased"])
            if statistics["format"] == 1:
                return {"format": FORMAT, "erased": erased, "cases": {}}
            if statistics["format"] == FORMAT and isinstance(statistics["cases"], dict):
                return {**statistics, "erased": erased}
        except (ValueError, KeyError, TypeError):
            path.replace(path.with_name(f"{STATISTICS}.damaged"))
    return {"format": FORMAT, "erased": 0, "cases": {}}


def results_of(database: Database, learners: Iterable[str]) -> list[CaseResult]:
    """The results of these learners' submissions."""
    rows = database.rows(
        f"SELECT k.case_id, sum({POINTS}) - coalesce(k.penalty, 0.0), sum(q.maximum),"
        " max(CASE WHEN f.waiting THEN 1 ELSE 0 END) FROM maitrise_fact f"
        " JOIN maitrise_submission k ON k.id = f.submission_id"
        " JOIN maitrise_question q ON q.id = f.question_id"
        f" WHERE k.learner {database.among('learners')} GROUP BY k.id, k.case_id, k.penalty",
        {"learners": list(learners)},
    )
    return [
        (case, None if waiting else max(0.0, points) / maximum)
        for case, points, maximum, waiting in rows
        if maximum
    ]
