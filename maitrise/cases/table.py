"""A table of a dossier: read from CSV text, written for reading, and as CSV in one language."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from maitrise.base.number import write_quantity
from maitrise.base.text import LANGUAGES, Language, Text

Cell = Text | float | date | None
ColumnKind = Literal["text", "number", "percent", "date"]

ROW_ID = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column: how it is headed, and what its cells are.

    Attributes:
        decimals: how many a number is shown with; by default as many as it needs.
    """

    id: str
    title: Text
    kind: ColumnKind = "text"
    decimals: int | None = None

    def shown(self, cell: Cell, language: Language) -> str:
        """A cell as people of that language read it; nothing for an empty one."""
        if cell is None:
            return ""
        if isinstance(cell, Text):
            return cell.said_in(language)
        if isinstance(cell, date):
            return f"{cell:%d/%m/%Y}"
        decimals = _decimals(cell) if self.decimals is None else self.decimals
        return write_quantity(cell, "%" if self.kind == "percent" else "", language, decimals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in both languages.

    Attributes:
        columns: in order; the row's id is not one of them.
        id_title: what the column of the row ids is headed; nothing where the author says nothing.
        rows: by row id; a row has a cell for each column.
    """

    id: str
    title: Text
    columns: tuple[TableColumn, ...]
    rows: Mapping[str, Mapping[str, Cell]]
    id_title: Text | None = None

    def column(self, name: str) -> TableColumn:
        """The column of that id."""
        return next(column for column in self.columns if column.id == name)

    def as_csv(self, language: Language) -> str:
        """The table as a file in one language: numbers with a point, dates as in ISO 8601."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([ROW_ID, *(column.id for column in self.columns)])
        for row, cells in self.rows.items():
            writer.writerow([row, *(plain_cell(cells[each.id], language) for each in self.columns)])
        return out.getvalue()


def plain_cell(cell: Cell, language: Language) -> str | float | None:
    """A cell as JSON and CSV hold it: a text, a number (whole where it is), an ISO date."""
    if isinstance(cell, Text):
        return cell.said_in(language)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def read_cell(column: TableColumn, written: Mapping[Language, str]) -> Cell:
    """A cell from what the CSV holds for each language.

    Raises:
        ValueError: it is no number or no date; the message says what to write.
    """
    if column.kind == "text":
        said = {language: written[language].strip() for language in LANGUAGES}
        if not any(said.values()):
            return None
        if not all(said.values()):
            raise ValueError("a text is there in one language only")
        return Text(fr=said["fr"], en=said["en"])
    text = written["fr"].strip()
    if written["en"].strip() != text:
        raise ValueError(f"a {column.kind} is written once, without languages")
    if not text:
        return None
    if column.kind == "date":
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise ValueError(f"{text!r} is no date; write it like 2026-06-30") from error
    try:
        number = float(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no number; write it like 1270.5") from error
    if not abs(number) < 1e15:
        raise ValueError(f"{text!r} is no number of everyday size")
    return number


def _decimals(number: float) -> int:
    return next((places for places in range(7) if round(number, places) == number), 6)
