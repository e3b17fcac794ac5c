"""What an author can break in a scenario that still has the right shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from maitrise.base.errors import Fault
from maitrise.course.scenario.model import END, LEAST, MOST, Ending, Scenario

_Broken = tuple[str, str, str]  # place, problem, remedy


def broken_rules(scenario: Scenario, stem: str, file: str) -> list[Fault]:
    """Every rule that a scenario breaks; how long a play is, only once all else holds."""
    broken = [*_names(scenario, stem), *_gauges(scenario), *_scenes(scenario)]
    broken += _endings(scenario)
    graph = {scene.id: [choice.goto for choice in scene.choices] for scene in scenario.scenes}
    ways = list(_ways(scenario, graph))
    if not broken and not ways:
        ways = list(_lengths(scenario, graph))
    return [Fault(file, *way) for way in [*broken, *ways]]


def _names(scenario: Scenario, stem: str) -> Iterator[_Broken]:
    if scenario.id != stem:
        yield "", f"id is {scenario.id!r}", f'Write id = "{stem}", as the file is called'
    yield from _twice("gauge", (gauge.id for gauge in scenario.gauges))
    yield from _twice("scene", (scene.id for scene in scenario.scenes))
    yield from _twice("ending", (ending.id for ending in scenario.endings))
    for scene in scenario.scenes:
        for place, problem, remedy in _twice("choice", (choice.id for choice in scene.choices)):
            yield f"scene {scene.id}, {place}", problem, remedy
        if scene.id == END:
            yield f"scene {END}", f"{END!r} is kept for the end", "Give the scene another id"


def _twice(what: str, names: Iterable[str]) -> Iterator[_Broken]:
    for name, times in Counter(names).items():
        if times > 1:
            problem = f"the id stands {times} times"
            yield f"{what} {name}", problem, f"Give each {what} an id of its own"


def _gauges(scenario: Scenario) -> Iterator[_Broken]:
    known = [gauge.id for gauge in scenario.gauges]
    if not known:
        yield "", "it has no gauge", "Write at least one [[gauge]]"
    for gauge in scenario.gauges:
        if not LEAST <= gauge.start <= MOST:
            problem = f"the gauge starts at {gauge.start}"
            yield f"gauge {gauge.id}", problem, f"Start it between {LEAST} and {MOST}"
    for scene in scenario.scenes:
        for choice in scene.choices:
            place = f"scene {scene.id}, choice {choice.id}"
            yield from _unknown_gauges(place, choice.effects, known)
            for name, effect in choice.effects.items():
                if effect == 0 or abs(effect) > MOST:
                    problem = f"the effect on {name} is {effect}"
                    remedy = f"Write a number from −{MOST} to {MOST}, or leave it out when it is 0"
                    yield place, problem, remedy


def _unknown_gauges(place: str, named: Iterable[str], known: list[str]) -> Iterator[_Broken]:
    for name in named:
        if name not in known:
            remedy = f"Use one of: {', '.join(known) or 'none'}"
            yield place, f"no gauge is called {name!r}", remedy


def _scenes(scenario: Scenario) -> Iterator[_Broken]:
    known = {scene.id for scene in scenario.scenes}
    if scenario.start not in known:
        yield "", f"it starts with {scenario.start!r}, which is no scene", "Name a scene in start"
    for scene in scenario.scenes:
        place = f"scene {scene.id}"
        if not 1 <= scene.month <= scenario.months:
            problem = f"month {scene.month} of {scenario.months}"
            yield place, problem, f"Write a month from 1 to {scenario.months}"
        if not scene.choices:
            yield place, "it is a dead end: it offers no choice", "Give it at least two choices"
        elif len(scene.choices) == 1:
            yield place, "one choice alone is no decision", "Add another, or remove the scene"
        for choice in scene.choices:
            if choice.goto not in known | {END}:
                problem = f"it leads to {choice.goto!r}, which is no scene"
                remedy = f'Mend goto, write that scene, or write goto = "{END}"'
                yield f"{place}, choice {choice.id}", problem, remedy


def _endings(scenario: Scenario) -> Iterator[_Broken]:
    known = [gauge.id for gauge in scenario.gauges]
    if not scenario.endings:
        yield "", "it has no ending", "Write at least one [[ending]]"
        return
    taken = {f"{scene.id}/{choice.id}" for scene in scenario.scenes for choice in scene.choices}
    for ending in scenario.endings:
        place = f"ending {ending.id}"
        if not ending.hangs_on and not ending.decided:
            remedy = "Name gauges in hangs_on, or the decisions that lead to it in decided"
            yield place, "no decision explains it", remedy
        yield from _unknown_gauges(place, (*ending.hangs_on, *ending.when), known)
        yield from _ranges(place, ending)
        for name in ending.decided:
            if name not in taken:
                problem = f"no choice is called {name!r}"
                yield place, problem, "Write it as scene/choice, with ids that exist"
    yield from _rest(scenario.endings)


def _ranges(place: str, ending: Ending) -> Iterator[_Broken]:
    for name, span in ending.when.items():
        if len(span) != 2 or not LEAST <= span[0] <= span[1] <= MOST:
            written = f"[{', '.join(map(str, span))}]"
            remedy = f"Write [lowest, highest], both from {LEAST} to {MOST}"
            yield place, f"the range of {name} is {written}", remedy


def _rest(endings: tuple[Ending, ...]) -> Iterator[_Broken]:
    """The last ending, and it alone, takes whatever the others leave."""
    if not endings[-1].is_for_the_rest:
        problem = "the last ending has conditions: some plays would end nowhere"
        yield f"ending {endings[-1].id}", problem, "End with one that has neither when nor decided"
    for ending in endings[:-1]:
        if ending.is_for_the_rest:
            problem = "it has no condition, so that no later ending is ever reached"
            yield f"ending {ending.id}", problem, "Give it when or decided, or write it last"


def _ways(scenario: Scenario, graph: Mapping[str, list[str]]) -> Iterator[_Broken]:
    """Scenes that no play comes to, and plays that come back to where they were."""
    seen: set[str] = set()
    ahead = [scenario.start]
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead += graph.get(name, [])
    if scenario.start in graph:
        for scene in scenario.scenes:
            if scene.id not in seen:
                remedy = "Lead a choice to it, or remove it"
                yield f"scene {scene.id}", "no choice leads to it", remedy
    for name in _in_a_circle(graph):
        problem = "a play can come back to it for ever"
        yield f"scene {name}", problem, "Lead its choices onwards only"


def _in_a_circle(graph: Mapping[str, list[str]]) -> list[str]:
    """The scenes from which a play can come back to the same scene."""

    def leads_back(start: str) -> bool:
        seen: set[str] = set()
        ahead = list(graph[start])
        while ahead:
            name = ahead.pop()
            if name == start:
                return True
            if name not in seen:
                seen.add(name)
                ahead += graph.get(name, [])
        return False

    return [name for name in graph if leads_back(name)]


def _lengths(scenario: Scenario, graph: Mapping[str, list[str]]) -> Iterator[_Broken]:
    shortest = shortest_play(scenario.start, graph)
    if shortest < scenario.decisions:
        problem = (
            f"a play can end after {shortest} decisions, and {scenario.decisions} are promised"
        )
        yield "", problem, "Lengthen that way, or lower decisions"


def shortest_play(start: str, graph: Mapping[str, list[str]]) -> int:
    """How few decisions lead from a scene to the end, where scenes never come back."""
    known = {END: 0}

    def from_here(name: str) -> int:
        if name not in known:
            known[name] = 1 + min(from_here(following) for following in graph[name])
        return known[name]

    return from_here(start)
