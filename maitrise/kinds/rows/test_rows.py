"""Rows of a table; what it shares with other picks is tested beside ``choices``."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from maitrise.base.text import Text
from maitrise.kinds import ask, key_lines, read_question
from maitrise.kinds.rows.question import RowsQuestion
from maitrise.kinds.rows.trial import questions
from maitrise.kinds.trial import example, faults_of, marked

SAID = {"fr": "x", "en": "x"}


def with_cell(value: Any) -> Any:
    """A question of two rows, with a cell of the first."""
    rows = [
        {"id": "J1", "right": True, "cells": {"cost": value}, "reason": SAID},
        {"id": "J2", "cells": {"cost": 0}, "reason": SAID},
    ]
    table = {"id": "q", "kind": "rows", "prompt": SAID, "competency": "C02", "difficulty": "easy"}
    column = [{"id": "cost", "text": SAID}]
    return read_question({**table, "column": column, "row": rows}, "f", "q")


def test_a_row_missed_reveals_the_misconception_it_names() -> None:
    question = example("rows").question
    assert marked(question, ["J1"]).misconceptions == ("X12",)
    assert marked(question, ["J1", "J3"]).misconceptions == ()


@given(question=questions)
def test_what_is_asked_is_the_same_whichever_rows_are_right(question: RowsQuestion) -> None:
    flipped = tuple(replace(row, right=not row.right) for row in question.rows)
    assert ask(question, "fr") == ask(replace(question, rows=flipped), "fr")


def test_the_solution_names_the_right_rows_by_their_id_and_first_cell() -> None:
    assert "**J3** Requirement deleted — The MOE may only propose." in key_lines(
        example("rows").question, "en"
    )


def test_a_cell_that_is_the_same_in_both_languages_is_written_once() -> None:
    rows = example("rows").question.rows
    assert rows[0].cells["cost"] == Text(fr="1\u202f270,5", en="1,270.5")
    assert rows[0].cells["by"] == Text(fr="AMOA", en="AMOA")
    assert rows[1].cells["cost"] == Text(fr="0", en="0")


@pytest.mark.parametrize(
    ("written", "french", "english"),
    [
        (1270, "1\u202f270", "1,270"),
        (-54.9, "−54,9", "−54.9"),
        (1e-7, "0,0000001", "0.0000001"),
        (1.5e-7, "0,00000015", "0.00000015"),
        (1e6, "1\u202f000\u202f000,0", "1,000,000.0"),
    ],
)
def test_a_number_in_a_cell_keeps_every_decimal(written: float, french: str, english: str) -> None:
    assert with_cell(written).rows[0].cells["cost"] == Text(fr=french, en=english)


@pytest.mark.parametrize("written", [math.nan, math.inf, 10**400, date(2026, 11, 22), True, [1]])
def test_a_cell_that_is_no_everyday_number_is_refused(written: Any) -> None:
    (fault,) = with_cell(written)
    assert str(fault) == (
        'f, q, row J1, cell cost: this text has no languages. Write { fr = "…", en = "…" }.'
    )


def test_an_author_is_told_of_a_cell_that_is_missing() -> None:
    told = faults_of("rows", ', by = "MOA"', "")
    fault = "row J2: it has no cell for column 'by'. Add by to cells."
    assert told == [f"bank.toml, question picked, {fault}"]
