"""What other methods and contracts call the roles, and where the comparison breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.text import Text
from maitrise.course.reading import read_once, read_table

BRIDGES = "bridges.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A method or contract that somebody may come from."""

    id: str
    name: Text
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """One comparison, approximate by nature.

    Attributes:
        system: the method or contract that says the word.
        says: the word there, the same in both languages.
        here: the nearest in France.
        breaks: where the comparison stops.
    """

    id: str
    system: str
    says: str
    here: Text
    breaks: Text


@read_once
def systems() -> Mapping[str, System]:
    """The methods and contracts by id."""
    return read_table(BRIDGES, "system", System)


@read_once
def bridges() -> Mapping[str, Bridge]:
    """The comparisons by id, in the author's order.

    Raises:
        CourseError: the file has faults, or a comparison names a system that it does not have.
    """
    read = read_table(BRIDGES, "bridge", Bridge)
    file = shown_path(course_folder() / BRIDGES)
    faults = [
        Fault(file, f"bridge {each.id}", f"no system is called {each.system!r}", "Add it above")
        for each in read.values()
        if each.system not in systems()
    ]
    if faults:
        raise CourseError(faults)
    return read
