"""The example of each kind in the page: answered by hand, told why, on a phone and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from browser.called import called_pages
from browser.conftest import failures_of
from browser.player.answering import card, press
from browser.player.conftest import kept_as
from browser.player.lesson_page import write_lesson
from maitrise.base.text import LANGUAGES, Language, catalogue, say
from maitrise.kinds import ask, is_marked_by_hand, key, kind_names, page_data, texts_of
from maitrise.kinds.trial import example, trial
from maitrise.learner.statements import language_map

KINDS = pytest.mark.parametrize("kind", kind_names())


def lesson_of(kind: str, language: Language) -> dict[str, Any]:
    """A page with the example of a kind."""
    question = example(kind).question
    return {
        "format": 1,
        "page": kind,
        "kind": "lesson",
        "language": language,
        "title": kind,
        "name": {"fr": kind, "en": kind},
        "minutes": 15,
        "version": "0",
        "words": {name: text.said_in(language) for name, text in catalogue().items()},
        "questions": {
            question.id: {
                "asked": page_data(ask(question, language)),
                "key": key(question, language),
                "name": language_map(question.prompt),
            }
        },
        "quizzes": {},
        "data": {},
    }


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the examples are served."""
    folder = tmp_path_factory.mktemp("examples")
    for kind in kind_names():
        for language in LANGUAGES:
            write_lesson(folder, lesson_of(kind, language))
    with called_pages(folder) as found:
        yield found


@pytest.fixture(scope="module", params=[(1280, 900), (320, 640)], ids=["desk", "phone"])
def person(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A browser, large or small, that knows the modules from the first page on."""
    width, height = request.param
    size: ViewportSize = {"width": width, "height": height}
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(person: BrowserContext) -> Iterator[Page]:
    """A page of somebody who answered nothing; no script may fail on it."""
    opened = person.new_page()
    failures = failures_of(opened)
    yield opened
    opened.evaluate("async () => opened.store.erase()")
    opened.close()
    assert failures == []


def shown(page: Page, address: str, kind: str, language: Language) -> Locator:
    """The example of a kind, on its page."""
    page.goto(f"{address}{kind}-{language}.html")
    page.wait_for_selector("html[data-ready]", state="attached")
    return card(page, example(kind).question.id)


@KINDS
def test_each_answer_of_an_example_is_given_by_hand_and_told_why(
    kind: str, page: Page, address: str
) -> None:
    question = example(kind).question
    own = {part.text.en.replace("*", "") for part in texts_of(question)}
    for worth in example(kind).answers:
        place = shown(page, address, kind, "en")
        trial(kind).by_hand(place, question, worth.value, "en")
        press(place, "Check")
        expect(place).to_have_attribute("data-verdict", worth.verdict)
        kept_as(page, question.id, worth.value, lesson=kind)
        wide = "() => document.documentElement.scrollWidth > innerWidth"
        assert not page.evaluate(wide), "the page is wider than the screen"
        said = place.inner_text()
        assert is_marked_by_hand(question) or any(text in said for text in own)
        page.evaluate("async () => opened.store.erase()")


@KINDS
def test_an_example_can_be_read_by_everybody_before_and_after_the_check(
    kind: str, page: Page, address: str
) -> None:
    is_desk = page.evaluate("innerWidth > 600")
    language: Language = "fr" if is_desk else "en"
    question = example(kind).question
    place = shown(page, address, kind, language)
    trial(kind).by_hand(place, question, trial(kind).slip(question), language)
    selector = f"[data-question='{question.id}']"
    for _ in range(2):
        found = Axe().run(page, context=selector)
        assert found.response["violations"] == [], found.generate_report()
        check = place.get_by_role("button", name=say("question.check", language), exact=True)
        if check.is_visible():
            check.click()
            expect(place).to_have_attribute("data-phase", "checked")


@KINDS
def test_every_control_of_an_example_is_reached_by_keyboard(
    kind: str, page: Page, address: str
) -> None:
    place = shown(page, address, kind, "en")
    wanted = place.evaluate(
        """(card) => {
          const controls = card.querySelectorAll("input, select, textarea, button");
          const seen = [...controls].filter((each) => each.checkVisibility() && !each.disabled);
          const groups = new Set(seen.filter(({ type }) => type === "radio").map((r) => r.name));
          return seen.filter(({ type }) => type !== "radio").length + groups.size;
        }"""
    )
    page.evaluate("() => document.activeElement.blur()")
    reached = 0
    for _ in range(200):
        page.keyboard.press("Tab")
        inside = place.evaluate("(card) => card.contains(document.activeElement)")
        reached += inside
        if reached and not inside:
            break
    assert reached == wanted
