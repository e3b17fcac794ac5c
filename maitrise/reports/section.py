"""A section of a report: a table with a sentence, and perhaps a figure.

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
    """A column of a table.

    Attributes:
        kind: "share" is 0 to 1 and shown in percent; "date" is an ISO day.
        heading: instead of the catalogue's, for a column with a name of its own.
    """

    id: str
    kind: ValueKind = "text"
    heading: str = ""

    def said_in(self, language: Language) -> str:
        """The heading."""
        return self.heading or say(f"report.column.{self.id}", language)


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Columns and rows."""

    columns: tuple[ReportColumn, ...] = ()
    rows: Sequence[Row] = ()

    def without(self, column: str) -> ReportTable:
        """A copy without one column."""
        kept = [place for place, one in enumerate(self.columns) if one.id != column]
        return ReportTable(
            tuple(self.columns[place] for place in kept),
            [tuple(row[place] for place in kept) for row in self.rows],
        )


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section of a report.

    Attributes:
        id: of the catalogue (``report.section.<id>``).
        summary: one sentence on what the table shows, or why there is none.
        note: the rule or the formula behind it; "" without one.
        drawn: the numbers of the figure, as a table.
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
        """The heading."""
        return say(f"report.section.{self.id}", language)

    def without(self, column: str) -> ReportSection:
        """A copy without one column."""
        return replace(self, table=self.table.without(column))


SectionBuilder = Callable[[Results, Language], ReportSection]
Audience = Literal["class", "one", "both"]
_MAKERS: dict[str, tuple[int, Audience, SectionBuilder]] = {}


def report_section(place: int, audience: Audience) -> Callable[[SectionBuilder], SectionBuilder]:
    """Register a function that makes a section of the report.

    Args:
        place: the order in the report: open tasks first, then the class, then what is for authors.
        audience: whether it is in the report on a class, on one person, or on both.
    """

    def put(make: SectionBuilder) -> SectionBuilder:
        _MAKERS[make.__module__] = place, audience, make
        return make

    return put


def section_builders(*, of_one: bool) -> list[SectionBuilder]:
    """The functions that make the sections of the report on a class or one person, in order."""
    package = import_module("maitrise.reports.sections")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    other: Audience = "class" if of_one else "one"
    return [make for _, audience, make in sorted(_MAKERS.values(), key=lambda entry: entry[0])
            if audience != other]  # fmt: skip
