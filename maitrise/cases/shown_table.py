"""A dossier's table in the words of one language, and what its rows sort by."""

from __future__ import annotations

from datetime import date

from maitrise.base.text import Language, Text
from maitrise.cases.table import Cell, Table
from maitrise.notebook.case_table import ShownTable, SortKey


def shown_table(table: Table, language: Language) -> ShownTable:
    """The table as a view takes it, the row ids in its first column."""
    return ShownTable(
        title=table.title.said_in(language),
        headers=(
            table.id_title.said_in(language) if table.id_title else "",
            *(column.title.said_in(language) for column in table.columns),
        ),
        numeric=(False, *(column.kind in ("number", "percent") for column in table.columns)),
        rows=tuple(
            (row, *(column.shown(cells[column.id], language) for column in table.columns))
            for row, cells in table.rows.items()
        ),
        keys=tuple(
            (row, *(_key(cells[column.id], language) for column in table.columns))
            for row, cells in table.rows.items()
        ),
    )


def _key(cell: Cell, language: Language) -> SortKey:
    if isinstance(cell, Text):
        return cell.said_in(language)
    return cell.isoformat() if isinstance(cell, date) else cell
