"""A RACI matrix: what is asked, what is right, and marking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from maitrise.base.structure_faults import written
from maitrise.base.text import Language, Text
from maitrise.kinds.answer import filled, ids, one_of
from maitrise.kinds.contract import Asked, BrokenRule, Named, Question
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.rules import too_few, unusable_ids
from maitrise.kinds.scoring import mark_of_share
from maitrise.kinds.wording import common

LETTERS = ("R", "A", "A/R", "C", "I", "-")
ACCOUNTABLE = ("A", "A/R")
_NOT_INVOLVED = "-"

Letters = Mapping[str, Mapping[str, str]]  # by row, then by role


@dataclass(frozen=True, slots=True, kw_only=True)
class RaciRow:
    """A deliverable and the letter that each role has on it."""

    id: str
    text: Text
    key: Mapping[str, str]
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RaciQuestion(Question):
    """A RACI matrix to fill. Exactly one role a row is accountable [R49]."""

    kind: ClassVar[str] = "raci"
    roles: tuple[str, ...] = field(metadata=written(entry="role"))
    rows: tuple[RaciRow, ...] = field(metadata=written("row"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRaci(Asked):
    """Deliverables against roles, the cells empty."""

    kind: ClassVar[str] = "raci"
    roles: tuple[str, ...]
    rows: tuple[Named, ...]


def broken_rules(question: RaciQuestion) -> Iterator[BrokenRule]:
    """What is wrong with the roles and the rows."""
    yield from too_few(2, "roles", question.roles)
    yield from too_few(1, "rows", question.rows)
    yield from unusable_ids("role", question.roles)
    yield from unusable_ids("row", (row.id for row in question.rows))
    for row in question.rows:
        part = f"row {row.id}"
        if set(row.key) != set(question.roles):
            remedy = f"Give a letter to: {', '.join(question.roles)}"
            yield BrokenRule(part, "its key does not have the question's roles", remedy)
        for role, letter in row.key.items():
            if letter not in LETTERS:
                problem = f"{letter!r} for {role} is no letter of a RACI"
                yield BrokenRule(part, problem, f"Use one of: {' '.join(LETTERS)}")
        owners = sum(letter in ACCOUNTABLE for letter in row.key.values())
        if owners != 1:
            problem = f"{owners} roles are accountable"
            yield BrokenRule(part, problem, "Exactly one role has A or A/R")


def ask(question: RaciQuestion, language: Language) -> AskedRaci:
    """The matrix without its letters."""
    return AskedRaci(
        **common(question, language),
        roles=question.roles,
        rows=tuple(Named(row.id, row.text.said_in(language)) for row in question.rows),
    )


def read_answer(asked: AskedRaci, raw: object) -> Letters | None:
    """Letters by row and role; rows and roles may be missing."""
    given = {}
    for row, letters in filled(raw, ids(asked.rows)):
        read = {role: one_of(each, LETTERS) for role, each in filled(letters, asked.roles)}
        if read:
            given[row] = read
    return given or None


def score(question: RaciQuestion, answer: Letters) -> Mark:
    """A share of the rows that are right in every cell."""
    reasons = []
    for row in question.rows:
        letters = answer.get(row.id)
        if not letters:
            reasons.append(Reason(row.id, Verdict.BLANK))
        # A cell left empty in a row that was filled says the same as the dash.
        elif all(letters.get(role, _NOT_INVOLVED) == row.key[role] for role in question.roles):
            reasons.append(Reason(row.id, Verdict.RIGHT, row.reason))
        else:
            reasons.append(Reason(row.id, Verdict.WRONG, row.reason))
    hits = sum(reason.verdict is Verdict.RIGHT for reason in reasons)
    return mark_of_share(question, hits / len(question.rows), reasons)


def model_answer(question: RaciQuestion) -> dict[str, dict[str, str]]:
    """Every letter."""
    return {row.id: dict(row.key) for row in question.rows}


def key(question: RaciQuestion, language: Language) -> Mapping[str, Any]:
    """By row: its letters by role, and why."""
    return {
        "rows": {
            row.id: {"key": dict(row.key), "reason": row.reason.said_in(language)}
            for row in question.rows
        }
    }
