"""What the facts of learning records say of a class: lessons taken, tests, simulations played."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maitrise.course import gain_tests, lessons
from maitrise.learner.mastery import QuizResult
from maitrise.marking.records import known_endings

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection


def read_lessons(connection: Connection, learners: Collection[str]) -> pd.DataFrame:
    """``learner lesson answered began finished``, a row a lesson touched, ISO moments."""
    import pandas as pd
    from sqlalchemy import select

    from maitrise.cohort.tables import LESSON

    order = {lesson: place for place, lesson in enumerate(lessons())}
    rows = [
        tuple(row)
        for row in connection.execute(select(LESSON))
        if row.learner in learners and row.lesson in order
    ]
    rows.sort(key=lambda row: (row[0], order[row[1]]))
    return pd.DataFrame(rows, columns=["learner", "lesson", "answered", "began", "finished"])


def read_gains(connection: Connection, learners: Collection[str]) -> pd.DataFrame:
    """``learner positioning exit gain``, shares of the points; empty where not taken."""
    import pandas as pd
    from sqlalchemy import func, select

    from maitrise.cohort.tables import TEST

    statement = select(
        TEST.c.learner, TEST.c.test, func.sum(TEST.c.points), func.sum(TEST.c.maximum)
    ).group_by(TEST.c.learner, TEST.c.test)
    shares: dict[str, dict[str, float]] = {}
    for learner, test, points, maximum in connection.execute(statement):
        if learner in learners and maximum:
            shares.setdefault(learner, {})[test] = points / maximum
    columns = ["learner", "positioning", "exit"]
    rows = [
        (learner, share.get("positioning"), share.get("exit"))
        for learner, share in sorted(shares.items())
    ]
    table = pd.DataFrame(rows, columns=columns).astype({"positioning": float, "exit": float})
    return table.assign(gain=table["exit"] - table["positioning"])


def read_plays(connection: Connection, learners: Collection[str]) -> pd.DataFrame:
    """``learner scenario ending at``, a row a play that came to an ending, an ISO moment."""
    import pandas as pd
    from sqlalchemy import select

    from maitrise.cohort.tables import PLAY

    play, endings = PLAY.c, known_endings()
    statement = select(play.learner, play.scenario, play.ending, play.at).order_by(
        play.learner, play.number
    )
    rows = [
        tuple(row)
        for row in connection.execute(statement)
        if row.learner in learners and row.ending in endings.get(row.scenario, ())
    ]
    return pd.DataFrame(rows, columns=["learner", "scenario", "ending", "at"])


@dataclass(frozen=True, slots=True)
class TestTaken:
    """A test that somebody took.

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


def read_tests(connection: Connection) -> Mapping[str, Mapping[str, TestTaken]]:
    """The tests that each learner took, by learner and test ("positioning", "exit")."""
    from sqlalchemy import select

    from maitrise.cohort.tables import TEST

    rows: dict[tuple[str, str], list[Any]] = {}
    for row in connection.execute(select(TEST).order_by(TEST.c.competency)):
        rows.setdefault((row.learner, row.test), []).append(row)
    tests: dict[str, dict[str, TestTaken]] = {}
    lesson_of = {name: test.lesson for name, test in gain_tests().by_name().items()}
    for (learner, test), parts in rows.items():
        if test not in lesson_of:
            continue
        result = QuizResult(
            points=sum(part.points for part in parts),
            maximum=sum(part.maximum for part in parts),
            shares={part.competency: part.share for part in parts},
        )
        tests.setdefault(learner, {})[test] = TestTaken(
            lesson_of[test],
            result,
            (
                min((part.first_day for part in parts if part.first_day), default=""),
                max(part.last_day for part in parts),
            ),
            sum(part.answered for part in parts),
            sum(part.asked for part in parts),
        )
    return tests
