"""What each role does: in each phase, about each subject, at each stage of acceptance.

Read from ``course/data/life-cycle.csv``, ``pmo-duties.csv`` and ``acceptance.csv``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from maitrise.base.errors import CourseError, Fault
from maitrise.base.places import course_folder
from maitrise.base.text import Text
from maitrise.course.deliverables import catalogue
from maitrise.course.reading import read_once
from maitrise.course.roles import role_book
from maitrise.course.rows import CsvRow, read_rows, repeated

WEIGHTS = ("lead", "takes part", "informed")
"""From most to least: decides or does most of the work; contributes; is told."""


@dataclass(frozen=True, slots=True)
class Involvement:
    """A role's part in one phase; no involvement is no value."""

    role: str
    phase: str
    weight: str
    does: Text


@read_once
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


SHARES = ("decides", "helps", "stays out")
"""From most to least: has a decision to take; prepares or measures; keeps away."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What a role does about a subject, and whether that is deciding."""

    subject: str
    role: str
    share: str
    does: Text


@read_once
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


def _gaps(rows: tuple[CsvRow, ...]) -> list[Fault]:
    """A fault for every subject that lacks a role which another subject has."""
    everyone = {row["role"] for row in rows}
    faults = []
    for first in {row["subject"]: row for row in reversed(rows)}.values():
        present = {row["role"] for row in rows if row["subject"] == first["subject"]}
        if missing := sorted(everyone - present):
            problem = f"the subject {first['subject']} has no row for {', '.join(missing)}"
            faults.append(first.fault(problem, "Write what each role does about each subject"))
    return faults


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


@read_once
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


def _verb(row: CsvRow) -> Text:
    return Text(fr=row["short_fr"], en=row["short_en"]).typeset()
