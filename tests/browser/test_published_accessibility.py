"""What axe-core finds on the published pages: nothing, of whatever impact.

Pages with every kind of thing are read whole with every question answered, in French at a desk in
the light or in English on a telephone in the dark. A few steps of one lesson, unanswered, are
looked at too; all steps of all pages, in both languages, sizes and lights, in the deep tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from browser.conftest import DESK, failures_of
from browser.published import Door, all_pages, open_page, outside, read_as
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cases import case_ids

PAGES = [
    (address, language)
    for language in LANGUAGES
    for address in [
        *all_pages(language),
        *(f"{language}/cases/{case}" for case in case_ids()),
    ]
]
# Whatever stands on other pages too is looked at on these; all of them are in the deep tests.
SOME: list[tuple[str, Language]] = [
    ("fr", "fr"), ("fr/01-moa-amoa-moe", "fr"), ("en/04-who-does-what", "en"),
    ("fr/05-my-path", "fr"), ("en/agile-product", "en"), ("fr/glossary", "fr"),
    ("en/documents", "en"), ("fr/bridges", "fr"), ("en/ninety-days", "en"),
    ("fr/cases/final-exam", "fr"), ("en/cases/payroll", "en"),
]  # fmt: skip
assert set(SOME) <= set(PAGES)
PHONE: ViewportSize = {"width": 375, "height": 800}
# Right, wrong and in part: each control is given something, then each question is checked.
ANSWER_ALL = """() => {
  for (const card of document.querySelectorAll(".maitrise-question")) {
    for (const group of card.querySelectorAll(".maitrise-options, .maitrise-pair")) {
      group.querySelector("input:not(:checked)")?.click();
    }
    card.querySelector(".maitrise-rows input")?.click();
    for (const select of card.querySelectorAll("select")) {
      select.selectedIndex = 1;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const written = card.querySelector("input[type=text], textarea");
    if (written) {
      written.value = "12";
      written.dispatchEvent(new Event("change", { bubbles: true }));
    }
    card.querySelector(".maitrise-move:not(:disabled)")?.click();
    card.querySelector(".maitrise-hint:not([hidden])")?.click();
    card.querySelector(".maitrise-check:not([hidden])")?.click();
  }
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def findings(page: Page) -> list[str]:
    """Every finding, one line each."""
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['target']} {node['failureSummary'][:300]}"
        for each in violations
        for node in each["nodes"]
    ]


@pytest.mark.parametrize(("address", "language"), SOME, ids=[page for page, _ in SOME])
def test_a_whole_page_answered_has_no_finding(
    host: Door, reader: BrowserContext, address: str, language: Language
) -> None:
    page = reader.new_page()
    failures = failures_of(page)
    asked = outside(reader, host)
    read_as(page, "one-page")
    if language == "fr":
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(DESK)
    else:
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(PHONE)
    open_page(page, host, address)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_text(say("call.failed", language))).to_have_count(0)
    page.evaluate(ANSWER_ALL)
    assert findings(page) == []
    assert failures == []
    assert asked == []
    page.close()


def walked(page: Page, door: Door, address: str) -> Iterator[str]:
    """Every step and screen of a page, or document of a case, one after the other."""
    open_page(page, door, address)
    places = page.evaluate(
        """[...document.querySelectorAll(".step")].flatMap((step) =>
          [...step.querySelectorAll(":scope > .screen")].map((_, at) => `${step.id}/${at + 1}`))"""
    )
    if not places:
        yield ""
    for place in places:
        page.evaluate("(place) => { location.hash = place; }", place)
        step, _, number = place.partition("/")
        screen = page.locator(f'[id="{step}"]:not([data-off]) > .screen').nth(int(number) - 1)
        expect(screen).to_be_visible()
        yield place
    for tab in page.get_by_role("tab").all():
        if tab.is_visible():
            tab.click()
            yield str(tab.text_content())


def test_steps_of_a_lesson_have_no_finding(host: Door, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.emulate_media(color_scheme="light")
    read_as(page, "by-step")
    for at, place in enumerate(walked(page, host, "fr/01-moa-amoa-moe")):
        if at % 8 == 0:
            assert findings(page) == [], place
    page.close()


def looks(page: Page, selector: str, *properties: str) -> list[str]:
    """How an element is drawn, by the properties named."""
    drawn = page.evaluate(
        """([selector, names]) => {
          const style = getComputedStyle(document.querySelector(selector));
          return names.map((name) => style.getPropertyValue(name));
        }""",
        [selector, list(properties)],
    )
    return list(drawn)


def test_forced_colours_show_what_is_chosen_where_the_focus_is_and_what_was_right(
    host: Door, browser: Browser
) -> None:
    context = browser.new_context(forced_colors="active", color_scheme="dark", viewport=DESK)
    page = context.new_page()
    read_as(page, "one-page")
    open_page(page, host, "en/01-moa-amoa-moe")

    match = page.locator('[data-question="verbs-to-roles"] .maitrise-pair')
    for row in match.all():
        row.locator("input").first.check()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    pick = '[data-question="verbs-to-roles"] .maitrise-pair'
    chosen = f"{pick}:nth-of-type(1) input:checked + span"
    drawn = ("background-color", "color")
    assert looks(page, chosen, *drawn) != looks(page, f"{pick} input:not(:checked) + span", *drawn)
    focused = looks(page, f"{pick} input:focus-visible + span", "outline-style", "outline-width")
    assert focused == ["solid", "3px"]
    assert looks(page, f"{pick} input:not(:focus) + span", "outline-style") == ["none"]

    options = '[data-question="monday-who-decides"] .maitrise-option'
    page.locator(options).first.locator("input").check()
    border = ("border-top-color", "border-top-width")
    assert looks(page, options, *border) != looks(page, f"{options} ~ .maitrise-option", *border)
    card = page.locator('[data-question="monday-who-decides"]')
    card.get_by_role("button", name=say("question.check", "en"), exact=True).click()
    states = {
        looks(page, f'{options}[data-verdict="{each}"]', "border-top-style", "border-left-width")[
            at
        ]
        for each, at in (("wrong", 1), ("expected", 0))
    }
    assert states == {"6px", "dashed"}
    verdict = card.get_by_role("group", name=say("verdict.wrong", "en"))
    expect(verdict).to_be_focused()
    expect(verdict.locator(".maitrise-sign").first).to_have_text("✗")
    context.close()


# Each question that is seen, given its first or its last option, checked, with all its reasons.
ANSWER_SEEN = """(last) => {
  const pick = (all) => [...all].at(last ? -1 : 0);
  for (const card of document.querySelectorAll(".maitrise-question")) {
    if (!card.checkVisibility()) continue;
    card.querySelector(".maitrise-again:not([hidden])")?.click();
    const groups = ".maitrise-options, .maitrise-pair, .maitrise-rows";
    for (const group of card.querySelectorAll(groups)) {
      const input = pick(group.querySelectorAll("input"));
      if (input && !input.checked) input.click();
    }
    for (const passage of card.querySelectorAll(".maitrise-passage")) {
      const input = passage.querySelector("input");
      if (input && input.checkVisibility() && input.checked === last) input.click();
    }
    for (const select of card.querySelectorAll("select")) {
      select.selectedIndex = last ? select.options.length - 1 : 1;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const written = card.querySelector("input[type=text], textarea");
    if (written) {
      written.value = last ? "12 abc" : "12";
      written.dispatchEvent(new Event("change", { bubbles: true }));
    }
    pick(card.querySelectorAll(".maitrise-move:not(:disabled)"))?.click();
    card.querySelector(".maitrise-hint:not([hidden])")?.click();
    card.querySelector(".maitrise-check:not([hidden])")?.click();
    card.querySelector(".maitrise-all:not([hidden])")?.click();
    card.querySelector(".maitrise-solve:not([hidden])")?.click();
  }
  for (const each of document.querySelectorAll(".article details")) each.open = true;
}"""
# The contents of the course and the list of steps on a telephone; both lie over the page.
OPEN_LISTS = """(open) => {
  for (const each of document.querySelectorAll("details:not(.article *)")) each.open = open;
}"""


@pytest.mark.deep
@pytest.mark.parametrize("address", [page for page, _ in PAGES])
def test_each_step_of_each_page_has_no_finding_before_and_after_an_answer(
    host: Door, reader: BrowserContext, address: str
) -> None:
    page = reader.new_page()
    read_as(page, "by-step")
    found = {}

    def look(place: str, state: str, scheme: Literal["light", "dark"]) -> None:
        page.emulate_media(color_scheme=scheme)
        if each := findings(page):
            found[place, state, scheme] = each

    for number, place in enumerate(walked(page, host, address)):
        for scheme, size, last in (("light", DESK, False), ("dark", PHONE, True)):
            page.set_viewport_size(size)
            look(place, "open", scheme)
            if number == 0:
                page.evaluate(OPEN_LISTS, True)
                look(place, "lists open", scheme)
                page.evaluate(OPEN_LISTS, False)
            page.evaluate(ANSWER_SEEN, last)
            look(place, "answered", scheme)
        page.set_viewport_size(DESK)
    assert found == {}
    page.close()
