"""The tables that a course is made of, each read whole: a fault in one is told, and told once.

The other checks go without a table that cannot be read, so that its fault does not hide theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from maitrise.base.errors import CourseError, Fault
from maitrise.course import (
    competencies,
    lessons,
    misconceptions,
    onboarding_paths,
    reference_pages,
    sources,
)
from maitrise.course.glossary import glossary
from maitrise.figures.deliverables import catalogue
from maitrise.figures.involvement import involvements
from maitrise.figures.project_tasks import project_tasks
from maitrise.figures.roles import role_book

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
)


def faults_of_data() -> list[Fault]:
    """Every fault of the lists, roles and tables of the course."""
    faults: list[Fault] = []
    for read in _TABLES:
        try:
            read()
        except CourseError as error:
            faults += error.faults
    return faults


def if_readable(read: Callable[[], Mapping[str, T]]) -> Mapping[str, T] | None:
    """A table by id; None when it cannot be read, which ``faults_of_data`` tells."""
    try:
        return read()
    except CourseError:
        return None
