"""The simulation in a report: which endings a class reached, and who played to the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from maitrise.base.text import Language, say
from maitrise.course.scenario import Ending, Scenario, read_scenario, scenario_files
from maitrise.reports.results import Results
from maitrise.reports.section import Column, Section, Value


def endings(results: Results, language: Language) -> Section:
    """How often each ending was reached, those that nobody reached included, and what led there.

    An ending is no score: none is the right one.
    """
    reached = results.plays.groupby(["scenario", "ending"], observed=True)["learner"]
    people, times = reached.nunique().to_dict(), reached.size().to_dict()
    rows: list[tuple[Value, ...]] = []
    for scenario in _played(results):
        title = scenario.title.said_in(language)
        # The most reached first; those of equal count stay in the author's order.
        for ending in sorted(scenario.endings, key=lambda each: -_count(times, scenario, each)):
            rows.append(
                (title, ending.title.said_in(language), _count(people, scenario, ending),
                 _count(times, scenario, ending), ending.why.said_in(language))
            )  # fmt: skip
    columns = (
        Column("simulation"), Column("ending"), Column("learners", "whole"),
        Column("plays", "whole"), Column("led-there"),
    )  # fmt: skip
    note = say("report.endings.note", language)
    if not rows:
        return Section("endings", say("report.endings.none", language), columns, [], note)
    most = max(rows, key=lambda row: int(row[3] or 0))
    summary = say("report.endings", language, people=results.plays["learner"].nunique(),
                  plays=len(results.plays), ending=most[1], times=most[3])  # fmt: skip
    return Section("endings", summary, columns, rows, note)


def plays(results: Results, language: Language) -> Section:
    """Who played a simulation to the end, how often, and where it led."""
    named = results.people.set_index("learner")["name"].to_dict()
    titles = _titles(_played(results), language)
    rows: list[tuple[Value, ...]] = []
    ordered = results.plays.sort_values(["learner", "scenario", "at"], kind="stable")
    columns_read = (ordered[name] for name in ("learner", "scenario", "ending", "at"))
    for (learner, scenario), mine in groupby(zip(*columns_read, strict=True), key=itemgetter(0, 1)):
        played = list(mine)
        reached = dict.fromkeys(ending for _, _, ending, _ in played)
        rows.append(
            (learner, named[learner], titles[scenario, ""], len(played),
             " · ".join(titles[scenario, ending] for ending in reached), played[-1][3][:10])
        )  # fmt: skip
    columns = (
        Column("learner"), Column("name"), Column("simulation"), Column("plays", "whole"),
        Column("endings"), Column("last-play", "date"),
    )  # fmt: skip
    people = len({row[0] for row in rows})
    everyone = len(results.people)
    key = "report.plays" if rows else "report.endings.none"
    return Section("plays", say(key, language, people=people, everyone=everyone), columns, rows)


def _played(results: Results) -> list[Scenario]:
    """The scenarios of the course that anyone played to the end."""
    played = set(results.plays["scenario"])
    return [read_scenario(path) for path in scenario_files() if path.stem in played]


def _count(counts: Mapping[tuple[str, str], int], scenario: Scenario, ending: Ending) -> int:
    return int(counts.get((scenario.id, ending.id), 0))


def _titles(scenarios: Iterable[Scenario], language: Language) -> dict[tuple[str, str], str]:
    """What scenarios (with "") and their endings are called."""
    titles = {}
    for each in scenarios:
        titles[each.id, ""] = each.title.said_in(language)
        titles |= {(each.id, one.id): one.title.said_in(language) for one in each.endings}
    return titles
