"""A number in words and on paper."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from maitrise.base.number import decimals_of, write_number, write_quantity, write_shortest
from maitrise.base.text import Language, Text, say
from maitrise.kinds.contract import Mistake, PaperKey, PartText
from maitrise.kinds.mark import Reason
from maitrise.kinds.number.question import AskedNumber, NumberQuestion
from maitrise.kinds.wording import answer_on_paper, revealed, said_or


def markdown(asked: AskedNumber) -> list[str]:
    """A place to write the number."""
    unit = f" {asked.unit}" if asked.unit else ""
    return [f"{say('number.answer', asked.language)} …{unit}"]


def typed(asked: AskedNumber, answer: float) -> str:
    """The number as its field shows it again."""
    return write_shortest(answer, asked.language)


def answer_words(asked: AskedNumber, answer: float) -> str:
    """The number with its unit."""
    decimals = decimals_of(answer)
    return f"**{write_quantity(answer, asked.unit or '', asked.language, decimals)}**"


def key_lines(question: NumberQuestion, language: Language, _: Container[Text | None]) -> list[str]:
    """The right number with its unit."""
    unit = said_or("", question.unit, language)
    return [f"**{write_quantity(question.key, unit, language, question.decimals)}**"]


def lost_line(_: NumberQuestion, reason: Reason, language: Language) -> str:
    """Why the number is not right; there is one answer, and its verdict stands above."""
    return reason.text.said_in(language) if reason.text else say("number.not-it", language)


def mistake(_: NumberQuestion, __: str, ___: Language) -> Mistake:
    """A wrong number."""
    return Mistake("report.lost.value", "")


def part_texts(question: NumberQuestion) -> Iterator[PartText]:
    """The reasons of known wrong values."""
    yield from (PartText(f"wrong {wrong.value:g}", wrong.reason) for wrong in question.wrongs)


def names_in_code(_: AskedNumber) -> Mapping[str, str]:
    """None."""
    return {}


def offered(_: AskedNumber) -> tuple[str, ...]:
    """Nothing: there is nothing to choose from."""
    return ()


def paper(asked: AskedNumber) -> Mapping[str, Any]:
    """A line to write on."""
    return {"label": say("number.answer", asked.language), "unit": asked.unit or ""}


def paper_key(question: NumberQuestion, language: Language) -> PaperKey:
    """The number, and the known wrong values with their reasons."""
    unit = f"\u00a0{question.unit.said_in(language)}" if question.unit else ""
    value = write_number(question.key, language, question.decimals)
    parts = tuple(
        {
            "key": write_shortest(known.value, language),
            "reason": known.reason.said_in(language),
            "misconceptions": revealed(known.misconception),
        }
        for known in question.wrongs
    )
    return PaperKey(answer_on_paper([value + unit], language), parts)
