"""Flash cards: what they ask, when they come back, and that nothing of them is lost."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from maitrise.base.errors import SheetError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import bank
from maitrise.course.glossary import glossary
from maitrise.kinds import score
from maitrise.kinds.match import MatchQuestion
from maitrise.learner.cards import RATINGS, Card, CardBox, deck
from maitrise.learner.statements import Moment, answered
from maitrise.player.flash_cards import markdown

LESSON = "every-kind"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def statement(question: str, answer: Any, lesson: str = LESSON) -> Any:
    asked = bank(LESSON).questions[question]
    moment = Moment("p-1", "2026-11-24T08:00:00.000Z", "fr")
    return answered(moment, lesson, asked, answer, score(asked, answer))


def box(path: Path, language: Language = "fr") -> CardBox:
    opened = CardBox(path, language)
    opened.open()
    return opened


# --- The deck ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("fixture_course")
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_is_asked_three_ways(language: Language) -> None:
    cards = {card.id: card for card in deck(language, ())}
    assert len(cards) == 3 * len(glossary().terms)
    other: Language = "en" if language == "fr" else "fr"
    term = glossary().terms["G01"]
    assert cards["G01/meaning"].back == (term.definition.said_in(language),)
    assert cards["G01/term"].front == term.definition.said_in(language)
    assert cards["G01/equivalent"].front == term.named(language)
    assert cards["G01/equivalent"].back == (f"**{term.named(other)}**",)
    assert cards["G01/equivalent"].back_language == other


def test_a_term_that_is_the_same_word_in_both_languages_has_no_card_for_that() -> None:
    ids = {card.id for card in deck("fr", ())}
    assert {"G10/meaning", "G10/term"} <= ids
    assert "G10/equivalent" not in ids


@pytest.mark.usefixtures("fixture_course")
def test_a_question_that_was_missed_comes_back_first() -> None:
    first = deck("en", [statement("one", "amoa")])[0]
    assert (first.id, first.kind, first.lesson) == ("every-kind/one", "question", LESSON)
    assert first.front == bank(LESSON).questions["one"].prompt.en
    assert first.offered
    assert first.back


@pytest.mark.usefixtures("fixture_course")
def test_a_question_answered_right_since_does_not_come_back() -> None:
    cards = deck("en", [statement("one", "amoa"), statement("one", "moa")])
    assert not [card for card in cards if card.kind == "question"]


@pytest.mark.usefixtures("fixture_course")
def test_a_question_of_a_case_never_comes_back_with_its_key() -> None:
    cards = deck("en", [statement("one", "amoa", lesson="payroll")])
    assert not [card for card in cards if card.kind == "question"]


@pytest.mark.usefixtures("fixture_course")
@pytest.mark.parametrize("name", ["several", "pairs", "matrix", "steps", "picked", "cpi"])
def test_every_kind_of_question_makes_a_card_with_an_answer(name: str) -> None:
    told = statement("one", "amoa") | {}
    told["object"]["id"] = told["object"]["id"].replace("/one", f"/{name}")
    (card,) = [each for each in deck("fr", [told]) if each.kind == "question"]
    assert card.back
    assert bool(card.offered) == (name != "cpi")


@pytest.mark.usefixtures("fixture_course")
def test_a_card_of_rows_to_match_says_what_they_are_matched_with() -> None:
    told = statement("pairs", {})
    (card,) = [each for each in deck("fr", [told]) if each.kind == "question"]
    question = bank(LESSON).questions["pairs"]
    assert isinstance(question, MatchQuestion)
    names = " · ".join(category.text.fr for category in question.categories)
    assert card.offered[-1] == say("cards.match-with", "fr", names=names)


# --- When they come back -----------------------------------------------------------------------


@pytest.mark.usefixtures("fixture_course")
def test_a_card_known_well_stays_away_longer(tmp_path: Path) -> None:
    intervals = box(tmp_path / "cards.json").intervals("G01/meaning", NOW)
    away = [intervals[rating] for rating in RATINGS]
    assert away == sorted(away)
    assert away[0] == timedelta(minutes=1)
    assert away[3] > timedelta(days=3)


@pytest.mark.usefixtures("fixture_course")
def test_a_rated_card_comes_back_when_it_is_due_and_not_before(tmp_path: Path) -> None:
    cards = deck("fr", ())
    opened = box(tmp_path / "cards.json")
    opened.rate("G01/meaning", "easy", NOW)
    due = NOW + opened.intervals("G01/meaning", NOW)["easy"]
    assert opened.queue(cards, NOW, 0).next is None
    again = box(tmp_path / "cards.json")
    queue = again.queue(cards, NOW + timedelta(days=30), 0)
    assert queue.next
    assert (queue.next.id, queue.due) == ("G01/meaning", 1)
    assert due > NOW


@pytest.mark.usefixtures("fixture_course")
def test_what_has_come_back_is_shown_before_what_is_new(tmp_path: Path) -> None:
    cards = deck("fr", ())
    opened = box(tmp_path / "cards.json")
    opened.rate("G05/term", "good", NOW)
    queue = opened.queue(cards, NOW + timedelta(minutes=11), 10)
    assert queue.next
    assert (queue.next.id, queue.due, queue.fresh) == ("G05/term", 1, 10)


@pytest.mark.usefixtures("fixture_course")
def test_a_card_due_in_minutes_is_shown_rather_than_none(tmp_path: Path) -> None:
    opened = box(tmp_path / "cards.json")
    opened.rate("G05/term", "again", NOW)
    queue = opened.queue(deck("fr", ()), NOW, 0)
    assert queue.next
    assert queue.next.id == "G05/term"


@pytest.mark.usefixtures("fixture_course")
def test_both_languages_share_one_calendar(tmp_path: Path) -> None:
    box(tmp_path / "cards.json", "fr").rate("G01/meaning", "easy", NOW)
    english = box(tmp_path / "cards.json", "en")
    assert not english.is_new("G01/meaning")


# --- The file ----------------------------------------------------------------------------------

DAMAGED = {
    "not JSON": "{",
    "another version": '{"format": 99, "cards": {}}',
    "no cards": '{"format": 1}',
    "a list": "[]",
    "a card that is a text": '{"format": 1, "cards": {"G01/term": "x"}}',
    "a card seen but not scheduled": json.dumps(
        {
            "format": 1,
            "cards": {
                "G01/term": {
                    "card_id": 0,
                    "state": 2,
                    "step": None,
                    "stability": None,
                    "difficulty": None,
                    "due": "2026-11-24T09:00:00+00:00",
                    "last_review": "2026-11-23T09:00:00+00:00",
                }
            },
        }
    ),
}


@pytest.mark.usefixtures("fixture_course")
@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_cannot_be_used_is_set_aside_and_told(
    tmp_path: Path, content: str, language: Language
) -> None:
    path = tmp_path / "cards.json"
    path.write_text(content, encoding="utf-8")
    opened = box(path, language)
    (aside,) = tmp_path.glob("cards.damaged-*.json")
    assert aside.read_text(encoding="utf-8") == content
    assert opened.notices == [say("cards.set-aside", language, name=aside.name)]
    opened.rate("G01/meaning", "good", NOW)
    assert list(json.loads(path.read_text(encoding="utf-8"))["cards"]) == ["G01/meaning"]


@pytest.mark.usefixtures("fixture_course")
def test_two_pages_keep_each_other_s_cards(tmp_path: Path) -> None:
    one, other = box(tmp_path / "cards.json"), box(tmp_path / "cards.json")
    one.rate("G01/meaning", "good", NOW)
    other.rate("G04/meaning", "good", NOW)
    kept = json.loads((tmp_path / "cards.json").read_text(encoding="utf-8"))["cards"]
    assert set(kept) == {"G01/meaning", "G04/meaning"}


def test_a_full_disk_is_told_and_keeps_the_old_file(
    small_disk: Path, fill_up: Callable[[Path], Path]
) -> None:
    opened = box(small_disk / "cards.json", "en")
    opened.rate("G01/meaning", "good", NOW)
    before = (small_disk / "cards.json").read_bytes()
    fill_up(small_disk)
    with pytest.raises(SheetError, match="could not be saved"):
        opened.rate("G04/meaning", "good", NOW)
    assert (small_disk / "cards.json").read_bytes() == before
    assert not opened.is_new("G04/meaning")


# --- Without a page --------------------------------------------------------------------------


@pytest.mark.usefixtures("fixture_course", "learner_home")
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_widget_the_cards_say_how_many_they_are(language: Language) -> None:
    assert "15" in markdown(language)


def test_every_card_of_the_course_has_a_front_and_a_back() -> None:
    for language in LANGUAGES:
        cards: tuple[Card, ...] = deck(language, ())
        assert len({card.id for card in cards}) == len(cards)
        assert all(card.front and all(card.back) for card in cards)
