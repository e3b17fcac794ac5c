"""Several options; what holds for picks holds for the rows of a table too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maitrise.kinds import Verdict, ask, key_lines, model_answer, read_answer
from maitrise.kinds.trial import example, faults_of, marked, trial

PICKED: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "choices": lambda question: question.options,
    "rows": lambda question: question.rows,
}
OF_PICKS = pytest.mark.parametrize("kind", PICKED)


def drawn(kind: str, data: st.DataObject) -> tuple[Any, list[str]]:
    """A question and what somebody might pick."""
    question = data.draw(trial(kind).questions)
    random = Random(data.draw(st.integers(0, 2**32)))
    return question, trial(kind).some_answer(question, random)


@OF_PICKS
@given(data=st.data())
def test_picks_earn_right_minus_wrong_over_the_number_right(kind: str, data: st.DataObject) -> None:
    question, picked = drawn(kind, data)
    right = set(model_answer(question))
    net = len(right & set(picked)) - len(set(picked) - right)
    expected = max(0, net) / len(right) * question.points
    assert marked(question, picked).points == pytest.approx(expected, abs=1e-12)


@OF_PICKS
@given(data=st.data())
def test_a_wrong_pick_more_never_raises_the_points(kind: str, data: st.DataObject) -> None:
    question, picked = drawn(kind, data)
    others = [
        each.id for each in PICKED[kind](question) if not each.right and each.id not in picked
    ]
    assume(others)
    more = [*picked, data.draw(st.sampled_from(others))]
    assert marked(question, more).points <= marked(question, picked).points


@OF_PICKS
@given(data=st.data())
def test_ticking_everything_is_not_a_way_to_be_right(kind: str, data: st.DataObject) -> None:
    question, _ = drawn(kind, data)
    everything = [each.id for each in PICKED[kind](question)]
    assert marked(question, everything).verdict is not Verdict.RIGHT


@OF_PICKS
@given(data=st.data())
def test_the_order_of_picks_does_not_matter(kind: str, data: st.DataObject) -> None:
    question, picked = drawn(kind, data)
    assert marked(question, data.draw(st.permutations(picked))) == marked(question, picked)


@OF_PICKS
@given(data=st.data())
def test_reasons_are_given_for_what_was_picked_or_missed_and_for_nothing_else(
    kind: str, data: st.DataObject
) -> None:
    question, picked = drawn(kind, data)
    assume(picked)
    right = set(model_answer(question))
    verdicts = {reason.item: reason.verdict for reason in marked(question, picked).reasons}
    assert set(verdicts) == set(picked) | right
    told_right = {item for item, verdict in verdicts.items() if verdict is Verdict.RIGHT}
    assert told_right == set(picked) & right


def test_picks_are_read_in_the_order_of_the_options() -> None:
    asked = ask(example("choices").question, "en")
    assert read_answer(asked, ["budget", "scope"]) == ("scope", "budget")


@given(question=trial("choices").questions)
def test_what_is_asked_is_the_same_whichever_options_are_right(question: Any) -> None:
    flipped = tuple(replace(option, right=not option.right) for option in question.options)
    assert ask(question, "fr") == ask(replace(question, options=flipped), "fr")


def test_the_solution_lists_the_right_options_only() -> None:
    lines = key_lines(example("choices").question, "en")
    assert lines == [
        "**The scope** — It says what is paid for.",
        "**The budget** — It funds.",
    ]


def test_an_author_is_told_that_every_option_is_right() -> None:
    language = 'id = "language"\n'
    told = faults_of("choices", language, f"{language}right = true\n")
    fault = "every option is right. Leave at least one that is not."
    assert f"bank.toml, question several: {fault}" in told
