"""The lanes of the life cycle: which roles, which phases, what each role does in each."""

from __future__ import annotations

from dataclasses import dataclass

from maitrise.base.text import Language
from maitrise.base.typography import NO_BREAK
from maitrise.figures.deliverables import RACI_ROLES, Catalogue
from maitrise.figures.involvement import Involvement
from maitrise.figures.roles import Role, RoleBook

_RACI = dict(zip(("moa", "amoa", "moe", "pmo-officer"), RACI_ROLES, strict=True))


@dataclass(frozen=True, slots=True)
class Lanes:
    """What is drawn, and in which language."""

    language: Language
    parts: tuple[Involvement, ...]
    book: RoleBook
    catalogue: Catalogue

    @property
    def roles(self) -> list[Role]:
        """The roles that act at all, in the order of the role cards."""
        acting = {part.role for part in self.parts}
        return [role for role in self.book.roles.values() if role.id in acting]

    def lane(self, role: str) -> int:
        """Which lane is the role's; the first is 0."""
        return [each.id for each in self.roles].index(role)

    def column(self, phase: str) -> int:
        """Which column is the phase's; the first is 1."""
        return [step.id for step in self.catalogue.steps].index(phase) + 1

    def phase_name(self, phase: str) -> str:
        """Its number and name."""
        step = self.catalogue.steps[self.column(phase) - 1]
        return f"{step.id}. {step.name.said_in(self.language)}"

    def deliverables(self, part: Involvement) -> list[str]:
        """What the role makes or answers for in that phase; only four roles have RACI letters."""
        role = _RACI.get(part.role)
        if role is None:
            return []
        return [
            f"{each.name.said_in(self.language)}{NO_BREAK}({each.letters[role]})"
            for each in self.catalogue.of_phase(part.phase)
            if each.is_done_by(role) or each.is_answered_for_by(role)
        ]
