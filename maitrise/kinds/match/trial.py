"""Made-up matches, for tests."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from maitrise.base.text import Language
from maitrise.kinds.match.question import Category, MatchQuestion, MatchRow
from maitrise.kinds.trial import TEXTS, common, ids, named_on_paper


@st.composite
def _questions(draw: st.DrawFn) -> MatchQuestion:
    categories = draw(ids(3, 5))
    rows = []
    for name in draw(ids(2, 6)):
        key, other, wrong = draw(st.permutations(categories))[:3]
        also = draw(st.sampled_from([None, other]))
        codes = draw(st.sampled_from([None, {wrong: "X5"}]))
        text = draw(TEXTS)
        rows.append(
            MatchRow(id=name, text=text, key=key, also=also, misconceptions=codes, reason=text)
        )
    used = {row.key for row in rows} | {row.also for row in rows}
    return MatchQuestion(
        **draw(common()),
        categories=tuple(
            Category(id=name, text=draw(TEXTS), distractor=name not in used) for name in categories
        ),
        rows=tuple(rows),
    )


questions = _questions()


def some_answer(question: MatchQuestion, random: Random) -> Any:
    """Any categories, some rows left empty or out."""
    categories = [category.id for category in question.categories]
    filled = [row for row in question.rows if random.random() < 0.9]
    return {row.id: random.choice((*categories, row.key, row.key, "")) for row in filled}


def slip(question: MatchQuestion) -> Any:
    """A wrong category for every row."""
    categories = [category.id for category in question.categories]
    return {
        row.id: next(each for each in categories if each not in (row.key, row.also))
        for row in question.rows
    }


def read_on_paper(question: MatchQuestion, line: str, _: Language) -> Any:
    """A letter of a category for each row, after its number."""
    named = named_on_paper([category.id for category in question.categories], line)
    return {row.id: name for row, name in zip(question.rows, named, strict=True)}


def by_hand(within: Any, question: MatchQuestion, answer: dict[str, str], _: Language) -> None:
    """Press each row's button, or choose in its list where there are many."""
    for place, row in enumerate(question.rows):
        if not answer.get(row.id):
            continue  # a row left empty
        pair = within.locator(".maitrise-pair").nth(place)
        if pair.get_by_role("combobox").count():
            pair.get_by_role("combobox").select_option(answer[row.id])
        else:
            pair.locator(f'[data-category="{answer[row.id]}"] input').check()
