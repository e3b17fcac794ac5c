"""Tasks beside the project owner, read from ``course/data/project-tasks.csv``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.text import Text
from maitrise.course.deliverables import catalogue
from maitrise.course.reading import read_once
from maitrise.course.rows import read_rows, repeated

ZONES = ("running", "grey", "need")
"""How the project is run; either, as the contract says; what the business needs."""


@dataclass(frozen=True, slots=True)
class ProjectTask:
    """What is done in a phase on one side of the owner, in few words."""

    zone: str
    phase: str
    name: Text


@read_once
def project_tasks() -> tuple[ProjectTask, ...]:
    """The course's own tasks, read once."""
    phases = [phase.id for phase in catalogue().steps]
    return read_project_tasks(course_folder() / "data" / "project-tasks.csv", phases)


def read_project_tasks(path: Path, phases: Collection[str]) -> tuple[ProjectTask, ...]:
    """The rows of a file: one task a zone for every phase that it names.

    Raises:
        CourseError: every fault found in it.
    """
    rows = read_rows(path, ("zone", "phase", "fr", "en"))
    faults = repeated(rows, "zone", "phase")
    for row in rows:
        faults += row.unless_one_of("zone", ZONES)
        faults += row.unless_one_of("phase", tuple(phases))
    found = {(row["zone"], row["phase"]) for row in rows}
    for phase in dict.fromkeys(row["phase"] for row in rows):
        missing = [zone for zone in ZONES if (zone, phase) not in found]
        if missing:
            problem = f"nothing for {', '.join(missing)}"
            faults.append(Fault(shown_path(path), f"phase {phase}", problem, "Add its rows"))
    if faults:
        raise CourseError(faults)
    return tuple(ProjectTask(row["zone"], row["phase"], row.text) for row in rows)
