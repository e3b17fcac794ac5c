"""A number to give: what is asked, what is right, and marking."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from maitrise.base.errors import shown_value
from maitrise.base.number import is_within, read_number
from maitrise.base.structure_faults import written
from maitrise.base.text import Language, Text
from maitrise.kinds.answer import UnfitAnswerError
from maitrise.kinds.contract import Asked, BrokenRule, Question
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.rules import unexplained, unknown_misconception
from maitrise.kinds.scoring import mark_of_share
from maitrise.kinds.wording import common, said_or

_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWrong:
    """A wrong value that people reach for a reason that is known."""

    value: float
    reason: Text
    tolerance: float | None = None
    misconception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuestion(Question):
    """A number, right within an absolute tolerance."""

    kind: ClassVar[str] = "number"
    key: float
    tolerance: float
    unit: Text | None = None
    decimals: int = 0
    wrongs: tuple[KnownWrong, ...] = field(default=(), metadata=written("wrong"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNumber(Asked):
    """A number to give; ``decimals`` is as many as are asked for."""

    kind: ClassVar[str] = "number"
    unit: str | None
    decimals: int = 1  # not in cases released before


def broken_rules(question: NumberQuestion) -> Iterator[BrokenRule]:
    """What is wrong with the key and the known wrong values."""
    yield from unexplained(question)
    if not 0 <= question.decimals <= _MOST_DECIMALS:
        problem = f"decimals is {shown_value(question.decimals)}"
        yield BrokenRule("", problem, f"Write 0 to {_MOST_DECIMALS}")
    if not math.isfinite(question.key):
        yield BrokenRule("", f"key is {question.key}", "Write a finite number")
    elif not 0 <= question.tolerance < math.inf:
        yield BrokenRule("", f"tolerance is {question.tolerance:g}", "Write 0 or more")
    else:
        yield from _confusable(question)
    for wrong in question.wrongs:
        part = f"wrong {wrong.value:g}"
        yield from unknown_misconception(part, wrong.misconception)
        if not math.isfinite(wrong.value):
            yield BrokenRule(part, f"value is {wrong.value}", "Write a finite number")
        if wrong.tolerance is not None and not 0 <= wrong.tolerance < math.inf:
            yield BrokenRule(part, f"tolerance is {wrong.tolerance:g}", "Write 0 or more")


def _confusable(question: NumberQuestion) -> Iterator[BrokenRule]:
    """What is shown as the answer must be marked right, and a known wrong value must not."""
    if 0 <= question.decimals <= _MOST_DECIMALS:
        shown = round(question.key, question.decimals)
        if not is_within(shown, question.key, question.tolerance):
            shown_as = f"{shown:.{question.decimals}f}"
            problem = f"the answer would be shown as {shown_as}, which is not right"
            yield BrokenRule("", problem, "Set decimals to as many as the key needs")
    for wrong in question.wrongs:
        if is_within(wrong.value, question.key, question.tolerance):
            problem = "it lies within the tolerance of the key"
            yield BrokenRule(f"wrong {wrong.value:g}", problem, "It would be right: remove it")


def ask(question: NumberQuestion, language: Language) -> AskedNumber:
    """The unit and the decimals."""
    return AskedNumber(
        **common(question, language),
        unit=said_or(None, question.unit, language),
        decimals=question.decimals,
    )


def read_answer(_: AskedNumber, raw: object) -> float:
    """A finite number."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise UnfitAnswerError(raw)
    try:
        value = float(raw)
    except OverflowError as error:
        raise UnfitAnswerError(raw) from error
    if not math.isfinite(value):
        raise UnfitAnswerError(raw)
    return value


def from_code(asked: AskedNumber, value: object) -> object:
    """A number in words is read as people of the page's language write it."""
    return read_number(value, asked.language) if isinstance(value, str) else value


def score(question: NumberQuestion, answer: float) -> Mark:
    """All within the tolerance, nothing outside; a known wrong value has its reason."""
    if is_within(answer, question.key, question.tolerance):
        return mark_of_share(question, 1.0, [Reason("", Verdict.RIGHT, question.explanation)])
    for known in question.wrongs:
        tolerance = question.tolerance if known.tolerance is None else known.tolerance
        if is_within(answer, known.value, tolerance):
            reason = Reason("", Verdict.WRONG, known.reason, known.misconception)
            return mark_of_share(question, 0.0, [reason])
    return mark_of_share(question, 0.0, [Reason("", Verdict.WRONG)])


def model_answer(question: NumberQuestion) -> float:
    """The key with as many decimals as are asked for."""
    return round(question.key, question.decimals)


def key(question: NumberQuestion, language: Language) -> Mapping[str, Any]:
    """The value, its tolerance, and the known wrong values with their reasons."""
    return {
        "value": question.key,
        "tolerance": question.tolerance,
        "wrongs": [
            {
                "value": wrong.value,
                "tolerance": wrong.tolerance,
                "reason": wrong.reason.said_in(language),
                "misconception": wrong.misconception,
            }
            for wrong in question.wrongs
        ],
    }
