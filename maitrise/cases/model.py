"""A graded case as a value: its dossier, its questions, and who is asked what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from maitrise.base.text import Text
from maitrise.cases.figure import CaseFigure
from maitrise.cases.table import Table
from maitrise.kinds import Difficulty, Question

After = Literal["reasons", "key", "score"]

_LAST_NUMBER = re.compile(r"(\d+)\D*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the dossier: prose, then tables, then a figure, then questions (or slots)."""

    id: str
    title: Text
    text: Text | None = None
    tables: tuple[str, ...] = ()
    figure: str | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place of an exam, filled for each learner by one of several parallel questions.

    Attributes:
        asks: what all its items ask, for authors.
        figures: whether its items are worked from figures.
    """

    id: str
    competency: str
    difficulty: Difficulty
    points: float
    items: tuple[str, ...]
    asks: str = ""
    figures: bool = False

    def item_of(self, learner: str) -> str:
        """The id of the question that this learner is asked here.

        Ids that end in consecutive numbers (p-0041, p-0042) get different items in every slot.
        """
        return self.items[(_place(learner) + _digest(self.id)) % len(self.items)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """The composition of an exam, whatever its questions.

    Attributes:
        slots: by competency, the difficulty and the kind of each slot: "hard document".
        least: the least number of items of a kind, or worked from "figures".
    """

    slots: Mapping[str, tuple[str, ...]]
    least: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A graded case, keys included: for authors, for building and for marking.

    Attributes:
        version: raised by the author when keys or points change.
        minutes: how long it takes.
        after: what feedback shows: the reasons of what was lost, the key too, or the score only.
        points: maximum, the sum of all graded cells.
        tables: by id, in the author's order.
        figures: by id, drawn from these tables.
        questions: by id, in the author's order, the items of slots included.
        slots: by id; none but in an exam.
    """

    id: str
    version: int
    minutes: int
    after: After
    points: float
    title: Text
    summary: Text
    sections: tuple[Section, ...]
    tables: Mapping[str, Table]
    figures: Mapping[str, CaseFigure]
    questions: Mapping[str, Question]
    slots: Mapping[str, Slot]

    @property
    def cells(self) -> tuple[str, ...]:
        """The ids of the graded cells in reading order: questions, or slots."""
        return tuple(name for section in self.sections for name in section.questions)

    def questions_for(self, learner: str) -> Mapping[str, Question]:
        """The question of each graded cell for a learner, in reading order.

        Args:
            learner: the learner's id, which decides the items of an exam.
        """
        return {
            cell: self.questions[self.slots[cell].item_of(learner) if cell in self.slots else cell]
            for cell in self.cells
        }


def _place(learner: str) -> int:
    """The number that an id ends with, else a stable number made from it."""
    found = _LAST_NUMBER.search(learner)
    return int(found[1][-9:]) if found else _digest(learner)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
