"""Difficulty and discrimination of every question; a negative one is pointed out."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.course import competencies
from maitrise.reports.item_analysis import ENOUGH, item_table
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import prompt_words

_COLUMNS = (
    ReportColumn("case"), ReportColumn("wording"), ReportColumn("competency"),
    ReportColumn("learners", "whole"), ReportColumn("difficulty", "share"),
    ReportColumn("discrimination", "number"), ReportColumn("remark"), ReportColumn("question"),
)  # fmt: skip


@report_section(130, "class")
def items(results: Results, language: Language) -> ReportSection:
    """A row a question."""
    rows: list[Row] = []
    for case in results.cases:
        table = item_table(results.cells[results.cells["case"] == case])
        for item in table.itertuples():
            asked = prompt_words(results.questions.get((case, item.question)), language)
            value = item.discrimination
            rows.append(
                (results.case_title(case, language), asked,
                 item.competency if item.competency in competencies() else "", item.learners,
                 item.difficulty if item.learners > 1 else None,
                 None if value is None or value != value else float(value),
                 say("report.negative", language) if item.negative else "", item.question)
            )  # fmt: skip
    count = sum(bool(row[6]) for row in rows)
    key = "report.items.negative" if count else "report.items"
    is_known = any(row[5] is not None for row in rows)
    summary = say(key if is_known else "report.items.few", language, count=count, enough=ENOUGH)
    note = say("report.items.note", language, enough=ENOUGH)
    return ReportSection("items", summary, ReportTable(_COLUMNS, rows), note)
