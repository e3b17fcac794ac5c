"""Made-up RACI matrices, for tests."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from maitrise.base.text import Language
from maitrise.kinds.raci.question import LETTERS, RaciQuestion, RaciRow
from maitrise.kinds.trial import TEXTS, common, ids


@st.composite
def _questions(draw: st.DrawFn) -> RaciQuestion:
    roles = draw(st.permutations(["MOA", "AMOA", "MOE", "AMOE", "PMO"]))[: draw(st.integers(2, 5))]
    rows = []
    for name in draw(ids(1, 5)):
        owner = draw(st.sampled_from(roles))
        key = {role: draw(st.sampled_from(["R", "C", "I", "-"])) for role in roles}
        key[owner] = draw(st.sampled_from(["A", "A/R"]))
        text = draw(TEXTS)
        rows.append(RaciRow(id=name, text=text, key=key, reason=text))
    return RaciQuestion(**draw(common()), roles=tuple(roles), rows=tuple(rows))


questions = _questions()


def some_answer(question: RaciQuestion, random: Random) -> Any:
    """Right and other letters, some cells and rows left empty or out."""
    return {
        row.id: {
            role: random.choice((row.key[role], row.key[role], random.choice(LETTERS), ""))
            for role in question.roles
            if random.random() < 0.95
        }
        for row in question.rows
        if random.random() < 0.9
    }


def slip(question: RaciQuestion) -> Any:
    """A row without anybody who answers for it."""
    row = question.rows[0]
    return {row.id: {role: "C" if row.key[role] != "C" else "I" for role in row.key}}


def read_on_paper(_: RaciQuestion, __: str, ___: Language) -> Any:
    """Too many letters for one line: they stand in the cells."""
    return None


def by_hand(within: Any, question: RaciQuestion, answer: Any, _: Language) -> None:
    """Choose in each cell's list."""
    cells = [(row.id, role) for row in question.rows for role in question.roles]
    for place, (row, role) in enumerate(cells):
        letter = answer.get(row, {}).get(role, "")
        cell = within.get_by_role("combobox").nth(place)
        if cell.input_value() != letter:
            cell.select_option(letter)
