"""A figure of a dossier: columns of one of its tables, and the faults that it may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from maitrise.base.text import Text
from maitrise.cases.table import Table

Drawing = Literal["bars", "timeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFigure:
    """A figure as an author writes it.

    Attributes:
        kind: bars of one or two columns of numbers, or a timeline from a date to another.
        columns: of the table: what is drawn.
        title: the question that the figure answers.
        summary: one sentence for those who cannot see it; it reveals no answer.
    """

    id: str
    kind: Drawing
    table: str
    columns: tuple[str, ...]
    title: Text
    summary: Text


def faults_of_figure(
    figure: CaseFigure, tables: Mapping[str, Table]
) -> Iterator[tuple[str, str, str]]:
    """Place, problem and remedy of each fault of a figure.

    Args:
        tables: the readable tables of the case, by id.
    """
    place = f"figure {figure.id}"
    table = tables.get(figure.table)
    if table is None:
        known = ", ".join(tables) or "none yet"
        yield place, f"no sound table is called {figure.table!r}", f"Use one of: {known}"
        return
    known_columns = {column.id: column for column in table.columns}
    missing = [name for name in figure.columns if name not in known_columns]
    for name in missing:
        problem = f"the table {table.id} has no column {name!r}"
        yield place, problem, f"Use: {', '.join(known_columns)}"
    if missing:
        return
    kinds = [known_columns[name].kind for name in figure.columns]
    if figure.kind == "timeline":
        if kinds != ["date", "date"]:
            remedy = "Give it two columns of dates, the first day and the last"
            yield place, f"a timeline cannot be drawn of {', '.join(figure.columns)}", remedy
        else:
            yield from _faults_of_dates(figure, table)
    elif kinds not in (["number"], ["percent"], ["number"] * 2, ["percent"] * 2):
        remedy = "Give it one or two columns, all of numbers or all of percentages"
        yield place, f"bars cannot be drawn of {', '.join(figure.columns)}", remedy
    else:
        yield from _faults_of_numbers(figure, table)


def _faults_of_dates(figure: CaseFigure, table: Table) -> Iterator[tuple[str, str, str]]:
    first, last = figure.columns
    for row, cells in table.rows.items():
        start, end = cells[first], cells[last]
        if not isinstance(start, date) or not isinstance(end, date) or end < start:
            problem = f"the row {row} has no first day followed by a last day"
            yield f"figure {figure.id}", problem, "Mend its dates, or draw bars"


def _faults_of_numbers(figure: CaseFigure, table: Table) -> Iterator[tuple[str, str, str]]:
    for row, cells in table.rows.items():
        for name in figure.columns:
            cell = cells[name]
            if isinstance(cell, float | int) and cell < 0:
                problem = f"the row {row} has a negative {name}"
                yield f"figure {figure.id}", problem, "Draw another column: bars start at 0"
