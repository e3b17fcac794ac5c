"""Six months of a project: every way long enough, every ending reached and explained."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from javascript import javascript
from maitrise.base.text import LANGUAGES
from maitrise.course.scenario import END, Choice, Scenario, Scene, scenario
from maitrise.course.scenario.rules import shortest_play
from maitrise.player import simulation

Decisions = list[tuple[str, str]]


@pytest.fixture(scope="module")
def six_months() -> Scenario:
    return scenario("six-months")


def played(read: Scenario, choose: Callable[[Scene], Choice]) -> Decisions:
    """The decisions of whoever chooses in this way, from the start to the end."""
    scene, decisions = read.start, []
    while scene != END:
        taken = choose(read.scene(scene))
        decisions.append((scene, taken.id))
        scene = taken.goto
    return decisions


def ended(plays: list[Decisions]) -> list[dict[str, Any]]:
    """The ending of each play in the page, and the scenes of the decisions behind it."""
    data = simulation.data("en", "six-months")
    with javascript("lab-cases.js") as page:
        found: list[dict[str, Any]] = page.ask("plays", {"scenario": data, "plays": plays})
    return found


def test_no_play_of_six_months_is_shorter_than_promised(six_months: Scenario) -> None:
    graph = {scene.id: [each.goto for each in scene.choices] for scene in six_months.scenes}
    assert shortest_play(six_months.start, graph) >= six_months.decisions >= 12
    assert len(six_months.scenes) >= 14


def test_each_ending_of_six_months_is_reached_and_explained(six_months: Scenario) -> None:
    chance = random.Random(1)
    plays = [played(six_months, lambda scene: chance.choice(scene.choices)) for _ in range(5000)]
    found = ended(plays)
    reached = Counter(each["ending"] for each in found)
    assert all(each["behind"] for each in found)
    assert set(reached) == {ending.id for ending in six_months.endings}
    assert len(reached) >= 5


def test_one_attitude_throughout_leads_where_it_should(six_months: Scenario) -> None:
    leads = {"kept": "season-opens", "exceeded": "wrong-hand", "unused": "paper-pads"}

    def always(mandate: str) -> Callable[[Scene], Choice]:
        return lambda scene: min(
            scene.choices, key=lambda each: (each.mandate != mandate, each.mandate != "kept")
        )

    plays = [played(six_months, always(mandate)) for mandate in leads]
    assert [each["ending"] for each in ended(plays)] == list(leads.values())


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
