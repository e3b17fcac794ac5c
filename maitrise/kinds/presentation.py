"""The order in which the items of an ``order`` question are first shown."""

from __future__ import annotations

import hashlib

from maitrise.kinds.model import Item, Order


def shown_order(question: Order) -> tuple[Item, ...]:
    """The items shuffled: the same for everyone and at every run, and never already right.

    The shuffle follows from the ids alone, so that stored notebooks do not change from run to
    run and both languages show the same order.
    """

    def place(item: Item) -> str:
        return hashlib.sha256(f"{question.id}/{item.id}".encode()).hexdigest()

    shuffled = tuple(sorted(question.items, key=place))
    return shuffled if shuffled != question.items else shuffled[::-1]
