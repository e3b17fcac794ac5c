"""Reading a scenario: its shape by the strict reader, then every rule of ``rules``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cattrs import Converter

from maitrise.base.errors import CourseError, MaitriseError, shown_path
from maitrise.base.files import while_unchanged
from maitrise.base.places import course_folder
from maitrise.base.structure import converter, structure
from maitrise.base.toml import read_toml
from maitrise.course.scenario.model import Scenario
from maitrise.course.scenario.rules import broken_rules


def scenario_files() -> list[Path]:
    """Every scenario of the course, by name."""
    return sorted((course_folder() / "scenarios").glob("*.toml"))


def scenario(name: str) -> Scenario:
    """A scenario of the course.

    Raises:
        CourseError: it has faults.
        MaitriseError: there is none of that name; the message lists those that there are.
    """
    for path in scenario_files():
        if path.stem == name:
            return read_scenario(path)
    known = ", ".join(path.stem for path in scenario_files()) or "none"
    raise MaitriseError(f"No scenario is called {name!r}. Known: {known}.")


@while_unchanged
def read_scenario(path: Path) -> Scenario:
    """Read a scenario and check every rule that an author can break.

    Raises:
        CourseError: with all the faults of the file at once.
    """
    raw = read_toml(path)
    file = shown_path(path)
    read = structure(_converter(), raw, Scenario, file, "")
    if isinstance(read, list):
        raise CourseError(read)
    faults = broken_rules(read, path.stem, file)
    if faults:
        raise CourseError(faults)
    return read


@cache
def _converter() -> Converter:
    return converter()
