"""Playing a scenario: (scenario, state, decision) → state. No clock, no file, no chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maitrise.base.errors import AnswerError
from maitrise.course.scenario.model import END, LEAST, MOST, Choice, Ending, Scenario, Scene


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice that was taken in a scene, and by how much it really moved each gauge."""

    scene: Scene
    choice: Choice
    moved: Mapping[str, int]

    @property
    def name(self) -> str:
        """How an ending names it: ``scene/choice``."""
        return f"{self.scene.id}/{self.choice.id}"


@dataclass(frozen=True, slots=True)
class State:
    """Where a play stands.

    Attributes:
        scene: the scene to decide in; ``end`` when it is over.
        gauges: the value of each, 0 to 100.
        decisions: those taken so far, in order.
    """

    scene: str
    gauges: Mapping[str, int]
    decisions: tuple[Decision, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to decide."""
        return self.scene == END


def begin(scenario: Scenario) -> State:
    """The state before the first decision."""
    return State(scenario.start, {gauge.id: gauge.start for gauge in scenario.gauges})


def decide(scenario: Scenario, state: State, choice: str) -> State:
    """The state after a decision.

    Raises:
        AnswerError: the play is over, or its scene has no such choice.
    """
    if state.is_over:
        raise AnswerError(f"{scenario.id} is over: nothing is left to decide")
    scene = scenario.scene(state.scene)
    for taken in scene.choices:
        if taken.id == choice:
            break
    else:
        raise AnswerError(f"scene {scene.id} has no choice {choice!r}")
    gauges = {
        name: min(MOST, max(LEAST, value + taken.effects.get(name, 0)))
        for name, value in state.gauges.items()
    }
    moved = {
        name: gauges[name] - value for name, value in state.gauges.items() if gauges[name] != value
    }
    return State(taken.goto, gauges, (*state.decisions, Decision(scene, taken, moved)))


def replay(scenario: Scenario, choices: Iterable[tuple[str, str]]) -> State:
    """The state after decisions taken earlier, each a scene and a choice.

    Raises:
        AnswerError: they do not fit the scenario as it now is.
    """
    state = begin(scenario)
    for scene, choice in choices:
        if scene != state.scene:
            raise AnswerError(f"the play stands at {state.scene}, not at {scene}")
        state = decide(scenario, state, choice)
    return state


def ending_of(scenario: Scenario, state: State) -> Ending | None:
    """The ending that a play has come to; None while it goes on."""
    if not state.is_over:
        return None
    return next(ending for ending in scenario.endings if _is_met(ending, state))


def decisions_behind(ending: Ending, state: State) -> tuple[Decision, ...]:
    """The decisions that made this ending, in the order taken.

    Those that it names, and those that moved a gauge it hangs on.
    """
    return tuple(
        decision
        for decision in state.decisions
        if decision.name in ending.decided or set(decision.moved) & set(ending.hangs_on)
    )


def _is_met(ending: Ending, state: State) -> bool:
    within = all(low <= state.gauges[name] <= high for name, (low, high) in ending.when.items())
    taken = {decision.name for decision in state.decisions}
    return within and (not ending.decided or bool(taken & set(ending.decided)))
