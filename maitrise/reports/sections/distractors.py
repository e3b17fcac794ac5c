"""What was chosen or placed wrongly, most often first."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.reports.item_analysis import distractor_table
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import lost_words, prompt_words

_COLUMNS = (
    ReportColumn("case"), ReportColumn("wording"), ReportColumn("item"),
    ReportColumn("times", "whole"), ReportColumn("question"),
)  # fmt: skip


@report_section(50, "both")
def distractors(results: Results, language: Language) -> ReportSection:
    """A row a part of a question that was answered wrongly."""
    rows: list[Row] = []
    for wrong in distractor_table(results.answers).itertuples():
        question = results.questions.get((wrong.case, wrong.question))
        rows.append(
            (results.case_title(wrong.case, language), prompt_words(question, language),
             lost_words(question, wrong.item, language), int(wrong.chosen), wrong.question)
        )  # fmt: skip
    key = "report.distractors" if rows else "report.distractors.none"
    summary = say(key, language, count=len(rows))
    return ReportSection("distractors", summary, ReportTable(_COLUMNS, rows))
