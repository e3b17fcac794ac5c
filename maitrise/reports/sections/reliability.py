"""Cronbach's alpha of each case, where enough people were marked."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.reports.item_analysis import ENOUGH, reliability, scores_by_learner
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section

_COLUMNS = (
    ReportColumn("case"), ReportColumn("learners", "whole"), ReportColumn("questions", "whole"),
    ReportColumn("alpha", "number"),
)  # fmt: skip


@report_section(120, "class")
def reliabilities(results: Results, language: Language) -> ReportSection:
    """A row a case."""
    rows: list[Row] = []
    for case in results.cases:
        points = scores_by_learner(results.cells[results.cells["case"] == case])
        found = reliability(points)
        rows.append((results.case_title(case, language), found.learners, found.questions,
                     found.alpha))  # fmt: skip
    known = sum(row[3] is not None for row in rows)
    key = "report.reliability" if known else "report.reliability.few"
    summary = say(key, language, count=known, cases=len(rows), enough=ENOUGH)
    note = say("report.reliability.note", language, enough=ENOUGH)
    return ReportSection("reliability", summary, ReportTable(_COLUMNS, rows), note)
