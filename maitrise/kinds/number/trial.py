"""Made-up numbers to give, for tests."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from maitrise.base.number import read_number, write_number
from maitrise.base.text import Language
from maitrise.kinds.number.question import KnownWrong, NumberQuestion
from maitrise.kinds.trial import TEXTS, common


@st.composite
def _questions(draw: st.DrawFn) -> NumberQuestion:
    decimals = draw(st.integers(0, 3))
    unit = 10**decimals
    key = draw(st.integers(-(10**9), 10**9)) / unit
    tolerance = draw(st.integers(0, 50)) / unit
    wrongs = tuple(
        KnownWrong(
            value=key + sign * (tolerance + place * 100 + 1),
            tolerance=draw(st.sampled_from([None, 0.0, 0.5])),
            reason=draw(TEXTS),
            misconception=f"X{place}",
        )
        for place, sign in enumerate(draw(st.lists(st.sampled_from([-1, 1]), max_size=3)), 1)
    )
    parts = {"key": key, "tolerance": tolerance, "decimals": decimals, "wrongs": wrongs}
    return NumberQuestion(**draw(common()), **parts)


questions = _questions()


def some_answer(question: NumberQuestion, random: Random) -> Any:
    """The key, a known wrong value, what is near the key, or any number."""
    near = question.key + question.tolerance * random.choice((-2, -1, 1, 2))
    known = [wrong.value for wrong in question.wrongs]
    return random.choice([*known, near, question.key, random.uniform(-1e12, 1e12), -1.5, 7])


def slip(question: NumberQuestion) -> Any:
    """A known wrong value, or one far outside the tolerance."""
    values = [known.value for known in question.wrongs]
    return values[0] if values else question.key + 1 + 2 * question.tolerance


def read_on_paper(question: NumberQuestion, line: str, language: Language) -> Any:
    """The number, its unit apart."""
    unit = question.unit.said_in(language) if question.unit else ""
    return read_number(line.removesuffix(unit), language)


def by_hand(within: Any, _: NumberQuestion, answer: float, language: Language) -> None:
    """Type it and leave the field."""
    within.get_by_role("textbox").fill(write_number(answer, language, 6))
    within.get_by_role("textbox").blur()
