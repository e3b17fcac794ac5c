"""The earned-value lab: numbers in, figures, alert and advice out."""

import pytest

from maitrise.base.number import write_number
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.player import earned_value_words as words
from maitrise.player.earned_value_lab import BOUNDS, SITUATIONS, markdown, project

both = pytest.mark.parametrize("language", LANGUAGES)


def value_of(measures: list[list[str]], name: str) -> str:
    (value,) = [value for measure, _, value in measures if measure == name]
    return value


@both
def test_the_figures_are_those_that_a_hand_computes(language: Language) -> None:
    """40 % of 300 is 120; 120 / 150 is 0.8; 300 / 0.8 is 375."""
    measures = words.measures(project(40, 150), language)
    assert value_of(measures, say("earned-value.name.ev", language)) == "120"
    cpi = say("earned-value.name.cpi", language)
    assert value_of(measures, cpi) == write_number(0.8, language, 2)
    lasting = say("earned-value.assumption.efficiency-lasts", language)
    eac = say("earned-value.name.eac", language, assumption=lasting)
    assert value_of(measures, eac) == "375"


def test_nothing_measured_is_said_in_words_not_as_a_number() -> None:
    nothing = project(**SITUATIONS["nothing-yet"])
    cpi = value_of(words.measures(nothing, "en"), say("earned-value.name.cpi", "en"))
    assert cpi == "cannot be computed"
    summary = words.summary(nothing, "en")
    assert summary.endswith("Estimate at completion: €300k, against a budget of €300k.")


@both
def test_the_markdown_shows_the_opening_situation_and_names_its_convention(
    language: Language,
) -> None:
    shown = markdown(language)
    assert say("earned-value.convention", language) in shown
    assert write_number(0.86, language, 2) in shown


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_lies_within_the_bounds_of_the_fields(situation: str) -> None:
    for field, value in SITUATIONS[situation].items():
        least, most = BOUNDS[field]
        assert least <= value <= most
