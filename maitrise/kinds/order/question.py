"""Steps to put in order: what is asked, what is right, and marking."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, ClassVar

from maitrise.base.structure_faults import written
from maitrise.base.text import Language, Text
from maitrise.kinds.answer import UnfitAnswerError, ids, in_order
from maitrise.kinds.contract import Asked, BrokenRule, Named, Question
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.rules import too_few, unexplained, unusable_ids
from maitrise.kinds.scoring import mark_of_share
from maitrise.kinds.wording import common


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """A step; ``reason`` says why it comes after the one before it."""

    id: str
    text: Text
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuestion(Question):
    """Steps to put in order; ``items`` are in the right one."""

    kind: ClassVar[str] = "order"
    items: tuple[OrderItem, ...] = field(metadata=written("item"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOrder(Asked):
    """Steps as they are first shown, which is never the right order."""

    kind: ClassVar[str] = "order"
    items: tuple[Named, ...]


def broken_rules(question: OrderQuestion) -> Iterator[BrokenRule]:
    """What is wrong with the steps."""
    yield from too_few(3, "items", question.items)
    yield from unusable_ids("item", (item.id for item in question.items))
    yield from unexplained(question)


def shown_order(question: OrderQuestion) -> tuple[OrderItem, ...]:
    """The steps shuffled: the same for everyone and at every run, and never already right.

    The shuffle follows from the ids alone, so that stored notebooks do not change from run to
    run and both languages show the same order.
    """

    def place(item: OrderItem) -> str:
        return hashlib.sha256(f"{question.id}/{item.id}".encode()).hexdigest()

    shuffled = tuple(sorted(question.items, key=place))
    return shuffled if shuffled != question.items else shuffled[::-1]


def ask(question: OrderQuestion, language: Language) -> AskedOrder:
    """The steps shuffled."""
    items = tuple(Named(item.id, item.text.said_in(language)) for item in shown_order(question))
    return AskedOrder(**common(question, language), items=items)


def read_answer(asked: AskedOrder, raw: object) -> tuple[str, ...]:
    """The ids of all steps."""
    given = in_order(raw, ids(asked.items))
    if len(given) != len(asked.items):
        raise UnfitAnswerError(raw)
    return given


def score(question: OrderQuestion, answer: tuple[str, ...]) -> Mark:
    """A share of the neighbouring pairs that stand in the right order."""
    place = {item.id: position for position, item in enumerate(question.items)}
    # The first step has no one before it: it is judged with the one that follows.
    verdicts = {
        after: Verdict.RIGHT if place[before] < place[after] else Verdict.WRONG
        for before, after in pairwise(answer)
    }
    hits = sum(verdict is Verdict.RIGHT for verdict in verdicts.values())
    reasons = [
        Reason(item, verdict, question.items[place[item]].reason)
        for item, verdict in verdicts.items()
    ]
    return mark_of_share(question, hits / len(verdicts), reasons)


def model_answer(question: OrderQuestion) -> list[str]:
    """The steps in the right order."""
    return [item.id for item in question.items]


def key(question: OrderQuestion, language: Language) -> Mapping[str, Any]:
    """The ids in the right order, and why of each."""
    return {
        "items": [item.id for item in question.items],
        "reasons": {item.id: item.reason.said_in(language) for item in question.items},
    }
