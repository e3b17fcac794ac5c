"""The questions and quizzes of a lesson as its page holds them, keys included.

Every question of a lesson's bank is formative: the page tells at once what is right and why. What
is graded has no bank and ships no key.
"""

from __future__ import annotations

from typing import Any

from maitrise import __version__
from maitrise.base.text import Language
from maitrise.course import bank, competencies, lessons
from maitrise.kinds import Bank, Question, ask, key, page_data
from maitrise.learner.statements import language_map


def lesson_questions(lesson: str, language: Language) -> dict[str, Any]:
    """What a lesson's page needs to ask, to mark, to advise and to record.

    Returns:
        ``title``, ``name`` (the title in both languages, as the record says it), ``version``,
        ``questions``, ``quizzes``, and of what the quizzes test the ``competencies`` and the
        ``lessons`` that treat them.
    """
    held = bank(lesson)
    title = lessons()[lesson].title
    return {
        "title": title.said_in(language),
        "name": language_map(title),
        "version": __version__,
        "questions": {
            name: question_data(question, language) for name, question in held.questions.items()
        },
        "quizzes": {
            name: {
                "title": quiz.title.said_in(language),
                "questions": list(quiz.questions),
                "reasons": quiz.reasons,
            }
            for name, quiz in held.quizzes.items()
        },
        **_advice(held, language),
    }


def question_data(question: Question, language: Language) -> dict[str, Any]:
    """A formative question: what is asked, its key, and its stem as the record says it."""
    return {
        "asked": page_data(ask(question, language)),
        "key": key(question, language),
        "name": language_map(question.prompt),
    }


def _advice(held: Bank, language: Language) -> dict[str, Any]:
    """The competencies that quizzes test, and the lessons that treat them, in course order."""
    asked_in = {name for quiz in held.quizzes.values() for name in quiz.questions}
    tested = sorted({held.questions[name].competency for name in asked_in})
    found = {name: competencies()[name] for name in tested}
    treated = {each for competency in found.values() for each in competency.lessons}
    return {
        "competencies": {
            name: {"name": each.name.said_in(language), "lessons": list(each.lessons)}
            for name, each in found.items()
        },
        "lessons": [
            {"id": name, "title": each.title.said_in(language), "href": f"{name}.ipynb"}
            for name, each in lessons().items()
            if name in treated
        ],
    }
