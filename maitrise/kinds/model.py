"""The eight kinds of question, as values.

A question knows what is asked and what is right. It does not score (``scoring``), does not
display (``maitrise.notebook``) and is only ever made from an author's file that has been checked
(``bank``), so nothing here validates again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from maitrise.base.text import Text

Difficulty = Literal["easy", "medium", "hard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every kind of question has.

    Attributes:
        id: permanent name, unique in its bank, never a position.
        prompt: the stem (énoncé).
        competency: its code ("C09").
        sources: references of ``course/sources.toml``; none means professional judgement.
        convention: the rule taken where practice varies, shown above the stem.
        hints: staged, the gentlest first.
        explanation: what the question teaches, whatever the answer.
        points: maximum.
    """

    kind: ClassVar[str]

    id: str
    prompt: Text
    competency: str
    difficulty: Difficulty
    sources: tuple[str, ...] = ()
    convention: Text | None = None
    hints: tuple[Text, ...] = ()
    explanation: Text | None = None
    points: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a choice; a wrong one (distracteur) names the misconception it reveals."""

    id: str
    text: Text
    reason: Text
    right: bool = False
    misconception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """Pick the one right option."""

    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Question):
    """Pick every right option."""

    kind: ClassVar[str] = "choices"
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What a row of a match can be matched to; ``distractor`` when no row is meant for it."""

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
    misconceptions: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Question):
    """Match each row to a category."""

    kind: ClassVar[str] = "match"
    categories: tuple[Category, ...]
    rows: tuple[MatchRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaciRow:
    """A deliverable and the letter that each role has on it."""

    id: str
    text: Text
    key: Mapping[str, str]
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Raci(Question):
    """Fill a RACI matrix. Exactly one role a row is accountable [R49]."""

    kind: ClassVar[str] = "raci"
    letters: ClassVar[tuple[str, ...]] = ("R", "A", "A/R", "C", "I", "-")
    accountable: ClassVar[tuple[str, ...]] = ("A", "A/R")
    roles: tuple[str, ...]
    rows: tuple[RaciRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A step of an order; ``reason`` says why it comes after the one before it."""

    id: str
    text: Text
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Question):
    """Put the items in order; ``items`` are held in the right order."""

    kind: ClassVar[str] = "order"
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table that rows are picked from."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row that may be picked; ``cells`` has one text for each column."""

    id: str
    cells: Mapping[str, Text]
    reason: Text
    right: bool = False
    misconception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Question):
    """Pick every right row of a table."""

    kind: ClassVar[str] = "rows"
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWrong:
    """A wrong value that people reach for a reason that is known."""

    value: float
    reason: Text
    tolerance: float | None = None
    misconception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """Give a number, right within an absolute tolerance."""

    kind: ClassVar[str] = "number"
    key: float
    tolerance: float
    unit: Text | None = None
    decimals: int = 0
    wrongs: tuple[KnownWrong, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A line of a rubric (grille d'évaluation).

    Attributes:
        text: what is looked at; learners read it before they write.
        expected: what a good text says there (attendu); only whoever marks reads it beforehand.
    """

    points: float
    text: Text
    expected: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeText(Question):
    """Write a text; a person marks it against the rubric."""

    kind: ClassVar[str] = "text"
    criteria: tuple[Criterion, ...]


KINDS: Mapping[str, type[Question]] = {
    kind.kind: kind for kind in (Choice, Choices, Match, Raci, Order, Rows, Number, FreeText)
}
