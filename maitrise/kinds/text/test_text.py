"""A text that a person marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example as including
from hypothesis import given
from hypothesis import strategies as st

from maitrise.base.text import Language, Text
from maitrise.kinds import Mark, Verdict, ask, key_lines, question_markdown, read_answer
from maitrise.kinds.text import Criterion, TextQuestion
from maitrise.kinds.text.trial import questions
from maitrise.kinds.trial import example, marked


@given(question=questions)
def test_a_text_is_left_to_a_person_to_mark(question: TextQuestion) -> None:
    assert marked(question, "Bonjour.") == Mark(0.0, question.points, Verdict.TO_MARK)


def read(written: str) -> object:
    return read_answer(ask(example("text").question, "fr"), written)


@given(st.text())
@including("\u2028")
@including("\x00")
def test_any_text_with_more_than_spaces_is_an_answer(written: str) -> None:
    assert read(written) == (written if written.strip() else None)


@pytest.mark.parametrize("raw", ["Bon\ud83d", "\udc4d fait", "a\ud83d\ud83db"], ids=ascii)
def test_half_an_emoji_can_still_be_stored(raw: str) -> None:
    answer = read(raw)
    assert isinstance(answer, str)
    assert "\ufffd" in answer
    answer.encode("utf-8")


def test_a_whole_emoji_or_any_other_script_is_left_as_it_is() -> None:
    written = "👩‍💻 日本 « œuvre » \ufeff𝔐"
    assert read(written) == written


def test_a_text_of_spaces_is_blank() -> None:
    assert marked(example("text").question, " \n\t\u00a0").verdict is Verdict.BLANK


@pytest.mark.parametrize(("language", "written"), [("fr", "(0,5)"), ("en", "(0.5)")])
def test_half_points_of_a_rubric_have_the_decimal_sign_of_the_language(
    language: Language, written: str
) -> None:
    half = Criterion(points=0.5, text=Text("Ton juste.", "Right tone."))
    whole = Criterion(points=2.0, text=Text("Chiffres exacts.", "Exact figures."))
    question = replace(example("text").question, criteria=(half, whole))
    lines = question_markdown(ask(question, language)).splitlines()[-2:]
    assert [line.rpartition(" ")[2] for line in lines] == [written, "(2)"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Chiffres exacts. (1) Attendu : 455 k€."),
        ("en", "Exact figures. (1) Expected: €455k."),
    ],
)
def test_what_is_expected_is_for_whoever_marks(language: Language, line: str) -> None:
    figures = Criterion(
        points=1,
        text=Text("Chiffres exacts.", "Exact figures."),
        expected=Text("455 k€.", "€455k."),
    )
    question = replace(example("text").question, criteria=(figures,))
    assert [each.replace("\u00a0", " ") for each in key_lines(question, language)] == [line]
    assert "455" not in question_markdown(ask(question, language))
