"""What a trainer asks of a marking, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from maitrise.marking.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingOptions:
    """What the trainer asked for.

    Attributes:
        gradebook: address of another database than the cohort's own, "" for that.
        scheduler: address of a Dask scheduler, "" for this machine.
        pattern: how the platform names files, "" to find out.
        again: mark also what is marked already.
        feedback: whether pages are written.
    """

    inboxes: tuple[Path, ...] = ()
    gradebook: str = ""
    scheduler: str = ""
    workers: int | None = None
    pattern: str = ""
    again: bool = False
    feedback: bool = True


@dataclass(slots=True)
class AssignmentTally:
    """How much of one assignment was marked, was marked before, and waits for a person."""

    marked: int = 0
    unchanged: int = 0
    waiting: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What a marking came to, as it goes on."""

    assignments: dict[str, AssignmentTally] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def needs_person(self) -> bool:
        """Whether anything is left for a person to do."""
        return any(tally.waiting for tally in self.assignments.values()) or any(
            problem.needs_person for problem in self.problems
        )
