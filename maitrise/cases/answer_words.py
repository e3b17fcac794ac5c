"""An answer in words: what a trainer reads under a question, where no widget runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import cast

from maitrise.base.number import decimals_of, write_quantity
from maitrise.base.text import Language
from maitrise.kinds.answer import Answer
from maitrise.kinds.model import (
    Choice,
    Choices,
    FreeText,
    Match,
    Number,
    Order,
    Question,
    Raci,
    Rows,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$^>:])")


def answer_markdown(question: Question, answer: Answer, language: Language) -> str:
    """A validated answer as Markdown; what the learner typed is escaped."""
    match question:
        case FreeText():
            return escaped(cast("str", answer))
        case Number():
            return _number(question, cast("float", answer), language)
        case Choice() | Choices():
            picked = (answer,) if isinstance(answer, str) else cast("Sequence[str]", answer)
            texts = {option.id: option.text.said_in(language) for option in question.options}
            return _list(texts[each] for each in picked)
        case Rows():
            rows = {row.id: row for row in question.rows}
            first = question.columns[0].id
            return _list(
                f"**{each}** {rows[each].cells[first].said_in(language)}"
                for each in cast("Sequence[str]", answer)
            )
        case Order():
            items = {item.id: item.text.said_in(language) for item in question.items}
            placed = cast("Sequence[str]", answer)
            return "\n".join(f"{place}. {items[each]}" for place, each in enumerate(placed, 1))
        case Match():
            names = {each.id: each.text.said_in(language) for each in question.categories}
            given = cast("Mapping[str, str]", answer)
            return _list(
                f"{row.text.said_in(language)} → **{names[given[row.id]]}**"
                for row in question.rows
                if row.id in given
            )
        case Raci():
            filled = cast("Mapping[str, Mapping[str, str]]", answer)
            return _list(
                f"{row.text.said_in(language)} → "
                + ", ".join(f"{role} **{letter}**" for role, letter in filled[row.id].items())
                for row in question.rows
                if row.id in filled
            )
    raise TypeError(f"No words for an answer to a {type(question).__name__}.")


def escaped(text: str) -> str:
    """Text that a learner typed as Markdown that shows it as typed: no mark-up, no HTML.

    >>> escaped("<b>*a*</b>")
    '&lt;b&gt;\\\\*a\\\\*&lt;/b&gt;'
    """
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "\n\n".join("  \n".join(_line(each) for each in part.split("\n")) for part in paragraphs)


def _line(line: str) -> str:
    # Escaped before the HTML entities are made: the # and ; of an entity stay as they are.
    return escape(_SPECIAL.sub(r"\\\1", line.strip()), quote=False).replace("\\&gt;", "&gt;")


def _number(question: Number, value: float, language: Language) -> str:
    decimals = decimals_of(value)
    unit = question.unit.said_in(language) if question.unit else ""
    return f"**{write_quantity(value, unit, language, decimals)}**"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
