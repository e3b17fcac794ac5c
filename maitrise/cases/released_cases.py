"""The cases that learners can open: what a list of them shows."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from maitrise.base.text import Language
from maitrise.cases.files import PUBLIC_FORM, parse_assignment, root_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """A released case in one language.

    Attributes:
        is_exam: whether its questions are drawn for each learner.
    """

    id: str
    language: Language
    title: str
    summary: str
    minutes: int
    is_exam: bool


def released_cases() -> tuple[CaseCard, ...]:
    """The cases under ``exercises/`` in both languages by title, exams last.

    One that cannot be read is left out: its own page says why.
    """
    cards = list(_cards(root_folder() / "exercises"))
    return tuple(sorted(cards, key=lambda card: (card.is_exam, _in_the_alphabet(card.title))))


def _in_the_alphabet(title: str) -> str:
    """Where a title stands among others: É beside E, not after Z."""
    return unicodedata.normalize("NFKD", title.casefold())


def _cards(folder: Path) -> Iterator[CaseCard]:
    for path in sorted(folder.glob(f"*/{PUBLIC_FORM}")):
        named = parse_assignment(path.parent.name)
        if named is None:
            continue
        case, language = named
        try:
            title, summary, minutes, is_exam = _read(path, path.stat().st_mtime_ns)
        except (OSError, ValueError, KeyError, TypeError):
            continue
        yield CaseCard(
            id=case,
            language=language,
            title=title,
            summary=summary,
            minutes=minutes,
            is_exam=is_exam,
        )


@lru_cache(maxsize=64)
def _read(path: Path, _: int) -> tuple[str, str, int, bool]:
    """The head of a public form, read again when the file has changed."""
    form = json.loads(path.read_text(encoding="utf-8"))
    return str(form["title"]), str(form["summary"]), int(form["minutes"]), bool(form["slots"])
