"""The words of the two languages that browser tests look for, and how a learner acts by them."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from browser.served import Served
from maitrise.base.number import write_number
from maitrise.base.text import LANGUAGES, Language, catalogue, say
from maitrise.kinds import Question
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.choices import ChoicesQuestion
from maitrise.kinds.match import MatchQuestion
from maitrise.kinds.number import NumberQuestion
from maitrise.kinds.order import OrderQuestion
from maitrise.kinds.order.question import shown_order
from maitrise.kinds.raci import RaciQuestion
from maitrise.kinds.rows import RowsQuestion
from maitrise.kinds.text import TextQuestion

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
    match question:
        case ChoiceQuestion():
            return next(option.id for option in question.options if not option.right)
        case ChoicesQuestion():
            return [option.id for option in question.options if not option.right]
        case RowsQuestion():
            return [row.id for row in question.rows if not row.right]
        case MatchQuestion():
            categories = [category.id for category in question.categories]
            return {
                row.id: next(each for each in categories if each not in (row.key, row.also))
                for row in question.rows
            }
        case RaciQuestion():
            row = question.rows[0]
            return {row.id: {role: "C" if row.key[role] != "C" else "I" for role in row.key}}
        case OrderQuestion():
            return _one_move(question)
        case NumberQuestion():
            values = [known.value for known in question.wrongs]
            return values[0] if values else question.key + 1 + 2 * question.tolerance
        case TextQuestion():
            return "…"
    raise TypeError(type(question).__name__)


def _one_move(question: OrderQuestion) -> list[str]:
    """The order shown but for two neighbours, such that it is not the right one."""
    right = [item.id for item in question.items]
    shown = [item.id for item in shown_order(question)]
    moved = (
        [*shown[:at], shown[at + 1], shown[at], *shown[at + 2 :]] for at in range(len(shown) - 1)
    )
    return next(order for order in moved if order != right)


def answer_by_hand(within: Locator, question: Question, answer: Any, language: Language) -> None:
    """Put an answer in the way a learner does, whatever stood there before.

    Args:
        within: the question on the page.
        answer: as an answer sheet holds it.
    """
    match question:
        case ChoiceQuestion() | ChoicesQuestion():
            picked = [answer] if isinstance(question, ChoiceQuestion) else answer
            _pick(within, [option.id for option in question.options], picked)
        case RowsQuestion():
            _pick(within, [row.id for row in question.rows], answer)
        case MatchQuestion():
            for place, row in enumerate(question.rows):
                within.get_by_role("combobox").nth(place).select_option(answer.get(row.id, ""))
        case RaciQuestion():
            letters = [answer.get(row.id, {}).get(role, "") for row, role in _cells(question)]
            for place, letter in enumerate(letters):
                cell = within.get_by_role("combobox").nth(place)
                if cell.input_value() != letter:
                    cell.select_option(letter)
        case OrderQuestion():
            for place, item in enumerate(answer):
                _move_up(within, item, place)
        case NumberQuestion():
            within.get_by_role("textbox").fill(write_number(answer, language, 6))
            within.get_by_role("textbox").blur()
        case TextQuestion():
            within.get_by_role("textbox").fill(answer)
            within.get_by_role("textbox").blur()


def _pick(within: Locator, ids: list[str], picked: list[str]) -> None:
    boxes = within.get_by_role("radio").or_(within.get_by_role("checkbox"))
    for place, name in enumerate(ids):
        if boxes.nth(place).is_checked() != (name in picked):
            boxes.nth(place).click()  # another radio button is let go of by the one picked


def _cells(question: RaciQuestion) -> list[tuple[Any, str]]:
    return [(row, role) for row in question.rows for role in question.roles]


def _move_up(within: Locator, item: str, place: int) -> None:
    shown = within.locator("[data-item]")
    names = shown.evaluate_all("all => all.map((each) => each.dataset.item)")
    up = within.locator(f'[data-item="{item}"]').get_by_role("button").first
    for _ in range(names.index(item) - place):
        up.click()
