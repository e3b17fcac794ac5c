"""A part of a report: a table with a sentence, and perhaps a figure; page and workbook show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from maitrise.figures import Figure
from maitrise.text import Language, say

Kind = Literal["text", "whole", "number", "share", "date"]
Value = str | float | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is called in the catalogue, and what stands in it.

    Attributes:
        kind: "share" is 0 to 1 and shown in percent; "date" is an ISO day.
    """

    id: str
    kind: Kind = "text"

    def said_in(self, language: Language) -> str:
        """Its heading."""
        return say(f"report.column.{self.id}", language)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report.

    Attributes:
        id: of the catalogue (``report.section.<id>``).
        summary: one sentence that says what the table shows, or why there is none.
        note: the rule or the formula behind it; "" without one.
    """

    id: str
    summary: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    note: str = ""
    figure: Figure | None = field(default=None)

    def title(self, language: Language) -> str:
        """Its heading."""
        return say(f"report.section.{self.id}", language)
