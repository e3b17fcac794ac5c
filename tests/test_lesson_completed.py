"""When a lesson is recorded as completed, and with which points."""

from pathlib import Path

import pytest

from maitrise.base.text import LANGUAGES, Language
from maitrise.course import bank
from maitrise.learner.record import read_statements
from maitrise.notebook.lesson import LessonSession
from maitrise.notebook.quiz import QuizView

TEST = "00-start"


def completed(home: Path) -> list[float]:
    """The points of each statement that the lesson was completed."""
    statements, _ = read_statements(home / "record.jsonl")
    return [
        each["result"]["score"]["raw"]
        for each in statements
        if each["verb"]["id"].endswith("/completed")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_test_finished_with_blanks_completes_its_lesson_with_the_points_of_all_answers(
    learner_home: Path, language: Language
) -> None:
    from maitrise.kinds import model_answer

    session = LessonSession(TEST, language)
    view = QuizView(session.bank.quizzes["positioning"], session)
    test = view.quiz.questions
    answered = [session.bank.questions[name] for name in test[:3]]
    for question in answered:
        session.put(question.id, model_answer(question))
    others = [each for each in session.bank.questions.values() if each.id not in test]
    for question in others:
        session.check(question.id, model_answer(question))
    assert completed(learner_home) == []
    view._act("finish")
    assert completed(learner_home) == [], "the blanks are asked about first"
    view._act("finish")
    assert completed(learner_home) == [sum(each.points for each in (*answered, *others))]


def test_a_lesson_is_complete_once_its_questions_are_checked_and_its_test_was_finished() -> None:
    read = bank("05-my-path")
    tested = read.quizzes["exit"].questions
    others = [name for name in read.questions if name not in tested]
    assert read.is_complete({*others, tested[0]})
    assert not read.is_complete(others)
    assert not read.is_complete({*others[1:], *tested})
