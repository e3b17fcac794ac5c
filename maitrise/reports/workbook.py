"""A report as a workbook: a sheet a section, then every submission and every graded answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maitrise.reports.report import Report
from maitrise.reports.results import Results
from maitrise.reports.section import Column, Kind, Value
from maitrise.text import Language, say

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_ROWS = 20_000
"""Of a sheet; a table of every answer that is longer is left out, and the first sheet says so."""
_FORMATS: dict[Kind, str] = {
    "text": "@", "whole": "0", "number": "0.00", "share": "0%", "date": "yyyy-mm-dd",
}  # fmt: skip
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_767
_ATTEMPTS = (
    Column("learner"), Column("case"), Column("language"), Column("handed-in", "date"),
    Column("points", "number"), Column("maximum", "number"), Column("penalty", "number"),
    Column("share", "share"), Column("waiting", "whole"),
)  # fmt: skip
_CELLS = (
    Column("learner"), Column("case"), Column("language"), Column("cell"), Column("question"),
    Column("competency"), Column("points", "number"), Column("maximum", "number"),
    Column("waiting", "whole"),
)  # fmt: skip


def write_workbook(path: Path, report: Report, results: Results) -> None:
    """Write the workbook; every string as a string, so that no cell can become a formula.

    Raises:
        OSError: it could not be written.
    """
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        sheets = _Sheets(book, report.language)
        sheets.cover(report, is_whole=len(results.cells) <= MOST_ROWS)
        for section in report.sections:
            sheets.table(section.title(report.language), section.columns, section.rows)
        if report.sections:
            attempts = results.attempts.assign(
                handed_in=[str(at)[:10] for at in results.attempts["handed_in"]]
            )
            sheets.table(say("report.sheet.attempts", report.language), _ATTEMPTS, _rows(attempts))
            if len(results.cells) <= MOST_ROWS:
                title = say("report.sheet.cells", report.language)
                sheets.table(title, _CELLS, _rows(results.cells))


def _rows(table: Any) -> Iterable[tuple[Value, ...]]:
    return table.itertuples(index=False, name=None)  # type: ignore[no-any-return]


class _Sheets:
    """A workbook that is being written, one sheet after the other."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self._book, self._language = book, language
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEF1F5", "bottom": 1}
        )
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._formats = {
            kind: book.add_format({"num_format": code, "valign": "top"})
            for kind, code in _FORMATS.items()
        }
        self._names: set[str] = set()

    def cover(self, report: Report, *, is_whole: bool) -> None:
        """The first sheet: what this is, and the sentence of each section with its rule."""
        sheet = self._book.add_worksheet(self._name(say("report.sheet.cover", self._language)))
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, _clean(report.title), self._title)
        sheet.write_string(1, 0, _clean(report.lead))
        place = 3
        for each in report.sections:
            sheet.write_string(place, 0, each.title(self._language), self._wrapped)
            text = " ".join(filter(None, (each.summary, each.note)))
            sheet.write_string(place, 1, _clean(text), self._wrapped)
            place += 1
        if not is_whole:
            said = say("report.sheet.cells-left-out", self._language, most=MOST_ROWS)
            sheet.write_string(place, 1, said, self._wrapped)

    def table(
        self, title: str, columns: tuple[Column, ...], rows: Iterable[tuple[Value, ...]]
    ) -> None:
        """A sheet with frozen headings, filters and real types."""
        sheet = self._book.add_worksheet(self._name(title))
        for place, column in enumerate(columns):
            is_long = column.id in ("say", "name", "competency", "misconception", "remark", "case")
            sheet.set_column(place, place, 34 if is_long else 14)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.said_in(self._language), self._head)
        sheet.freeze_panes(1, 0)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, (value, column) in enumerate(zip(row, columns, strict=True)):
                self._write(sheet, last, place, value, column.kind)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _write(self, sheet: Any, row: int, place: int, value: Value, kind: Kind) -> None:
        if value is None or value == "" or value != value:
            return
        style = self._formats[kind]
        if kind == "date":
            sheet.write_datetime(row, place, date.fromisoformat(str(value)), style)
        elif kind == "text":
            sheet.write_string(row, place, _clean(str(value)), style)
        else:
            sheet.write_number(row, place, float(value), style)

    def _name(self, title: str) -> str:
        """A name that a sheet may have, unlike those before it."""
        name = _FORBIDDEN.sub(" ", title)[:31].strip()
        place = 2
        while name.casefold() in self._names:
            name = f"{name[:28]} {place}"
            place += 1
        self._names.add(name.casefold())
        return name


def _clean(text: str) -> str:
    """Text that XML and a cell can hold."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)[:_LONGEST]
