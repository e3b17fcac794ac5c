"""Made-up orders, for tests."""

from __future__ import annotations

from operator import itemgetter
from random import Random
from typing import Any

from hypothesis import strategies as st

from maitrise.base.text import Language
from maitrise.kinds.order.question import OrderItem, OrderQuestion, shown_order
from maitrise.kinds.trial import TEXTS, common, ids


@st.composite
def _questions(draw: st.DrawFn) -> OrderQuestion:
    items = tuple(
        OrderItem(id=name, text=draw(TEXTS), reason=draw(TEXTS)) for name in draw(ids(3, 7))
    )
    return OrderQuestion(**draw(common()), items=items)


questions = _questions()


def some_answer(question: OrderQuestion, random: Random) -> Any:
    """Any order."""
    return random.sample([item.id for item in question.items], len(question.items))


def slip(question: OrderQuestion) -> Any:
    """The order shown but for two neighbours, such that it is not the right one."""
    right = [item.id for item in question.items]
    shown = [item.id for item in shown_order(question)]
    moved = (
        [*shown[:at], shown[at + 1], shown[at], *shown[at + 2 :]] for at in range(len(shown) - 1)
    )
    return next(order for order in moved if order != right)


def read_on_paper(question: OrderQuestion, line: str, _: Language) -> Any:
    """The number of each step in the order shown."""
    numbered = zip(map(int, line.split(", ")), shown_order(question), strict=True)
    return [item.id for _, item in sorted(numbered, key=itemgetter(0))]


def by_hand(within: Any, _: OrderQuestion, answer: list[str], __: Language) -> None:
    """Move each step up to its place."""
    for place, item in enumerate(answer):
        shown = within.locator("[data-item]")
        names = shown.evaluate_all("all => all.map((each) => each.dataset.item)")
        up = within.locator(f'[data-item="{item}"]').get_by_role("button").first
        for _step in range(names.index(item) - place):
            up.click()
