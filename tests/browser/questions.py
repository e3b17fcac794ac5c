"""The words of the two languages that browser tests look for, and how a learner acts by them."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from browser.served import Served
from maitrise.base.text import LANGUAGES, Language, catalogue, say
from maitrise.kinds import Question
from maitrise.kinds.trial import trial_of

LESSON = "every-kind"

__all__ = [
    "LANGUAGES",
    "LESSON",
    "Language",
    "answer_by_hand",
    "ask",
    "button",
    "check",
    "checked",
    "is_ready",
    "open_lesson",
    "slip",
]


def open_lesson(page: Page, served: Served, language: Language, lesson: str = LESSON) -> None:
    """Open a lesson's page and wait until it says that it is ready."""
    page.goto(served.page_of(lesson, language))
    is_ready(page, language)


def is_ready(page: Page, language: Language) -> None:
    """Wait until the page says that it is ready.

    Told by the page itself; ``expect`` alone asks once a second by then.
    """
    page.locator("#page-state.page-state-done").wait_for(state="attached")
    expect(page.locator("#page-state")).to_have_text(say("page.ready", language))


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


def slip(question: Question) -> Any:
    """An answer that is not right, so that the page has a reason to give."""
    return trial_of(question).slip(question)


def answer_by_hand(within: Locator, question: Question, answer: Any, language: Language) -> None:
    """Put an answer in the way a learner does, whatever stood there before.

    Args:
        within: the question on the page.
        answer: as an answer sheet holds it.
    """
    if question.kind != "match":
        trial_of(question).by_hand(within, question, answer, language)
        return
    for place, row in enumerate(question.rows):  # type: ignore[attr-defined]
        within.get_by_role("combobox").nth(place).select_option(answer.get(row.id, ""))
