"""How the cards of questions look: whole on paper, in the room they need, in plain words."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from browser.conftest import KeepOpen
from browser.questions import LESSON, Language, ask
from browser.served import Served

# A list of choices as wide as its longest choice wants to be, against the width it is given.
SHORTAGE = """list => {
  const free = list.cloneNode(true);
  free.style.cssText = "position: absolute; width: max-content; min-width: 0";
  list.after(free);
  const wanted = free.offsetWidth;
  free.remove();
  return wanted - list.offsetWidth;
}"""


def styled(shown: Locator, name: str) -> Any:
    return shown.evaluate("(each, name) => getComputedStyle(each)[name]", name)


@pytest.mark.parametrize("question", ["pairs", "matrix", "steps", "picked"])
def test_a_long_question_breaks_between_its_rows_on_paper(
    keep_open: KeepOpen, small_course: Served, question: str
) -> None:
    page = keep_open(small_course, "fr", LESSON)
    page.emulate_media(media="print")
    shown = ask(page, question)
    assert styled(shown, "breakInside") == "auto"
    rows = shown.get_by_role("row").or_(shown.get_by_role("listitem"))
    first = rows.last if rows.count() else shown.get_by_role("combobox").first.locator("xpath=..")
    assert styled(first, "breakInside") == "avoid"


@pytest.mark.parametrize("question", ["one", "several", "cpi"])
def test_a_short_question_stays_whole_on_paper(
    keep_open: KeepOpen, small_course: Served, question: str
) -> None:
    page = keep_open(small_course, "fr", LESSON)
    page.emulate_media(media="print")
    assert styled(ask(page, question), "breakInside") == "avoid"


def test_a_list_of_choices_shows_its_longest_choice_whole(
    keep_open: KeepOpen, course: Served
) -> None:
    page = keep_open(course, "fr", "01-moa-amoa-moe")
    lists = ask(page, "verbs-to-roles").get_by_role("combobox")
    assert lists.first.evaluate(SHORTAGE) <= 1


def test_a_question_without_a_button_keeps_no_room_for_one(
    keep_open: KeepOpen, course: Served
) -> None:
    page = keep_open(course, "fr", "00-start")
    shown = ask(page, "pos-room-rule")
    expect(shown.get_by_role("radio")).to_have_count(4)
    expect(shown.get_by_role("button")).to_have_count(0)
    card, last = shown.bounding_box(), shown.locator("label").last.bounding_box()
    assert card
    assert last
    assert card["y"] + card["height"] - last["y"] - last["height"] < 30


def test_a_choice_in_a_list_is_read_without_marks_of_emphasis(
    keep_open: KeepOpen, course: Served
) -> None:
    page = keep_open(course, "en", "04-who-does-what")
    choices = ask(page, "decision-words").get_by_role("combobox").first.locator("option")
    expect(choices.filter(has_text="ajournement")).to_have_text("Postponement (ajournement)")


def test_the_tallest_figure_fits_a_page_of_paper(keep_open: KeepOpen, course: Served) -> None:
    page = keep_open(course, "fr", "01-moa-amoa-moe")
    drawn = page.locator(".js-plotly-plot").first  # the map of roles
    drawn.scroll_into_view_if_needed()
    expect(drawn.locator("svg.main-svg").first).to_be_visible()
    page.emulate_media(media="print")
    box = drawn.bounding_box()
    assert box
    assert box["height"] < (297 - 2 * 18) / 25.4 * 96  # an A4 page within its margins


@pytest.mark.parametrize(("language", "between"), [("fr", "\u202f; "), ("en", "; ")])
def test_sources_of_a_term_are_parted_as_its_language_does(
    keep_open: KeepOpen, course: Served, language: Language, between: str
) -> None:
    page = keep_open(course, language, "glossary")
    page.get_by_role("searchbox").fill("recette")
    page.get_by_text("acceptance testing", exact=True).first.click()
    sources = page.get_by_text("[R24]").first.inner_text()
    assert f"[R24]{between}" in sources
    assert between == "; " or " ;" not in sources
