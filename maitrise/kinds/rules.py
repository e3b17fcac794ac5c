"""Rules that a well-shaped question may still break, whatever its kind, and those kinds share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from maitrise.kinds.contract import BrokenRule, Question

_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_LIKE_THIS = "Write it like who-signs"
# Whether the course has such a code is checked where the course is known.
_CODES = {
    "competency": (re.compile(r"C\d{2}"), "C09"),
    "source": (re.compile(r"R[1-9]\d*"), "R24"),
    "misconception": (re.compile(r"X[1-9]\d*"), "X7"),
}


class Judged(Protocol):
    """A part that is right or not."""

    @property
    def right(self) -> bool:
        """Whether it belongs to the answer."""


class Offered(Protocol):
    """Something that a part can be given, or that is only there to mislead."""

    @property
    def id(self) -> str:
        """How parts name it."""

    @property
    def distractor(self) -> bool:
        """Whether no part is meant for it."""


def broken_rules_of_any(question: Question) -> Iterator[BrokenRule]:
    """Every rule for all kinds that a question breaks."""
    if not _ID.fullmatch(question.id):
        problem = f"the id {question.id!r} is not made of words and hyphens"
        yield BrokenRule("", problem, _LIKE_THIS)
    if not (math.isfinite(question.points) and question.points > 0):
        problem = f"points is {question.points:g}"
        yield BrokenRule("", problem, "Give it more than 0 points")
    yield from _code("", "competency", question.competency)
    for source in question.sources:
        yield from _code("", "source", source)


def _code(part: str, name: str, code: str | None) -> Iterator[BrokenRule]:
    shape, example = _CODES[name]
    if code is not None and not shape.fullmatch(code):
        yield BrokenRule(part, f"{code!r} is no code of a {name}", f"Write it like {example}")


def unknown_misconception(part: str, code: str | None) -> Iterator[BrokenRule]:
    """What is written as a code of a misconception and is none."""
    yield from _code(part, "misconception", code)


def unusable_ids(name: str, ids: Iterable[str]) -> Iterator[BrokenRule]:
    """Ids stand in answer sheets and learning records: words and hyphens, each once."""
    for each, times in Counter(ids).items():
        if not _ID.fullmatch(each):
            problem = f"the id {each!r} is not made of words and hyphens"
            yield BrokenRule(f"{name} {each}".strip(), problem, _LIKE_THIS)
        if times > 1:
            problem = f"the id stands {times} times"
            yield BrokenRule(f"{name} {each}", problem, "Give each an id of its own")


def too_few(least: int, names: str, parts: Sequence[object]) -> Iterator[BrokenRule]:
    """Fewer parts than a question of the kind needs."""
    if len(parts) < least:
        problem = f"too few {names} ({len(parts)})"
        yield BrokenRule("", problem, f"Give it at least {least}")


def unexplained(question: Question) -> Iterator[BrokenRule]:
    """No explanation, where no part's reason stands in for it."""
    if question.explanation is None:
        remedy = "Say in both languages how the answer is found"
        yield BrokenRule("", "it has no explanation", remedy)


def all_or_none_right(name: str, parts: Collection[Judged]) -> Iterator[BrokenRule]:
    """Parts to pick from, of which none is right, or every one."""
    if not parts:
        return  # too few is said already
    if not any(part.right for part in parts):
        yield BrokenRule("", f"no {name} is right", "Mark at least one with right = true")
    if all(part.right for part in parts):
        yield BrokenRule("", f"every {name} is right", "Leave at least one that is not")


def unknown_names(
    part: str, what: str, names: Iterable[str], known: Collection[str]
) -> Iterator[BrokenRule]:
    """Names that a part uses and that nothing in the question has."""
    for name in names:
        if name not in known:
            problem = f"no {what} is called {name!r}"
            yield BrokenRule(part, problem, f"Use one of: {', '.join(known)}")


def misused_distractors(
    what: str, user: str, offered: Iterable[Offered], used: Collection[str | None]
) -> Iterator[BrokenRule]:
    """What no part uses and is no distractor, and distractors that one uses."""
    for each in offered:
        part = f"{what} {each.id}"
        if each.id not in used and not each.distractor:
            remedy = "Use it, remove it, or write distractor = true"
            yield BrokenRule(part, f"no {user} uses it", remedy)
        if each.id in used and each.distractor:
            yield BrokenRule(part, f"a {user} uses this distractor", "Remove distractor")


def unfilled_cells(
    part: str, cells: Collection[str], columns: Sequence[str]
) -> Iterator[BrokenRule]:
    """Cells of a row that do not go with the columns of its table."""
    for column in columns:
        if column not in cells:
            yield BrokenRule(
                part, f"it has no cell for column {column!r}", f"Add {column} to cells"
            )
    yield from unknown_names(part, "column", cells, columns)
