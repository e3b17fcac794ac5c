"""The facts of learning records as tables: lessons taken, tests, simulations played."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, NamedTuple

from maitrise.base.moments import written_in
from maitrise.cohort.database import Database
from maitrise.course import gain_tests, lessons
from maitrise.learner.mastery import QuizResult
from maitrise.marking.record_facts import known_endings

if TYPE_CHECKING:
    import pandas as pd


def read_lessons(database: Database, learners: Collection[str], zone: tzinfo) -> pd.DataFrame:
    """``learner lesson answered began finished``, a row a lesson touched.

    ISO moments in the time zone of the class.
    """
    import pandas as pd

    columns = ["learner", "lesson", "answered", "began", "finished"]
    order = {lesson: place for place, lesson in enumerate(lessons())}
    rows = [
        (*row[:3], *(written_in(moment, zone) for moment in row[3:]))
        for row in database.rows(f"SELECT {', '.join(columns)} FROM maitrise_lesson")
        if row[0] in learners and row[1] in order
    ]
    rows.sort(key=lambda row: (row[0], order[row[1]]))
    return pd.DataFrame(rows, columns=columns)


def read_gains(database: Database, learners: Collection[str]) -> pd.DataFrame:
    """``learner positioning exit gain``, shares of the points; empty where not taken."""
    import pandas as pd

    shares: dict[str, dict[str, float]] = {}
    for learner, test, points, maximum in database.rows(
        "SELECT learner, test, sum(points), sum(maximum) FROM maitrise_test GROUP BY learner, test"
    ):
        if learner in learners and maximum:
            shares.setdefault(learner, {})[test] = points / maximum
    columns = ["learner", "positioning", "exit"]
    rows = [
        (learner, share.get("positioning"), share.get("exit"))
        for learner, share in sorted(shares.items())
    ]
    table = pd.DataFrame(rows, columns=columns).astype({"positioning": float, "exit": float})
    return table.assign(gain=table["exit"] - table["positioning"])


def read_plays(database: Database, learners: Collection[str], zone: tzinfo) -> pd.DataFrame:
    """``learner scenario ending at``, a row a play that came to an ending, as above."""
    import pandas as pd

    columns, endings = ["learner", "scenario", "ending", "at"], known_endings()
    rows = [
        (*row[:3], written_in(row[3], zone))
        for row in database.rows(
            f"SELECT {', '.join(columns)} FROM maitrise_play ORDER BY learner, number"
        )
        if row[0] in learners and row[2] in endings.get(row[1], ())
    ]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True, slots=True)
class TestTaken:
    """A test that a learner took.

    Attributes:
        lesson: where it is.
        days: of the first and the last answer to it.
        answered: questions answered, of ``asked``.
    """

    lesson: str
    result: QuizResult
    days: tuple[str, str]
    answered: int
    asked: int


def read_tests(database: Database) -> Mapping[str, Mapping[str, TestTaken]]:
    """The tests that each learner took, by learner and test ("positioning", "exit")."""
    parts: dict[tuple[str, str], list[_Part]] = {}
    for learner, test, *part in database.rows(
        "SELECT learner, test, competency, asked, answered, points, maximum, share, first_day,"
        " last_day FROM maitrise_test ORDER BY competency"
    ):
        parts.setdefault((learner, test), []).append(_Part(*part))
    tests: dict[str, dict[str, TestTaken]] = {}
    lesson_of = {name: test.lesson for name, test in gain_tests().by_name().items()}
    for (learner, test), of_test in parts.items():
        if test in lesson_of:
            tests.setdefault(learner, {})[test] = _taken(lesson_of[test], of_test)
    return tests


class _Part(NamedTuple):
    """The questions of one competency in a test."""

    competency: str
    asked: int
    answered: int
    points: float
    maximum: float
    share: float
    first_day: str
    last_day: str


def _taken(lesson: str, parts: Sequence[_Part]) -> TestTaken:
    result = QuizResult(
        points=sum(part.points for part in parts),
        maximum=sum(part.maximum for part in parts),
        shares={part.competency: part.share for part in parts},
    )
    first = min((part.first_day for part in parts if part.first_day), default="")
    days = first, max(part.last_day for part in parts)
    answered, asked = sum(part.answered for part in parts), sum(part.asked for part in parts)
    return TestTaken(lesson, result, days, answered, asked)
