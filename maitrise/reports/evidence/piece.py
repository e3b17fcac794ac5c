"""A piece of evidence: what is there, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from maitrise.base.text import Language, say
from maitrise.reports.csv_table import csv_table
from maitrise.reports.section import Value, ValueKind

Status = Literal["there", "partly", "missing"]
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not there.

    Attributes:
        what: a sentence.
        remedy: what to do about it; a sentence.
        is_unread: whether it is there and could not be read.
    """

    what: str
    remedy: str
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is filed under one or more indicators.

    Attributes:
        id: of the catalogue (``evidence.piece.<id>``).
        files: content by name inside the piece's folder.
        count: what is there, counted; a sentence, "" where nothing is.
        days: first and last day that it speaks of; empty where none is known.
        notes: what whoever made it should know of how its files were read.
    """

    id: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    count: str = ""
    days: tuple[str, str] = ("", "")
    missing: tuple[Missing, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """Whether it is there, as far as the tool can see."""
        if not self.count:
            return "missing"
        return "partly" if self.missing else "there"

    def folder(self, language: Language) -> str:
        """Its folder in the zip."""
        return say(f"evidence.folder.{self.id}", language)


@dataclass(frozen=True, slots=True)
class ShownPeople:
    """How people are shown: by id and name, or by a number drawn by lot.

    Attributes:
        shown: what stands for each person, in the order of the tables.
        names: by id; empty when nobody is to be named.
    """

    shown: Mapping[str, str]
    names: Mapping[str, str]

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is to be named."""
        return not self.names and bool(self.shown)

    def who(self, learner: str) -> tuple[str, str]:
        """Id and name as a table shows them."""
        return self.shown[learner], self.names.get(learner, "")

    def listed(self, learners: Sequence[str]) -> str:
        """Some people in a sentence, the first of many."""
        shown = sorted(self.shown[learner] for learner in learners)
        more = ", …" if len(shown) > MOST_NAMED else ""
        return ", ".join(shown[:MOST_NAMED]) + more


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """A table of a piece: columns by id of the catalogue (``evidence.column.<id>``)."""

    columns: Mapping[str, ValueKind]
    rows: Sequence[tuple[Value, ...]]

    def csv(self, language: Language) -> bytes:
        """As a spreadsheet opens it."""
        # Nobody's name, in an anonymous file: no column either.
        kept = [
            place
            for place, name in enumerate(self.columns)
            if name != "name" or any(row[place] for row in self.rows)
        ]
        names = [list(self.columns)[place] for place in kept]
        return csv_table(
            [say(f"evidence.column.{name}", language) for name in names],
            [self.columns[name] for name in names],
            [tuple(row[place] for place in kept) for row in self.rows],
            language,
        )


def first_and_last(days: Sequence[str]) -> tuple[str, str]:
    """First and last of some ISO days or moments."""
    known = sorted(str(day)[:10] for day in days if day)
    return (known[0], known[-1]) if known else ("", "")


def missing_piece(key: str, language: Language, **values: object) -> Missing:
    """What is missing, and what to do about it, in the words of a key."""
    return Missing(
        say(f"evidence.missing.{key}", language, **values),
        say(f"evidence.remedy.{key}", language, **values),
    )


def unread_piece(place: str, why: str, language: Language) -> Missing:
    """A file that is there and cannot be read."""
    return Missing(why, say("evidence.remedy.unread", language, file=place), is_unread=True)
