"""Rows to pick from a table: what is asked, what is right, and marking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from maitrise.base.number import write_number
from maitrise.base.structure_faults import written
from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.kinds.answer import some_of
from maitrise.kinds.contract import Asked, BrokenRule, Question
from maitrise.kinds.mark import Mark
from maitrise.kinds.rules import (
    all_or_none_right,
    too_few,
    unfilled_cells,
    unknown_misconception,
    unusable_ids,
)
from maitrise.kinds.scoring import key_of_picks, score_picks
from maitrise.kinds.wording import common


@dataclass(frozen=True, slots=True, kw_only=True)
class PickColumn:
    """A column of the table that rows are picked from."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PickRow:
    """A row that may be picked; ``cells`` has one text for each column."""

    id: str
    cells: Mapping[str, Text] = field(metadata=written(entry="cell"))
    reason: Text
    right: bool = False
    misconception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsQuestion(Question):
    """A table of which some rows are to be picked."""

    kind: ClassVar[str] = "rows"
    columns: tuple[PickColumn, ...] = field(metadata=written("column"))
    rows: tuple[PickRow, ...] = field(metadata=written("row"))


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as a learner meets it, its cells in the order of the columns."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRows(Asked):
    """A table to pick rows from; ``columns`` are its headings."""

    kind: ClassVar[str] = "rows"
    columns: tuple[str, ...]
    rows: tuple[ShownRow, ...]


def from_table(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """A cell that is the same in both languages is written once."""
    if not isinstance(table.get("row"), list):
        return table
    return {**table, "row": [_with_cells_in_both_languages(row) for row in table["row"]]}


def _with_cells_in_both_languages(row: object) -> object:
    if not isinstance(row, dict) or not isinstance(row.get("cells"), dict):
        return row
    return {**row, "cells": {name: _cell(value) for name, value in row["cells"].items()}}


def _cell(value: object) -> object:
    """What is no text and no number of everyday size is left for the converter to refuse."""
    if isinstance(value, str):
        return dict.fromkeys(LANGUAGES, value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e15:
        return value
    decimals = max(0, -int(Decimal(repr(value)).as_tuple().exponent))
    return {language: write_number(value, language, decimals) for language in LANGUAGES}


def broken_rules(question: RowsQuestion) -> Iterator[BrokenRule]:
    """What is wrong with the columns and the rows."""
    columns = [column.id for column in question.columns]
    yield from too_few(1, "columns", question.columns)
    yield from too_few(2, "rows", question.rows)
    yield from unusable_ids("column", columns)
    yield from unusable_ids("row", (row.id for row in question.rows))
    yield from all_or_none_right("row", question.rows)
    for row in question.rows:
        part = f"row {row.id}"
        yield from unknown_misconception(part, row.misconception)
        yield from unfilled_cells(part, row.cells, columns)


def ask(question: RowsQuestion, language: Language) -> AskedRows:
    """The table without what is right."""
    columns = question.columns
    return AskedRows(
        **common(question, language),
        columns=tuple(column.text.said_in(language) for column in columns),
        rows=tuple(
            ShownRow(row.id, tuple(row.cells[column.id].said_in(language) for column in columns))
            for row in question.rows
        ),
    )


def read_answer(asked: AskedRows, raw: object) -> tuple[str, ...]:
    """The ids of some rows."""
    return some_of(raw, [row.id for row in asked.rows])


def score(question: RowsQuestion, answer: tuple[str, ...]) -> Mark:
    """Right rows minus wrong ones."""
    return score_picks(question, question.rows, answer)


def model_answer(question: RowsQuestion) -> list[str]:
    """The right rows."""
    return [row.id for row in question.rows if row.right]


def key(question: RowsQuestion, language: Language) -> Mapping[str, Any]:
    """Which rows are right, and why."""
    return key_of_picks(question.rows, language)
