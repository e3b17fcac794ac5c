"""Playing: pure steps, gauges within their bounds, endings explained, every way long enough."""

import random
from collections import Counter
from pathlib import Path

import pytest

from conftest import FIXTURE_COURSE
from maitrise.base.errors import AnswerError
from maitrise.base.text import LANGUAGES
from maitrise.course.scenario import (
    Scenario,
    State,
    begin,
    decide,
    decisions_behind,
    ending_of,
    read_scenario,
    replay,
)
from maitrise.course.scenario.rules import shortest_play

COURSE = Path(__file__).parent.parent / "course"


@pytest.fixture(scope="module")
def short() -> Scenario:
    return read_scenario(FIXTURE_COURSE / "scenarios" / "short.toml")


@pytest.fixture(scope="module")
def six_months() -> Scenario:
    return read_scenario(COURSE / "scenarios" / "six-months.toml")


def played(scenario: Scenario, *choices: str) -> State:
    state = begin(scenario)
    for choice in choices:
        state = decide(scenario, state, choice)
    return state


def at_random(scenario: Scenario, chance: random.Random) -> State:
    state = begin(scenario)
    while not state.is_over:
        choices = scenario.scene(state.scene).choices
        state = decide(scenario, state, chance.choice(choices).id)
    return state


def ending_id(scenario: Scenario, state: State) -> str:
    ending = ending_of(scenario, state)
    assert ending
    return ending.id


# --- Steps -------------------------------------------------------------------------------------


def test_a_play_begins_at_the_start_with_every_gauge_where_it_starts(short: Scenario) -> None:
    state = begin(short)
    assert (state.scene, dict(state.gauges)) == ("first", {"need": 40, "trust": 95})
    assert ending_of(short, state) is None


def test_a_decision_leaves_the_state_before_it_as_it_was(short: Scenario) -> None:
    before = begin(short)
    decide(short, before, "draw")
    assert before == begin(short)


def test_a_gauge_never_leaves_its_bounds_and_says_what_it_really_moved(short: Scenario) -> None:
    asked = played(short, "ask")
    assert dict(asked.gauges) == {"need": 60, "trust": 100}
    assert dict(asked.decisions[0].moved) == {"need": 20, "trust": 5}
    assert played(short, "draw").gauges["need"] == 0


def test_another_choice_leads_to_another_scene(short: Scenario) -> None:
    assert played(short, "ask").scene == "second"
    assert played(short, "draw").scene == "detour"


def test_a_choice_that_the_scene_does_not_offer_is_refused(short: Scenario) -> None:
    with pytest.raises(AnswerError, match="scene first has no choice 'sign'"):
        decide(short, begin(short), "sign")


def test_nothing_is_decided_after_the_end(short: Scenario) -> None:
    with pytest.raises(AnswerError, match="short is over: nothing is left to decide"):
        decide(short, played(short, "ask", "sign"), "sign")


def test_decisions_replayed_lead_to_the_same_state(short: Scenario) -> None:
    state = played(short, "draw", "tell", "recommend")
    assert replay(short, [(each.scene.id, each.choice.id) for each in state.decisions]) == state


def test_decisions_that_no_longer_fit_are_refused(short: Scenario) -> None:
    with pytest.raises(AnswerError, match="the play stands at detour, not at second"):
        replay(short, [("first", "draw"), ("second", "sign")])


# --- Endings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "ending"),
    [
        (("ask", "recommend"), "useful"),
        (("draw", "tell", "recommend"), "pretty"),
        (("ask", "sign"), "disputed"),
    ],
)
def test_the_first_ending_that_fits_is_the_one(
    short: Scenario, choices: tuple[str, ...], ending: str
) -> None:
    assert ending_id(short, played(short, *choices)) == ending


def test_an_ending_is_explained_by_the_decisions_that_moved_what_it_hangs_on(
    short: Scenario,
) -> None:
    state = played(short, "draw", "tell", "recommend")
    ending = ending_of(short, state)
    assert ending
    assert [each.name for each in decisions_behind(ending, state)] == ["first/draw"]


def test_an_ending_is_explained_by_the_decision_that_it_names(short: Scenario) -> None:
    state = played(short, "ask", "sign")
    ending = ending_of(short, state)
    assert ending
    assert [each.name for each in decisions_behind(ending, state)] == ["first/ask", "second/sign"]


# --- Six months of a project -------------------------------------------------------------------


def test_no_play_of_six_months_is_shorter_than_promised(six_months: Scenario) -> None:
    graph = {scene.id: [each.goto for each in scene.choices] for scene in six_months.scenes}
    assert shortest_play(six_months.start, graph) >= six_months.decisions >= 12
    assert len(six_months.scenes) >= 14


def test_each_ending_of_six_months_is_reached_and_explained(six_months: Scenario) -> None:
    chance = random.Random(1)
    reached: Counter[str] = Counter()
    for _ in range(5000):
        state = at_random(six_months, chance)
        ending = ending_of(six_months, state)
        assert ending
        reached[ending.id] += 1
        assert len(state.decisions) >= 12
        assert decisions_behind(ending, state)
        assert all(0 <= value <= 100 for value in state.gauges.values())
    assert set(reached) == {ending.id for ending in six_months.endings}
    assert len(reached) >= 5


@pytest.mark.parametrize(
    ("mandate", "ending"),
    [("kept", "season-opens"), ("exceeded", "wrong-hand"), ("unused", "paper-pads")],
)
def test_one_attitude_throughout_leads_where_it_should(
    six_months: Scenario, mandate: str, ending: str
) -> None:
    state = begin(six_months)
    while not state.is_over:
        choices = six_months.scene(state.scene).choices
        taken = min(choices, key=lambda each: (each.mandate != mandate, each.mandate != "kept"))
        state = decide(six_months, state, taken.id)
    assert ending_id(six_months, state) == ending


def test_every_scene_of_six_months_has_one_way_to_keep_one_s_role_and_one_to_leave_it(
    six_months: Scenario,
) -> None:
    for scene in six_months.scenes:
        mandates = [each.mandate for each in scene.choices]
        assert 3 <= len(mandates) <= 4
        assert "kept" in mandates
        assert set(mandates) - {"kept"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("habit", ["longest", "shortest", "first", "last"])
def test_the_sound_choice_is_not_given_away_by_its_length_or_its_place(
    six_months: Scenario, language: str, habit: str
) -> None:
    """Whoever always takes the longest (or the first…) goes wrong in half of the scenes."""
    right = 0
    for scene in six_months.scenes:
        lengths = [len(getattr(each.text, language)) for each in scene.choices]
        taken = {
            "longest": lengths.index(max(lengths)),
            "shortest": lengths.index(min(lengths)),
            "first": 0,
            "last": -1,
        }[habit]
        right += scene.choices[taken].mandate == "kept"
    assert right <= len(six_months.scenes) / 2
