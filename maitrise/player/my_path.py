"""My path: where the learner is, what to review next, and what was gained since the start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from maitrise.base.errors import CourseError
from maitrise.base.text import Language, say
from maitrise.course import (
    QuizName,
    bank,
    competencies,
    gain_tests,
    lessons,
    onboarding_paths,
)
from maitrise.course.reading import read_once
from maitrise.kinds import Question
from maitrise.kinds.bank import Bank
from maitrise.kinds.markdown import table


def mastery_data(language: Language) -> dict[str, Any]:
    """Competencies, profiles, and the questions of the lessons as far as progress hangs on them."""
    return {
        "competencies": [
            {
                "id": each.id,
                "name": each.name.said_in(language),
                "targets": dict(each.targets),
                "lessons": list(each.lessons),
            }
            for each in competencies().values()
        ],
        "profiles": {path.id: path.name.said_in(language) for path in onboarding_paths().values()},
        "lessons": {
            name: {"title": lessons()[name].title.said_in(language), "href": f"{name}.ipynb"}
            for name in open_banks()
        },
        "banks": {
            name: [_measured(name, read, each, language) for each in read.questions.values()]
            for name, read in open_banks().items()
        },
    }


def mastery_markdown(language: Language) -> str:
    """The competencies and what each profile aims at."""
    profiles = onboarding_paths()
    headers = [say("my-path.competency", language)]
    headers += [each.name.said_in(language) for each in profiles.values()]
    rows = [
        [
            each.name.said_in(language),
            *(
                say(f"my-path.level.{each.targets[profile]}", language)
                if profile in each.targets
                else "–"
                for profile in profiles
            ),
        ]
        for each in competencies().values()
    ]
    return f"{say('my-path.static', language)}\n\n{table(headers, rows)}"


def gain_data(language: Language) -> dict[str, Any]:
    """The questions of both tests; a test that the course does not have is null."""
    return {
        "start": _test(gain_tests().positioning),
        "end": _test(gain_tests().exit),
        "competencies": {each.id: each.name.said_in(language) for each in competencies().values()},
    }


def gain_markdown(language: Language) -> str:
    """What the comparison will show."""
    return say("my-path.gain-static", language)


def open_banks() -> dict[str, Bank]:
    """The banks of the lessons that can be opened; one with faults is left out."""
    banks = {}
    for lesson in lessons().values():
        if lesson.is_written:
            try:
                banks[lesson.id] = bank(lesson.id)
            except CourseError:
                continue
    return banks


def beginning(question: Question, language: Language, words: int) -> str:
    """The first words of a question, enough to know it again."""
    said = question.prompt.said_in(language).replace("*", "").split(" ")
    return " ".join(said[:words]) + (" …" if len(said) > words else "")


def _measured(lesson: str, read: Bank, question: Question, language: Language) -> dict[str, Any]:
    tests = [quiz for quiz in read.quizzes.values() if quiz.reasons == "end"]
    return {
        "id": question.id,
        "competency": question.competency,
        "difficulty": question.difficulty,
        "points": question.points,
        "tested": any(question.id in quiz.questions for quiz in tests),
        "text": beginning(question, language, 14),
        "href": f"{lesson}.ipynb#{cell_of(lesson, question.id, language)}",
    }


def _test(test: QuizName | None) -> dict[str, Any] | None:
    read = open_banks().get(test.lesson) if test else None
    if test is None or read is None or test.quiz not in read.quizzes:
        return None
    asked = [read.questions[name] for name in read.quizzes[test.quiz].questions]
    return {
        "lesson": test.lesson,
        "questions": [
            {"id": each.id, "competency": each.competency, "points": each.points} for each in asked
        ],
    }


@read_once
def _calls(lesson: str, language: Language) -> Mapping[str, str]:
    """The source of each code cell of a lesson, by the cell's id."""
    notebook = json.loads(lessons()[lesson].notebook(language).read_text(encoding="utf-8"))
    return {
        cell["id"]: "".join(cell["source"])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    }


def cell_of(lesson: str, question: str, language: Language) -> str:
    """The id of the cell that shows a question, by itself or in its quiz; "" if none does."""
    quizzes = bank(lesson).quizzes.values()
    shown = [f'question("{question}")']
    shown += [f'quiz("{quiz.id}")' for quiz in quizzes if question in quiz.questions]
    cells = _calls(lesson, language).items()
    return next((name for name, source in cells if any(each in source for each in shown)), "")
