"""A dossier's table in the words of one language, and what its rows sort by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maitrise.base.text import Language, Text
from maitrise.cases.table import Cell, Table
from maitrise.kinds.markdown import table as markdown_table

SortKey = str | float | None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table in words, and what its rows sort by.

    Attributes:
        numeric: for each column, whether it is set to the right.
        keys: what each cell sorts by: a number, or a text that sorts as it should.
    """

    title: str
    headers: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[tuple[SortKey, ...], ...]

    def markdown(self) -> str:
        """The same as plain Markdown; numbers are set to the right."""
        lines = markdown_table(self.headers, self.rows).split("\n")
        lines[1] = _rule(self.numeric)
        return f"**{self.title}**\n\n" + "\n".join(lines)


def _rule(numeric: Sequence[bool]) -> str:
    return "| " + " | ".join("---:" if each else "---" for each in numeric) + " |"


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
