"""Every kind of question, answered in a real Chromium, down to the answer sheet on disk."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.accessibility import SCHEMES, findings
from browser.conftest import KeepOpen
from browser.questions import (
    LANGUAGES,
    LESSON,
    Language,
    ask,
    button,
    check,
    checked,
)
from browser.served import FIXTURES, Served, serve, stop
from maitrise.base.text import say
from maitrise.kinds import read_bank

BANK = read_bank(FIXTURES / "course" / "questions" / f"{LESSON}.toml")

# Lines of a shown answer that do not fit their list.
BEYOND_THE_CARD = """(card) => [...card.querySelectorAll(".maitrise-solution")]
    .filter((list) => list.scrollWidth > list.clientWidth)
    .map((list) => list.textContent)"""


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A lesson with one question of each kind; its pages stay open."""
    served = serve(tmp_path_factory.mktemp("asked"), course=FIXTURES / "course")
    yield served
    stop(served)


@pytest.fixture
def page(keep_open: KeepOpen, asked: Served, language: Language) -> Page:
    """The lesson, nothing answered: begun anew by its own button."""
    opened = keep_open(asked, language, LESSON)
    if asked.sheet(LESSON):
        bar = opened.locator(".maitrise-lesson")
        button(bar, "lesson.again", language).click()
        button(bar, "lesson.yes", language).click()
        expect(bar).to_contain_text(say("lesson.gone", language))
    return opened


def test_a_choice_tells_the_reason_of_the_option_chosen(
    page: Page, asked: Served, language: Language
) -> None:
    question = ask(page, "one")
    question.get_by_role("radio").nth(2).check()
    check(question, language)
    checked(question, "wrong", language)
    reason = {"fr": "Elle recommande, sans signer.", "en": "It recommends without signing."}
    expect(question).to_contain_text(reason[language])
    assert asked.sheet(LESSON)["one"]["value"] == "amoa"
    assert asked.sheet(LESSON)["one"]["checked"] is True


def test_hints_come_one_by_one_and_the_answer_only_when_asked_for(
    page: Page, asked: Served, language: Language
) -> None:
    question = ask(page, "one")
    hints = question.get_by_role("listitem")
    button(question, "question.hint", language).click()
    expect(hints).to_have_count(1)
    button(question, "question.next-hint", language).click()
    expect(hints).to_have_count(2)
    expect(button(question, "question.next-hint", language)).to_be_hidden()
    key = {"fr": "C’est l’acte du client.", "en": "It is the client’s act."}[language]
    question.get_by_role("radio").first.check()
    check(question, language)
    expect(question).not_to_contain_text(key)
    button(question, "question.solution", language).click()
    expect(question).to_contain_text(key)


def test_the_answer_shown_does_not_repeat_the_reasons_above_it(
    page: Page, asked: Served, language: Language
) -> None:
    question = ask(page, "pairs")
    rows: Any = BANK.questions["pairs"].rows
    for place in range(len(rows)):
        question.get_by_role("combobox").nth(place).select_option("amoa")
    check(question, language)
    checked(question, "partly", language)
    button(question, "question.solution", language).click()
    shown = question.locator(".maitrise-solution").get_by_role("listitem")
    expect(shown).to_have_count(len(rows))
    for row in rows:
        expect(question.get_by_text(row.reason.said_in(language))).to_have_count(1)
    page.set_viewport_size({"width": 375, "height": 900})
    assert question.evaluate(BEYOND_THE_CARD) == []


def test_a_question_checked_can_be_tried_again(
    page: Page, asked: Served, language: Language
) -> None:
    question = ask(page, "one")
    question.get_by_role("radio").first.check()
    check(question, language)
    expect(question.get_by_role("radio").first).to_be_disabled()
    button(question, "question.again", language).click()
    expect(question.get_by_role("radio").first).to_be_focused()
    question.get_by_role("radio").nth(1).check()
    check(question, language)
    checked(question, "right", language)
    assert asked.sheet(LESSON)["one"]["value"] == "moa"


def test_checking_nothing_is_not_wrong(page: Page, asked: Served, language: Language) -> None:
    question = ask(page, "several")
    button(question, "question.check", language).click()
    expect(question).to_contain_text(say("question.nothing-yet", language))
    expect(question).to_have_attribute("data-phase", "open")
    assert asked.sheet(LESSON) == {}


def test_choices_give_partial_credit_option_by_option(
    page: Page, asked: Served, language: Language
) -> None:
    question = ask(page, "several")
    question.get_by_role("checkbox").nth(0).check()
    check(question, language)
    checked(question, "partly", language)
    options = question.locator(".maitrise-option")
    expect(options.nth(0)).to_contain_text(say("verdict.right", language))
    expect(options.nth(1)).to_contain_text(say("verdict.wrong", language))
    expect(options.nth(2)).not_to_contain_text(say("verdict.wrong", language))
    assert asked.sheet(LESSON)["several"]["value"] == ["scope"]


def test_a_match_is_judged_row_by_row(page: Page, asked: Served, language: Language) -> None:
    question = ask(page, "pairs")
    question.get_by_role("combobox").nth(0).select_option("Sponsor")
    check(question, language)
    checked(question, "partly", language)
    rows = question.locator(".maitrise-pair")
    expect(rows.nth(0)).to_contain_text(say("verdict.partly", language))
    expect(rows.nth(1)).to_contain_text(say("verdict.blank", language))
    assert asked.sheet(LESSON)["pairs"]["value"] == {"fund": "sponsor"}


def test_a_raci_matrix_counts_the_a_of_a_row_while_one_types(
    page: Page, asked: Served, language: Language
) -> None:
    question = ask(page, "matrix")
    cells = question.get_by_role("combobox")
    row = question.get_by_role("rowheader").first
    cells.nth(0).select_option("A")
    cells.nth(1).select_option("A")
    expect(row).to_contain_text(say("raci.many-accountable", language))
    cells.nth(1).select_option("R")
    cells.nth(2).select_option("C")
    expect(row).to_contain_text(say("raci.one-accountable", language))
    check(question, language)
    checked(question, "partly", language)
    value = asked.sheet(LESSON)["matrix"]["value"]
    assert value == {"D09": {"MOA": "A", "AMOA": "R", "MOE": "C"}}


def test_an_order_is_made_with_the_keyboard_alone(
    page: Page, asked: Served, language: Language
) -> None:
    question = ask(page, "steps")
    wanted = ["need", "design", "build", "accept"]
    for place, item in enumerate(wanted):
        items = question.locator("[data-item]")
        shown = [items.nth(n).get_attribute("data-item") for n in range(4)]
        for _ in range(shown.index(item) - place):
            up = question.locator(f'[data-item="{item}"]').get_by_role("button").first
            up.focus()
            page.keyboard.press("Enter")
    expect(question.get_by_role("status").first).to_contain_text(
        re.compile({"fr": r"position \d sur 4", "en": r"position \d of 4"}[language])
    )
    button(question, "question.check", language).focus()
    page.keyboard.press("Enter")
    checked(question, "right", language)
    assert asked.sheet(LESSON)["steps"]["value"] == wanted


def test_rows_are_picked_from_a_table(page: Page, asked: Served, language: Language) -> None:
    question = ask(page, "picked")
    question.get_by_role("checkbox").nth(0).check()
    question.get_by_role("checkbox").nth(2).check()
    check(question, language)
    checked(question, "right", language)
    assert asked.sheet(LESSON)["picked"]["value"] == ["J1", "J3"]


def test_on_a_telephone_a_short_cell_stands_beside_the_name_of_its_column(
    page: Page, asked: Served, language: Language
) -> None:
    page.set_viewport_size({"width": 375, "height": 900})
    card = ask(page, "picked").bounding_box()
    cell = ask(page, "picked").get_by_text("AMOA", exact=True).first
    box, around = cell.bounding_box(), cell.locator("..").bounding_box()
    assert card is not None
    assert box is not None
    assert around is not None
    assert box["x"] > around["x"] + 60
    assert around["height"] < 2 * box["height"]
    assert around["x"] + around["width"] <= card["x"] + card["width"]


def test_a_number_is_read_as_people_of_that_language_write_it(
    page: Page, asked: Served, language: Language
) -> None:
    written = {"fr": "454,9", "en": "454.9"}[language]
    unreadable = {"fr": "1.270", "en": "1270,5"}[language]
    question = ask(page, "cpi")
    field = question.get_by_role("textbox")
    field.fill(unreadable)
    button(question, "question.check", language).click()
    expect(question).to_contain_text(say("number.ambiguous", language, written=unreadable))
    expect(field).to_have_value(unreadable)
    field.fill(written)
    field.press("Enter")
    checked(question, "right", language)
    assert asked.sheet(LESSON)["cpi"]["value"] == 454.9


def test_a_known_wrong_number_gets_its_own_reason(
    page: Page, asked: Served, language: Language
) -> None:
    question = ask(page, "cpi")
    question.get_by_role("textbox").fill("400")
    check(question, language)
    reason = {"fr": "sans la dérive", "en": "without the drift"}[language]
    expect(question).to_contain_text(reason)


def test_a_text_is_kept_while_it_is_typed_and_left_to_the_trainer(
    page: Page, asked: Served, language: Language
) -> None:
    question = ask(page, "note")
    text = "Madame, « trois lignes » <b>et un essai</b>."
    question.get_by_role("textbox").press_sequentially(text)
    expect(question).to_contain_text(say("question.saved", language))
    assert asked.sheet(LESSON)["note"]["value"] == text
    check(question, language)
    expect(question).to_contain_text(say("verdict.to mark", language))


def test_a_quiz_that_tells_at_the_end_asks_about_blanks_first(
    page: Page, asked: Served, language: Language
) -> None:
    first, quiz = ask(page, "end-choice"), page.locator(".maitrise-quiz").last
    expect(button(first, "question.check", language)).to_be_hidden()
    first.get_by_role("radio").first.check()
    button(quiz, "quiz.finish", language).click()
    expect(quiz).to_contain_text(say("quiz.blanks", language, count=1))
    expect(first).to_have_attribute("data-phase", "open")
    button(quiz, "quiz.anyway", language).click()
    checked(first, "right", language)
    points = say("quiz.reached", language, points="1", maximum="2")
    expect(quiz).to_contain_text(points)
    expect(quiz.get_by_role("row")).to_have_count(3)


def test_starting_again_asks_first_and_sets_the_answers_aside(
    page: Page, asked: Served, language: Language
) -> None:
    question, bar = ask(page, "one"), page.locator(".maitrise-lesson")
    question.get_by_role("radio").nth(1).check()
    check(question, language)
    aside = set_aside(asked)
    again = button(bar, "lesson.again", language)
    again.click()
    expect(bar).to_contain_text(say("lesson.sure", language, count=1))
    button(bar, "lesson.no", language).click()
    checked(question, "right", language)
    again.click()
    button(bar, "lesson.yes", language).click()
    expect(bar).to_contain_text(say("lesson.gone", language))
    expect(question).to_have_attribute("data-phase", "open")
    expect(question.get_by_role("radio").nth(1)).not_to_be_checked()
    assert asked.sheet(LESSON) == {}
    (kept,) = set_aside(asked) - aside
    assert json.loads(kept.read_text())["answers"]["one"]["value"] == "moa"


def set_aside(served: Served) -> set[Path]:
    return set((served.home / "answers").glob("*.before-*.json"))


def test_the_keyboard_alone_answers_a_question(
    page: Page, asked: Served, language: Language
) -> None:
    question = ask(page, "one")
    question.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")  # to the second option, which chooses it
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(question).to_have_attribute("data-verdict", "right")
    assert asked.sheet(LESSON)["one"]["value"] == "moa"


def test_axe_finds_nothing_serious_on_answers_and_reasons(
    page: Page, asked: Served, language: Language
) -> None:
    act_on = {
        "one": lambda question: question.get_by_role("radio").first.check(),
        "several": lambda question: question.get_by_role("checkbox").first.check(),
        "pairs": lambda question: question.get_by_role("combobox").first.select_option(index=1),
        "matrix": lambda question: question.get_by_role("combobox").first.select_option("A"),
        "steps": lambda question: question.get_by_role("button").nth(1).click(),
        "picked": lambda question: question.get_by_role("checkbox").first.check(),
        "cpi": lambda question: question.get_by_role("textbox").fill("400"),
    }
    for name, act in act_on.items():
        act(ask(page, name))
        check(ask(page, name), language)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert findings(page, scheme) == [], scheme
