"""Banks beyond one file: every bank reads, and what it names exists in the course."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.cases.files import case_ids
from maitrise.check.coverage import revealed_by
from maitrise.check.data import if_readable
from maitrise.course import bank, competencies, lessons, misconceptions, onboarding_paths, sources
from maitrise.kinds import Bank

_Table = Callable[[], Mapping[str, Any]]


def faults_of_banks() -> list[Fault]:
    """Every fault of every question bank, and every name that leads nowhere in the lists."""
    faults = [*_without_bank(), *_paths(), *_competencies()]
    homes: dict[str, str] = {}
    for path in sorted((course_folder() / "questions").glob("*.toml")):
        file = shown_path(path)
        try:
            read = bank(path.stem)
        except CourseError as error:
            faults += error.faults
            continue
        faults += _named(read, file)
        for name in read.questions:
            if name in homes:
                problem = f"the id also stands in {homes[name]}"
                faults.append(Fault(file, f"question {name}", problem, "Give it an id of its own"))
            homes.setdefault(name, file)
    return faults


def _without_bank() -> Iterator[Fault]:
    """Written lessons without a bank, whose page could not open."""
    for lesson in (if_readable(lessons) or {}).values():
        path = course_folder() / "questions" / f"{lesson.id}.toml"
        if lesson.is_written and not path.exists():
            remedy = f'Create it with lesson = "{lesson.id}" and its questions'
            yield Fault(shown_path(path), "", "this lesson has no question bank", remedy)


def _named(read: Bank, file: str) -> Iterator[Fault]:
    """Competencies, references and lessons that a bank names but the course does not have."""
    known = if_readable(lessons)
    if known is not None and read.lesson not in known:
        remedy = "Add the lesson to course/lessons.toml, or rename the file"
        yield Fault(file, "", f"no lesson is called {read.lesson!r}", remedy)
    for question in read.questions.values():
        place = f"question {question.id}"
        yield from unknown_names((question.competency,), competencies, "competency", file, place)
        yield from unknown_names(question.sources, sources, "source", file, place)
        if if_readable(misconceptions):  # a course may do without
            named = tuple(revealed_by(question))
            yield from unknown_names(named, misconceptions, "misconception", file, place)


def _paths() -> Iterator[Fault]:
    file = shown_path(course_folder() / "paths.toml")
    for path in (if_readable(onboarding_paths) or {}).values():
        yield from unknown_names(path.lessons, lessons, "lesson", file, f"path {path.id}")
        cases = case_ids()
        for name in path.cases if cases else ():
            if name not in cases:
                remedy = f"Use one of: {', '.join(cases)}"
                yield Fault(file, f"path {path.id}", f"there is no case {name!r}", remedy)


def _competencies() -> Iterator[Fault]:
    file = shown_path(course_folder() / "competencies.toml")
    for competency in (if_readable(competencies) or {}).values():
        yield from unknown_names(
            competency.lessons, lessons, "lesson", file, f"competency {competency.id}"
        )


def unknown_names(
    names: Iterable[str], table: _Table, what: str, file: str, place: str
) -> Iterator[Fault]:
    """A fault for each name that a table of the course lacks; none if the table is unreadable."""
    known = if_readable(table)
    if known is None:
        return
    files = {"lesson": "lessons", "competency": "competencies", "source": "sources"}
    files["misconception"] = "misconceptions"
    for name in names:
        if name not in known:
            remedy = f"Use one of course/{files[what]}.toml"
            yield Fault(file, place, f"no {what} is called {name!r}", remedy)
