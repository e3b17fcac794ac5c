"""One option of several."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from maitrise.kinds import Reason, Verdict, ask, key_lines, score
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.choice.trial import questions
from maitrise.kinds.trial import example, faults_of

FLAWS = {
    "no option is right": (
        "right = true\n",
        "",
        ": no option is right. Mark one with right = true.",
    ),
    "two are": (
        'id = "amoa"\n',
        'id = "amoa"\nright = true\n',
        ": 2 right options (moa and amoa), but kind choice allows one. "
        "Mark one right, or set kind to choices.",
    ),
    "a right one reveals something": (
        "right = true\n",
        'right = true\nmisconception = "X1"\n',
        ", option moa: a right option names a misconception. Remove one of the two.",
    ),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_an_author_is_told(flaw: str) -> None:
    sound, broken, said = FLAWS[flaw]
    assert f"bank.toml, question one{said}" in faults_of("choice", sound, broken)


@given(question=questions)
def test_the_reason_and_misconception_of_the_option_chosen_are_told(
    question: ChoiceQuestion,
) -> None:
    for option in question.options:
        verdict = Verdict.RIGHT if option.right else Verdict.WRONG
        reason = Reason(option.id, verdict, option.reason, option.misconception)
        assert score(question, option.id).reasons == (reason,)


@given(question=questions)
def test_what_is_asked_is_the_same_whichever_option_is_right(question: ChoiceQuestion) -> None:
    flipped = tuple(replace(option, right=not option.right) for option in question.options)
    assert ask(question, "fr") == ask(replace(question, options=flipped), "fr")


def test_the_solution_is_the_right_option_and_its_reason() -> None:
    question = example("choice").question
    line = "**The MOA (project owner)** — It is the client’s act."
    assert key_lines(question, "en") == [line]
    known = {option.reason for option in question.options}
    assert key_lines(question, "en", known) == ["**The MOA (project owner)**"]
