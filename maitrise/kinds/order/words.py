"""Steps to put in order, in words and on paper."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from maitrise.base.text import Language, Text, say
from maitrise.kinds.contract import Mistake, PaperKey, PartText
from maitrise.kinds.mark import Reason
from maitrise.kinds.markdown import bold, bullets
from maitrise.kinds.order.question import AskedOrder, OrderQuestion, shown_order
from maitrise.kinds.wording import because, in_code, part_line


def markdown(asked: AskedOrder) -> list[str]:
    """A list of the steps as they are first shown."""
    return [bullets(item.text for item in asked.items)]


def answer_words(asked: AskedOrder, answer: tuple[str, ...]) -> str:
    """The steps in the order given."""
    texts = {item.id: item.text for item in asked.items}
    return "\n".join(f"{place}. {texts[each]}" for place, each in enumerate(answer, start=1))


def key_lines(
    question: OrderQuestion, language: Language, known: Container[Text | None]
) -> list[str]:
    """The steps in the right order, each with why it comes there."""
    lines = []
    for place, item in enumerate(question.items, start=1):
        words = f"{place}. {bold(item.text.said_in(language))}"
        lines.append(because(words, " — ", item.reason, language, known))
    return lines


def lost_line(question: OrderQuestion, reason: Reason, language: Language) -> str:
    """A step put too late: what its verdict rests on, and no more, lest it give the order away."""
    (text,) = [item.text.said_in(language) for item in question.items if item.id == reason.item]
    return part_line(bold(text), reason, language, say("case.too-late", language))


def mistake(question: OrderQuestion, item: str, language: Language) -> Mistake | None:
    """A step that was put after a later one."""
    for each in question.items:
        if each.id == item:
            return Mistake("report.lost.misplaced", each.text.said_in(language))
    return None


def part_texts(question: OrderQuestion) -> Iterator[PartText]:
    """Steps with their reasons."""
    for item in question.items:
        yield PartText(f"item {item.id}", item.text)
        yield PartText(f"item {item.id}", item.reason)


def names_in_code(asked: AskedOrder) -> Mapping[str, str]:
    """The ids of the steps."""
    return {"ids": in_code((item.id, item.text) for item in asked.items)}


def offered(asked: AskedOrder) -> tuple[str, ...]:
    """The steps as they are first shown, on a flash card."""
    return tuple(item.text for item in asked.items)


def paper(asked: AskedOrder) -> Mapping[str, Any]:
    """The steps, each with a box for its number."""
    return {"rows": [item.text for item in asked.items]}


def paper_key(question: OrderQuestion, language: Language) -> PaperKey:
    """The number of each step, in the order they are shown in."""
    places = {item.id: str(place) for place, item in enumerate(question.items, start=1)}
    parts = tuple(
        {"key": places[item.id], "reason": item.reason.said_in(language)}
        for item in shown_order(question)
    )
    answers = ", ".join(part["key"] for part in parts)
    return PaperKey(say("handout.downwards", language, answers=answers), parts)
