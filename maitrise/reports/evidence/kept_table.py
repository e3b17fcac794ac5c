"""A table that a trainer keeps in the folder of evidence, as it was filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say
from maitrise.cohort.table_file import read_table
from maitrise.reports.csv_table import csv_table
from maitrise.reports.evidence.piece import Missing, first_and_last, unread_piece

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table as the trainer filled it: its headings, and as many cells in every row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day of its first column, in ISO; twice "" for none."""
        return first_and_last([day for row in self.rows if (day := as_day(row[0]))])


def read_kept(path: Path, folder: Path, language: Language) -> tuple[KeptTable, list[Missing]]:
    """A table in the cohort's folder, and what of it was not read: that stops nothing else."""
    place = path.relative_to(folder).as_posix()
    try:
        table = read_table(path, language)
    except WrongCallError as error:
        why = str(error).replace(str(path), place)
        return KeptTable((), ()), [unread_piece(place, why, language)]
    notes = tuple(say("evidence.note", language, file=place, note=note) for note in table.notes)
    lines = [cells for _, cells in table.lines]
    if not lines:
        return KeptTable((), (), notes), []
    width = max(map(len, lines))
    padded = [(*cells, *[""] * (width - len(cells))) for cells in lines]
    return KeptTable(padded[0], tuple(padded[1:]), notes), []


def as_csv(table: KeptTable, language: Language) -> bytes:
    """The table as a file for spreadsheets."""
    return csv_table(table.heads, ["text"] * len(table.heads), table.rows, language)


def as_day(written: str) -> str:
    """A day as people write it, in ISO; "" when it is none."""
    iso = _DAY.match(written)
    parts: Sequence[str] = re.findall(r"\d+", written)
    try:
        if iso:
            return date.fromisoformat(iso[0]).isoformat()
        if re.match(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}", written):
            return date(int(parts[2]), int(parts[1]), int(parts[0])).isoformat()
    except ValueError:
        return ""
    return ""


def day_in(name: str) -> str:
    """The day that a file's name holds, in ISO; "" when it holds none."""
    found = _DAY.search(name)
    return as_day(found[0]) if found else ""
