"""A question as Markdown: nothing in it gives the key away, and both languages have one shape."""

import re
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.base.text import LANGUAGES, Language, Text, say
from maitrise.kinds import (
    Question,
    Reason,
    Verdict,
    ask,
    key_lines,
    question_markdown,
    read_bank,
    solution_lines,
)
from maitrise.kinds.markdown import table
from maitrise.kinds.order import OrderQuestion
from maitrise.kinds.order.question import shown_order
from maitrise.kinds.text import Criterion, TextQuestion, rubric_lines
from test_questions_made_up import QUESTIONS

BANK = read_bank(Path(__file__).parent / "fixtures/course/questions/every-kind.toml")
SECRET = "SECRET-"


def parts(question: Question) -> list[tuple[str, Any]]:
    """The lists of a question's parts that carry a reason."""
    names = ("options", "rows", "items", "wrongs")
    return [(name, getattr(question, name)) for name in names if hasattr(question, name)]


def with_secrets(question: Question) -> Question:
    """The same question, with a mark in every text that a learner must not see before answering."""

    def secret(place: str) -> Text:
        return Text(fr=f"{SECRET}{place}", en=f"{SECRET}{place}")

    changed: dict[str, Any] = {
        name: tuple(replace(part, reason=secret(name)) for part in values)
        for name, values in parts(question)
    }
    return replace(question, explanation=secret("explanation"), hints=(secret("hint"),), **changed)


def shape(markdown: str) -> list[str]:
    """The lines of a text with its words taken away: bullets, bars, quotes, blank lines."""
    return [re.sub(r"[^|>\-\n]", "", re.sub(r"(?<!^)-", "", line)) for line in markdown.split("\n")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BANK.questions)
def test_the_static_form_holds_no_reason_no_hint_and_no_explanation(
    name: str, language: Language
) -> None:
    question = with_secrets(BANK.questions[name])
    assert SECRET not in question_markdown(ask(question, language))


@pytest.mark.parametrize("kind", ["choice", "choices", "rows"])
@given(data=st.data())
def test_the_static_form_is_the_same_whichever_part_is_right(
    kind: str, data: st.DataObject
) -> None:
    question = data.draw(QUESTIONS[kind])
    name = "rows" if kind == "rows" else "options"
    flipped = tuple(replace(part, right=not part.right) for part in getattr(question, name))
    for language in LANGUAGES:
        assert ask(question, language) == ask(replace(question, **{name: flipped}), language)


@given(data=st.data())
def test_the_static_form_of_a_match_is_the_same_whatever_the_keys(data: st.DataObject) -> None:
    question = data.draw(QUESTIONS["match"])
    rows = tuple(replace(row, key="moa", also=None, misconceptions=None) for row in question.rows)
    for language in LANGUAGES:
        assert ask(question, language) == ask(replace(question, rows=rows), language)


@given(data=st.data())
def test_the_static_form_of_a_raci_is_the_same_whatever_the_letters(data: st.DataObject) -> None:
    question = data.draw(QUESTIONS["raci"])
    rows = tuple(replace(row, key=dict.fromkeys(question.roles, "-")) for row in question.rows)
    for language in LANGUAGES:
        assert ask(question, language) == ask(replace(question, rows=rows), language)


@given(data=st.data())
def test_the_static_form_of_a_number_does_not_tell_it(data: st.DataObject) -> None:
    question = data.draw(QUESTIONS["number"])
    other = replace(question, key=question.key + 5, tolerance=0.0, decimals=0, wrongs=())
    for language in LANGUAGES:
        assert question_markdown(ask(question, language)) == question_markdown(ask(other, language))


def test_the_static_form_of_an_order_lists_the_steps_as_they_are_first_shown() -> None:
    question = BANK.questions["steps"]
    assert isinstance(question, OrderQuestion)
    listed = "\n".join(f"- {item.text.en}" for item in shown_order(question))
    assert question_markdown(ask(question, "en")) == f"**Question.** In which order?\n\n{listed}"


@pytest.mark.parametrize("name", BANK.questions)
def test_both_languages_have_the_same_shape(name: str) -> None:
    question = BANK.questions[name]
    assert shape(question_markdown(ask(question, "fr"))) == shape(
        question_markdown(ask(question, "en"))
    )
    assert len(solution_lines(question, "fr")) == len(solution_lines(question, "en"))


def test_everything_asked_is_on_the_page() -> None:
    markdown = question_markdown(ask(BANK.questions["matrix"], "fr"))
    assert markdown == (
        "> Convention\u00a0: La MOA comprend son chef de projet.\n\n"
        "**Question.** Remplissez la matrice.\n\n"
        "| Livrable | MOA | AMOA | MOE |\n"
        "| --- | --- | --- | --- |\n"
        "| Cahier des charges | … | … | … |\n"
        "| Code livré | … | … | … |\n\n" + say("raci.letters", "fr")
    )


def test_the_solution_tells_the_key_of_every_kind() -> None:
    said = {
        name: "\n".join(solution_lines(question, "en")) for name, question in BANK.questions.items()
    }
    assert said["one"] == "**The MOA (project owner)** — It is the client’s act."
    assert "**The scope**" in said["several"]
    assert "programming" not in said["several"]
    assert "Set the envelope → **MOA**." in said["pairs"]
    assert "Delivered code → MOA **I**, AMOA **-**, MOE **A/R**" in said["matrix"]
    assert said["steps"].startswith("1. **Statement of needs** — ")
    assert "**J3** Requirement deleted — The MOE may only propose." in said["picked"]
    assert said["cpi"] == "**€454.5k**\n400 ÷ 0.88 = 454.5."
    assert said["note"] == "The figures are right (3)\nThe tone is right (1)"


@pytest.mark.parametrize("name", ["one", "several", "pairs", "steps", "picked"])
def test_the_solution_does_not_repeat_reasons_that_were_told(name: str) -> None:
    question: Any = BANK.questions[name]
    parts = next(
        getattr(question, part) for part in ("options", "items", "rows") if hasattr(question, part)
    )
    told = {part.reason for part in parts}
    short, whole = solution_lines(question, "en", told), solution_lines(question, "en")
    assert len(short) == len(whole)
    for part in parts:
        assert part.reason.en not in "\n".join(short)
    assert all(long.startswith(line) for line, long in zip(short, whole, strict=True))


def test_a_bar_or_a_line_break_does_not_break_a_table() -> None:
    assert table(["a"], [["x | y"], ["one\ntwo"]]) == ("| a |\n| --- |\n| x \\| y |\n| one two |")


def test_a_reason_may_say_nothing() -> None:
    assert Reason("", Verdict.WRONG).text is None


# --- The order in which steps are first shown ---------------------------------------------------


@given(data=st.data())
def test_steps_are_all_shown_and_never_in_the_right_order(data: st.DataObject) -> None:
    question: OrderQuestion = data.draw(QUESTIONS["order"])
    shown = shown_order(question)
    assert shown != question.items
    assert sorted(item.id for item in shown) == sorted(item.id for item in question.items)


@given(data=st.data())
def test_what_is_shown_does_not_follow_from_the_right_order(data: st.DataObject) -> None:
    question: OrderQuestion = data.draw(QUESTIONS["order"])
    shuffled = shown_order(question)
    other = replace(question, items=tuple(data.draw(st.permutations(question.items))))
    assert shown_order(other) in (shuffled, shuffled[::-1])


def test_the_shuffle_stays_the_same_from_run_to_run() -> None:
    question = BANK.questions["steps"]
    assert isinstance(question, OrderQuestion)
    assert [item.id for item in shown_order(question)] == ["build", "need", "accept", "design"]


def test_no_right_order_of_three_steps_is_ever_given_away() -> None:
    question = BANK.questions["steps"]
    assert isinstance(question, OrderQuestion)
    for items in permutations(question.items[:3]):
        assert shown_order(replace(question, items=items)) != items


@pytest.mark.parametrize(("language", "written"), [("fr", "(0,5)"), ("en", "(0.5)")])
def test_half_points_of_a_rubric_have_the_decimal_sign_of_the_language(
    language: Language, written: str
) -> None:
    half = Criterion(points=0.5, text=Text("Ton juste.", "Right tone."))
    whole = Criterion(points=2.0, text=Text("Chiffres exacts.", "Exact figures."))
    note = BANK.questions["note"]
    assert isinstance(note, TextQuestion)
    question = replace(note, criteria=(half, whole))
    lines = rubric_lines(ask(question, language))
    assert [line.rpartition(" ")[2] for line in lines] == [written, "(2)"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Chiffres exacts. (1) Attendu : 455 k€."),
        ("en", "Exact figures. (1) Expected: €455k."),
    ],
)
def test_what_is_expected_of_a_text_is_for_whoever_marks_it(language: Language, line: str) -> None:
    expected = Text("455 k€.", "€455k.")
    figures = Criterion(
        points=1, text=Text("Chiffres exacts.", "Exact figures."), expected=expected
    )
    note = BANK.questions["note"]
    assert isinstance(note, TextQuestion)
    question = replace(note, criteria=(figures,))
    assert [each.replace("\u00a0", " ") for each in key_lines(question, language)] == [line]
    assert "455" not in "".join(rubric_lines(ask(question, language)))
    assert "455" not in question_markdown(ask(question, language))
