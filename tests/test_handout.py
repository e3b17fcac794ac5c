"""The quizzes of a lesson on paper, read back from the PDF: all is asked, nothing given away."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from maitrise.base.errors import WrongCallError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cli.app import app
from maitrise.course import bank, lessons, misconceptions
from maitrise.kinds import Question, ask, asked_data, key
from maitrise.kinds.trial import marked, trial_of
from maitrise.publish.handout import handout
from maitrise.publish.paper import blank_question, corrected_question
from maitrise.publish.prose import blocks_of, questions_in_context

WRITTEN = [name for name, each in lessons().items() if each.is_written]
EVERYWHERE = pytest.mark.parametrize("language", LANGUAGES)
EVERY_LESSON = pytest.mark.parametrize("lesson", WRITTEN)


def squeezed(said: str) -> str:
    """Text without spaces and emphasis: lines of a PDF break where a page wants them to."""
    return re.sub(r"[\s\u200b*]+", "", said)


def parts(lesson: str, language: Language) -> tuple[list[str], list[str]]:
    """The pages of the blank part and of the corrected part."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(handout(lesson, language))).pages]
    title = say("handout.corrected", language)
    (first,) = [place for place, page in enumerate(pages) if re.search(rf"^{title}$", page, re.M)][
        :1
    ]
    return pages[:first], pages[first:]


def body(pages: list[str]) -> str:
    return squeezed("".join(pages))


def questions(lesson: str) -> list[Question]:
    held = bank(lesson)
    return [held.questions[name] for quiz in held.quizzes.values() for name in quiz.questions]


def texts(data: Any, names: set[str]) -> Iterator[str]:
    """The texts of plain data that stand under some names, at any depth."""
    if isinstance(data, list):
        for part in data:
            yield from texts(part, names)
    if isinstance(data, dict):
        for name, part in data.items():
            if name not in names:
                yield from texts(part, names)
            elif part:
                yield from [part] if isinstance(part, str) else leaves(part)


def leaves(data: Any) -> Iterator[str]:
    """The texts of plain data, but for numbers."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from leaves(part)


def asked(question: Question, language: Language) -> Iterator[str]:
    """Every text that a learner must read."""
    data = asked_data(ask(question, language))
    return texts(data, {"prompt", "convention", "title", "label", "text", "cells"})


def kept_back(question: Question, language: Language) -> Iterator[str]:
    """Every text that tells what is right."""
    return texts(dict(key(question, language)), {"explanation", "reason", "reasons"})


def in_pieces(said: str) -> list[str]:
    """Sentences long enough to be found by: a page may end, and begin, inside a text."""
    return [squeezed(each) for each in re.split(r"(?<=[.?!;:]) ", said)]


# Reading a PDF takes long: all lessons in one language, whose whole lessons are not read below.
@pytest.mark.parametrize(
    ("lesson", "language"),
    [*((each, "en") for each in WRITTEN), *((each, "fr") for each in WRITTEN[1::3])],
)
def test_both_parts_ask_all_and_only_the_corrected_one_on_a_sheet_of_its_own_tells_the_answers(
    lesson: str, language: Language
) -> None:
    both = parts(lesson, language)
    assert len(both[0]) % 2 == 0  # pages: what follows begins on another sheet
    for part in both:
        said = body(part)
        for question in questions(lesson):
            for text in asked(question, language):
                missing = [each for each in in_pieces(text) if each not in said]
                assert missing == [], question.id

    handed_out, for_the_trainer = map(body, both)
    for question in questions(lesson):
        for text in kept_back(question, language):
            reason = squeezed(text)
            assert len(reason) < 25 or reason not in handed_out, question.id
            for piece in in_pieces(text):
                assert piece in for_the_trainer, question.id
        for name in question.sources:
            assert re.search(rf"{name}(?!\d)", for_the_trainer), question.id
        for option in getattr(question, "options", ()):
            if option.misconception:
                named = misconceptions()[option.misconception].name.said_in(language)
                assert squeezed(named) in for_the_trainer
    for line in ("handout.answers", "handout.answer", "handout.downwards"):
        assert squeezed(say(line, language, answers="")) not in handed_out


@EVERY_LESSON
def test_the_whole_lesson_has_every_question_and_what_stands_before_it(lesson: str) -> None:
    language: Language = "fr"
    pages = PdfReader(io.BytesIO(handout(lesson, language, whole=True))).pages
    said = squeezed("".join(page.extract_text() for page in pages))
    for question in bank(lesson).questions.values():
        for text in asked(question, language):
            missing = [each for each in in_pieces(text) if each not in said]
            assert missing == [], question.id


@EVERYWHERE
def test_a_question_that_rests_on_a_table_has_it_above(language: Language) -> None:
    found = {
        each.question: each
        for each in questions_in_context(lessons()["04-who-does-what"], language)
    }
    tables = [each for each in found["port-earned-value"].blocks if each["kind"] == "table"]
    assert [row[-1].strip("*") for row in tables[0]["rows"]][-1] == "300"
    assert found["raci-everyone"].section.startswith("1.")
    assert set(found) == set(bank("04-who-does-what").questions) - {
        each for quiz in bank("04-who-does-what").quizzes.values() for each in quiz.questions
    }


def test_prose_becomes_blocks_without_its_links() -> None:
    source = (
        "## Un\n\nVoir [ici](x.ipynb) :\n\n- a\n  suite\n- b\n\n| A | B |\n|---|---|\n| 1 | 2 |"
    )
    assert list(blocks_of(source)) == [
        {"kind": "section", "text": "Un"},
        {"kind": "text", "text": "Voir ici :"},
        {"kind": "list", "items": ["a suite", "b"]},
        {"kind": "table", "rows": [["A", "B"], ["1", "2"]]},
    ]


def every_question() -> Iterator[Question]:
    for lesson in WRITTEN:
        yield from bank(lesson).questions.values()


@EVERYWHERE
def test_the_answer_named_brings_full_points(language: Language) -> None:
    kinds = set()
    for question in every_question():
        line = corrected_question(question, language)["answer"].partition(":")[2].strip()
        named = trial_of(question).read_on_paper(question, line, language)
        assert (named is None) == (not line)
        if named is not None:
            kinds.add(question.kind)
            assert marked(question, named).points == question.points
    assert len(kinds) > 5


@EVERYWHERE
def test_a_key_leaves_the_rest_as_it_was_handed_out(language: Language) -> None:
    for question in every_question():
        handed_out, solved = (
            blank_question(ask(question, language)),
            corrected_question(question, language),
        )
        assert {name: solved[name] for name in handed_out} == handed_out


def test_pages_are_a4_numbered_and_bear_version_and_licence() -> None:
    pages = PdfReader(io.BytesIO(handout("01-moa-amoa-moe", "fr"))).pages
    for number, page in enumerate(pages, start=1):
        assert [round(float(each)) for each in page.mediabox[2:]] == [595, 842]
        last = page.extract_text()
        assert f"page {number} sur {len(pages)}" in last
        assert "CC BY 4.0" in last


def test_the_same_lesson_makes_the_same_file() -> None:
    assert handout("00-start", "en") == handout("00-start", "en")


def test_the_command_writes_a_file_and_replaces_none_unasked(tmp_path: Path) -> None:
    target = tmp_path / "quiz.pdf"
    words = ["handout", "00-start", "--lang", "en", "--output", str(target)]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert target.read_bytes().startswith(b"%PDF")
    target.write_text("mine")
    refused = CliRunner().invoke(app, words)
    assert "--force" in str(refused.exception)
    assert target.read_text() == "mine"
    assert CliRunner().invoke(app, [*words, "--force"]).exit_code == 0
    nowhere = [*words[:-1], str(tmp_path / "absent" / "quiz.pdf")]
    assert "create it first" in str(CliRunner().invoke(app, nowhere).exception)


def test_an_unknown_lesson_is_told_with_those_there_are() -> None:
    with pytest.raises(WrongCallError, match=r"«\s99\s».*03-pmo-or-amoa"):
        handout("99", "fr")


@pytest.mark.usefixtures("fixture_course")
def test_a_lesson_without_a_quiz_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from maitrise.kinds.bank import Bank
    from maitrise.publish import handout as module

    monkeypatch.setattr(module, "bank", lambda lesson: Bank(lesson, {}, {}))
    with pytest.raises(WrongCallError, match="has no quiz to print"):
        handout("every-kind", "en")
