"""Rows to pick, in words and on paper."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from maitrise.base.text import Language, Text
from maitrise.kinds.contract import Mistake, PaperKey, PartText
from maitrise.kinds.mark import Reason
from maitrise.kinds.markdown import bullets, table
from maitrise.kinds.rows.question import AskedRows, PickRow, RowsQuestion
from maitrise.kinds.wording import (
    answer_on_paper,
    because,
    in_code,
    letter,
    part_line,
    said_or,
    solved_pick,
)


def markdown(asked: AskedRows) -> list[str]:
    """The table."""
    rows = [[row.id, *row.cells] for row in asked.rows]
    return [table(["", *asked.columns], rows)]


def answer_words(asked: AskedRows, answer: tuple[str, ...]) -> str:
    """The rows that were picked, each by its id and first cell."""
    return bullets(f"**{row.id}** {row.cells[0]}" for row in asked.rows if row.id in answer)


def key_lines(
    question: RowsQuestion, language: Language, known: Container[Text | None]
) -> list[str]:
    """The right rows, each with its reason."""
    return [
        because(_name(question, row, language), " — ", row.reason, language, known)
        for row in question.rows
        if row.right
    ]


def _name(question: RowsQuestion, row: PickRow, language: Language) -> str:
    return f"**{row.id}** {row.cells[question.columns[0].id].said_in(language)}"


def lost_line(question: RowsQuestion, reason: Reason, language: Language) -> str | None:
    """Nothing of a right row that was missed: to name it would be to give the answer."""
    (row,) = [row for row in question.rows if row.id == reason.item]
    if row.right:
        return None
    why = said_or("", reason.text, language)
    return part_line(_name(question, row, language), reason, language, why)


def mistake(question: RowsQuestion, item: str, language: Language) -> Mistake | None:
    """A wrong row that was picked, or a right one that was passed over."""
    for row in question.rows:
        if row.id == item:
            key = "report.lost.passed-over" if row.right else "report.lost.chosen"
            cells = ", ".join(cell.said_in(language) for cell in row.cells.values())
            return Mistake(key, cells)
    return None


def part_texts(question: RowsQuestion) -> Iterator[PartText]:
    """The reasons; the rows themselves may be anybody's."""
    yield from (PartText(f"row {row.id}", row.reason) for row in question.rows)


def names_in_code(asked: AskedRows) -> Mapping[str, str]:
    """The ids of the rows."""
    return {"ids": in_code((row.id, "") for row in asked.rows)}


def offered(asked: AskedRows) -> tuple[str, ...]:
    """The rows, on a flash card."""
    return tuple(" · ".join([row.id, *row.cells]) for row in asked.rows)


def paper(asked: AskedRows) -> Mapping[str, Any]:
    """The table, a mark before each row."""
    return {"head": list(asked.columns), "rows": [list(row.cells) for row in asked.rows]}


def paper_key(question: RowsQuestion, language: Language) -> PaperKey:
    """The letters of the right rows, and why of each."""
    right = [letter(place) for place, row in enumerate(question.rows) if row.right]
    parts = tuple(solved_pick(row, language) for row in question.rows)
    return PaperKey(answer_on_paper(right, language), parts)
