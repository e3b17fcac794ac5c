"""Marks by competency: the share of the points of all marked answers."""

from __future__ import annotations

from maitrise.base.text import Language
from maitrise.course import competencies
from maitrise.reports.bars import FEW, section_with_bars
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import competency_name

_COLUMNS = (
    ReportColumn("competency"), ReportColumn("learners", "whole"),
    ReportColumn("answers", "whole"), ReportColumn("share", "share"),
)  # fmt: skip


@report_section(70, "class")
def by_competency(results: Results, language: Language) -> ReportSection:
    """A row a competency, in the course's order."""
    marked = results.cells[~results.cells["waiting"]]
    sums = marked.groupby("competency", observed=True).agg(
        points=("points", "sum"), maximum=("maximum", "sum"), answers=("points", "size"),
        learners=("learner", "nunique"),
    )  # fmt: skip
    rows: list[Row] = []
    for code in competencies():
        if code in sums.index:
            row = sums.loc[code]
            share = row["points"] / row["maximum"] if row["learners"] >= FEW else None
            rows.append((competency_name(code, language), int(row["learners"]),
                         int(row["answers"]), share))  # fmt: skip
    return section_with_bars("by-competency", ReportTable(_COLUMNS, rows), rows, language, at=3)
