"""Marks by case, in both languages together and apart."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.reports.bars import SPREAD, section_with_bars, spread
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import language_name

_COLUMNS = (
    ReportColumn("case"), ReportColumn("language"), *SPREAD, ReportColumn("waiting", "whole"),
)  # fmt: skip


@report_section(60, "class")
def by_case(results: Results, language: Language) -> ReportSection:
    """A row a case, then one each language."""
    both = say("report.both-languages", language)
    rows: list[Row] = []
    for case in results.cases:
        attempts = results.attempts[results.attempts["case"] == case]
        for spoken in ("", *sorted(attempts["language"].unique())):
            part = attempts if not spoken else attempts[attempts["language"] == spoken]
            said = language_name(spoken, language) if spoken else both
            rows.append((results.case_title(case, language), said, *spread(part["share"]),
                         int(part["waiting"].sum())))  # fmt: skip
    drawn = [row for row in rows if row[1] == both]
    return section_with_bars("by-case", ReportTable(_COLUMNS, rows), drawn, language, at=3)
