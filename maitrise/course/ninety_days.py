"""The first ninety days in a role, one plan a profile: ``course/ninety-days.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.structure_faults import written
from maitrise.base.text import Text
from maitrise.course.paths import onboarding_paths
from maitrise.course.reading import read_once, read_table

PLANS = "ninety-days.toml"

PERIODS = ("week", "d30", "d60", "d90")
"""The first week; then up to the thirtieth, sixtieth and ninetieth day."""

KINDS = ("meet", "ask", "question", "deliver")
"""Whom to meet, what to ask for, what to ask, what to deliver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One thing to do; ticks are kept by its id."""

    id: str
    period: str
    kind: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan of a profile.

    Attributes:
        id: the profile's, of ``paths.toml``.
        note: the idea of the plan, in a sentence.
        never: by language, what not to do.
    """

    id: str
    note: Text
    never: Mapping[str, tuple[str, ...]]
    items: tuple[PlanItem, ...] = field(metadata=written("item"))


@read_once
def plans() -> Mapping[str, Plan]:
    """The plans by profile.

    Raises:
        CourseError: the file has faults: a plan without a profile, an unknown period or kind, an id
            that stands twice in a plan.
    """
    read = read_table(PLANS, "plan", Plan)
    file = shown_path(course_folder() / PLANS)
    faults = [
        Fault(file, f"plan {name}", "no path has this id", "Use one of course/paths.toml")
        for name in read
        if name not in onboarding_paths()
    ]
    for plan in read.values():
        seen: set[str] = set()
        for item in plan.items:
            place = f"plan {plan.id}, item {item.id}"
            if item.id in seen:
                faults.append(Fault(file, place, "the id stands twice", "Give each its own"))
            seen.add(item.id)
            for value, allowed in ((item.period, PERIODS), (item.kind, KINDS)):
                if value not in allowed:
                    problem, remedy = f"{value!r} is unknown", f"Use one of: {', '.join(allowed)}"
                    faults.append(Fault(file, place, problem, remedy))
    if faults:
        raise CourseError(faults)
    return read
