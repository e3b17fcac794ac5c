"""Every page of the course in both languages: readable, accessible, in one language.

Each page is opened once; the tests here only read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.accessibility import SCHEMES, findings
from browser.conftest import PATIENCE, ROOT, Served
from browser.questions import LANGUAGES, Language, foreign_words, open_lesson
from maitrise.text import say

PAGES = [
    (path.stem, language)
    for path in sorted((ROOT / "course" / "fr").glob("*.ipynb"))
    for language in LANGUAGES
]


@dataclass(frozen=True)
class Opened:
    """A page that runs, and what came of opening it."""

    page: Page
    language: Language
    asked: list[str]
    failures: list[str]


@pytest.fixture(scope="module", params=PAGES, ids=lambda each: f"{each[0]}-{each[1]}")
def opened(request: pytest.FixtureRequest, browser: Browser, course: Served) -> Iterator[Opened]:
    lesson, language = request.param
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked: list[str] = []
    failures: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    page.on("pageerror", lambda error: failures.append(str(error)))
    open_lesson(page, course, language, lesson)
    expect(page.locator("#page-state")).to_be_hidden()
    yield Opened(page, language, asked, failures)
    context.close()


def test_a_page_runs_by_itself_and_says_what_it_is(opened: Opened, course: Served) -> None:
    page = opened.page
    expect(page.locator("html")).to_have_attribute("lang", opened.language)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading in page.title()
    expect(page.get_by_role("navigation").first.locator('[aria-current="page"]')).to_contain_text(
        heading
    )
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_text("import maitrise")).to_have_count(0)
    assert opened.failures == []
    base = course.base
    assert [url for url in opened.asked if url.startswith("http") and base not in url] == []


def test_a_page_has_no_word_of_the_other_language_in_its_interface(opened: Opened) -> None:
    page, language = opened.page, opened.language
    said = page.locator(
        "button, legend, label, option, th, summary, nav a, [role=status], .maitrise p"
    )
    texts = {text.strip() for text in said.all_inner_texts()} - {""}
    named = page.locator("[aria-label]")
    texts |= set(named.evaluate_all("all => all.map((each) => each.getAttribute('aria-label'))"))
    links_to_the_other = {say("page.other-language", language)}
    assert texts & (foreign_words(language) - links_to_the_other) == set()
    assert len(texts) > 20


def test_axe_finds_nothing_serious_on_a_page(opened: Opened) -> None:
    for scheme in SCHEMES:
        opened.page.emulate_media(color_scheme=scheme)
        assert findings(opened.page, scheme) == [], scheme


def test_nothing_sticks_out_of_a_page(opened: Opened) -> None:
    page = opened.page
    for width in (375, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(STICKING_OUT, width) == []


STICKING_OUT = """(width) => [...document.querySelectorAll("main :is(button, select, input, h2)")]
    .filter((each) => each.getClientRects().length)
    .filter((each) => {
      const box = each.getBoundingClientRect();
      return box.right > width + 1 || box.left < -1;
    })
    .filter((each) => !each.closest(".maitrise-scroll, .page-table"))
    .map((each) => each.outerHTML.slice(0, 80))"""
