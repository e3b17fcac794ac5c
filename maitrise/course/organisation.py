"""A client, its IT department and its providers, read from ``course/data/organisation.csv``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.text import Text
from maitrise.course.reading import read_once
from maitrise.course.roles import role_book
from maitrise.course.rows import read_rows, repeated

HOUSES = ("client", "it", "providers")
"""Management and business departments; the IT department; companies bound by contract."""

LEVELS = ("money", "need", "daily", "build", "functions", "watch")
"""From whoever grants the money down to whoever follows the work."""

VERBS = ("decides", "advises", "builds", "monitors")
NO_ROLE = "none"
"""Of those who have a say on one subject and no role of the project: buyers, lawyers, security."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits in a house at a level, which role they play, and what they do above all."""

    level: str
    house: str
    role: str
    verb: str
    who: Text


@read_once
def seats() -> tuple[Seat, ...]:
    """The course's own organisation, read once."""
    return read_seats(course_folder() / "data" / "organisation.csv", role_book().roles)


def read_seats(path: Path, roles: Collection[str]) -> tuple[Seat, ...]:
    """The rows of a file: one seat a house at every level.

    Raises:
        CourseError: every fault found in it.
    """
    rows = read_rows(path, ("level", "house", "role", "part", "fr", "en"))
    faults: list[Fault] = repeated(rows, "level", "house")
    for row in rows:
        faults += row.unless_one_of("level", LEVELS)
        faults += row.unless_one_of("house", HOUSES)
        faults += row.unless_one_of("role", (*roles, NO_ROLE))
        faults += row.unless_one_of("part", VERBS)
    taken = {(row["level"], row["house"]) for row in rows}
    for level in LEVELS:
        if missing := [house for house in HOUSES if (level, house) not in taken]:
            problem = f"nobody at {', '.join(missing)}"
            faults.append(Fault(shown_path(path), f"level {level}", problem, "Add the rows"))
    if faults:
        raise CourseError(faults)
    return tuple(Seat(r["level"], r["house"], r["role"], r["part"], r.text) for r in rows)
