"""Steps put in order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.kinds import Verdict, ask, key_lines, model_answer, question_markdown
from maitrise.kinds.order.question import OrderQuestion, shown_order
from maitrise.kinds.order.trial import questions
from maitrise.kinds.trial import example, faults_of, marked


@given(question=questions)
def test_the_reverse_order_earns_nothing(question: OrderQuestion) -> None:
    mark = marked(question, model_answer(question)[::-1])
    assert (mark.points, mark.verdict) == (0.0, Verdict.WRONG)


@given(question=questions, data=st.data())
def test_one_swap_of_neighbours_loses_exactly_one_pair(
    question: OrderQuestion, data: st.DataObject
) -> None:
    raw = model_answer(question)
    first = data.draw(st.integers(0, len(raw) - 2))
    raw[first], raw[first + 1] = raw[first + 1], raw[first]
    pairs = len(raw) - 1
    mark = marked(question, raw)
    assert mark.points == pytest.approx((pairs - 1) / pairs * question.points, abs=1e-12)
    wrong = [reason.item for reason in mark.reasons if reason.verdict is Verdict.WRONG]
    assert wrong == [raw[first + 1]]


@given(question=questions, data=st.data())
def test_only_the_right_order_is_right(question: OrderQuestion, data: st.DataObject) -> None:
    raw = data.draw(st.permutations(model_answer(question)))
    assert (marked(question, raw).verdict is Verdict.RIGHT) == (raw == model_answer(question))


@given(question=questions)
def test_steps_are_all_shown_and_never_in_the_right_order(question: OrderQuestion) -> None:
    shown = shown_order(question)
    assert shown != question.items
    assert sorted(item.id for item in shown) == sorted(item.id for item in question.items)


@given(question=questions, data=st.data())
def test_what_is_shown_does_not_follow_from_the_right_order(
    question: OrderQuestion, data: st.DataObject
) -> None:
    shuffled = shown_order(question)
    other = replace(question, items=tuple(data.draw(st.permutations(question.items))))
    assert shown_order(other) in (shuffled, shuffled[::-1])


def test_the_shuffle_stays_the_same_from_run_to_run() -> None:
    shown = ask(example("order").question, "en")
    assert question_markdown(shown) == (
        "**Question.** In which order?\n\n- Build\n- Statement of needs\n- Acceptance\n- Design"
    )


def test_no_right_order_of_three_steps_is_ever_given_away() -> None:
    question = example("order").question
    for items in permutations(question.items[:3]):
        assert shown_order(replace(question, items=items)) != items


def test_the_solution_gives_the_order_and_why() -> None:
    lines = key_lines(example("order").question, "en")
    assert lines[0] == "1. **Statement of needs** — Everything starts from the need."


def test_an_author_is_told_that_an_order_needs_an_explanation() -> None:
    sound = 'explanation = { fr = "Le besoin vient d’abord.", en = "The need comes first." }\n'
    fault = "it has no explanation. Say in both languages how the answer is found."
    assert faults_of("order", sound, "") == [f"bank.toml, question steps: {fault}"]
