"""The words of the two languages that browser tests look for, and how a learner acts by them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from browser.conftest import Served
from maitrise.text import LANGUAGES, Language, catalogue, say

LESSON = "every-kind"

__all__ = ["LANGUAGES", "LESSON", "Language", "ask", "button", "check", "checked", "open_lesson"]


def open_lesson(page: Page, served: Served, language: Language, lesson: str = LESSON) -> None:
    """Open a lesson's page and wait until it says that it is ready."""
    page.goto(served.page_of(lesson, language))
    expect(page.locator("#page-state")).to_have_text(say("page.ready", language), timeout=30_000)


def ask(page: Page, question: str) -> Locator:
    """A question on the page."""
    return page.locator(f'[data-question="{question}"]')


def button(within: Locator, key: str, language: Language) -> Locator:
    """A button by the sentence of the catalogue that it says."""
    return within.get_by_role("button", name=say(key, language), exact=True)


def check(within: Locator, language: Language) -> None:
    """Ask for the verdict and wait for it."""
    button(within, "question.check", language).click()
    expect(within).to_have_attribute("data-phase", "checked")


def checked(within: Locator, verdict: str, language: Language) -> None:
    """Expect the verdict, in words."""
    expect(within).to_have_attribute("data-verdict", verdict)
    expect(within.get_by_role("status").last).to_contain_text(say(f"verdict.{verdict}", language))


def foreign_words(language: Language) -> set[str]:
    """Sentences of the interface that only the other language says."""
    other: Language = "en" if language == "fr" else "fr"
    own = {text.said_in(language) for text in catalogue().values()}
    said = {text.said_in(other) for text in catalogue().values() if "{" not in text.fr}
    return {words for words in said - own if len(words) > 3}
