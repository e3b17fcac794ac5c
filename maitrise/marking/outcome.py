"""What a marking came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from maitrise.marking.problem import Problem


@dataclass(slots=True)
class AssignmentTally:
    """How one assignment stands after a marking."""

    marked: int = 0
    unchanged: int = 0
    waiting: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What a marking came to."""

    assignments: dict[str, AssignmentTally] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def needs_person(self) -> bool:
        """Whether anything is left for a person to do."""
        return any(each.waiting for each in self.assignments.values()) or any(
            problem.needs_person for problem in self.problems
        )
