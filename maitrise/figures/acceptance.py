"""What each role does at each stage of acceptance, read from ``course/data/acceptance.csv``."""

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

STAGES = ("book", "ready", "fitness", "regular", "decision")
"""From the test book to the buyer's decision [R6][R7][R24]."""

PARTS = ("decides", "works", "helps", "told")
"""From most to least: decides; does the work; is heard or recommends; follows or is told."""


@dataclass(frozen=True, slots=True)
class Act:
    """A role's part at one stage: a verb to stand under its mark, and a whole sentence."""

    stage: str
    role: str
    part: str
    verb: Text
    does: Text


@cache
def acts() -> tuple[Act, ...]:
    """The course's own stages, read once."""
    return read_acts(course_folder() / "data" / "acceptance.csv", role_book().roles)


def read_acts(path: Path, roles: Collection[str]) -> tuple[Act, ...]:
    """The rows of a file, checked against the known roles, stages and parts.

    Raises:
        CourseError: every fault found in it.
    """
    rows = read_rows(path, ("stage", "role", "part", "short_fr", "short_en", "fr", "en"))
    faults: list[Fault] = repeated(rows, "stage", "role")
    for row in rows:
        faults += row.unless_one_of("stage", STAGES)
        faults += row.unless_one_of("role", tuple(roles))
        faults += row.unless_one_of("part", PARTS)
    if faults:
        raise CourseError(faults)
    return tuple(Act(row["stage"], row["role"], row["part"], _verb(row), row.text) for row in rows)


def _verb(row: Row) -> Text:
    return Text(fr=row["short_fr"], en=row["short_en"]).typeset()
