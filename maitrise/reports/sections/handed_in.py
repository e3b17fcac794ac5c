"""What one person handed in: where a class has means, marks."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import language_name

_COLUMNS = (
    ReportColumn("case"), ReportColumn("language"), ReportColumn("handed-in", "date"),
    ReportColumn("points", "number"), ReportColumn("maximum", "number"),
    ReportColumn("share", "share"), ReportColumn("waiting", "whole"),
)  # fmt: skip


@report_section(15, "one")
def handed_in(results: Results, language: Language) -> ReportSection:
    """A row a submission."""
    rows: list[Row] = [
        (results.case_title(one.case, language), language_name(one.language, language),
         one.handed_in[:10], one.points, one.maximum, one.share, one.waiting)
        for one in results.attempts.itertuples()
    ]  # fmt: skip
    key = "report.handed-in" if rows else "report.marks.none"
    summary = say(key, language, count=len(rows))
    return ReportSection("handed-in", summary, ReportTable(_COLUMNS, rows))
