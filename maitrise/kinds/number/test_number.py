"""A number within a tolerance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.base.text import Text
from maitrise.kinds import Reason, Verdict, ask, key_lines
from maitrise.kinds.number.question import KnownWrong, NumberQuestion
from maitrise.kinds.number.trial import questions
from maitrise.kinds.trial import example, faults_of, marked


def number(key: float, tolerance: float, *wrongs: KnownWrong) -> NumberQuestion:
    words = Text("Combien ?", "How many?")
    return NumberQuestion(
        id="n",
        prompt=words,
        competency="C10",
        difficulty="easy",
        explanation=words,
        key=key,
        tolerance=tolerance,
        wrongs=wrongs,
    )


@pytest.mark.parametrize(
    ("key", "tolerance", "given_value"),
    [
        (97.0, 0.1, 97.1),
        (97.0, 0.1, 96.9),
        (1.0, 0.1, 1.1),
        (0.3, 0.1, 0.2),
        (0.1, 0.2, 0.3),
        (4.35, 0.01, 4.36),
        (12_000_000.0, 0.1, 12_000_000.1),
        (1e9, 0.1, 1e9 + 0.1),
        (18.0, 0.0, 18.0),
        (0.3, 0.0, 0.1 + 0.2),
        (-54.9, 0.1, -55.0),
    ],
)
def test_the_edge_of_the_tolerance_is_right_whatever_binary_rounding(
    key: float, tolerance: float, given_value: float
) -> None:
    assert marked(number(key, tolerance), given_value).verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("key", "tolerance", "given_value"),
    [
        (97.0, 0.1, 97.11),
        (97.0, 0.1, 96.899),
        (97.0, 0.1, 97.100001),
        (18.0, 0.0, 18.000001),
        (1e9, 0.1, 1e9 + 0.2),
        (0.0, 0.0, 1e-6),
        (5.0, 1.0, 1.7e308),
        (5.0, 1.0, -1.7e308),
    ],
)
def test_just_outside_the_tolerance_is_wrong(
    key: float, tolerance: float, given_value: float
) -> None:
    assert marked(number(key, tolerance), given_value).verdict is Verdict.WRONG


def test_a_whole_number_is_as_good_as_a_decimal_one() -> None:
    assert marked(number(18.0, 0.0), 18).verdict is Verdict.RIGHT


@given(data=st.data())
def test_every_written_edge_is_right_and_one_unit_more_is_wrong(data: st.DataObject) -> None:
    decimals = data.draw(st.integers(0, 4))
    key, tolerance = data.draw(st.tuples(st.integers(-(10**7), 10**7), st.integers(0, 1000)))
    sign = data.draw(st.sampled_from([-1, 1]))
    question = number(key / 10**decimals, tolerance / 10**decimals)
    edge = (key + sign * tolerance) / 10**decimals
    beyond = (key + sign * (tolerance + 1)) / 10**decimals
    assert marked(question, edge).verdict is Verdict.RIGHT
    assert marked(question, beyond).verdict is Verdict.WRONG


def test_a_known_wrong_value_tells_its_own_reason_and_misconception() -> None:
    reason = marked(example("number").question, 400).reasons[0]
    assert reason.text is not None
    assert reason.text.en == "That is the budget, without the drift."
    assert (reason.verdict, reason.misconception) == (Verdict.WRONG, "X15")


def test_a_known_wrong_value_is_met_within_the_question_s_tolerance_unless_it_has_its_own() -> None:
    words = Text("Non.", "No.")
    loose = KnownWrong(value=10.0, reason=words)
    strict = KnownWrong(value=50.0, reason=words, tolerance=0.0, misconception="X3")
    question = number(100.0, 1.0, loose, strict)
    assert marked(question, 11.0).reasons[0].text == words
    assert marked(question, 50.0).misconceptions == ("X3",)
    assert marked(question, 50.5).reasons == (Reason("", Verdict.WRONG),)


def test_a_wrong_value_nobody_foresaw_has_no_reason_rather_than_a_borrowed_one() -> None:
    assert marked(example("number").question, 12).reasons == (Reason("", Verdict.WRONG),)


def test_a_right_number_is_told_the_explanation() -> None:
    assert (
        marked(example("number").question, 454.5).reasons[0].text
        == example("number").question.explanation
    )


@given(question=questions)
def test_what_is_asked_does_not_tell_the_number(question: NumberQuestion) -> None:
    other = replace(question, key=question.key + 5, tolerance=0.0, wrongs=())
    assert ask(question, "fr") == ask(other, "fr")


def test_the_solution_is_the_number_with_its_unit() -> None:
    assert key_lines(example("number").question, "en") == ["**€454.5k**"]


def test_an_author_is_told_of_a_known_wrong_value_that_would_be_right() -> None:
    told = faults_of("number", "value = 400\n", "value = 455\n")
    fault = "wrong 455: it lies within the tolerance of the key. It would be right: remove it."
    assert told == [f"bank.toml, question cpi, {fault}"]
