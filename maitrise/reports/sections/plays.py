"""Who played a simulation to the end, how often, and where it led."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from maitrise.base.text import Language, say
from maitrise.reports.results import Results
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, report_section
from maitrise.reports.wording import played_scenarios

_COLUMNS = (
    ReportColumn("learner"), ReportColumn("name"), ReportColumn("simulation"),
    ReportColumn("plays", "whole"), ReportColumn("endings"), ReportColumn("last-play", "date"),
)  # fmt: skip


@report_section(110, "both")
def plays(results: Results, language: Language) -> ReportSection:
    """A row a person and simulation."""
    names = results.names
    scenarios = {scenario.id: scenario for scenario in played_scenarios(results)}
    titles = {
        (scenario.id, ending.id): ending.title.said_in(language)
        for scenario in scenarios.values()
        for ending in scenario.endings
    }
    ordered = results.plays.sort_values(["learner", "scenario", "at"], kind="stable")
    columns = (ordered[name] for name in ("learner", "scenario", "ending", "at"))
    rows: list[Row] = []
    for (learner, scenario), group in groupby(zip(*columns, strict=True), key=itemgetter(0, 1)):
        played = list(group)
        reached = dict.fromkeys(ending for _, _, ending, _ in played)
        rows.append(
            (learner, names[learner], scenarios[scenario].title.said_in(language), len(played),
             " · ".join(titles[scenario, ending] for ending in reached), played[-1][3][:10])
        )  # fmt: skip
    people = len({row[0] for row in rows})
    key = "report.plays" if rows else "report.endings.none"
    summary = say(key, language, people=people, everyone=len(results.people))
    return ReportSection("plays", summary, ReportTable(_COLUMNS, rows))
