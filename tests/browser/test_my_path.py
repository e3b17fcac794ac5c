"""My path and the glossary as learners use them: search, cards, the exit test, their own record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.accessibility import SCHEMES, findings
from browser.conftest import KeepOpen
from browser.questions import LANGUAGES, Language, ask, button, is_ready, open_lesson
from browser.served import Served, serve, stop
from maitrise.base.text import say
from maitrise.course import bank, lessons
from maitrise.kinds import score
from maitrise.learner.record import append_statement
from maitrise.learner.statements import Moment, answered

LESSON = "05-my-path"
both = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def _own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = serve(tmp_path_factory.mktemp("my-path"))
    yield served
    stop(served)


@pytest.fixture
def untouched(_own_server: Served) -> Served:
    """The real course with a learner who has done nothing yet."""
    _own_server.end(_own_server.kernels())
    for pattern in ("*.json", "*.jsonl", "answers/*.json"):
        for path in _own_server.home.glob(pattern):
            path.unlink()
    return _own_server


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real course with a learner who has taken the start test, for pages that stay open."""
    served = serve(tmp_path_factory.mktemp("tested"))
    take_positioning(served.home)
    yield served
    stop(served)


def take_positioning(home: Path) -> None:
    """The start test with one right answer and two wrong ones, as the page records it."""
    read = bank("00-start")
    for name, given in (
        ("pos-room-rule", "operations-director"),
        ("pos-which-pmo", "office-office"),
        ("pos-shorter-waits", "one-project"),
    ):
        moment = Moment("p-1", "2026-11-01T10:00:00.000Z", "fr")
        question = read.questions[name]
        statement = answered(moment, "00-start", question, given, score(question, given))
        append_statement(home / "record.jsonl", statement)


def part(page: Page, name: str) -> Locator:
    """A view on the page by its accessible name's CSS class."""
    return page.locator(f".maitrise-{name}")


# --- The glossary ------------------------------------------------------------------------------


FOUND = {
    "maitre d'oeuvre batiment": "G06",
    "PROCES-VERBAL DE RECETTE": "G49",
    "acceptance certificate": "G49",
}


@both
def test_a_term_is_found_in_either_language_without_accents(
    keep_open: KeepOpen, tested: Served, language: Language
) -> None:
    page = keep_open(tested, language, "glossary")
    glossary = part(page, "glossary")
    box = glossary.get_by_role("searchbox", name=say("glossary.search", language))
    for words, term in FOUND.items():
        box.fill(words)
        first = glossary.get_by_role("listitem").first
        expect(first).to_have_attribute("data-term", term)
    box.fill("zzz")
    expect(glossary.get_by_role("status")).to_have_text(say("glossary.none", language))
    expect(glossary.get_by_role("listitem")).to_have_count(0)
    button(glossary, "glossary.clear", language).click()
    shown = say("glossary.shown", language, count=88, total=88)
    expect(glossary.get_by_role("status")).to_have_text(shown)
    expect(box).to_be_focused()


@both
def test_the_menu_leads_to_the_glossary_where_the_keyboard_opens_a_term(
    page: Page, untouched: Served, language: Language
) -> None:
    page.goto(untouched.page_of("00-start", language))
    title = {"fr": "Glossaire et cartes mémoire", "en": "Glossary and flash cards"}[language]
    menu = page.get_by_role("navigation").first
    menu.get_by_role("link", name=title).click()
    page.wait_for_url(f"**/course/{language}/glossary.ipynb*")
    expect(menu.locator('[aria-current="page"]')).to_have_text(title)
    term = part(page, "glossary").locator('[data-term="G05"]')
    term.locator("summary").focus()
    page.keyboard.press("Enter")
    definition = {"fr": "Partie qui conçoit et réalise", "en": "The party that designs and builds"}
    expect(term.get_by_text(definition[language])).to_be_visible()


# --- Flash cards -------------------------------------------------------------------------------


@both
def test_a_rated_card_stays_away_after_a_reload(
    page: Page, untouched: Served, language: Language
) -> None:
    open_lesson(page, untouched, language, "glossary")
    place = page.locator(".maitrise-flash")
    expect(place).to_have_attribute("data-card", "G01/meaning")
    button(place, "cards.show", language).focus()
    page.keyboard.press("Enter")
    expect(place.get_by_role("group", name=say("cards.answer", language))).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first rating: not known, back in a minute
    expect(place).to_have_attribute("data-card", "G02/meaning")
    button(place, "cards.show", language).click()
    place.get_by_role("button", name=say("cards.easy", language)).click()
    expect(place).to_have_attribute("data-card", "G03/meaning")
    kept = json.loads((untouched.home / "cards.json").read_text(encoding="utf-8"))["cards"]
    assert set(kept) == {"G01/meaning", "G02/meaning"}
    page.reload()
    expect(place).not_to_have_attribute("data-card", "G02/meaning")
    expect(part(page, "cards").get_by_role("status").first).to_contain_text("1")


@both
def test_a_missed_question_comes_back_as_a_card(
    keep_open: KeepOpen, tested: Served, language: Language
) -> None:
    page = keep_open(tested, language, "glossary")
    place = page.locator(".maitrise-flash")
    expect(place).to_have_attribute("data-card", "00-start/pos-which-pmo")
    expect(place.get_by_text(say("cards.kind.question", language))).to_be_visible()
    expect(place.get_by_role("listitem")).to_have_count(4)


# --- The exit test -----------------------------------------------------------------------------


@both
def test_the_exit_test_shows_the_gain_and_leads_to_a_lesson(
    page: Page, untouched: Served, language: Language
) -> None:
    take_positioning(untouched.home)
    open_lesson(page, untouched, language, LESSON)
    gain = part(page, "report").nth(1)
    expect(gain).to_contain_text(say("my-path.missing.end", language))
    questions: Any = bank(LESSON).questions
    for name in ("exit-catalogue-order", "exit-two-notes", "exit-three-sites"):
        right = next(option for option in questions[name].options if option.right)
        ask(page, name).locator(f'input[value="{right.id}"]').check()
    quiz = part(page, "quiz")
    expect(quiz).to_contain_text(say("quiz.so-far", language, done=3, total=12))
    button(quiz, "quiz.finish", language).click()
    button(quiz, "quiz.anyway", language).click()
    sentence = say("my-path.gain.more", language, before=1, after=3, maximum=12, change=2)
    expect(gain).to_contain_text(sentence)
    expect(gain.get_by_role("row")).to_have_count(1 + 11)
    advised = quiz.get_by_role("link").first
    lesson = advised.get_attribute("href") or ""
    advised.click()
    page.wait_for_url(f"**/course/{language}/{lesson}*")
    title = lessons()[lesson.removesuffix(".ipynb")].title.said_in(language)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


@both
def test_what_to_review_leads_to_a_lesson(
    page: Page, keep_open: KeepOpen, tested: Served, language: Language
) -> None:
    mastery = part(keep_open(tested, language, LESSON), "report").first
    expect(mastery).to_contain_text(say("my-path.no-profile", language))
    expect(mastery.get_by_role("row")).to_have_count(1 + 15)
    link = mastery.locator('a[href*="#"]').first
    href = link.get_attribute("href") or ""
    page.goto(
        urljoin(tested.page_of(LESSON, language), href.replace("#", f"?token={tested.token}#"))
    )
    expect(page.locator(f"#{href.split('#')[1]}")).to_be_attached()


# --- My record ---------------------------------------------------------------------------------


@both
def test_the_record_is_taken_away_in_two_formats(
    keep_open: KeepOpen, tested: Served, language: Language
) -> None:
    page = keep_open(tested, language, LESSON)
    record = part(page, "record")
    expect(record.get_by_text(str(tested.home))).to_be_visible()
    with page.expect_download() as taken:
        button(record, "my-record.jsonl", language).click()
    assert taken.value.suggested_filename.endswith(".jsonl")
    assert taken.value.path().read_bytes() == (tested.home / "record.jsonl").read_bytes()
    with page.expect_download() as taken:
        button(record, "my-record.csv", language).click()
    assert taken.value.suggested_filename.endswith(".csv")
    assert len(taken.value.path().read_text(encoding="utf-8-sig").splitlines()) == 1 + 3


@both
def test_erasing_asks_twice_and_no_means_no(
    page: Page, untouched: Served, language: Language
) -> None:
    take_positioning(untouched.home)
    open_lesson(page, untouched, language, LESSON)
    record = part(page, "record")
    button(record, "my-record.erase", language).click()
    expect(record).to_contain_text(say("my-record.first", language))
    expect(button(record, "my-record.no", language)).to_be_focused()
    button(record, "my-record.yes", language).click()
    expect(record).to_contain_text(say("my-record.second", language))
    button(record, "my-record.no", language).click()
    assert (untouched.home / "record.jsonl").exists()
    button(record, "my-record.erase", language).click()
    button(record, "my-record.yes", language).click()
    button(record, "my-record.really", language).click()
    expect(record).to_contain_text(say("my-record.none", language))
    assert not (untouched.home / "record.jsonl").exists()


def test_a_page_still_open_when_everything_is_erased_says_so_and_brings_nothing_back(
    page: Page, untouched: Served
) -> None:
    other = page.context.new_page()
    open_lesson(other, untouched, "en", "00-start")
    question = ask(other, "pos-room-rule")
    question.get_by_role("radio").first.check()
    expect(question).to_contain_text(say("question.saved", "en"))
    open_lesson(page, untouched, "fr", LESSON)
    record = part(page, "record")
    for key in ("my-record.erase", "my-record.yes", "my-record.really"):
        button(record, key, "fr").click()
    expect(record).to_contain_text(say("my-record.none", "fr"))
    other.bring_to_front()
    question.get_by_role("radio").nth(1).click()  # refused, it is let go of again
    expect(question).to_contain_text(say("my-record.gone", "en"))
    assert list(untouched.home.glob("answers/*.json")) == []
    other.reload()
    is_ready(other, "en")
    expect(question.get_by_role("radio").nth(1)).not_to_be_checked()
    question.get_by_role("radio").nth(1).check()
    expect(question).to_contain_text(say("question.saved", "en"))


# --- For everyone ------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("lesson", [LESSON, "glossary"])
def test_axe_finds_nothing_serious_whatever_is_open(
    keep_open: KeepOpen, tested: Served, language: Language, lesson: str
) -> None:
    page = keep_open(tested, language, lesson)
    if lesson == LESSON:
        button(part(page, "record"), "my-record.erase", language).click()
    else:
        part(page, "glossary").locator("summary").first.click()
        button(page.locator(".maitrise-flash"), "cards.show", language).click()
    page.set_viewport_size({"width": 375, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert findings(page, scheme) == [], scheme
