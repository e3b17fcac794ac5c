"""Made-up questions with options, for tests."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from maitrise.base.text import Language, Text
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.choice.options import Option
from maitrise.kinds.trial import CODES, TEXTS, common, ids, named_on_paper, pick_by_hand


def option(name: str, right: bool, code: str, text: Text) -> Option:
    """An option whose reason is its text."""
    return Option(
        id=name, text=text, reason=text, right=right, misconception=None if right else code
    )


@st.composite
def _questions(draw: st.DrawFn) -> ChoiceQuestion:
    names = draw(ids(2, 6))
    key = draw(st.sampled_from(names))
    options = tuple(option(name, name == key, draw(CODES), draw(TEXTS)) for name in names)
    return ChoiceQuestion(**draw(common()), options=options)


questions = _questions()


def some_answer(question: ChoiceQuestion, random: Random) -> Any:
    """Any option."""
    return random.choice(question.options).id


def slip(question: ChoiceQuestion) -> Any:
    """The first option that is not right."""
    return next(option.id for option in question.options if not option.right)


def read_on_paper(question: ChoiceQuestion, line: str, _: Language) -> Any:
    """The option of the only letter."""
    (name,) = named_on_paper([option.id for option in question.options], line)
    return name


def by_hand(within: Any, question: ChoiceQuestion, answer: str, _: Language) -> None:
    """Click it."""
    pick_by_hand(within, [option.id for option in question.options], [answer])
