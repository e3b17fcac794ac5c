"""What stays of people who were erased: how many, and counts that tell nothing of any of them.

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
from maitrise.cases import parse_assignment
from maitrise.cohort import Score

STATISTICS = "statistics.json"
FORMAT = 2
LEAST = 5
"""The smallest group that a count may speak of."""
_BANDS = ((0.5, "below 50%"), (0.7, "50 to 70%"), (float("inf"), "70% or more"))
_WAITING = "not marked to the end"


def add_erased(folder: Path, learners: Iterable[str], scores: Iterable[Score]) -> None:
    """Count people who are being erased into the cohort's statistics.

    Raises:
        OSError: the file could not be written; the old one is still there.
    """
    wanted = set(learners)
    found = read_statistics(folder)
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for case, share in _shares(score for score in scores if score.learner in wanted):
        band = _WAITING if share is None else next(n for below, n in _BANDS if share < below)
        together[case][band] += 1
    for case, counts in together.items():
        for band, count in counts.items():
            if count >= LEAST and len(counts) > 1:
                bands = found["cases"].setdefault(case, {})
                bands[band] = bands.get(band, 0) + count
    found["erased"] += len(wanted)
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(folder / STATISTICS, f"{text}\n".encode())


def read_statistics(folder: Path) -> dict[str, Any]:
    """``erased`` (how many people), and ``cases``: by case, how many submissions in each band.

    Format 1 counted people one by one: of such a file only ``erased`` is taken over.
    """
    path = folder / STATISTICS
    if path.exists():
        try:
            found = json.loads(path.read_bytes())
            erased = int(found["erased"])
            if found["format"] == 1:
                return {"format": FORMAT, "erased": erased, "cases": {}}
            if found["format"] == FORMAT and isinstance(found["cases"], dict):
                return {**found, "erased": erased}
        except (ValueError, KeyError, TypeError):
            path.replace(path.with_name(f"{STATISTICS}.damaged"))
    return {"format": FORMAT, "erased": 0, "cases": {}}


def _shares(scores: Iterable[Score]) -> list[tuple[str, float | None]]:
    """Case and share of the points of each submission; None while a hand mark is missing."""
    cells: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for score in scores:
        cells[score.learner, score.assignment].append(score)
    shares: list[tuple[str, float | None]] = []
    for (_, assignment), mine in sorted(cells.items()):
        parsed = parse_assignment(assignment)
        maximum = sum(each.maximum for each in mine)
        if parsed is None or not maximum:
            continue
        points = max(0.0, sum(each.points for each in mine) - mine[0].late_penalty)
        is_waiting = any(each.needs_hand_mark for each in mine)
        shares.append((parsed[0], None if is_waiting else points / maximum))
    return shares
