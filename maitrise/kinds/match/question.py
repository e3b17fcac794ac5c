"""A match: what is asked, what is right, and marking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from maitrise.base.structure_faults import written
from maitrise.base.text import Language, Text
from maitrise.kinds.answer import filled, ids, one_of
from maitrise.kinds.contract import Asked, BrokenRule, Named, Question
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.rules import (
    misused_distractors,
    too_few,
    unknown_misconception,
    unknown_names,
    unusable_ids,
)
from maitrise.kinds.scoring import mark_of_share
from maitrise.kinds.wording import common

_WORTH = {Verdict.RIGHT: 1.0, Verdict.PARTLY: 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What a row can be matched to; ``distractor`` when no row is meant for it."""

    id: str
    text: Text
    distractor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRow:
    """A row to match. ``also`` is a defensible second category, worth half."""

    id: str
    text: Text
    key: str
    reason: Text
    also: str | None = None
    misconceptions: Mapping[str, str] | None = field(
        default=None, metadata=written(entry="misconception for")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchQuestion(Question):
    """Rows, each with the category it belongs to."""

    kind: ClassVar[str] = "match"
    categories: tuple[Category, ...] = field(metadata=written("category"))
    rows: tuple[MatchRow, ...] = field(metadata=written("row"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMatch(Asked):
    """Rows to match to categories."""

    kind: ClassVar[str] = "match"
    categories: tuple[Named, ...]
    rows: tuple[Named, ...]


def broken_rules(question: MatchQuestion) -> Iterator[BrokenRule]:
    """What is wrong with the categories and the rows."""
    categories = [category.id for category in question.categories]
    yield from too_few(2, "categories", question.categories)
    yield from too_few(2, "rows", question.rows)
    yield from unusable_ids("category", categories)
    yield from unusable_ids("row", (row.id for row in question.rows))
    used = {row.key for row in question.rows} | {row.also for row in question.rows}
    yield from misused_distractors("category", "row", question.categories, used)
    for row in question.rows:
        yield from _of_row(row, categories)


def _of_row(row: MatchRow, categories: Sequence[str]) -> Iterator[BrokenRule]:
    part = f"row {row.id}"
    named: Mapping[str, str] = row.misconceptions or {}
    used = (row.key, *([row.also] if row.also else []), *named)
    yield from unknown_names(part, "category", used, categories)
    if row.also == row.key:
        remedy = "Name another category, or remove it"
        yield BrokenRule(part, "also is the same as key", remedy)
    for category, code in named.items():
        yield from unknown_misconception(part, code)
        if category in (row.key, row.also):
            problem = f"{category!r} is accepted and named a misconception"
            yield BrokenRule(part, problem, "Remove one")


def ask(question: MatchQuestion, language: Language) -> AskedMatch:
    """The rows without their keys."""
    return AskedMatch(
        **common(question, language),
        categories=tuple(Named(e.id, e.text.said_in(language)) for e in question.categories),
        rows=tuple(Named(row.id, row.text.said_in(language)) for row in question.rows),
    )


def read_answer(asked: AskedMatch, raw: object) -> Mapping[str, str] | None:
    """Categories by row; a row may be missing."""
    categories = ids(asked.categories)
    given = filled(raw, ids(asked.rows))
    return {row: one_of(category, categories) for row, category in given} or None


def score(question: MatchQuestion, answer: Mapping[str, str]) -> Mark:
    """A share of the rows; a defensible second category is worth half."""
    reasons = [_reason(row, answer.get(row.id)) for row in question.rows]
    total = sum(_WORTH.get(reason.verdict, 0.0) for reason in reasons)
    return mark_of_share(question, total / len(question.rows), reasons)


def _reason(row: MatchRow, given: str | None) -> Reason:
    if given is None:
        return Reason(row.id, Verdict.BLANK)
    if given == row.key:
        return Reason(row.id, Verdict.RIGHT, row.reason)
    if given == row.also:
        return Reason(row.id, Verdict.PARTLY, row.reason)
    return Reason(row.id, Verdict.WRONG, row.reason, (row.misconceptions or {}).get(given))


def model_answer(question: MatchQuestion) -> dict[str, str]:
    """Every row's category."""
    return {row.id: row.key for row in question.rows}


def key(question: MatchQuestion, language: Language) -> Mapping[str, Any]:
    """By row: its category, the one that is worth half or None, why, and misconceptions."""
    return {
        "rows": {
            row.id: {
                "key": row.key,
                "also": row.also,
                "reason": row.reason.said_in(language),
                "misconceptions": dict(row.misconceptions or {}),
            }
            for row in question.rows
        }
    }
