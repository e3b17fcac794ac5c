"""Flash cards: what they ask, and what stands on their back."""

import pytest

from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import bank
from maitrise.course.glossary import glossary
from maitrise.kinds.match import MatchQuestion
from maitrise.learner.cards import Card, question_cards, term_cards
from maitrise.player.flash_cards import markdown

LESSON = "every-kind"


def deck(language: Language) -> dict[str, Card]:
    return {card.id: card for card in (*term_cards(language), *question_cards(language))}


# --- The deck ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("fixture_course")
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_is_asked_three_ways(language: Language) -> None:
    cards = deck(language)
    assert len(term_cards(language)) == 3 * len(glossary().terms)
    other: Language = "en" if language == "fr" else "fr"
    term = glossary().terms["G01"]
    assert cards["G01/meaning"].back == (term.definition.said_in(language),)
    assert cards["G01/term"].front == term.definition.said_in(language)
    assert cards["G01/equivalent"].front == term.named(language)
    assert cards["G01/equivalent"].back == (f"**{term.named(other)}**",)
    assert cards["G01/equivalent"].back_language == other


def test_a_term_that_is_the_same_word_in_both_languages_has_no_card_for_that() -> None:
    ids = set(deck("fr"))
    assert {"G10/meaning", "G10/term"} <= ids
    assert "G10/equivalent" not in ids


@pytest.mark.usefixtures("fixture_course")
def test_a_question_is_asked_with_its_options_and_answered_with_its_reasons() -> None:
    card = deck("en")["every-kind/one"]
    assert (card.kind, card.lesson) == ("question", LESSON)
    assert card.front == bank(LESSON).questions["one"].prompt.en
    assert card.offered
    assert card.back


@pytest.mark.usefixtures("fixture_course")
def test_a_question_of_a_case_is_no_card_that_would_show_its_key() -> None:
    lessons = {card.lesson for card in question_cards("en")}
    assert lessons == {LESSON}


@pytest.mark.usefixtures("fixture_course")
@pytest.mark.parametrize("name", ["several", "pairs", "matrix", "steps", "picked", "cpi"])
def test_every_kind_of_question_makes_a_card_with_an_answer(name: str) -> None:
    card = deck("fr")[f"every-kind/{name}"]
    assert card.back
    assert bool(card.offered) == (name != "cpi")


@pytest.mark.usefixtures("fixture_course")
def test_a_card_of_rows_to_match_says_what_they_are_matched_with() -> None:
    question = bank(LESSON).questions["pairs"]
    assert isinstance(question, MatchQuestion)
    names = " · ".join(category.text.fr for category in question.categories)
    offered = deck("fr")["every-kind/pairs"].offered
    assert offered[-1] == say("cards.match-with", "fr", names=names)


# --- Without a page --------------------------------------------------------------------------


@pytest.mark.usefixtures("fixture_course", "learner_home")
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_widget_the_cards_say_how_many_they_are(language: Language) -> None:
    assert "15" in markdown(language)


def test_every_card_of_the_course_has_a_front_and_a_back() -> None:
    for language in LANGUAGES:
        cards = (*term_cards(language), *question_cards(language))
        assert len({card.id for card in cards}) == len(cards)
        assert all(card.front and all(card.back) for card in cards)
