"""Reading the files of the course: each once, every fault of a file at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.structure import converter, structure
from maitrise.base.structure_faults import numbered
from maitrise.base.text import said
from maitrise.base.toml import fault, read_toml

T = TypeVar("T")
P = ParamSpec("P")

_READ: dict[tuple[Any, ...], Any] = {}


def read_once(read: Callable[P, T]) -> Callable[P, T]:
    """Have a function that reads a file of the course read it once, and again in another course.

    What it returns is shared, and so must not be changed; what it raises is raised each time.
    """

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        where = os.environ.get("MAITRISE_COURSE"), Path.cwd()  # what names the course's folder
        key = (read, where, args, tuple(kwargs.items()))
        if key not in _READ:
            _READ[key] = read(*args, **kwargs)
        found: T = _READ[key]
        return found

    return reading


def forget_course() -> None:
    """Have every file of the course read anew; for whoever changes one while running."""
    _READ.clear()


def read_table(name: str, table: str, cls: type[T]) -> Mapping[str, T]:
    """The ``[[table]]`` entries of a file of the course, by id, in the author's order.

    Raises:
        CourseError: every fault found in it.
    """
    return read_table_of(course_folder() / name, table, cls)


def read_table_of(path: Path, table: str, cls: type[T]) -> Mapping[str, T]:
    """The same from any file.

    Raises:
        CourseError: every fault found in it.
    """
    file = shown_path(path)
    made = converter()
    values: dict[str, T] = {}
    faults: list[Fault] = []
    written = read_toml(path).get(table, [])
    if not isinstance(written, list) or not all(isinstance(entry, dict) for entry in written):
        problem, remedy = said("toml.no-tables"), said("toml.no-tables.remedy", table=table)
        raise CourseError([fault(file, table, problem, remedy)])
    for position, raw in enumerate(written, start=1):
        place = f"{table} {raw['id']}" if raw.get("id") else numbered(table, position)
        read = structure(made, raw, cls, file, place)
        if isinstance(read, list):
            faults += read
        elif raw["id"] in values:
            problem, remedy = said("toml.twice"), said("toml.twice.remedy")
            faults.append(fault(file, place, problem, remedy))
        else:
            values[raw["id"]] = read
    if faults:
        raise CourseError(faults)
    return values
