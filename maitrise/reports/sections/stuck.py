"""Who is stuck, on which competency."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import competency_name

ANSWERS = 3
SHARE = 0.5
_COLUMNS = (
    ReportColumn("learner"), ReportColumn("name"), ReportColumn("competency"),
    ReportColumn("answers", "whole"), ReportColumn("share", "share"),
)  # fmt: skip


@report_section(30, "both")
def stuck(results: Results, language: Language) -> ReportSection:
    """A row a person and competency below half of the points, on three answers at least."""
    marked = results.cells[~results.cells["waiting"]]
    table = marked.groupby(["learner", "competency"], observed=True).agg(
        points=("points", "sum"), maximum=("maximum", "sum"), answers=("points", "size")
    )
    table["share"] = table["points"] / table["maximum"]
    low = table[(table["answers"] >= ANSWERS) & (table["share"] < SHARE)].sort_values("share")
    names = results.names
    competencies = {code: competency_name(code, language) for code in low.index.unique(1)}
    rows: list[Row] = [
        (learner, names[learner], competencies[code], int(answers), share)
        for learner, code, answers, share in low.reset_index()[
            ["learner", "competency", "answers", "share"]
        ].itertuples(index=False, name=None)
    ]
    note = say("report.stuck.note", language, answers=ANSWERS, share=round(100 * SHARE))
    people = len({row[0] for row in rows})
    key = "report.stuck" if rows else "report.stuck.none"
    summary = say(key, language, people=people, everyone=len(results.people))
    return ReportSection("stuck", summary, ReportTable(_COLUMNS, rows), note)
