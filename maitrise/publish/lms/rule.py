"""When a lesson is complete and passed in an LMS: what the author says, and the mark asked for."""

from __future__ import annotations

from dataclasses import dataclass

from maitrise.base.errors import CourseError, shown_path
from maitrise.base.places import course_folder
from maitrise.base.text import said
from maitrise.base.toml import fault
from maitrise.course import bank, lessons
from maitrise.course.lessons import LESSONS


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRule:
    """The rule that an LMS gets for a lesson.

    Attributes:
        quiz: the one that is to be done; "" where all questions are.
        pass_mark: percent of its points; None where the lesson is neither passed nor failed.
    """

    quiz: str
    pass_mark: int | None


def completion_rule(lesson: str, pass_mark: int) -> CompletionRule:
    """The rule of a lesson.

    Args:
        pass_mark: percent, for the lessons that have a mark.

    Raises:
        CourseError: the bank has faults, or lessons.toml names a quiz that it has not.
    """
    quizzes = bank(lesson).quizzes
    wanted = lessons()[lesson].completion
    if wanted.quiz and wanted.quiz not in quizzes:
        problem = said("lms.no-quiz", quiz=repr(wanted.quiz))
        remedy = said("lms.no-quiz.remedy", known=", ".join(quizzes) or "–")
        path = shown_path(course_folder() / LESSONS)
        raise CourseError([fault(path, f"lesson {lesson}, completion", problem, remedy)])
    quiz = wanted.quiz or next(iter(quizzes), "")
    return CompletionRule(quiz=quiz, pass_mark=pass_mark if wanted.marked else None)
