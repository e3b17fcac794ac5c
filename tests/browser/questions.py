"""How a learner finds a question on a page, and what they read of it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from browser.published import is_ready, read_as
from browser.served import Served
from maitrise.base.text import LANGUAGES, Language, catalogue, say

LESSON = "every-kind"

__all__ = [
    "LANGUAGES",
    "LESSON",
    "Language",
    "ask",
    "button",
    "check",
    "checked",
    "foreign_words",
    "is_ready",
    "let_in",
    "open_page",
    "saved",
]


def let_in(page: Page, served: Served) -> None:
    """Open the address that was printed: it lets the browser in, which then shows whole lessons."""
    read_as(page, "one-page")
    page.goto(served.address)
    is_ready(page)


def open_page(page: Page, served: Served, language: Language, name: str = LESSON) -> None:
    """Open a page of a course that has let the browser in, and wait until it works."""
    page.goto(served.page_of(name, language))
    is_ready(page)


def ask(page: Page, question: str) -> Locator:
    """A question on the page."""
    return page.locator(f'[data-question="{question}"]')


def button(within: Locator, key: str, language: Language) -> Locator:
    """A button by the sentence of the catalogue that it says."""
    return within.get_by_role("button", name=say(key, language), exact=True)


def saved(question: Locator, language: Language, key: str = "question.saved") -> None:
    """Wait until the question says that its answer is kept."""
    expect(question.locator(".maitrise-kept")).to_have_text(say(key, language))


def check(within: Locator, language: Language) -> None:
    """Ask for the verdict and wait for it."""
    button(within, "question.check", language).click()
    expect(within).to_have_attribute("data-phase", "checked")


def checked(within: Locator, verdict: str, language: Language) -> None:
    """Expect the verdict, in words."""
    expect(within).to_have_attribute("data-verdict", verdict)
    expect(within).to_contain_text(say(f"verdict.{verdict}", language))


def foreign_words(language: Language) -> set[str]:
    """Sentences of the interface that only the other language says."""
    (other,) = set(LANGUAGES) - {language}
    own = {text.said_in(language) for text in catalogue().values()}
    said = {text.said_in(other) for text in catalogue().values() if "{" not in text.fr}
    return {words for words in said - own if len(words) > 3}
