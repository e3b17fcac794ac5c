"""Check the tables of a course; each fault is reported once.

The other checks go without a table that cannot be read, so that its fault does not hide theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from maitrise.base.errors import CourseError, Fault
from maitrise.base.places import course_folder
from maitrise.course import (
    competencies,
    gain_tests,
    lessons,
    misconceptions,
    onboarding_paths,
    places,
    reference_pages,
    sources,
)
from maitrise.course.bridges import bridges
from maitrise.course.deliverables import catalogue
from maitrise.course.glossary import glossary
from maitrise.course.ninety_days import plans
from maitrise.course.organisation import seats
from maitrise.course.project_tasks import project_tasks
from maitrise.course.role_parts import acts, duties, involvements
from maitrise.course.roles import role_book
from maitrise.course.targets import targets

T = TypeVar("T")

_TABLES: tuple[Callable[[], object], ...] = (
    lessons,
    reference_pages,
    onboarding_paths,
    competencies,
    sources,
    misconceptions,
    role_book,
    catalogue,
    involvements,
    project_tasks,
    glossary,
    gain_tests,
    places,
    targets,
)


# What a course may do without, by file.
_OPTIONAL: Mapping[str, Callable[[], object]] = {
    "data/pmo-duties.csv": duties,
    "data/acceptance.csv": acts,
    "data/organisation.csv": seats,
    "bridges.toml": bridges,
    "ninety-days.toml": plans,
}


def faults_of_data() -> list[Fault]:
    """Every fault of the lists, roles and tables of the course."""
    faults: list[Fault] = []
    folder = course_folder()
    optional = (read for name, read in _OPTIONAL.items() if (folder / name).exists())
    for read in (*_TABLES, *optional):
        try:
            read()
        except CourseError as error:
            faults += error.faults
    return faults


def if_readable(read: Callable[[], Mapping[str, T]]) -> Mapping[str, T] | None:
    """A table by id; None if it cannot be read, which ``faults_of_data`` reports."""
    try:
        return read()
    except CourseError:
        return None
