"""A report as a workbook: a sheet a section, then every submission and every graded answer."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import isfinite
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from maitrise.base.text import Language, say
from maitrise.reports.report import ClassReport
from maitrise.reports.results import Results
from maitrise.reports.section import MOST_ROWS, ReportColumn, ReportTable, Row, ValueKind
from maitrise.reports.wording import shown

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_FORMATS: dict[ValueKind, str] = {
    "text": "@", "whole": "0", "number": "0.00", "share": "0%", "date": "yyyy-mm-dd",
}  # fmt: skip
_LONGEST_NAME = 31  # as Excel has it
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_767
_LONGEST_HEADER = 200
_A4 = 9  # as Excel numbers papers
_FIRST, _SECOND = 34, 90  # columns of the first sheet, in letters
_WIDE, _NARROW = 34, 14  # those of the others
_LINE = 15  # points
_LONG = (
    "say", "name", "competency", "misconception", "remark", "case", "wording", "item", "ending",
    "endings", "led-there", "profile",
)  # fmt: skip
_ATTEMPTS = (
    ReportColumn("learner"), ReportColumn("case"), ReportColumn("language"),
    ReportColumn("handed-in", "date"), ReportColumn("points", "number"),
    ReportColumn("maximum", "number"), ReportColumn("penalty", "number"),
    ReportColumn("share", "share"), ReportColumn("waiting", "whole"),
)  # fmt: skip
_CELLS = (
    ReportColumn("learner"), ReportColumn("case"), ReportColumn("language"),
    ReportColumn("cell"), ReportColumn("question"), ReportColumn("competency"),
    ReportColumn("points", "number"), ReportColumn("maximum", "number"),
    ReportColumn("waiting", "whole"),
)  # fmt: skip


def workbook(report: ClassReport, results: Results) -> bytes:
    """The workbook; every string as a string, so that no cell can become a formula.

    Raises:
        OSError: there is no room for its parts among the system's temporary files.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    written = io.BytesIO()
    try:
        with xlsxwriter.Workbook(written, options) as book:
            _fill(book, report, results)
    except FileCreateError as error:  # as it calls whatever the system refuses
        raise OSError(*getattr(error.args[0], "args", error.args)) from error
    return written.getvalue()


def _fill(book: Workbook, report: ClassReport, results: Results) -> None:
    """Write every sheet."""
    language = report.language
    book.set_properties({"title": _clean(report.title), "author": "maitrise"})
    sheets = _Sheets(book, language)
    sheets.cover(report, _left_out(report, results))
    for section in report.sections:
        sheets.table(section.title(language), section.table)
    sheets.figures(report)
    if report.sections:
        sheets.table(*_submissions(results, language))
        if len(results.cells) <= MOST_ROWS:
            cells = ReportTable(_CELLS, _rows(results.cells))
            sheets.table(say("report.sheet.cells", language), cells)


def _left_out(report: ClassReport, results: Results) -> list[str]:
    """What does not stand whole in the workbook, and where it is."""
    language, most = report.language, shown(MOST_ROWS, "whole", report.language)
    sentences = [
        say("report.sheet.cut", language, title=section.title(language), most=most,
            count=shown(len(section.rows), "whole", language))
        for section in report.sections
        if len(section.rows) > MOST_ROWS
    ]  # fmt: skip
    if len(results.attempts) > MOST_ROWS:
        sentences.append(say("report.sheet.attempts-summed", language, most=most))
    if len(results.cells) > MOST_ROWS:
        sentences.append(say("report.sheet.cells-left-out", language, most=most))
    return sentences


def _submissions(results: Results, language: Language) -> tuple[str, ReportTable]:
    """Every submission; where they are too many, a row a person with a share for each case."""
    attempts = results.attempts
    if len(attempts) <= MOST_ROWS:
        attempts = attempts.assign(handed_in=[str(at)[:10] for at in attempts["handed_in"]])
        return say("report.sheet.attempts", language), ReportTable(_ATTEMPTS, _rows(attempts))
    latest = attempts.sort_values("handed_in", kind="stable").drop_duplicates(
        ["learner", "case"], keep="last"
    )
    wide = latest.pivot(index="learner", columns="case", values="share")
    columns = (
        ReportColumn("learner"),
        *(ReportColumn("case", "share", results.case_title(case, language)) for case in wide),
    )
    rows = list(wide.itertuples(name=None))
    return say("report.sheet.by-person", language), ReportTable(columns, rows)


def _rows(table: Any) -> list[Row]:
    return list(table.itertuples(index=False, name=None))


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

    def cover(self, report: ClassReport, left_out: Iterable[str]) -> None:
        """The first sheet: what this is, and the sentence of each section with its rule."""
        sheet = self._book.add_worksheet(self._name(say("report.sheet.cover", self._language)))
        sheet.set_column(0, 0, _FIRST)
        sheet.set_column(1, 1, _SECOND)
        _set_up_for_print(sheet, report.title)
        sheet.write_string(0, 0, _clean(report.title), self._title)
        sheet.write_string(1, 0, _clean(report.lead))
        lines = [
            (section.title(self._language), " ".join(filter(None, (section.summary, section.note))))
            for section in report.sections
        ]
        for place, (title, text) in enumerate(lines, start=3):
            sheet.set_row(place, _LINE * max(_lines(title, _FIRST), _lines(text, _SECOND)))
            sheet.write_string(place, 0, title, self._wrapped)
            sheet.write_string(place, 1, _clean(text), self._wrapped)
        for place, sentence in enumerate(left_out, start=3 + len(lines)):
            sheet.set_row(place, _LINE * _lines(sentence, _SECOND))
            sheet.write_string(place, 1, sentence, self._wrapped)

    def figures(self, report: ClassReport) -> None:
        """A sheet with the numbers of every figure, one below the other."""
        drawn = [(section.figure, section.drawn) for section in report.sections if section.figure]
        if not drawn:
            return
        sheet = self._book.add_worksheet(self._name(say("report.sheet.figures", self._language)))
        sheet.set_column(0, 1, 34)
        sheet.set_column(2, 9, 14)
        _set_up_for_print(sheet, report.title)
        place = 0
        for figure, table in drawn:
            sheet.write_string(place, 0, _clean(figure.title), self._title)
            sheet.write_string(place + 1, 0, _clean(figure.summary))
            place = self._write_rows(sheet, place + 2, table) + 2

    def table(self, title: str, table: ReportTable) -> None:
        """A sheet with frozen headings, filters and real types."""
        sheet = self._book.add_worksheet(self._name(title))
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _width(column))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        _set_up_for_print(sheet, title)
        last = self._write_rows(sheet, 0, table)
        sheet.autofilter(0, 0, last, len(table.columns) - 1)

    def _write_rows(self, sheet: Any, top: int, table: ReportTable) -> int:
        """Write headings and rows from a row of the sheet on; the last row written."""
        headings = [column.said_in(self._language) for column in table.columns]
        lines = (  # bold, with the filter's arrow beside it
            _lines(heading, _width(column) - 2)
            for heading, column in zip(headings, table.columns, strict=True)
        )
        sheet.set_row(top, _LINE * max(lines))  # LibreOffice makes no row higher by itself
        for place, heading in enumerate(headings):
            sheet.write_string(top, place, heading, self._head)
        write_string, write_number = sheet.write_string, sheet.write_number
        kinds = [
            (place, column.kind, self._formats[column.kind])
            for place, column in enumerate(table.columns)
        ]
        last = top
        for last, row in enumerate(table.rows[:MOST_ROWS], start=top + 1):
            for (place, kind, style), value in zip(kinds, row, strict=True):
                if value is None or value == "" or value != value:
                    continue
                if kind == "text":
                    write_string(last, place, _clean(str(value)), style)
                elif kind == "date":
                    write_number(last, place, _day_number(str(value)), style)
                elif isfinite(number := float(value)):  # XLSX has no way to write any other
                    write_number(last, place, number, style)
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


def _set_up_for_print(sheet: Any, title: str) -> None:
    """A4 across, as wide as the paper, with what it is and which page on each."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    shown = _clean(title).replace("&", "&&")[:_LONGEST_HEADER]
    sheet.set_header(f"&L{shown}")
    sheet.set_footer("&R&P / &N")


def _width(column: ReportColumn) -> int:
    """Of a column, in letters."""
    return _WIDE if column.id in _LONG and not column.heading else _NARROW


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many letters, broken between words."""
    return sum(max(1, len(wrap(part, width))) for part in text.split("\n"))


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


@lru_cache(maxsize=4096)
def _day_number(day: str) -> int:
    """An ISO day as Excel counts them, from the last of December 1899."""
    return (date.fromisoformat(day) - date(1899, 12, 30)).days


def _clean(text: str) -> str:
    """Text that XML and a cell can hold."""
    if not text.isprintable():
        text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return text[:_LONGEST]
