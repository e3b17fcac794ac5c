"""One question in the page: answered, checked, told why, taken up again."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.player.answering import EVERY_KIND, Answered, card, check, press
from browser.player.conftest import Visit, answers, kept_as, verbs
from browser.player.lesson_page import page_data, write_lesson
from maitrise.base.text import LANGUAGES, Language


@pytest.mark.parametrize(("question", "answered"), EVERY_KIND.items(), ids=list(EVERY_KIND))
def test_an_answer_is_told_why_beside_it_is_kept_and_can_be_taken_up_again(
    visit: Visit, question: str, answered: Answered
) -> None:
    page = visit.open()
    place = card(page, question)
    answered.give(place)
    check(page, question)
    verdict = place.locator(".maitrise-verdict")
    expect(verdict).to_be_focused()
    assert place.get_attribute("data-verdict") == answered.verdict
    expect(place).to_contain_text(answered.beside)
    expect(place.get_by_role("status").first).to_have_text("Saved on this device")
    kept_as(page, question, answered.kept)
    assert verbs(page) == ["attempted", "answered"]
    assert place.locator("input:visible, select:visible, textarea:visible").count() == 0

    press(place, "Try again")
    expect(verdict).to_be_hidden()
    focused = place.locator(":focus")
    expect(focused).to_have_count(1)
    assert focused.evaluate("each => each.matches('input, select, textarea, button')")
    kept_as(page, question, answered.kept, checked=False)

    check(page, question)
    kept_as(page, question, answered.kept)
    page.close()
    again = card(visit.open(), question)
    expect(again.locator(".maitrise-verdict")).to_be_visible()
    expect(again).to_contain_text(answered.beside)


def test_the_expected_answer_is_shown_and_the_other_reasons_on_demand(visit: Visit) -> None:
    page = visit.open()
    place = card(page, "one")
    place.get_by_label("The MOE (delivery team)").check()
    check(page, "one")
    expect(place).to_contain_text("Your choice: no.")
    expect(place).to_contain_text("The expected answer.")
    expect(place).to_contain_text("It is the client’s act.")
    expect(place).not_to_contain_text("It recommends without signing.")
    press(place, "See the other reasons")
    expect(place).to_contain_text("It recommends without signing.")
    shown = place.get_by_role("button", name="Hide the other reasons")
    expect(shown).to_have_attribute("aria-expanded", "true")


def test_where_the_answer_is_not_beside_it_is_shown_on_demand(visit: Visit) -> None:
    page = visit.open()
    place = card(page, "cpi")
    place.get_by_role("textbox").fill("1")
    check(page, "cpi")
    expect(place).not_to_contain_text("454.5")
    press(place, "Show the answer")
    expect(place.locator(".maitrise-solution")).to_be_focused()
    expect(place).to_contain_text("€454.5k")


def test_a_partly_right_matrix_says_how_many_lines_are_right(visit: Visit) -> None:
    page = visit.open()
    place = card(page, "matrix")
    EVERY_KIND["matrix"].give(place)
    check(page, "matrix")
    headline = place.locator(".maitrise-verdict")
    expect(headline).to_have_text("◐Partly right. 1 of 2 lines is right. (0.5 out of 1)")


def test_checking_without_an_answer_says_what_to_do(visit: Visit) -> None:
    page = visit.open()
    check(page, "several")
    alert = card(page, "several").get_by_role("alert")
    expect(alert).to_have_text("You have not answered this question yet.")
    assert answers(page) == {}
    card(page, "several").get_by_label("The scope").check()
    expect(alert).to_be_hidden()


def test_hints_come_one_by_one(visit: Visit) -> None:
    place = card(visit.open(), "one")
    press(place, "A hint")
    expect(place).to_contain_text("Who pays?")
    expect(place).not_to_contain_text("Who owns the need?")
    press(place, "Another hint")
    expect(place).to_contain_text("Who owns the need?")
    expect(place.get_by_role("button", name="Check")).to_be_focused()


def test_a_number_that_cannot_be_read_says_how_to_write_it_and_stays_as_typed(
    visit: Visit,
) -> None:
    page = visit.open()
    place = card(page, "cpi")
    field = place.get_by_role("textbox")
    field.fill("1270,5")
    field.press("Enter")
    expect(place.get_by_role("alert")).to_contain_text("“1270,5” can be read in two ways.")
    press(place, "A hint")
    expect(place).to_contain_text("Divide the budget.")
    expect(field).to_have_value("1270,5")
    assert answers(page) == {}
    field.fill("1,270.5")
    field.press("Enter")
    expect(place.locator(".maitrise-verdict")).to_be_focused()
    kept_as(page, "cpi", 1270.5)


def test_a_question_is_answered_by_the_keyboard_alone(visit: Visit) -> None:
    page = visit.open()
    place = card(page, "one")
    place.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(place.locator(".maitrise-verdict")).to_be_focused()
    kept_as(page, "one", "moa")
    page.keyboard.press("Tab")
    expect(place.get_by_role("button", name="Try again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(place.get_by_role("radio").nth(1)).to_be_focused()


def test_an_item_is_moved_by_the_keyboard_and_the_focus_follows_it(visit: Visit) -> None:
    page = visit.open()
    place = card(page, "steps")
    place.get_by_role("button", name="Move down: Build").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(place.get_by_role("button", name="Move down: Build")).to_be_focused()
    expect(place.get_by_text("Build, position 3 of 4.")).to_be_attached()
    page.keyboard.press("Enter")
    expect(place.get_by_role("button", name="Move up: Build")).to_be_focused()
    kept_as(page, "steps", ["need", "accept", "design", "build"], checked=False)


def test_a_matrix_says_how_many_are_accountable_before_any_check(visit: Visit) -> None:
    place = card(visit.open(), "matrix")
    for role, letter in {"MOA": "A", "AMOA": "A", "MOE": "I"}.items():
        place.get_by_label(f"Delivered code, {role}", exact=True).select_option(letter)
    expect(place).to_contain_text("More than one A")
    place.get_by_label("Delivered code, AMOA", exact=True).select_option("R")
    expect(place).to_contain_text("Exactly one A")


HOSTILE = "<img src=x onerror='globalThis.harmed = true'><script>globalThis.harmed = true</script>"


def harmed(value: Any) -> Any:
    """The same data, every sentence followed by what would run if it were HTML."""
    if isinstance(value, dict):
        return {key: harmed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [harmed(each) for each in value]
    return f"{value} {HOSTILE}" if isinstance(value, str) and " " in value else value


def test_a_text_that_looks_like_html_is_shown_as_it_is(visit: Visit) -> None:
    data = page_data("en")
    write_lesson(
        visit.site.folder, data | {"page": "hostile", "questions": harmed(data["questions"])}
    )
    page = visit.open(page="hostile")
    place = card(page, "one")
    expect(place).to_contain_text("<img src=x")
    place.get_by_role("radio").first.check()
    check(page, "one")
    expect(place.locator(".maitrise-reason").first).to_contain_text("<script>")
    assert page.locator("main img, main script").count() == 0
    assert page.evaluate("globalThis.harmed") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_before_and_after_an_answer(visit: Visit, language: Language) -> None:
    page = visit.open(language)
    before = _findings(page)
    for question in page_data(language)["questions"]:
        place = card(page, question)
        for input_ in place.locator("input[type=radio], input[type=checkbox]").all()[:1]:
            input_.check()
        if place.locator("[type=submit]:visible").count():
            place.locator("[type=submit]").click()
    assert before + _findings(page) == []


def _findings(page: object) -> list[str]:
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {node['target']}" for each in violations for node in each["nodes"]]
