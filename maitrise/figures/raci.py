"""The deliverables as rows of a RACI matrix, for whoever shows or filters them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maitrise.base.text import Language
from maitrise.figures.deliverables import RACI_ROLES, Catalogue, Deliverable, RaciRole, catalogue


@dataclass(frozen=True, slots=True)
class RaciRow:
    """A deliverable in one language.

    Attributes:
        phase: the id of its phase ("1" to "8", "T", "O"); ``phase_name`` is what to show.
        letters: R, A, A/R, C, I or -, by role.
        varies: whether practice varies, so that the letters are this course's convention.
    """

    id: str
    name: str
    phase: str
    phase_name: str
    letters: Mapping[RaciRole, str]
    varies: bool


def raci_rows(
    language: Language,
    phase: str | None = None,
    role: RaciRole | None = None,
    deliverables: Catalogue | None = None,
) -> tuple[RaciRow, ...]:
    """Who does what on each deliverable? Source: ``course/data/deliverables.csv`` [R49].

    Args:
        phase: only this phase; every phase when none is named.
        role: only what this role has a part in, whatever its letter; everything when none is named.
        deliverables: the course's own catalogue unless given.

    Returns:
        In the order of the phases, then of the ids.

    Raises:
        ValueError: there is no such phase or role.
    """
    deliverables = deliverables or catalogue()
    phases = {each.id: each for each in deliverables.phases}
    if phase is not None and phase not in phases:
        raise ValueError(f"there is no phase {phase!r}: use one of {', '.join(phases)}")
    if role is not None and role not in RACI_ROLES:
        raise ValueError(f"RACI has no role {role!r}: use one of {', '.join(RACI_ROLES)}")
    return tuple(
        _row(each, phases[step].name.said_in(language), language)
        for step in phases
        for each in deliverables.of_phase(step)
        if phase in (None, step) and (role is None or each.letters[role] != "-")
    )


def _row(each: Deliverable, phase_name: str, language: Language) -> RaciRow:
    name = each.name.said_in(language)
    return RaciRow(each.id, name, each.phase, phase_name, each.letters, each.mark == "V")
