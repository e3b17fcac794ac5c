"""Bring the facts of a cohort up to date with the learning records handed in."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from maitrise import __version__
from maitrise.base.moments import zone_name
from maitrise.cohort import Cohort
from maitrise.cohort.database import Database
from maitrise.cohort.facts import RECORD_TABLES
from maitrise.marking.problem import Notify, Problem, report_errors, shown_place
from maitrise.marking.record_facts import record_facts
from maitrise.marking.records import RECORDS, statements_in

_RECORDS_AT_ONCE = 250
# What has read a record stands beside what it showed: it is read anew by another version.
_LONGEST_READER = 32  # as the column has it
_READER = f"{__version__}/2"


def sync_records(
    cohort: Cohort, database: Database, notify: Notify, *, again: bool = False
) -> None:
    """Bring the facts up to date with the records of the people on the roster.

    A record is read again if the size of its file has changed, or if another version of the course
    read it. A record that cannot be read gives no facts, and does not stop the others.

    Args:
        notify: called with those that cannot be read, and which have lines that cannot.
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
        rows = {table: list[tuple[Any, ...]]() for table in RECORD_TABLES}
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
    """The rows of a record by table, without the learner; empty if it cannot be read."""
    place = (RECORDS, f"{learner}.jsonl")
    facts = None
    with report_errors(notify, place, learner):
        statements, damaged = statements_in(cohort.folder.joinpath(*place).read_bytes())
        if damaged:
            values = {"count": damaged}
            notify(Problem(shown_place(place), "record-lines", "rest-taken", "", values, False,
                           learner))  # fmt: skip
        facts = record_facts(statements, cohort.zone)
    if facts is None:
        return {}
    record = (size, _reader(cohort), facts.statements, facts.last_day)
    plays = [(number, *play) for number, play in enumerate(facts.plays)]
    return dict(zip(RECORD_TABLES, ([record], facts.lessons, facts.tests, plays), strict=True))


def _reader(cohort: Cohort) -> str:
    """The version that reads records, with the time zone, since days depend on it."""
    return f"{_READER} {zone_name(cohort.zone)}"[:_LONGEST_READER]


def last_days(database: Database) -> dict[str, date]:
    """The day of the latest statement of each learner who handed in a record."""
    rows = database.rows("SELECT learner, last_day FROM maitrise_record WHERE last_day <> ''")
    return {learner: date.fromisoformat(day) for learner, day in rows}


def learners_with_record(database: Database) -> frozenset[str]:
    """The learners who handed in a learning record that is not empty."""
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
