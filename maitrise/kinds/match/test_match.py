"""Rows matched to categories."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.kinds import Verdict, ask, key_lines
from maitrise.kinds.match.question import MatchQuestion
from maitrise.kinds.match.trial import questions, some_answer
from maitrise.kinds.trial import example, faults_of, marked


@given(question=questions, seed=st.integers(0, 2**32))
def test_each_row_counts_alike_and_a_second_category_counts_half(
    question: MatchQuestion, seed: int
) -> None:
    raw = some_answer(question, Random(seed))
    worth = {row.id: {row.key: 1.0, row.also: 0.5} | {row.key: 1.0} for row in question.rows}
    total = sum(each.get(raw.get(row), 0.0) for row, each in worth.items() if raw.get(row))
    expected = total / len(question.rows) * question.points
    assert marked(question, raw).points == pytest.approx(expected, abs=1e-12)


def test_the_second_category_is_partly_right_and_no_misconception() -> None:
    mark = marked(example("match").question, {"fund": "sponsor", "workshops": "amoa"})
    assert (mark.points, mark.verdict) == (0.75, Verdict.PARTLY)
    assert [reason.verdict for reason in mark.reasons] == [Verdict.PARTLY, Verdict.RIGHT]
    assert mark.misconceptions == ()


def test_a_wrong_category_reveals_the_misconception_named_for_it_and_no_other_does() -> None:
    assert marked(example("match").question, {"fund": "office"}).misconceptions == ("X1",)
    assert marked(example("match").question, {"fund": "amoa"}).misconceptions == ()


def test_a_row_left_empty_is_blank_beside_a_row_that_was_filled() -> None:
    mark = marked(example("match").question, {"fund": "moa", "workshops": ""})
    assert [reason.verdict for reason in mark.reasons] == [Verdict.RIGHT, Verdict.BLANK]
    assert mark.reasons[1].text is None


@pytest.mark.parametrize("empty", [None, "", {}], ids=repr)
def test_a_table_of_empty_rows_is_blank(empty: object) -> None:
    mark = marked(example("match").question, {"fund": empty, "workshops": empty})
    assert mark.verdict is Verdict.BLANK


@given(question=questions)
def test_what_is_asked_is_the_same_whatever_the_keys(question: MatchQuestion) -> None:
    rows = tuple(replace(row, key="moa", also=None, misconceptions=None) for row in question.rows)
    assert ask(question, "fr") == ask(replace(question, rows=rows), "fr")


def test_the_solution_says_why_unless_the_reader_knows() -> None:
    question = example("match").question
    whole, short = (
        key_lines(question, "en"),
        key_lines(question, "en", {row.reason for row in question.rows}),
    )
    assert whole[0] == "Set the envelope → **MOA**. The owner pays and decides."
    assert short[0] == "Set the envelope → **MOA**."


def test_an_author_is_told_of_a_category_that_no_row_uses() -> None:
    told = faults_of("match", "distractor = true\n", "")
    fault = "no row uses it. Use it, remove it, or write distractor = true."
    assert told == [f"bank.toml, question pairs, category office: {fault}"]
