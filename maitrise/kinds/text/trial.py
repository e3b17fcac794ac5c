"""Made-up texts to write, for tests."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from maitrise.base.text import Language
from maitrise.kinds.text import Criterion, TextQuestion
from maitrise.kinds.trial import TEXTS, common


@st.composite
def _questions(draw: st.DrawFn) -> TextQuestion:
    points = draw(st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=1, max_size=4))
    criteria = tuple(Criterion(points=each, text=draw(TEXTS)) for each in points)
    made = TextQuestion(**draw(common()), criteria=criteria)
    return replace(made, points=sum(points))


questions = _questions()


def some_answer(_: TextQuestion, random: Random) -> Any:
    """Any text, hostile ones too."""
    texts = ("Je propose d’ajourner.", "<b>*Non*</b>\n\n1. $x$ `y`", " \n", "日本 👩‍💻")
    return random.choice(texts)


def slip(_: TextQuestion) -> Any:
    """A text is neither right nor wrong before it is marked."""
    return "…"


def read_on_paper(_: TextQuestion, __: str, ___: Language) -> Any:
    """A person marks: no answer is named."""
    return None


def by_hand(within: Any, _: TextQuestion, answer: str, __: Language) -> None:
    """Type it and leave the field."""
    within.get_by_role("textbox").fill(answer)
    within.get_by_role("textbox").blur()
