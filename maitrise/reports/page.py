"""A report as one page that opens with no network: everything is in it, nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from maitrise.base.templates import filled
from maitrise.base.text import Language, say
from maitrise.figures import Figure, plotly_script
from maitrise.reports.report import ClassReport
from maitrise.reports.section import MOST_ROWS as IN_WORKBOOK
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable
from maitrise.reports.wording import shown

MOST_ROWS = 250
"""Of a table on the page; a longer one is cut, says so, and stands whole in the workbook."""
_TEMPLATE = Path(__file__).parent / "templates" / "report.html.j2"
_WORDS = ("say", "wording", "item", "competency", "misconception", "led-there", "endings")
"""Columns of sentences: wider than others, so that a row is not a tower on a telephone."""

_Cell = tuple[str, str]
"""A text and its class in the style, "" for none."""


@dataclass(frozen=True, slots=True)
class _ShownTable:
    """A table as the page shows it."""

    caption: str
    heads: Sequence[_Cell]
    rows: Sequence[Sequence[_Cell]]


@dataclass(frozen=True, slots=True)
class _ShownSection:
    """A section as the page shows it; see :class:`~maitrise.reports.section.ReportSection`."""

    id: str
    title: str
    summary: str
    note: str
    figure: Figure | None
    drawn: _ShownTable
    table: _ShownTable


def report_page(report: ClassReport) -> bytes:
    """The page: UTF-8, at most a few hundred kilobytes beside Plotly's own script."""
    figures = [
        {"place": f"figure-{section.id}", **section.figure.spec, "config": section.figure.config}
        for section in report.sections
        if section.figure
    ]
    # No name can end the script: every < is written as JSON writes it in escapes.
    data = json.dumps(figures, ensure_ascii=False).replace("<", "\\u003c")
    return filled(
        _TEMPLATE,
        language=report.language,
        title=report.title,
        lead=report.lead,
        sections=[_section(section, report.language) for section in report.sections],
        figures=Markup(data) if figures else "",
        plotly=Markup(plotly_script()) if figures else "",
    )


def _section(section: ReportSection, language: Language) -> _ShownSection:
    return _ShownSection(
        section.id,
        section.title(language),
        section.summary,
        section.note,
        section.figure,
        _table(section.drawn, language),
        _table(section.table, language),
    )


def _table(table: ReportTable, language: Language) -> _ShownTable:
    looks = [_look(column) for column in table.columns]
    heads = [
        (column.said_in(language), look) for column, look in zip(table.columns, looks, strict=True)
    ]
    rows = [
        [
            (shown(value, column.kind, language), look)
            for value, column, look in zip(row, table.columns, looks, strict=True)
        ]
        for row in table.rows[:MOST_ROWS]
    ]
    return _ShownTable(_caption(len(table.rows), language), heads, rows)


def _look(column: ReportColumn) -> str:
    if column.id in _WORDS:
        return "w"
    return "" if column.kind in ("text", "date") else "n"


def _caption(count: int, language: Language) -> str:
    """How many rows there are, and where those are that do not stand here."""
    values = {
        "count": shown(count, "whole", language),
        "most": MOST_ROWS,
        "whole": shown(IN_WORKBOOK, "whole", language),
    }
    if count <= MOST_ROWS:
        return say("report.table", language, **values)
    key = "report.table.cut" if count <= IN_WORKBOOK else "report.table.cut-twice"
    return say(key, language, **values)
