"""A part of a report: a table with a sentence, and perhaps a figure; page and workbook show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from maitrise.base.text import Language, say
from maitrise.figures import Figure

Kind = Literal["text", "whole", "number", "share", "date"]
Value = str | float | int | None
Rows = Sequence[tuple[Value, ...]]
MOST_ROWS = 20_000
"""Of a sheet of the workbook: a longer table is cut there, and both page and sheet say so."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is called in the catalogue, and what stands in it.

    Attributes:
        kind: "share" is 0 to 1 and shown in percent; "date" is an ISO day.
        heading: in place of the catalogue's, for what has a name of its own.
    """

    id: str
    kind: Kind = "text"
    heading: str = ""

    def said_in(self, language: Language) -> str:
        """Its heading."""
        return self.heading or say(f"report.column.{self.id}", language)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report.

    Attributes:
        id: of the catalogue (``report.section.<id>``).
        summary: one sentence that says what the table shows, or why there is none.
        note: the rule or the formula behind it; "" without one.
        drawn: the columns and the rows that the figure shows.
    """

    id: str
    summary: str
    columns: tuple[Column, ...]
    rows: Rows
    note: str = ""
    figure: Figure | None = None
    drawn: tuple[tuple[Column, ...], Rows] = ((), ())

    def title(self, language: Language) -> str:
        """Its heading."""
        return say(f"report.section.{self.id}", language)

    def without(self, column: str) -> Section:
        """The same without a column."""
        kept = [place for place, each in enumerate(self.columns) if each.id != column]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            rows=[tuple(row[place] for place in kept) for row in self.rows],
        )
