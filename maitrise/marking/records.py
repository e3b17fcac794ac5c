"""Learning records that learners chose to hand in: kept one file a learner, and what they show."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from maitrise import __version__
from maitrise.base.files import write_whole
from maitrise.base.moments import written_in, zone_name
from maitrise.cohort import Cohort
from maitrise.cohort.database import Database
from maitrise.cohort.facts import OF_RECORDS
from maitrise.course import bank, gain_tests, lessons
from maitrise.course.scenario import read_scenario, scenario_files
from maitrise.learner.activity import CheckedAnswer, checked_answers, finished_plays
from maitrise.learner.mastery import result_of_answers
from maitrise.learner.statement_shape import is_after, statement_of
from maitrise.learner.statements import HOME_PAGE
from maitrise.marking.problem import Notify, Problem, guarded, shown_place

RECORDS = "records"
"""The folder of a cohort that holds them."""
_MOST_STATEMENTS = 20_000
_RECORDS_AT_ONCE = 250
# What has read a record stands beside what it showed: it is read anew by another version.
_LONGEST_READER = 32  # as the column has it
_READER = f"{__version__}/2"


def take_record(cohort: Path, learner: str, content: bytes | None) -> int:
    """Add the statements that are new to ``records/<learner>.jsonl``; see :meth:`Records.take`."""
    return Records(cohort).take(learner, content)


class Records:
    """The records of a cohort, added to one after the other.

    What the latest learner has is remembered: twenty records in one archive are no twenty readings.
    """

    def __init__(self, cohort: Path) -> None:
        self._folder = cohort / RECORDS
        self._learner = ""
        self._content = b""
        self._known: set[str] = set()

    def take(self, learner: str, content: bytes | None) -> int:
        """Add the statements that are new to ``records/<learner>.jsonl``.

        Args:
            learner: roster id.
            content: lines of JSON; None for a file too large to be read.

        Returns:
            How many lines could not be used: they hold no statement, or are beyond the most that
            a record holds.

        Raises:
            OSError: the record could not be read or written.
        """
        if content is None:
            return 1
        self._open(learner)
        latest, room = _latest(), _MOST_STATEMENTS - len(self._known)
        lines = [line.strip() for line in content.splitlines() if line.strip()]
        new: dict[str, bytes] = {}
        damaged = max(0, len(lines) - _MOST_STATEMENTS)
        for line in lines[:_MOST_STATEMENTS]:
            statement = statement_of(line)
            if statement is None or is_after(statement["timestamp"], latest):
                damaged += 1
            elif statement["id"] not in self._known:
                new.setdefault(statement["id"], line)
        damaged += max(0, len(new) - room)
        added = dict(list(new.items())[: max(0, room)])
        if added:
            self._folder.mkdir(exist_ok=True)
            together = self._content + b"".join(line + b"\n" for line in added.values())
            write_whole(self._path(learner), together)
            self._content = together
            self._known.update(added)
        return damaged

    def _path(self, learner: str) -> Path:
        return self._folder / f"{learner}.jsonl"

    def _open(self, learner: str) -> None:
        if learner == self._learner:
            return
        self._learner = ""  # until it is read
        path = self._path(learner)
        self._content = path.read_bytes() if path.exists() else b""
        self._known = {statement["id"] for statement in _statements(self._content)[0]}
        self._learner = learner


def _statements(content: bytes) -> tuple[list[dict[str, Any]], int]:
    """The statements of a record, and how many lines hold none."""
    lines = [line for line in content.splitlines() if line.strip()]
    read = [statement for line in lines if (statement := statement_of(line)) is not None]
    latest = _latest()
    past = [statement for statement in read if not is_after(statement["timestamp"], latest)]
    return past, len(lines) - len(past)


def _latest() -> datetime:
    """The latest moment that a learner's clock can show: nothing is done in years to come."""
    return datetime.now(UTC) + timedelta(days=2)


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What a learning record shows, as rows of the tables of the same names.

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
    """What a record shows, oldest statement first; a learner's file may hold anything.

    Args:
        zone: of the class: moments are told by its clocks, and days are its own.
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
    """An answer with points that its question can give: a record may say any number."""
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


def bring_records_up_to_date(
    cohort: Cohort, database: Database, notify: Notify, *, again: bool = False
) -> None:
    """Have the facts say what the records of the people on the roster show.

    A record is read anew when its file has another size than when it was read, or another version
    of the course read it. One that cannot be read shows nothing, and holds up nobody else's.

    Args:
        notify: is told which cannot be read, and which have lines that cannot.
        again: read them all.
    """
    sizes, reader = _sizes(cohort), _reader(cohort)
    known = {
        learner: (size, version)
        for learner, size, version in database.rows(
            "SELECT learner, bytes, version FROM maitrise_record"
        )
        if learner in cohort.people  # a shared gradebook knows the records of other cohorts
    }
    changed = [name for name, size in sizes.items() if again or known.get(name) != (size, reader)]
    gone = [*(known.keys() - sizes.keys())]
    for start in range(0, len(gone) + len(changed), _RECORDS_AT_ONCE):
        part = [*gone, *changed][start : start + _RECORDS_AT_ONCE]
        rows = {table: list[tuple[Any, ...]]() for table in OF_RECORDS}
        for learner in part:
            if learner in sizes:
                for table, values in _rows(cohort, learner, sizes[learner], notify).items():
                    rows[table] += [(learner, *value) for value in values]
        with database.transaction():
            for table, of_table in rows.items():
                database.execute(
                    f"DELETE FROM {table} WHERE learner {database.among('learners')}",
                    {"learners": part},
                )
                database.insert(table, of_table)


def _rows(
    cohort: Cohort, learner: str, size: int, notify: Notify
) -> Mapping[str, Sequence[tuple[Any, ...]]]:
    """The rows of a record by table, but for whose they are; none where it cannot be read."""
    place = (RECORDS, f"{learner}.jsonl")
    facts = None
    with guarded(notify, place, learner):
        statements, damaged = _statements(cohort.folder.joinpath(*place).read_bytes())
        if damaged:
            values = {"count": damaged}
            notify(Problem(shown_place(place), "record-lines", "rest-taken", "", values, False,
                           learner))  # fmt: skip
        facts = record_facts(statements, cohort.zone)
    if facts is None:
        return {}
    record = (size, _reader(cohort), facts.statements, facts.last_day)
    plays = [(number, *play) for number, play in enumerate(facts.plays)]
    return dict(zip(OF_RECORDS, ([record], facts.lessons, facts.tests, plays), strict=True))


def _reader(cohort: Cohort) -> str:
    """What has read a record: days are those of the class's zone, so this is a part of it."""
    return f"{_READER} {zone_name(cohort.zone)}"[:_LONGEST_READER]


def last_days(database: Database) -> dict[str, date]:
    """The day of the latest statement of each learner who handed in a record."""
    rows = database.rows("SELECT learner, last_day FROM maitrise_record WHERE last_day <> ''")
    return {learner: date.fromisoformat(day) for learner, day in rows}


def with_record(database: Database) -> frozenset[str]:
    """Who handed in a learning record that holds anything."""
    rows = database.rows("SELECT learner FROM maitrise_record WHERE statements > 0")
    return frozenset(learner for (learner,) in rows)


def _sizes(cohort: Cohort) -> dict[str, int]:
    """The size of the record of each person who handed one in."""
    sizes = {}
    with suppress(FileNotFoundError, NotADirectoryError):
        for entry in os.scandir(cohort.folder / RECORDS):
            learner = entry.name.removesuffix(".jsonl")
            if learner in cohort.people:
                with suppress(OSError):  # a link that leads nowhere, or back to itself
                    sizes[learner] = entry.stat().st_size
    return sizes
