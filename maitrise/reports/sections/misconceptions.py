"""The misconceptions that this class shows, most widespread first."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.reports.bars import FEW, MOST_BARS, bars
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import misconception_words

_COLUMNS = (
    ReportColumn("code"), ReportColumn("misconception"), ReportColumn("learners", "whole"),
    ReportColumn("of-class", "share"), ReportColumn("times", "whole"), ReportColumn("say"),
)  # fmt: skip


@report_section(40, "both")
def misconceptions(results: Results, language: Language) -> ReportSection:
    """A row a misconception: how many people, how often, and what to say about it."""
    shown = results.answers[results.answers["misconception"] != ""]
    counted = shown.groupby("misconception", observed=True).agg(
        learners=("learner", "nunique"), times=("learner", "size")
    )
    counted = counted.sort_values(["learners", "times"], ascending=False)
    everyone = max(results.attempts["learner"].nunique(), 1)
    rows: list[Row] = []
    for code, row in counted.iterrows():
        name, what = misconception_words(str(code), language)
        share = row["learners"] / everyone if everyone >= FEW else None
        rows.append((str(code), name, int(row["learners"]), share, int(row["times"]), what))
    table = ReportTable(_COLUMNS, rows)
    if not rows:
        return ReportSection("misconceptions", say("report.misconceptions.none", language), table)
    summary = say("report.misconceptions", language, count=len(rows), name=rows[0][1],
                  learners=rows[0][2], everyone=everyone)  # fmt: skip
    note = say("report.misconceptions.note", language)
    most: list[Row] = [(*row[:2], row[3]) for row in rows[:MOST_BARS]]
    drawn = ReportTable((*_COLUMNS[:2], _COLUMNS[3]), most)
    named = [(f"{code} {name}", share) for code, name, share in most]
    figure = bars("misconceptions", summary, named, drawn, language)
    return ReportSection("misconceptions", summary, table, note, figure, drawn)
