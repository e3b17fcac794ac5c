"""Positioning against exit test."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.reports.bars import FEW, bars
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section

_COLUMNS = (
    ReportColumn("learner"), ReportColumn("name"), ReportColumn("positioning", "share"),
    ReportColumn("exit", "share"), ReportColumn("gain", "share"),
)  # fmt: skip


@report_section(90, "both")
def gain(results: Results, language: Language) -> ReportSection:
    """A row a person who took either test; the means of those who took both."""
    named = results.gains.merge(results.people[["learner", "name"]], on="learner")
    columns = [column.id for column in _COLUMNS]
    table = ReportTable(_COLUMNS, list(named[columns].itertuples(index=False, name=None)))
    both = results.gains.dropna()
    note = say("report.gain.note", language)
    if len(both) < FEW:
        summary = say("report.gain.few", language, both=len(both), few=FEW)
        return ReportSection("gain", summary, table, note)
    before, after = float(both["positioning"].mean()), float(both["exit"].mean())
    percent_before, percent_after = round(100 * before), round(100 * after)
    summary = say("report.gain", language, both=len(both), before=percent_before,
                  after=percent_after, points=percent_after - percent_before)  # fmt: skip
    rows: list[Row] = [
        (_COLUMNS[2].said_in(language), before),
        (_COLUMNS[3].said_in(language), after),
    ]
    drawn = ReportTable((ReportColumn("test"), ReportColumn("share", "share")), rows)
    figure = bars("gain", summary, rows, drawn, language)
    return ReportSection("gain", summary, table, note, figure, drawn)
