"""The options of a marking, and its outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from maitrise.marking.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingOptions:
    """The options of a marking.

    Attributes:
        gradebook: address of a database other than the cohort's own, "" for that one.
        scheduler: address of a Dask scheduler, "" for this machine.
        pattern: how the platform names files, "" to guess.
        again: whether submissions that are marked already are marked again.
        feedback: whether feedback pages are written.
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
    """The submissions of one assignment: marked now, unchanged, and waiting for a hand mark."""

    marked: int = 0
    unchanged: int = 0
    waiting: list[str] = field(default_factory=list)


@dataclass(slots=True)
class MarkingOutcome:
    """The outcome of a marking, filled while it runs."""

    assignments: dict[str, AssignmentTally] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def needs_person(self) -> bool:
        """Whether anything is left for a person to do."""
        return any(tally.waiting for tally in self.assignments.values()) or any(
            problem.needs_person for problem in self.problems
        )
