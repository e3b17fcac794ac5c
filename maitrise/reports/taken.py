"""What learning records say of a class: lessons taken, the two tests, simulations played."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from maitrise.course import QuizName, bank, gain_tests, lessons
from maitrise.course.scenario import read_scenario, scenario_files
from maitrise.learner.mastery import result_of_answers
from maitrise.learner.record import HOME_PAGE, Given, finished_plays

if TYPE_CHECKING:
    import pandas as pd


class Taken:
    """Records are added one after the other, and none is kept: together they fill a disk."""

    def __init__(self) -> None:
        self._lessons: list[tuple[str, str, int, str, str]] = []
        self._gains: list[tuple[str, float | None, float | None, float | None]] = []
        self._plays: list[tuple[str, str, str, str]] = []

    def add(self, learner: str, record: Iterable[Given | Mapping[str, Any]]) -> None:
        """Take up a learner's record, oldest statement first."""
        answers: dict[str, list[Given]] = {}
        began: dict[str, str] = {}
        finished: dict[str, str] = {}
        for each in record:
            if isinstance(each, Given):
                answers.setdefault(each.lesson, []).append(each)
                continue
            self._plays += _plays(learner, each)
            lesson, verb, at = _of_lesson(each)
            if lesson:
                began[lesson] = min(began.get(lesson, at), at)
                if verb in ("completed", "passed"):
                    finished[lesson] = max(finished.get(lesson, ""), at)
        for lesson in lessons():
            mine = answers.get(lesson, [])
            moments = [each.at for each in mine]
            if lesson in began:
                moments.append(began[lesson])
            if not moments:
                continue
            ended = finished.get(lesson, "")
            # Answers tell by themselves: the statement may be on another computer, or was lost.
            if not ended and mine and bank(lesson).is_complete({each.question for each in mine}):
                first = {each.question: each.at for each in reversed(mine)}
                ended = max(first.values())
            self._lessons.append((learner, lesson, len(mine), min(moments), ended))
        tests = gain_tests()
        before = _share(answers, tests.positioning, first=True)
        after = _share(answers, tests.exit, first=False)
        if before is not None or after is not None:
            gain = None if before is None or after is None else after - before
            self._gains.append((learner, before, after, gain))

    def extend(self, other: Taken) -> None:
        """Take up all that another one holds."""
        self._lessons.extend(other._lessons)
        self._gains.extend(other._gains)
        self._plays.extend(other._plays)

    def lessons(self) -> pd.DataFrame:
        """``learner lesson answered began finished``, a row a lesson touched, ISO moments."""
        import pandas as pd

        columns = ["learner", "lesson", "answered", "began", "finished"]
        return pd.DataFrame(self._lessons, columns=columns)

    def gains(self) -> pd.DataFrame:
        """``learner positioning exit gain``, shares of the points; empty where not taken."""
        import pandas as pd

        table = pd.DataFrame(self._gains, columns=["learner", "positioning", "exit", "gain"])
        return table.astype({"positioning": float, "exit": float, "gain": float})

    def plays(self) -> pd.DataFrame:
        """``learner scenario ending at``, a row a play that came to an ending, an ISO moment."""
        import pandas as pd

        return pd.DataFrame(self._plays, columns=["learner", "scenario", "ending", "at"])


def _plays(learner: str, statement: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """A play that came to an ending of the course; a learner's file may hold anything else."""
    made = []
    for play in finished_plays([statement]):
        with suppress(ValueError):
            at = datetime.fromisoformat(play.at).isoformat()
            if play.ending in _endings().get(play.scenario, ()):
                made.append((learner, play.scenario, play.ending, at))
    return made


@cache
def _endings() -> Mapping[str, frozenset[str]]:
    """The ids of the endings of each simulation."""
    return {
        path.stem: frozenset(ending.id for ending in read_scenario(path).endings)
        for path in scenario_files()
    }


def _share(
    answers: Mapping[str, list[Given]], test: QuizName | None, *, first: bool
) -> float | None:
    """The share of the points of a test; None when it was not taken."""
    if test is None or test.lesson not in answers:
        return None
    read = bank(test.lesson)
    quiz = read.quizzes.get(test.quiz)
    if quiz is None:
        return None
    found = result_of_answers(answers[test.lesson], test.lesson, quiz, read.questions, first=first)
    return found.points / found.maximum if found and found.maximum else None


def _of_lesson(statement: Mapping[str, Any]) -> tuple[str, str, str]:
    """Lesson, verb and moment of a statement about a whole lesson; "" for any other."""
    try:
        lesson = str(statement["object"]["id"]).removeprefix(f"{HOME_PAGE}/")
        verb = str(statement["verb"]["id"]).rpartition("/")[2]
        return (lesson if lesson in lessons() else ""), verb, str(statement["timestamp"])
    except (KeyError, TypeError):
        return "", "", ""
