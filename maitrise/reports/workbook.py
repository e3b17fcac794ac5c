"""A report as a workbook: a sheet a section, then every submission and every graded answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maitrise.base.text import Language, say
from maitrise.reports.report import Report
from maitrise.reports.results import Results
from maitrise.reports.section import MOST_ROWS, Column, Kind, Value
from maitrise.reports.wording import shown

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_FORMATS: dict[Kind, str] = {
    "text": "@", "whole": "0", "number": "0.00", "share": "0%", "date": "yyyy-mm-dd",
}  # fmt: skip
_LONGEST_NAME = 31  # as Excel has it
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_767
_LONG = (
    "say", "name", "competency", "misconception", "remark", "case", "wording", "item", "ending",
    "endings", "led-there",
)  # fmt: skip
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
        sheets.cover(report, _left_out(report, results))
        for section in report.sections:
            sheets.table(section.title(report.language), section.columns, section.rows)
        sheets.figures(report)
        if report.sections:
            sheets.table(*_submissions(results, report.language))
            if len(results.cells) <= MOST_ROWS:
                title = say("report.sheet.cells", report.language)
                sheets.table(title, _CELLS, _rows(results.cells))


def _left_out(report: Report, results: Results) -> list[str]:
    """What does not stand whole in the workbook, and where it is."""
    language, most = report.language, shown(MOST_ROWS, "whole", report.language)
    said = [
        say("report.sheet.cut", language, title=section.title(language), most=most,
            count=shown(len(section.rows), "whole", language))
        for section in report.sections
        if len(section.rows) > MOST_ROWS
    ]  # fmt: skip
    if len(results.attempts) > MOST_ROWS:
        said.append(say("report.sheet.attempts-summed", language, most=most))
    if len(results.cells) > MOST_ROWS:
        said.append(say("report.sheet.cells-left-out", language, most=most))
    return said


def _submissions(
    results: Results, language: Language
) -> tuple[str, tuple[Column, ...], Iterable[tuple[Value, ...]]]:
    """Every submission; where they are too many, a row a person with a share for each case."""
    attempts = results.attempts
    if len(attempts) <= MOST_ROWS:
        attempts = attempts.assign(handed_in=[str(at)[:10] for at in attempts["handed_in"]])
        return say("report.sheet.attempts", language), _ATTEMPTS, _rows(attempts)
    latest = attempts.sort_values("handed_in", kind="stable").drop_duplicates(
        ["learner", "case"], keep="last"
    )
    wide = latest.pivot(index="learner", columns="case", values="share")
    columns = (
        Column("learner"),
        *(Column("case", "share", results.cases[case][0].said_in(language)) for case in wide),
    )
    return say("report.sheet.by-person", language), columns, wide.itertuples(name=None)


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

    def cover(self, report: Report, left_out: Iterable[str]) -> None:
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
        for said in left_out:
            sheet.write_string(place, 1, said, self._wrapped)
            place += 1

    def figures(self, report: Report) -> None:
        """A sheet with the numbers of every figure, one below the other."""
        drawn = [each for each in report.sections if each.figure]
        if not drawn:
            return
        sheet = self._book.add_worksheet(self._name(say("report.sheet.figures", self._language)))
        sheet.set_column(0, 1, 34)
        sheet.set_column(2, 9, 14)
        place = 0
        for section in drawn:
            if section.figure:
                sheet.write_string(place, 0, _clean(section.figure.title), self._title)
                sheet.write_string(place + 1, 0, _clean(section.figure.summary))
            place = self._write_rows(sheet, place + 2, *section.drawn) + 2

    def table(
        self, title: str, columns: tuple[Column, ...], rows: Iterable[tuple[Value, ...]]
    ) -> None:
        """A sheet with frozen headings, filters and real types."""
        sheet = self._book.add_worksheet(self._name(title))
        for place, column in enumerate(columns):
            is_long = column.id in _LONG and not column.heading
            sheet.set_column(place, place, 34 if is_long else 14)
        sheet.freeze_panes(1, 0)
        last = self._write_rows(sheet, 0, columns, islice(rows, MOST_ROWS))
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _write_rows(
        self, sheet: Any, top: int, columns: tuple[Column, ...], rows: Iterable[tuple[Value, ...]]
    ) -> int:
        """Write headings and rows from a row of the sheet on; the last row written."""
        for place, column in enumerate(columns):
            sheet.write_string(top, place, column.said_in(self._language), self._head)
        kinds = [(place, each.kind, self._formats[each.kind]) for place, each in enumerate(columns)]
        last = top
        for last, row in enumerate(rows, start=top + 1):
            for (place, kind, style), value in zip(kinds, row, strict=True):
                if value is None or value == "" or value != value:
                    continue
                if kind == "text":
                    sheet.write_string(last, place, _clean(str(value)), style)
                elif kind == "date":
                    sheet.write_datetime(last, place, _day(str(value)), style)
                else:
                    sheet.write_number(last, place, float(value), style)
        return last

    def _name(self, title: str) -> str:
        """A name that a sheet may have, unlike those before it."""
        name = sheet_name(title)
        place = 2
        while name.casefold() in self._names:
            name = f"{name[:28]} {place}"
            place += 1
        self._names.add(name.casefold())
        return name


def sheet_name(title: str) -> str:
    """The title as a sheet may be called: 31 characters, cut between words, none left hanging.

    >>> sheet_name("From the positioning test to the exit test")
    'From the positioning test'
    """
    name = _FORBIDDEN.sub(" ", title).strip()
    if len(name) <= _LONGEST_NAME:
        return name
    words = name[: _LONGEST_NAME + 1].split()[:-1]
    while len(words) > 1 and len(words[-1]) <= 3:  # to, the, au, en: they announce what is cut
        words.pop()
    return " ".join(words) or name[:_LONGEST_NAME]


_day = lru_cache(maxsize=4096)(date.fromisoformat)


def _clean(text: str) -> str:
    """Text that XML and a cell can hold."""
    if not text.isprintable():
        text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return text[:_LONGEST]
