"""The result of a test and the lessons it advises; the thresholds of levels.

Levels themselves are the page's, from the learner's own record: ``player/mastery.js`` has the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maitrise.course import Competency, lessons
from maitrise.kinds import Question, Quiz
from maitrise.learner.activity import CheckedAnswer

ENOUGH = 3
"""So many answers to a competency's questions make a level known."""
SHARE = 0.7
"""This share of their points makes it reached."""
SETTLED = 0.8
"""From this share of a competency's points in a test, no lesson is advised for it."""


def advised_lessons(
    shares: Mapping[str, float], competencies: Mapping[str, Competency], taken: str
) -> tuple[str, ...]:
    """The lessons for the competencies below the threshold in a test, in the course's order.

    Args:
        shares: the share of the points by competency.
        taken: the lesson of the test, never advised.
    """
    wanting = [name for name, share in shares.items() if share < SETTLED]
    wanted = {lesson for name in wanting for lesson in competencies[name].lessons}
    return tuple(lesson for lesson in lessons() if lesson in wanted and lesson != taken)


@dataclass(frozen=True, slots=True)
class QuizResult:
    """The result of a test: total points, and the share of the points by competency."""

    points: float
    maximum: float
    shares: Mapping[str, float]


def result_of_answers(
    given: Iterable[CheckedAnswer],
    lesson: str,
    quiz: Quiz,
    questions: Mapping[str, Question],
    *,
    first: bool,
) -> QuizResult | None:
    """The result of a test from checked answers; None if it was never taken.

    A question left blank has no points. The positioning test counts by the first answer to each
    question, the exit test by the last: the gain is measured from where the learner began.
    """
    answers: dict[str, CheckedAnswer] = {}
    for answer in given:
        if answer.lesson == lesson and answer.question in quiz.questions:
            if first:
                answers.setdefault(answer.question, answer)
            else:
                answers[answer.question] = answer
    if not answers:
        return None
    reached: dict[str, list[float]] = {}
    for name in quiz.questions:
        points = answers[name].points if name in answers else 0.0
        share = points / questions[name].points
        reached.setdefault(questions[name].competency, []).append(share)
    return QuizResult(
        points=sum(answer.points for answer in answers.values()),
        maximum=sum(questions[name].points for name in quiz.questions),
        shares={
            name: sum(of_competency) / len(of_competency)
            for name, of_competency in sorted(reached.items())
        },
    )
