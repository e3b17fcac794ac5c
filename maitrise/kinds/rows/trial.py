"""Made-up tables to pick rows from, for tests."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from maitrise.base.text import Language
from maitrise.kinds.rows.question import PickColumn, PickRow, RowsQuestion
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
def _questions(draw: st.DrawFn) -> RowsQuestion:
    columns = tuple(PickColumn(id=name, text=draw(TEXTS)) for name in draw(ids(1, 3)))
    names = draw(ids(2, 6))
    rows = tuple(
        PickRow(
            id=name,
            cells={column.id: draw(TEXTS) for column in columns},
            reason=draw(TEXTS),
            right=right,
            misconception=draw(CODES),
        )
        for name, right in zip(names, draw(rights(len(names))), strict=True)
    )
    return RowsQuestion(**draw(common()), columns=columns, rows=rows)


questions = _questions()


def some_answer(question: RowsQuestion, random: Random) -> Any:
    """Any rows."""
    return some_of([row.id for row in question.rows], random)


def slip(question: RowsQuestion) -> Any:
    """All that is wrong."""
    return [row.id for row in question.rows if not row.right]


def read_on_paper(question: RowsQuestion, line: str, _: Language) -> Any:
    """The rows of the letters."""
    return named_on_paper([row.id for row in question.rows], line)


def by_hand(within: Any, question: RowsQuestion, answer: list[str], _: Language) -> None:
    """Tick them."""
    pick_by_hand(within, [row.id for row in question.rows], answer)
