"""The project's phases and the catalogue of deliverables, with who does what on each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from maitrise.base.errors import CourseError, Fault
from maitrise.base.places import course_folder
from maitrise.base.text import Language, Text
from maitrise.course.reading import read_once
from maitrise.course.rows import CsvRow, read_rows, repeated
from maitrise.kinds.raci.question import ACCOUNTABLE, LETTERS

RaciRole = Literal["MOA", "AMOA", "MOE", "PMO"]
RACI_ROLES: tuple[RaciRole, ...] = ("MOA", "AMOA", "MOE", "PMO")
MARKS = ("C", "V")


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the life cycle; T stands for all along, O for the organisation."""

    id: str
    name: Text
    order: int

    @property
    def is_step(self) -> bool:
        """Whether it is one of the numbered steps, 1 to 8."""
        return self.id.isdigit()

    def numbered(self, language: Language) -> str:
        """Its name, after its number where it is a step."""
        name = self.name.said_in(language)
        return f"{self.id}. {name}" if self.is_step else name


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A deliverable and the RACI letter of each of the four roles.

    Attributes:
        phase: the id of its phase ("1" to "8", "T", "O").
        mark: C where practice is settled, V where it varies.
    """

    id: str
    name: Text
    phase: str
    letters: Mapping[RaciRole, str]
    mark: str

    @property
    def varies(self) -> bool:
        """Whether practice varies, so that the letters are this course's convention."""
        return self.mark == "V"

    def is_done_by(self, role: RaciRole) -> bool:
        """Whether the role does the work (R)."""
        return "R" in self.letters[role]

    def is_answered_for_by(self, role: RaciRole) -> bool:
        """Whether the role answers for it (A)."""
        return "A" in self.letters[role]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Phases in order, deliverables in the order of their ids [R49]."""

    phases: tuple[Phase, ...]
    deliverables: tuple[Deliverable, ...]

    @property
    def steps(self) -> tuple[Phase, ...]:
        """The numbered phases."""
        return tuple(phase for phase in self.phases if phase.is_step)

    def of_phase(self, phase: str) -> tuple[Deliverable, ...]:
        """The deliverables of one phase."""
        return tuple(deliverable for deliverable in self.deliverables if deliverable.phase == phase)


@read_once
def catalogue() -> Catalogue:
    """The course's own phases and deliverables, read once."""
    return read_catalogue(course_folder() / "data")


def read_catalogue(folder: Path) -> Catalogue:
    """The phases and deliverables of ``phases.csv`` and ``deliverables.csv`` in a folder.

    Raises:
        CourseError: every fault found in either.
    """
    phase_rows = read_rows(folder / "phases.csv", ("id", "fr", "en", "order"))
    columns = ("id", "fr", "en", "phase", *RACI_ROLES, "mark")
    rows = read_rows(folder / "deliverables.csv", columns)
    faults = repeated(phase_rows, "id") + repeated(rows, "id")
    for row in phase_rows:
        if not row["order"].isdecimal():
            faults.append(row.fault(f"order is {row['order']!r}", "Write a whole number"))
    phases = [row["id"] for row in phase_rows]
    faults += [fault for row in rows for fault in _faults(row, phases)]
    if faults:
        raise CourseError(faults)
    read = (Phase(row["id"], row.text, int(row["order"])) for row in phase_rows)
    return Catalogue(
        tuple(sorted(read, key=lambda phase: phase.order)), tuple(_deliverable(row) for row in rows)
    )


def _faults(row: CsvRow, phases: list[str]) -> list[Fault]:
    faults = [*row.unless_one_of("phase", phases), *row.unless_one_of("mark", MARKS)]
    for role in RACI_ROLES:
        faults += row.unless_one_of(role, LETTERS)
    answering = [role for role in RACI_ROLES if row[role] in ACCOUNTABLE]
    if len(answering) != 1:
        found = f"{', '.join(answering)} each have" if answering else "no role has"
        faults.append(row.fault(f"{found} an A", "Give exactly one role A or A/R"))
    return faults


def _deliverable(row: CsvRow) -> Deliverable:
    letters = {role: row[role] for role in RACI_ROLES}
    return Deliverable(row["id"], row.text, row["phase"], letters, row["mark"])
