"""Draw a figure of a dossier; it shows nothing that its table does not show."""

from __future__ import annotations

from datetime import date

from maitrise.base.text import Language
from maitrise.cases.figure import CaseFigure
from maitrise.cases.table import Table
from maitrise.figures import Figure, FigureTable, table_bars, timeline


def draw_case_figure(figure: CaseFigure, table: Table, language: Language) -> Figure:
    """Draw the figure in one language, with its numbers as a table."""
    columns = [table.column(name) for name in figure.columns]
    label = next((each for each in table.columns if each.kind == "text"), None)
    names = [
        f"{row} {label.shown(cells[label.id], language)}" if label else row
        for row, cells in table.rows.items()
    ]
    rows = list(table.rows.values())
    headers = [label.title] if label else []
    same = FigureTable(
        headers=(
            table.id_title.said_in(language) if table.id_title else "",
            *(each.said_in(language) for each in headers),
            *(column.title.said_in(language) for column in columns),
        ),
        rows=tuple(
            (
                row,
                *([label.shown(cells[label.id], language)] if label else []),
                *(column.shown(cells[column.id], language) for column in columns),
            )
            for row, cells in table.rows.items()
        ),
    )
    title, summary = figure.title.said_in(language), figure.summary.said_in(language)
    if figure.kind == "timeline":
        first, last = figure.columns
        spans = [(_day(cells[first]), _day(cells[last])) for cells in rows]
        return timeline(title, summary, names, spans, same, language)
    series = {
        column.title.said_in(language): [
            (_number(cells[column.id]), column.shown(cells[column.id], language)) for cells in rows
        ]
        for column in columns
    }
    return table_bars(title, summary, names, series, same, language)


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, float | int) else None


def _day(cell: object) -> date:
    if not isinstance(cell, date):
        raise TypeError(f"{cell!r} is no date.")
    return cell
