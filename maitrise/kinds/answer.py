"""Reading an answer: from plain JSON data to what scoring trusts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from maitrise.base.errors import AnswerError, shown_value
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

_SHAPE = {
    "choice": "the id of an option",
    "choices": "a list of option ids",
    "match": "a table from row ids to category ids",
    "raci": "a table from row ids to letters by role",
    "order": "the list of all item ids",
    "rows": "a list of row ids",
    "number": "a finite number",
    "text": "a text",
}

Answer = str | float | tuple[str, ...] | Mapping[str, str] | Mapping[str, Mapping[str, str]]


def read_answer(question: Question, raw: object) -> Answer | None:
    """Validate plain data (of a sheet, of the browser) as an answer to this question.

    Args:
        question: the question it claims to answer.
        raw: JSON data: see the table of kinds in ``docs/authors``.

    Returns:
        The answer in the form that ``score`` trusts, or None when nothing was answered.

    Raises:
        AnswerError: the data has another shape, or names an id that the question does not have.
    """
    if raw is None or (isinstance(raw, str | Sequence | Mapping) and not raw):
        return None
    match question:
        case Choice():
            return _one_of(question, raw, [option.id for option in question.options])
        case Choices():
            return _some_of(question, raw, [option.id for option in question.options])
        case Rows():
            return _some_of(question, raw, [row.id for row in question.rows])
        case Order():
            return _all_of(question, raw, [item.id for item in question.items])
        case Match():
            return _match(question, raw)
        case Raci():
            return _raci(question, raw)
        case Number():
            return _number(question, raw)
        case FreeText():
            return _text(question, raw)
    raise TypeError(f"No reading of answers for a {type(question).__name__}.")


def _refusal(question: Question, found: object) -> AnswerError:
    wanted = _SHAPE[question.kind]
    return AnswerError(f"The answer to {question.id} should be {wanted}, not {shown_value(found)}.")


def _one_of(question: Question, raw: object, ids: Sequence[str]) -> str:
    if not isinstance(raw, str) or raw not in ids:
        raise _refusal(question, raw)
    return raw


def _some_of(question: Question, raw: object, ids: Sequence[str]) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple):
        raise _refusal(question, raw)
    picked = [_one_of(question, each, ids) for each in raw]
    if len(set(picked)) != len(picked):
        raise _refusal(question, raw)
    return tuple(each for each in ids if each in picked)


def _all_of(question: Question, raw: object, ids: Sequence[str]) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple):
        raise _refusal(question, raw)
    placed = tuple(_one_of(question, each, ids) for each in raw)
    if len(placed) != len(ids) or set(placed) != set(ids):
        raise _refusal(question, raw)
    return placed


def _match(question: Match, raw: object) -> Mapping[str, str] | None:
    rows = [row.id for row in question.rows]
    categories = [category.id for category in question.categories]
    given = {
        row: _one_of(question, category, categories)
        for row, category in _table(question, raw, rows)
    }
    return given or None


def _raci(question: Raci, raw: object) -> Mapping[str, Mapping[str, str]] | None:
    given = {}
    for row, letters in _table(question, raw, [row.id for row in question.rows]):
        read = {
            role: _one_of(question, letter, question.letters)
            for role, letter in _table(question, letters, question.roles)
        }
        if read:
            given[row] = read
    return given or None


def _table(question: Question, raw: object, keys: Sequence[str]) -> Iterable[tuple[str, object]]:
    """The filled entries of a table, in the question's order; an empty one is left blank."""
    if not isinstance(raw, Mapping) or not set(raw) <= set(keys):
        raise _refusal(question, raw)
    return [(key, raw[key]) for key in keys if raw.get(key) not in (None, "", {})]


def _number(question: Number, raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _refusal(question, raw)
    try:
        value = float(raw)
    except OverflowError as error:
        raise _refusal(question, raw) from error
    if not math.isfinite(value):
        raise _refusal(question, raw)
    return value


def _text(question: FreeText, raw: object) -> str | None:
    if not isinstance(raw, str):
        raise _refusal(question, raw)
    # Half a character (a browser may cut an emoji in two) could be neither stored nor recorded.
    whole = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole if whole.strip() else None
