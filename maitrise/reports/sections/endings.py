"""Which endings of a simulation a class reached, and what led there."""

from __future__ import annotations

from collections.abc import Mapping

from maitrise.base.text import Language, say
from maitrise.course.scenario import Ending, Scenario
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import played_scenarios

_COLUMNS = (
    ReportColumn("simulation"), ReportColumn("ending"), ReportColumn("learners", "whole"),
    ReportColumn("plays", "whole"), ReportColumn("led-there"),
)  # fmt: skip


@report_section(100, "both")
def endings(results: Results, language: Language) -> ReportSection:
    """A row an ending, those that nobody reached included.

    An ending is no score: none is the right one.
    """
    reached = results.plays.groupby(["scenario", "ending"], observed=True)["learner"]
    people, times = reached.nunique().to_dict(), reached.size().to_dict()
    rows: list[Row] = []
    for scenario in played_scenarios(results):
        title = scenario.title.said_in(language)
        # The most reached first; those of equal count stay in the author's order.
        for ending in sorted(scenario.endings, key=lambda one: -_count(times, scenario, one)):
            rows.append(
                (title, ending.title.said_in(language), _count(people, scenario, ending),
                 _count(times, scenario, ending), ending.why.said_in(language))
            )  # fmt: skip
    table, note = ReportTable(_COLUMNS, rows), say("report.endings.note", language)
    if not rows:
        return ReportSection("endings", say("report.endings.none", language), table, note)
    most = max(rows, key=lambda row: int(row[3] or 0))
    summary = say("report.endings", language, people=results.plays["learner"].nunique(),
                  plays=len(results.plays), ending=most[1], times=most[3])  # fmt: skip
    return ReportSection("endings", summary, table, note)


def _count(counts: Mapping[tuple[str, str], int], scenario: Scenario, ending: Ending) -> int:
    return int(counts.get((scenario.id, ending.id), 0))
