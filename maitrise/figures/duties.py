"""Who does what about the same subject, read from ``course/data/pmo-duties.csv``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maitrise.base.errors import CourseError, Fault
from maitrise.base.places import course_folder
from maitrise.base.text import Text
from maitrise.figures.course_table import Row, read_rows, repeated
from maitrise.figures.roles import role_book

SHARES = ("decides", "helps", "stays out")
"""From most to least: has a decision to take; prepares or measures; keeps away."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What a role does about a subject, and whether that is deciding."""

    subject: str
    role: str
    share: str
    does: Text


@cache
def duties() -> tuple[Duty, ...]:
    """The course's own duties of office, officer and project manager, read once."""
    return read_duties(course_folder() / "data" / "pmo-duties.csv", role_book().roles)


def read_duties(path: Path, roles: Collection[str]) -> tuple[Duty, ...]:
    """The rows of a file: each subject with the same roles, once each.

    Raises:
        CourseError: every fault found in it.
    """
    rows = read_rows(path, ("subject", "role", "share", "fr", "en"))
    faults: list[Fault] = repeated(rows, "subject", "role")
    for row in rows:
        faults += row.unless_one_of("role", tuple(roles))
        faults += row.unless_one_of("share", SHARES)
    faults += _gaps(rows)
    if faults:
        raise CourseError(faults)
    return tuple(Duty(row["subject"], row["role"], row["share"], row.text) for row in rows)


def _gaps(rows: tuple[Row, ...]) -> list[Fault]:
    """A fault for every subject that lacks a role which another subject has."""
    everyone = {row["role"] for row in rows}
    faults = []
    for first in {row["subject"]: row for row in reversed(rows)}.values():
        present = {row["role"] for row in rows if row["subject"] == first["subject"]}
        if missing := sorted(everyone - present):
            problem = f"the subject {first['subject']} has no row for {', '.join(missing)}"
            faults.append(first.fault(problem, "Write what each role does about each subject"))
    return faults
