"""What every call of the page promises: both languages, any width, whatever the reader."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.called import CASE_FIGURES, FIGURES, NAMES, Pages, called, read_pages, reader
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cases.page import figure_page_data, released_case
from maitrise.player import figures

__all__ = ["called", "read_pages", "reader"]  # fixtures


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("call", NAMES)
def test_a_call_shows_itself_to_everybody_at_any_width(
    read_pages: Pages, call: str, language: Language
) -> None:
    page = read_pages.open(call, language, scheme="light" if language == "fr" else "dark")
    expect(page.get_by_role("main").locator(".maitrise, .maitrise-drawing")).to_have_count(1)
    expect(page.locator(".maitrise-notice:not(:empty)")).to_have_count(0)
    page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    violations = Axe().run(page, context=".maitrise-call").response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['target']}" for each in violations] == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# --- Figures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_its_question_a_sentence_and_the_same_as_a_table(
    read_pages: Pages, name: str, language: Language
) -> None:
    page = read_pages.open(name, language)
    data = figures.DATA[name](language)
    shown = page.get_by_role("figure", name=data["title"])
    expect(shown.get_by_text(data["summary"])).to_be_visible()
    shown.get_by_text(say("figure.as-table", language)).click()
    table = shown.get_by_role("table").last
    expect(table.get_by_role("row")).to_have_count(len(data["rows"]) + 1)
    expect(table).to_contain_text(data["rows"][-1][-1])


@pytest.mark.parametrize("name", FIGURES)
def test_no_word_of_a_figure_is_cut(read_pages: Pages, name: str) -> None:
    page = read_pages.open(name, "fr")
    for width in (320, 375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        cut = page.evaluate(
            """() => [...document.querySelectorAll(".maitrise-grid *")]
              .filter((each) => !each.closest("svg, .maitrise-spoken"))
              .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth)
              .map((each) => each.className + ": " + each.textContent)"""
        )
        assert cut == [], width


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("case", "name"), CASE_FIGURES)
def test_bars_are_as_long_as_what_they_stand_for(
    read_pages: Pages, case: str, name: str, width: int
) -> None:
    page = read_pages.open(case, "fr")
    page.set_viewport_size({"width": width, "height": 800})
    rows = figure_page_data(released_case(case, "fr"), name)["drawing"]["rows"]
    shares = [
        share
        for row in rows
        for share in (
            [row["end"] - row["start"]]
            if "end" in row
            else [bar["share"] for bar in row["bars"] if bar and bar["share"]]
        )
    ]
    drawn = page.locator(".maitrise-fill").evaluate_all(
        "(all) => all.map((each) => each.getBoundingClientRect().width)"
    )
    longest = max(drawn) / max(shares)
    assert [each / longest for each in drawn] == pytest.approx(shares, abs=0.02)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
