"""A section of a report: a table with a sentence, and perhaps a figure; page and workbook show it.

A section is a file of ``sections/``: a function from the results to a :class:`ReportSection`, under
the decorator :func:`report_section`. Its words are sentences of the catalogue under its id.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

from maitrise.base.text import Language, say
from maitrise.figures import Figure
from maitrise.reports.results import Results

ValueKind = Literal["text", "whole", "number", "share", "date"]
Value = str | float | int | None
Row = tuple[Value, ...]
MOST_ROWS = 20_000
"""Of a sheet of the workbook: a longer table is cut there, and both page and sheet say so."""


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: what it is called in the catalogue, and what stands in it.

    Attributes:
        kind: "share" is 0 to 1 and shown in percent; "date" is an ISO day.
        heading: in place of the catalogue's, for what has a name of its own.
    """

    id: str
    kind: ValueKind = "text"
    heading: str = ""

    def said_in(self, language: Language) -> str:
        """Its heading."""
        return self.heading or say(f"report.column.{self.id}", language)


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Columns and rows."""

    columns: tuple[ReportColumn, ...] = ()
    rows: Sequence[Row] = ()

    def without(self, column: str) -> ReportTable:
        """The same without a column."""
        kept = [place for place, one in enumerate(self.columns) if one.id != column]
        return ReportTable(
            tuple(self.columns[place] for place in kept),
            [tuple(row[place] for place in kept) for row in self.rows],
        )


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section as it was made.

    Attributes:
        id: of the catalogue (``report.section.<id>``).
        summary: one sentence that says what the table shows, or why there is none.
        note: the rule or the formula behind it; "" without one.
        drawn: what the figure shows.
    """

    id: str
    summary: str
    table: ReportTable
    note: str = ""
    figure: Figure | None = None
    drawn: ReportTable = ReportTable()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of its table."""
        return self.table.rows

    def title(self, language: Language) -> str:
        """Its heading."""
        return say(f"report.section.{self.id}", language)

    def without(self, column: str) -> ReportSection:
        """The same without a column."""
        return replace(self, table=self.table.without(column))


SectionBuilder = Callable[[Results, Language], ReportSection]
Audience = Literal["class", "one", "both"]
_MAKERS: dict[str, tuple[int, Audience, SectionBuilder]] = {}


def report_section(place: int, audience: Audience) -> Callable[[SectionBuilder], SectionBuilder]:
    """Put a section into the report.

    Args:
        place: among the others, the smallest first: what is left to do, then the class, then what
            is for whoever writes questions.
        audience: whether it is of a class, of one person, or of both.
    """

    def put(make: SectionBuilder) -> SectionBuilder:
        _MAKERS[make.__module__] = place, audience, make
        return make

    return put


def section_builders(*, of_one: bool) -> list[SectionBuilder]:
    """What makes the sections of the report on a class, or on one person, in order."""
    package = import_module("maitrise.reports.sections")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    other: Audience = "class" if of_one else "one"
    return [make for _, audience, make in sorted(_MAKERS.values(), key=lambda entry: entry[0])
            if audience != other]  # fmt: skip
