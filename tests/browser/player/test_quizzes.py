"""A test that tells at the end, and the lesson bar."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from browser.player.answering import card, check, press
from browser.player.conftest import Visit, answers, verbs


def test_a_test_asks_about_blanks_then_shows_what_came_of_it(visit: Visit) -> None:
    page = visit.open()
    quiz = page.get_by_role("region", name="Where you stand")
    expect(card(page, "end-choice").get_by_role("button", name="Check")).to_be_hidden()
    card(page, "end-choice").get_by_label("Yes").check()
    expect(quiz).to_contain_text("Questions done: 1 of 2.")
    press(quiz, "See my result")
    expect(quiz).to_contain_text("Questions still blank: 1.")
    expect(quiz.get_by_role("button", name="Back to the questions")).to_be_focused()
    assert "checked" not in answers(page)["end-choice"]
    press(quiz, "See the result anyway")
    result = quiz.locator(".maitrise-result")
    expect(result).to_be_focused()
    expect(result).to_contain_text("0 points out of 2.")
    assert result.get_by_role("row").count() == 3
    expect(card(page, "end-choice")).to_contain_text("It stays neutral on functions.")
    assert answers(page)["end-choice"]["checked"] is True
    assert verbs(page) == ["attempted", "answered"]


def test_a_test_taken_again_is_blank(visit: Visit) -> None:
    page = visit.open()
    quiz = page.get_by_role("region", name="Where you stand")
    card(page, "end-choice").get_by_label("No", exact=True).check()
    card(page, "end-number").get_by_role("textbox").fill("1.5")
    card(page, "end-number").get_by_role("textbox").press("Enter")
    press(quiz, "See my result")
    expect(quiz).to_contain_text("2 points out of 2.")
    expect(quiz).to_contain_text("All sound on these competencies")
    press(quiz, "Take this quiz again")
    expect(quiz).to_contain_text("Questions done: 0 of 2.")
    expect(card(page, "end-choice").get_by_role("radio").first).to_be_focused()
    expect(card(page, "end-choice").get_by_role("radio", checked=True)).to_have_count(0)
    expect(card(page, "end-number").get_by_role("textbox")).to_have_value("")
    assert [each["value"] for each in answers(page).values()] == [None, None]


def test_the_lesson_bar_counts_and_a_fresh_start_asks_first(visit: Visit) -> None:
    page = visit.open()
    bar = page.get_by_role("region", name="Your progress")
    expect(bar).to_contain_text("Questions checked: 0 of 10")
    card(page, "one").get_by_label("The MOA (project owner)").check()
    check(page, "one")
    expect(bar).to_contain_text("Questions checked: 1 of 10 · right: 1")
    press(bar, "Start this lesson again")
    expect(bar).to_contain_text("You have answered 1 question of this lesson.")
    expect(bar.get_by_role("button", name="No, keep my answers")).to_be_focused()
    press(bar, "No, keep my answers")
    assert list(answers(page)) == ["one"]
    press(bar, "Start this lesson again")
    press(bar, "Yes, start again")
    expect(bar.get_by_role("status")).to_contain_text("The lesson is blank again.")
    expect(card(page, "one").get_by_role("radio", checked=True)).to_have_count(0)
    assert answers(page) == {}
    assert _set_aside(page) == [1]


def _set_aside(page: Page) -> list[int]:
    """How many answers each sheet holds that was set aside."""
    documents = page.evaluate("async () => (await opened.store.kept()).documents")
    aside = {name: each for name, each in documents.items() if re.search(r"\.before-\d", name)}
    return [len(each["answers"]) for each in aside.values()]
