"""``marks/<learner>/<assignment>.json``: what marking found in one submission."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cattrs import Converter

from maitrise.base.errors import MaitriseError
from maitrise.base.text import Language
from maitrise.kinds import Verdict

FORMAT = 1


@dataclass(frozen=True, slots=True)
class MarkedReason:
    """The verdict on one part of an answer, and the misconception that it reveals."""

    item: str
    verdict: Verdict
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """The automatic mark of one graded cell.

    Attributes:
        question: the question's id; in an exam, of the item that this learner was given.
        points: from 0 to ``maximum``; 0 while a person has to mark it.
    """

    question: str
    competency: str
    points: float
    maximum: float
    verdict: Verdict
    reasons: tuple[MarkedReason, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """One answer as plain JSON data, as the learner gave it."""

    question: str
    value: Any
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSubmission:
    """What marking found in one submission.

    Attributes:
        learner: roster id.
        handed_in: in UTC, as sheets write moments.
        answers: by graded cell; a blank one is missing.
        marks: by graded cell.
        problems: what the trainer was told, in the assignment's language.
        digest: of the files handed in and of the keys; while it stands, nothing is to be done.
        kept: the learner's own files, relative to the cohort's folder.
    """

    case: str
    case_version: int
    language: Language
    learner: str
    handed_in: str
    marked: str
    answers: Mapping[str, MarkedAnswer]
    marks: Mapping[str, MarkedCell]
    problems: tuple[str, ...] = ()
    digest: str = ""
    kept: tuple[str, ...] = ()
    format: int = field(default=FORMAT)

    @property
    def assignment(self) -> str:
        """The name of the assignment: the case and its language."""
        return f"{self.case}-{self.language}"

    @property
    def handed_in_at(self) -> datetime:
        """When it was handed in."""
        return datetime.fromisoformat(self.handed_in)


_CONVERTER = Converter(detailed_validation=False)


def as_json(marked: MarkedSubmission) -> bytes:
    """The submission as it stands in its file."""
    raw = _CONVERTER.unstructure(marked)
    return (json.dumps(raw, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def read_marked(path: Path) -> MarkedSubmission:
    """Read one file of ``marks/``.

    Raises:
        MaitriseError: it is none that this version wrote.
    """
    try:
        raw = json.loads(path.read_bytes())
        if raw["format"] != FORMAT:
            raise ValueError(f"format {raw['format']}")
        return _CONVERTER.structure(raw, MarkedSubmission)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise MaitriseError(
            f"{path} cannot be read as marks ({type(error).__name__}). "
            "Delete it and run maitrise mark again: it is made anew from the files kept."
        ) from error
