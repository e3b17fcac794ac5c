"""The answer sheet (feuille de réponses): plain data, and how its file reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from maitrise.base.errors import SheetError
from maitrise.base.json_data import read_json
from maitrise.base.locale import as_language
from maitrise.base.text import Language, say

FORMAT = 1
MAXIMUM_BYTES = 1024 * 1024
DEEPEST = 8  # answers nest two levels; JSON that nests hundreds could be read but not written
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer as plain JSON data.

    Attributes:
        value: what ``read_answer`` takes; None when it was emptied.
        at: when, in UTC (``2026-11-22T10:15:00Z``).
        checked: whether the learner asked for the verdict and has not taken it up again.
    """

    value: Any
    at: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The answers of one learner to one case or lesson, by question id."""

    case: str
    language: Language
    learner: str
    answers: Mapping[str, Entry] = field(default_factory=dict)

    def with_answer(self, question: str, entry: Entry) -> AnswerSheet:
        """A sheet with this answer put in; an older one to the same question is replaced."""
        return replace(self, answers={**self.answers, question: entry})

    def as_json(self) -> str:
        """The sheet as it stands in its file."""
        answers = {
            question: {"value": entry.value, "at": entry.at}
            | ({"checked": True} if entry.checked else {})
            for question, entry in self.answers.items()
        }
        whole = {
            "format": FORMAT,
            "case": self.case,
            "language": self.language,
            "learner": self.learner,
            "answers": answers,
        }
        return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def now() -> str:
    """The present moment as sheets and records write it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_sheet(content: bytes, language: Language) -> AnswerSheet:
    """Read a sheet from the bytes of its file.

    Args:
        content: the bytes.
        language: the language of the message if it cannot be read.

    Raises:
        SheetError: too large, not JSON, of another format version, or of another shape.
    """
    if len(content) > MAXIMUM_BYTES:
        raise SheetError(say("sheet.too-large", language, size=f"{len(content) / 2**20:.1f}"))
    try:
        raw = read_json(content)
    except ValueError as error:
        raise SheetError(say("sheet.not-json", language)) from error
    if not isinstance(raw, dict) or "format" not in raw:
        raise SheetError(say("sheet.not-a-sheet", language))
    if raw["format"] != FORMAT:
        raise SheetError(say("sheet.other-format", language, found=str(raw["format"])[:20]))
    return _structured(raw, language)


def nests(value: object, deepest: int) -> bool:
    """Whether data nests deeper than so many levels."""
    inside: Iterable[object] = ()
    if isinstance(value, dict | list | tuple):
        inside = value.values() if isinstance(value, dict) else value
    return any(deepest == 0 or nests(member, deepest - 1) for member in inside)


def _structured(raw: dict[str, Any], language: Language) -> AnswerSheet:
    def fail(what: str) -> SheetError:
        return SheetError(say("sheet.bad-part", language, what=what))

    for key in ("case", "learner"):
        if not isinstance(raw.get(key), str):
            raise fail(key)
    spoken = as_language(raw.get("language"))
    if spoken is None:
        raise fail("language")
    if not isinstance(raw.get("answers"), dict):
        raise fail("answers")
    answers = {}
    for question, entry in raw["answers"].items():
        if not isinstance(entry, dict) or "value" not in entry or nests(entry["value"], DEEPEST):
            raise fail(f"answers, {question[:40]}")
        at, checked = entry.get("at"), entry.get("checked", False)
        if not isinstance(at, str) or not _STAMP.fullmatch(at) or not isinstance(checked, bool):
            raise fail(f"answers, {question[:40]}")
        answers[question] = Entry(entry["value"], at, checked)
    return AnswerSheet(raw["case"], spoken, raw["learner"], answers)
