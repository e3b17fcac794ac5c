"""A panel of the role map: the roles, relations and words of one setting."""

from __future__ import annotations

from dataclasses import dataclass

from maitrise.base.errors import CourseError, Fault
from maitrise.base.text import Language
from maitrise.course.roles import Relation, Role, RoleBook
from maitrise.figures.course.role_map_plan import PLANS, Arrow, Box, Plan
from maitrise.figures.course.words import fixed_text, word


@dataclass(frozen=True, slots=True)
class Panel:
    """What is drawn, in which language, and how far down it starts.

    Attributes:
        stretch: how many times as long as on a telephone the lines of text may be.
    """

    language: Language
    book: RoleBook
    setting: str
    top: int
    stretch: int = 1

    @property
    def plan(self) -> Plan:
        """Where things stand in this setting."""
        return PLANS[self.setting]

    @property
    def relations(self) -> list[Relation]:
        """The relations that exist in this setting."""
        return [
            relation for relation in self.book.relations if relation.setting in ("", self.setting)
        ]

    def role(self, box: Box) -> Role | None:
        """The box's role; none for the contractors of building works."""
        return self.book.roles.get(box.role)

    def said(self, box: Box) -> tuple[str, str, str]:
        """Name, verb and few words of a box: the role's own, unless the setting changes them.

        Raises:
            CourseError: the map has a place for a role that has no card.
        """
        own = ".".join(part for part in ("map", self.setting, box.role, box.side) if part)
        texts = {}
        if role := self.role(box):
            texts = {
                own: role.short.said_in(self.language),
                f"{own}.verb": word(role.verb, self.language),
                f"{own}.does": role.does.said_in(self.language),
            }
        for key in (own, f"{own}.verb", f"{own}.does"):
            if text := fixed_text(key):
                texts[key] = text.said_in(self.language)
            elif key not in texts:
                fault = f"role {box.role!r} is missing, and the map has a place for it"
                raise CourseError([Fault("course/roles.toml", "", fault, "Write its card")])
        return texts[own], texts[f"{own}.verb"], texts[f"{own}.does"]

    def arrow(self, relation: Relation) -> Arrow:
        """The way that a relation takes.

        Raises:
            CourseError: a relation was written that the map has no way for yet.
        """
        way = self.plan.arrows.get((relation.source, relation.target, relation.side))
        if way is None:
            place = f"relation from {relation.source} to {relation.target}"
            problem = f"the map has no way for it in the setting {self.setting!r}"
            remedy = "Draw one in PLANS of maitrise/figures/course/role_map_plan.py"
            raise CourseError([Fault("course/roles.toml", place, problem, remedy)])
        return way

    def links(self, box: Box) -> list[str]:
        """What a box is to others, one an arrow: "advises → MOA"."""
        return [
            f"{relation.label.said_in(self.language)} → {self.said(self._end(relation))[0]}"
            for relation in self.relations
            if relation.source == box.role and box.side in ("", relation.side)
        ]

    def _end(self, relation: Relation) -> Box:
        return next(
            box
            for box in self.plan.boxes
            if box.role == relation.target and box.side in ("", relation.side)
        )
