"""What each role does in each phase, read from ``course/data/life-cycle.csv``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maitrise.base.errors import CourseError, Fault
from maitrise.base.places import course_folder
from maitrise.base.text import Text
from maitrise.figures.course_table import read_rows, repeated
from maitrise.figures.deliverables import catalogue
from maitrise.figures.roles import role_book

WEIGHTS = ("lead", "takes part", "informed")
"""From most to least: decides or does most of the work; contributes; is told."""


@dataclass(frozen=True, slots=True)
class Involvement:
    """A role's part in one phase; no involvement is no value."""

    role: str
    phase: str
    weight: str
    does: Text


@cache
def involvements() -> tuple[Involvement, ...]:
    """The course's own life cycle, read once."""
    phases = [phase.id for phase in catalogue().steps]
    return read_involvements(course_folder() / "data" / "life-cycle.csv", role_book().roles, phases)


def read_involvements(
    path: Path, roles: Collection[str], phases: Collection[str]
) -> tuple[Involvement, ...]:
    """The rows of a file, checked against the known roles and phases.

    Raises:
        CourseError: every fault found in it.
    """
    rows = read_rows(path, ("role", "phase", "weight", "fr", "en"))
    faults: list[Fault] = repeated(rows, "role", "phase")
    for row in rows:
        faults += row.unless_one_of("role", tuple(roles))
        faults += row.unless_one_of("phase", tuple(phases))
        faults += row.unless_one_of("weight", WEIGHTS)
    if faults:
        raise CourseError(faults)
    return tuple(Involvement(row["role"], row["phase"], row["weight"], row.text) for row in rows)
