"""How a learner answers on the course's own pages, kind by kind."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from maitrise.base.number import write_number
from maitrise.base.text import Language
from maitrise.kinds import Question
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.choices import ChoicesQuestion
from maitrise.kinds.match import MatchQuestion
from maitrise.kinds.number import NumberQuestion
from maitrise.kinds.order import OrderQuestion
from maitrise.kinds.raci import RaciQuestion
from maitrise.kinds.rows import RowsQuestion
from maitrise.kinds.text import TextQuestion


def answer_on_page(within: Locator, question: Question, answer: Any, language: Language) -> None:
    """Put an answer in the way a learner does, where nothing stood before.

    Args:
        within: the question on the page.
        answer: as an answer sheet holds it.
    """
    match question:
        case ChoiceQuestion():
            within.locator(f'input[value="{answer}"]').check()
        case ChoicesQuestion():
            for option in answer:
                within.locator(f'input[value="{option}"]').check()
        case RowsQuestion():
            boxes = within.get_by_role("checkbox")
            for place, row in enumerate(question.rows):
                if row.id in answer:
                    boxes.nth(place).check()
        case MatchQuestion():
            for place, row in enumerate(question.rows):
                if row.id in answer:
                    _match(within.locator(".maitrise-pair").nth(place), answer[row.id])
        case RaciQuestion():
            cells = [(row.id, role) for row in question.rows for role in question.roles]
            for place, (row, role) in enumerate(cells):
                letter = answer.get(row, {}).get(role, "")
                within.get_by_role("combobox").nth(place).select_option(letter)
        case OrderQuestion():
            for place, item in enumerate(answer):
                _move_up(within, item, place)
        case NumberQuestion():
            within.get_by_role("textbox").fill(write_number(answer, language, 6))
            within.get_by_role("textbox").blur()
        case TextQuestion():
            within.get_by_role("textbox").fill(answer)
            within.get_by_role("textbox").blur()


def _match(pair: Locator, category: str) -> None:
    unfolded = pair.get_by_role("combobox")
    if unfolded.count():
        unfolded.select_option(category)
    else:
        pair.locator(f'[data-category="{category}"] input').check(force=True)


def _move_up(within: Locator, item: str, place: int) -> None:
    shown = within.locator("[data-item]")
    names = shown.evaluate_all("all => all.map((each) => each.dataset.item)")
    up = within.locator(f'[data-item="{item}"]').get_by_role("button").first
    for _ in range(names.index(item) - place):
        up.click()
