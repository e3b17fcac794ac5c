"""The facts in a learning record: lessons, tests and plays, as rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import cache
from typing import Any

from maitrise.base.moments import written_in
from maitrise.course import bank, gain_tests, lessons
from maitrise.course.scenario import read_scenario, scenario_files
from maitrise.learner.activity import CheckedAnswer, checked_answers, finished_plays
from maitrise.learner.mastery import result_of_answers
from maitrise.learner.statements import HOME_PAGE


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """The facts in a learning record, as rows of the tables of the same names.

    Attributes:
        statements: how many it holds.
        last_day: of the latest statement, as an ISO day; "" where none says when.
        lessons: lesson, answers given, and when it was begun and finished ("" while it is not).
        tests: test, competency, questions asked and answered, points of how many, mean share of
            the points, and the days of the first and the last answer.
        plays: scenario, ending and moment of each play that came to an end.
    """

    statements: int
    last_day: str
    lessons: tuple[tuple[str, int, str, str], ...]
    tests: tuple[tuple[str, str, int, int, float, float, float, str, str], ...]
    plays: tuple[tuple[str, str, str], ...]


def record_facts(statements: Sequence[Mapping[str, Any]], zone: tzinfo) -> RecordFacts:
    """Read the facts from the statements of a record, oldest first.

    Args:
        zone: of the class, for moments and days.
    """
    dated = [
        {**statement, "timestamp": written_in(str(statement.get("timestamp", ""))[:64], zone)}
        for statement in statements
    ]
    given = checked_answers(dated)
    return RecordFacts(
        len(dated),
        max((statement["timestamp"][:10] for statement in dated), default=""),
        tuple(_lessons(dated, given)),
        tuple(_tests(given)),
        tuple(_plays(dated)),
    )


def _lessons(
    statements: Iterable[Mapping[str, Any]], given: Iterable[CheckedAnswer]
) -> Iterator[tuple[str, int, str, str]]:
    answers: dict[str, list[CheckedAnswer]] = {}
    for answer in given:
        answers.setdefault(answer.lesson, []).append(answer)
    began: dict[str, str] = {}
    finished: dict[str, str] = {}
    for statement in statements:
        lesson, verb, at = _of_lesson(statement)
        if lesson:
            began[lesson] = min(began.get(lesson, at), at)
            if verb in ("completed", "passed"):
                finished[lesson] = max(finished.get(lesson, ""), at)
    for lesson in lessons():
        of_lesson = answers.get(lesson, [])
        moments = [answer.at for answer in of_lesson if answer.at]
        if lesson in began:
            moments.append(began[lesson])
        if not moments:
            continue
        end = finished.get(lesson, "")
        # Answers tell by themselves: the statement may be on another computer, or was lost.
        first = {answer.question: answer.at for answer in reversed(of_lesson) if answer.at}
        if not end and first and bank(lesson).is_complete(first):
            end = max(first.values())
        yield lesson, len(of_lesson), min(moments), end


def _tests(
    given: Sequence[CheckedAnswer],
) -> Iterator[tuple[str, str, int, int, float, float, float, str, str]]:
    """Each test that was taken, competency by competency."""
    for name, test in gain_tests().by_name().items():
        questions, quiz = bank(test.lesson).questions, bank(test.lesson).quizzes.get(test.quiz)
        first = name == "positioning"  # the gain is measured from where the learner began
        if quiz is None:
            continue
        of_test = [
            _within(answer, questions[answer.question].points)
            for answer in given
            if answer.lesson == test.lesson and answer.question in quiz.questions
        ]
        result = result_of_answers(of_test, test.lesson, quiz, questions, first=first)
        if result is None:
            continue
        in_turn = reversed(of_test) if first else of_test
        counted = {answer.question: answer for answer in in_turn}
        for competency, share in result.shares.items():
            asked = [one for one in quiz.questions if questions[one].competency == competency]
            days = [answer.at[:10] for answer in of_test if answer.question in asked]
            yield (
                name,
                competency,
                len(asked),
                sum(question in counted for question in asked),
                sum(counted[question].points for question in asked if question in counted),
                sum(questions[question].points for question in asked),
                share,
                min(filter(None, days), default=""),
                max(days, default=""),
            )


def _within(answer: CheckedAnswer, most: float) -> CheckedAnswer:
    """An answer with points of 0 to the question's maximum: a record may state any number."""
    return replace(answer, points=min(max(answer.points, 0.0), most))


def _plays(statements: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Plays that came to an ending of the course."""
    for play in finished_plays(statements):
        if play.at and play.ending in known_endings().get(play.scenario, ()):
            yield play.scenario, play.ending, play.at


@cache
def known_endings() -> Mapping[str, frozenset[str]]:
    """The ids of the endings of each simulation."""
    return {
        path.stem: frozenset(ending.id for ending in read_scenario(path).endings)
        for path in scenario_files()
    }


def _of_lesson(statement: Mapping[str, Any]) -> tuple[str, str, str]:
    """Lesson, verb and moment of a statement about a whole lesson; "" for any other."""
    try:
        lesson = str(statement["object"]["id"]).removeprefix(f"{HOME_PAGE}/")
        verb = str(statement["verb"]["id"]).rpartition("/")[2]
        at = statement["timestamp"]
    except (KeyError, TypeError):
        return "", "", ""
    return (lesson if lesson in lessons() and at else ""), verb, at
