"""A figure of rows and columns: marks, boxes or small bars, which a page or slide draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A small bar in a cell: ``share`` of the longest, 0 to 1; ``text`` says it in figures."""

    letter: str
    share: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """What stands where a row meets a column.

    Attributes:
        part: what decides how it looks ("lead", "helps"); the key tells what it means.
        letter: what a mark shows, so that colour is never alone; "" where there is no mark.
        said: the mark in words.
        name: who stands here, above the text.
        text: what is written, beside or under the mark.
        role: whose colour it has; "" for no one's.
    """

    part: str = ""
    letter: str = ""
    said: str = ""
    name: str = ""
    text: str = ""
    role: str = ""
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a row or column: its name, a note under it, the roles whose shapes it shows."""

    text: str
    note: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A row: a cell a column, None where nothing stands."""

    head: Head
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A whole figure.

    Attributes:
        form: the figure's name, for its looks.
        key: what the parts mean.
        foot: a line under all columns, in a role's colour.
        symbols: the shape of each role that is shown.
    """

    form: str
    columns: tuple[Head, ...]
    rows: tuple[GridRow, ...]
    key: tuple[GridCell, ...]
    symbols: Mapping[str, str]
    foot: GridCell | None = None

    def as_data(self) -> dict[str, Any]:
        """Plain data, for whatever draws it."""
        return {"kind": "grid", **asdict(self)}
