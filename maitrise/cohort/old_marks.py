"""Read ``marks/<learner>/<assignment>.json``, which version 0.1.0 wrote instead of facts.

Read once, when the facts of a cohort of then are made; nothing is written there any more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from maitrise.cohort.facts import AnswerFact, WrongPart


@dataclass(frozen=True, slots=True)
class OldMarks:
    """The content of such a file; see :class:`~maitrise.cohort.facts.SubmissionFacts`."""

    handed_in: datetime
    digest: str
    kept: tuple[str, ...]
    answers: tuple[AnswerFact, ...]


def read_old_marks(cohort: Path, learner: str, assignment: str) -> OldMarks | None:
    """The marks of a submission in a cohort's folder; None where no file can be read as such."""
    path = cohort / "marks" / learner / f"{assignment}.json"
    try:
        raw = json.loads(path.read_bytes())
        return OldMarks(
            datetime.fromisoformat(raw["handed_in"]),
            str(raw["digest"]),
            tuple(str(file) for file in raw["kept"]),
            tuple(_answer(cell, mark) for cell, mark in raw["marks"].items()),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _answer(cell: str, mark: dict[str, Any]) -> AnswerFact:
    reasons = mark["reasons"] if mark["verdict"] != "right" else ()
    is_to_mark = mark["verdict"] == "to mark"
    return AnswerFact(
        cell=cell,
        question=str(mark["question"]),
        competency=str(mark["competency"]),
        maximum=float(mark["maximum"]),
        verdict=str(mark["verdict"]),
        mistakes=tuple(
            WrongPart(str(reason["item"]), reason["verdict"], str(reason["misconception"] or ""))
            for reason in reasons
            if reason["verdict"] in ("wrong", "partly")
        ),
        auto=None if is_to_mark else float(mark["points"]),
        is_waiting=is_to_mark,
    )
