"""What a lesson's page holds of its questions, and what is recorded of answers to them."""

from __future__ import annotations

import json

import pytest

from maitrise.base.text import LANGUAGES, Language
from maitrise.course import bank, competencies, lessons
from maitrise.kinds import ask, read_answer, score
from maitrise.learner.statements import Moment, answered, took_part
from maitrise.player.lesson_questions import lesson_questions
from player_data import FOLDER, LESSON, stored

CLICKS = FOLDER / "clicks.json"


@pytest.mark.usefixtures("fixture_course")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tests_of_the_javascript_have_the_data_that_a_page_has(language: Language) -> None:
    written = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(stored(language))), (
        "the data of a page has changed: run `python tests/player_data.py`"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quiz_has_the_names_and_lessons_that_its_advice_needs(language: Language) -> None:
    held = bank("00-start")
    data = lesson_questions("00-start", language)
    asked = [name for quiz in held.quizzes.values() for name in quiz.questions]
    for name in asked:
        competency = competencies()[held.questions[name].competency]
        assert data["competencies"][competency.id]["name"] == competency.name.said_in(language)
        known = {each["id"] for each in data["lessons"]}
        assert set(competency.lessons) <= known
    order = [each["id"] for each in data["lessons"]]
    assert order == [name for name in lessons() if name in order]


def test_a_question_is_recorded_in_both_languages_without_emphasis() -> None:
    names = [
        question["name"]
        for lesson in lessons()
        for question in lesson_questions(lesson, "fr")["questions"].values()
    ]
    assert names
    for name in names:
        assert set(name) == set(LANGUAGES)
        assert "**" not in "".join(name.values())


# --- The same clicks, the same statements -----------------------------------------------------


@pytest.mark.usefixtures("fixture_course")
def test_the_statements_that_the_page_is_compared_with_are_those_of_python() -> None:
    """``tests/player/record.test.js`` makes the same clicks in the page."""
    fixture = json.loads(CLICKS.read_text(encoding="utf-8"))
    given = {click["at"]: click["answers"] for click in fixture["clicks"]}
    verbs = []
    for wanted in fixture["statements"]:
        at, result = wanted["timestamp"], wanted.get("result", {})
        moment = Moment(fixture["learner"], at, fixture["language"])
        verb = wanted["verb"]["id"].rpartition("/")[2]
        if verb == "answered":
            question = bank(LESSON).questions[wanted["object"]["id"].rpartition("/")[2]]
            answer = read_answer(ask(question, "en"), given[at][question.id])
            assert answer is not None
            made = answered(moment, LESSON, question, answer, score(question, answer))
        else:
            reached = result.get("score", {})
            points = {"points": reached.get("raw"), "maximum": reached.get("max")}
            made = took_part(moment, verb, LESSON, lessons()[LESSON].title, **points)
        made["context"]["platform"] = wanted["context"]["platform"]  # it names the version
        assert {name: made[name] for name in made if name != "id"} == wanted
        verbs.append(verb)
    assert verbs[0] == "attempted"
    assert verbs[-1] == "completed"
    assert {"matching", "numeric", "sequencing", "choice", "long-fill-in"} == {
        each["object"]["definition"]["interactionType"]
        for each in fixture["statements"]
        if each["verb"]["id"].endswith("/answered")
    }
