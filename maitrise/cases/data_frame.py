"""A dossier's table for pandas, for those who program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maitrise.base.text import Language
from maitrise.cases.table import Table

if TYPE_CHECKING:
    from pandas import DataFrame


def data_frame(table: Table, language: Language) -> DataFrame:
    """The table with its row ids as the index: texts in one language, dates as moments."""
    import pandas  # heavy, and for those who program only

    rows = table.rows.values()
    columns = {
        column.id: [
            cells[column.id] if column.kind != "text" else column.shown(cells[column.id], language)
            for cells in rows
        ]
        for column in table.columns
    }
    frame = pandas.DataFrame(columns, index=pandas.Index(list(table.rows), name="id"))
    for column in table.columns:
        if column.kind == "date":
            frame[column.id] = pandas.to_datetime(frame[column.id])
    return frame
