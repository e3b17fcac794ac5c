"""Made-up questions with several right options, for tests."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from maitrise.base.text import Language
from maitrise.kinds.choice.trial import option
from maitrise.kinds.choices import ChoicesQuestion
from maitrise.kinds.trial import (
    CODES,
    TEXTS,
    common,
    ids,
    named_on_paper,
    pick_by_hand,
    rights,
    some_of,
)


@st.composite
def _questions(draw: st.DrawFn) -> ChoicesQuestion:
    names = draw(ids(2, 6))
    flags = zip(names, draw(rights(len(names))), strict=True)
    options = tuple(option(name, right, draw(CODES), draw(TEXTS)) for name, right in flags)
    return ChoicesQuestion(**draw(common()), options=options)


questions = _questions()


def some_answer(question: ChoicesQuestion, random: Random) -> Any:
    """Any options."""
    return some_of([option.id for option in question.options], random)


def slip(question: ChoicesQuestion) -> Any:
    """All that is wrong."""
    return [option.id for option in question.options if not option.right]


def read_on_paper(question: ChoicesQuestion, line: str, _: Language) -> Any:
    """The options of the letters."""
    return named_on_paper([option.id for option in question.options], line)


def by_hand(within: Any, question: ChoicesQuestion, answer: list[str], _: Language) -> None:
    """Tick them."""
    pick_by_hand(within, [option.id for option in question.options], answer)
