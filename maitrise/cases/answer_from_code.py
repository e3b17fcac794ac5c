"""An answer given in code: plain Python or pandas values, and what would fit in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from maitrise.base.errors import AnswerError
from maitrise.base.number import read_number
from maitrise.base.text import Language, say
from maitrise.kinds.answer import read_answer
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


def answer_from_code(question: Question, given: Any, language: Language) -> Any:
    """The value as the sheet keeps it.

    Args:
        given: what ``read_answer`` takes, or what comes near it: a numpy number, a pandas index,
            a number in words.

    Raises:
        AnswerError: it does not fit; the message says in the learner's language what does.
    """
    value = _plain(given)
    if isinstance(question, Number) and isinstance(value, str):
        return read_number(value, language)
    if isinstance(question, Choices | Rows | Order) and isinstance(value, str):
        value = [value]
    try:
        read_answer(question, value)
    except AnswerError as error:
        raise AnswerError(_what_fits(question, language)) from error
    return value


def _plain(given: Any) -> Any:
    """Plain data: what numpy and pandas hold becomes Python's own."""
    if hasattr(given, "tolist"):
        given = given.tolist()
    if isinstance(given, Mapping):
        return {str(name): _plain(each) for name, each in given.items()}
    if isinstance(given, Iterable) and not isinstance(given, str | bytes):
        return [_plain(each) for each in given]
    return given


def _what_fits(question: Question, language: Language) -> str:
    key = f"case.fits.{question.kind}"
    listed = ", ".join(
        f"`{name}` ({text})" if text else f"`{name}`" for name, text in _ids(question, language)
    )
    categories = ""
    match question:
        case Match():
            categories = ", ".join(
                f"`{each.id}` ({each.text.said_in(language)})" for each in question.categories
            )
        case Raci():
            categories = ", ".join(f"`{letter}`" for letter in question.letters)
    return say(key, language, cell=question.id, ids=listed, categories=categories)


def _ids(question: Question, language: Language) -> list[tuple[str, str]]:
    match question:
        case Choice() | Choices():
            return [(each.id, each.text.said_in(language)) for each in question.options]
        case Match() | Raci():
            return [(each.id, each.text.said_in(language)) for each in question.rows]
        case Order():
            return [(each.id, each.text.said_in(language)) for each in question.items]
        case Rows():
            return [(each.id, "") for each in question.rows]
        case Number() | FreeText():
            return []
    raise TypeError(f"No ids for a {type(question).__name__}.")
