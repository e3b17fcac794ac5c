"""The roles and their relations, read from ``course/roles.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from cattrs import Converter

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.structure import converter, structure
from maitrise.base.structure_faults import written
from maitrise.base.text import Text
from maitrise.base.toml import read_toml
from maitrise.course.reading import read_once

T = TypeVar("T")

SHAPES = {
    "circle": "●",
    "cross": "✚",
    "diamond": "◆",
    "hexagon": "⬢",
    "square": "■",
    "star": "★",
    "triangle-down": "▼",
    "triangle-right": "►",
    "triangle-up": "▲",
}
"""The shapes that a role may have, as characters that the usual fonts hold."""

VERBS = ("decides", "advises", "builds", "monitors")
KINDS = ("helps", "reports", "contract", "informs")
SETTINGS = ("it", "works")
CONTRACTORS = "contractors"
"""The firms that build in building works: a party to relations, not a role of the course."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role card.

    Attributes:
        symbol: its shape, a key of ``SHAPES``; colour is never the only signal.
        does: the few words in its box on the map.
        never: what it never does.
    """

    id: str
    colour: str
    verb: str
    symbol: str
    name: Text
    short: Text
    does: Text
    mission: Text
    deliverables: Text
    horizon: Text
    reports_to: Text
    never: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An arrow from one role to another.

    Attributes:
        side: the side ("moa", "moe") of a project manager at either end.
        setting: "it" or "works" when it exists there only.
    """

    source: str = field(metadata=written("from"))
    target: str = field(metadata=written("to"))
    kind: str
    label: Text
    side: str = ""
    setting: str = ""


@dataclass(frozen=True, slots=True)
class RoleBook:
    """The roles by id, in the order of the file, and what ties them together."""

    roles: Mapping[str, Role]
    relations: tuple[Relation, ...]

    @property
    def symbols(self) -> dict[str, str]:
        """The shape of each role."""
        return {role.id: role.symbol for role in self.roles.values()}


@read_once
def role_book() -> RoleBook:
    """The course's own roles, read once."""
    return read_roles(course_folder() / "roles.toml")


def read_roles(path: Path) -> RoleBook:
    """The roles of a file.

    Raises:
        CourseError: every fault found in it.
    """
    file = shown_path(path)
    raw = read_toml(path)
    made = converter()
    faults: list[Fault] = []
    roles = _read_each(made, raw, "role", Role, file, faults)
    relations = _read_each(made, raw, "relation", Relation, file, faults)
    for name in sorted(set(raw) - {"role", "relation"}):
        faults.append(Fault(file, "", f"unknown table {name!r}", "Use [[role]] or [[relation]]"))
    if not faults:  # a card that cannot be read would make every relation to it look wrong
        faults = [*_role_faults(roles, file), *_relation_faults(relations, roles, file)]
    if faults:
        raise CourseError(faults)
    return RoleBook({role.id: role for role in roles}, tuple(relations))


def _read_each(
    made: Converter, raw: dict[str, Any], table: str, cls: type[T], file: str, faults: list[Fault]
) -> list[T]:
    values = []
    for position, entry in enumerate(raw.get(table, []), start=1):
        place = f"{table} {entry.get('id') or f'number {position}'}"
        read = structure(made, entry, cls, file, place)
        if isinstance(read, list):
            faults += read
        else:
            values.append(read)
    return values


def _role_faults(roles: list[Role], file: str) -> list[Fault]:
    faults: list[Fault] = []
    for position, role in enumerate(roles):
        place = f"role {role.id}"
        others = roles[:position]
        if not re.fullmatch("#[0-9A-Fa-f]{6}", role.colour):
            faults.append(Fault(file, place, f"colour is {role.colour!r}", "Write it as #rrggbb"))
        faults += _not_one_of(role.verb, VERBS, "verb", file, place)
        faults += _not_one_of(role.symbol, SHAPES, "symbol", file, place)
        for name in ("id", "colour", "symbol"):
            value = getattr(role, name)
            if value in [getattr(other, name) for other in others]:
                remedy = f"Give each role a {name} of its own"
                faults.append(Fault(file, place, f"{name} {value!r} stands twice", remedy))
    return faults


def _relation_faults(relations: list[Relation], roles: list[Role], file: str) -> list[Fault]:
    known = [*(role.id for role in roles), CONTRACTORS]
    faults = []
    for relation in relations:
        place = f"relation from {relation.source} to {relation.target}"
        faults += _not_one_of(relation.source, known, "from", file, place)
        faults += _not_one_of(relation.target, known, "to", file, place)
        faults += _not_one_of(relation.kind, KINDS, "kind", file, place)
        faults += _not_one_of(relation.side, ("moa", "moe", ""), "side", file, place)
        faults += _not_one_of(relation.setting, (*SETTINGS, ""), "setting", file, place)
    return faults


def _not_one_of(
    value: str,
    allowed: Mapping[str, str] | list[str] | tuple[str, ...],
    key: str,
    file: str,
    place: str,
) -> list[Fault]:
    if value in allowed:
        return []
    names = ", ".join(name for name in allowed if name)
    return [Fault(file, place, f"{key} is {value!r}", f"Use one of: {names}")]
