"""What a person has yet to mark."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.reports.results import Results
from maitrise.reports.section import (
    MOST_ROWS,
    ReportColumn,
    ReportSection,
    ReportTable,
    Row,
    report_section,
)
from maitrise.reports.wording import language_name, prompt_words

_COLUMNS = (
    ReportColumn("learner"), ReportColumn("name"), ReportColumn("case"), ReportColumn("language"),
    ReportColumn("wording"), ReportColumn("maximum", "number"),
)  # fmt: skip
_GROUPED = (
    ReportColumn("case"), ReportColumn("language"), ReportColumn("wording"),
    ReportColumn("answers", "whole"),
)  # fmt: skip


@report_section(20, "both")
def waiting(results: Results, language: Language) -> ReportSection:
    """A row an answer; where nobody would read so long a list, a row a question."""
    cells = results.cells[results.cells["waiting"]]

    def asked(case: str, question: str) -> str:
        return prompt_words(results.questions.get((case, question)), language) or question

    key = "report.waiting" if len(cells) else "report.waiting.none"
    summary = say(key, language, count=len(cells))
    rows: list[Row]
    if len(cells) > MOST_ROWS:  # formgrader has it
        grouped = cells.groupby(["case", "language", "question"], observed=True).size()
        rows = [
            (results.case_title(case, language), language_name(spoken, language),
             asked(case, question), int(count))
            for (case, spoken, question), count in grouped.items()
        ]  # fmt: skip
        note = say("report.waiting.grouped", language)
        return ReportSection("waiting", summary, ReportTable(_GROUPED, rows), note)
    names = results.names
    rows = [
        (one.learner, names[one.learner], results.case_title(one.case, language),
         language_name(one.language, language), asked(one.case, one.question), one.maximum)
        for one in cells.itertuples()
    ]  # fmt: skip
    return ReportSection("waiting", summary, ReportTable(_COLUMNS, rows))
