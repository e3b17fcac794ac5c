"""The earned-value lab's view: numbers in, figures, alert and advice out."""

from typing import Any

import pytest

from maitrise.base.number import write_number
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.notebook.earned_value_lab import EarnedValueLab
from maitrise.player import earned_value_words as words
from maitrise.player.earned_value_lab import SITUATIONS, project

both = pytest.mark.parametrize("language", LANGUAGES)


def do(lab: EarnedValueLab, act: str, **more: Any) -> dict[str, Any]:
    """What the page shows after an act."""
    lab._on_message(lab, {"act": act, "n": 1, **more}, [])
    return dict(lab.state)


def value_of(state: dict[str, Any], name: str) -> str:
    (value,) = [value for measure, _, value in state["measures"] if measure == name]
    return str(value)


@both
def test_the_figures_follow_what_is_typed(language: Language) -> None:
    """40 % of 300 is 120; 120 / 150 is 0.8; 300 / 0.8 is 375."""
    lab = EarnedValueLab(language)
    do(lab, "set", field="progress", value="40")
    state = do(lab, "set", field="cost", value="150")
    assert value_of(state, say("earned-value.name.ev", language)) == "120"
    cpi = say("earned-value.name.cpi", language)
    assert value_of(state, cpi) == write_number(0.8, language, 2)
    lasting = say("earned-value.assumption.efficiency-lasts", language)
    eac = say("earned-value.name.eac", language, assumption=lasting)
    assert value_of(state, eac) == "375"


@pytest.mark.parametrize("written", ["", "abc", "101", "-1", "50.5", "1e2", "9" * 30, "٣"])
def test_what_is_no_whole_number_within_bounds_is_refused_and_changes_nothing(
    written: str,
) -> None:
    lab = EarnedValueLab("en")
    before = dict(lab.state)
    state = do(lab, "set", field="progress", value=written)
    assert state["notice"].startswith("Work really done (%): write a whole number from 0 to 100.")
    assert (state["values"], state["measures"]) == (before["values"], before["measures"])


@pytest.mark.parametrize("message", [{"field": "budget", "value": "1"}, {}])
def test_a_field_that_is_not_there_changes_nothing(message: dict[str, str]) -> None:
    lab = EarnedValueLab("en")
    before = dict(lab.state)
    assert do(lab, "set", **message) == before


@both
@pytest.mark.parametrize(
    ("situation", "level", "sound"),
    [
        ("late-and-dear", "alert", "committee"),
        ("late-and-cheap", "alert", "committee"),
        ("early-and-dear", "watch", "manager"),
        ("as-planned", "on-track", "record"),
        ("nothing-yet", "unmeasured", "manager"),
    ],
)
def test_each_situation_has_its_alert_and_one_sound_thing_to_do(
    language: Language, situation: str, level: str, sound: str
) -> None:
    lab = EarnedValueLab(language)
    state = do(lab, "situation", situation=situation)
    assert state["alert"]["level"] == level
    verdicts = {}
    for choice in words.TOLD:
        told = do(lab, "tell", choice=choice)["told"]
        verdicts[choice] = told["verdict"]
        assert told["reason"]
    assert [choice for choice, verdict in verdicts.items() if verdict == "right"] == [sound]
    assert verdicts["rebaseline"] == verdicts["cut"] == "wrong"


def test_changing_the_figures_takes_the_advice_back() -> None:
    lab = EarnedValueLab("en")
    assert do(lab, "tell", choice="committee")["told"]
    assert do(lab, "set", field="cost", value="150")["told"] is None


def test_nothing_measured_is_said_in_words_not_as_a_number() -> None:
    state = do(EarnedValueLab("en"), "situation", situation="nothing-yet")
    assert value_of(state, say("earned-value.name.cpi", "en")) == "cannot be computed"
    assert state["summary"].endswith("Estimate at completion: €300k, against a budget of €300k.")


def test_a_bar_beyond_the_scale_is_cut_and_keeps_its_number() -> None:
    figure = words.bars(project(1, 600), "en")
    bars = {bar["name"]: bar for group in figure["groups"] for bar in group["bars"]}
    longest = bars["If efficiency stays the same"]
    assert (longest["cut"], longest["share"], longest["value"]) == (True, 1.0, "60,000")
    assert not bars["Planned value (PV)"]["cut"]


@both
def test_the_markdown_shows_the_opening_situation_and_names_its_convention(
    language: Language,
) -> None:
    lab = EarnedValueLab(language)
    untouched = lab.markdown()
    do(lab, "situation", situation="as-planned")
    assert lab.markdown() == untouched
    assert say("earned-value.convention", language) in untouched
    assert write_number(0.86, language, 2) in untouched


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_lies_within_the_bounds_of_the_fields(situation: str) -> None:
    lab = EarnedValueLab("en")
    for field, value in SITUATIONS[situation].items():
        assert do(lab, "set", field=field, value=str(value))["notice"] == ""
