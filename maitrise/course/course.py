"""The course as data: its lessons, onboarding paths, competencies and references.

One value a TOML file of ``course/``; each file is read once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.structure import converter, fault, numbered, read_toml, structure, written
from maitrise.base.text import LANGUAGES, Language, Text, said
from maitrise.kinds import Bank, read_bank

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the course to look things up in: no number, no minutes, no question bank."""

    id: str
    title: Text
    summary: Text

    def notebook(self, language: Language) -> Path:
        """Its notebook in one language."""
        return course_folder() / language / f"{self.id}.ipynb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a learner takes in one sitting of a long lesson.

    Attributes:
        opens: the cell that holds the heading which it begins with.
    """

    opens: str
    minutes: int
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Page):
    """A lesson of the course.

    Attributes:
        minutes: 0 while it is not written yet.
        practice: minutes of its optional practice, where they are told apart from ``minutes``.
        parts: the sittings of a long lesson, in order; none for a lesson taken at once.
    """

    minutes: int = 0
    practice: int = 0
    parts: tuple[Part, ...] = field(default=(), metadata=written("part"))

    @property
    def is_written(self) -> bool:
        """Whether learners can open it."""
        return self.minutes > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OnboardingPath:
    """What a newcomer with one profile takes, in order."""

    id: str
    name: Text
    promise: Text
    why: Text
    lessons: tuple[str, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """One of the fifteen competencies and the level that each profile aims at."""

    id: str
    name: Text
    lessons: tuple[str, ...]
    targets: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misconception:
    """What a wrong answer reveals, and what a trainer can say about it."""

    id: str
    name: Text
    say: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A reference (R1 to R59) and how far it was read.

    Attributes:
        publisher: names, which are the same in both languages; " ;" between them.
        date: a year, or an ISO day.
        cited_by: who was read in place of the publisher.
    """

    id: str
    title: Text
    kind: str
    read: str
    supports: Text
    urls: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    cited_by: tuple[str, ...] = ()
    note: Text | None = None


def held_languages() -> tuple[Language, ...]:
    """The languages whose pages are there: one in the kit of a class, else both."""
    return tuple(each for each in LANGUAGES if any((course_folder() / each).glob("*.ipynb")))


@cache
def lessons() -> Mapping[str, Lesson]:
    """The lessons by id, in course order, written or not."""
    return _read("lessons.toml", "lesson", Lesson)


@cache
def reference_pages() -> Mapping[str, Page]:
    """The pages to look things up in (the glossary) by id; none of them is a lesson."""
    return _read("lessons.toml", "page", Page)


@cache
def onboarding_paths() -> Mapping[str, OnboardingPath]:
    """The onboarding paths by profile: the course's, then those of ``paths-*.toml`` beside it."""
    paths = dict(_read("paths.toml", "path", OnboardingPath))
    for path in sorted(course_folder().glob("paths-*.toml")):
        _add_paths(paths, path)
    return paths


def case_page(case: str, language: Language) -> str:
    """Where a graded case lies, as a page of the course in that language names it in a link.

    The same address works on the page and in JupyterLab. A case is one folder a language beside
    ``course/`` (see ``maitrise.cases.files``).
    """
    return f"../../exercises/{case}-{language}/{case}.ipynb"


def has_case(case: str, language: Language) -> bool:
    """Whether the case is here: a class may be given the course without its exercises."""
    return (course_folder() / language / case_page(case, language)).exists()


def paths_with(path: Path) -> Mapping[str, OnboardingPath]:
    """The onboarding paths of the course and those of another file, where it exists.

    Raises:
        CourseError: the file has faults, or names a path that is there already.
    """
    paths = dict(onboarding_paths())
    if path.exists():
        _add_paths(paths, path)
    return paths


def _add_paths(paths: dict[str, OnboardingPath], path: Path) -> None:
    faults = []
    for name, each in _read_file(path, "path", OnboardingPath).items():
        if name in paths:
            problem, remedy = said("paths.taken"), said("paths.taken.remedy")
            faults.append(fault(shown_path(path), f"path {name}", problem, remedy))
        for lesson in each.lessons:
            if lesson not in lessons():
                problem = said("paths.no-lesson", lesson=repr(lesson))
                remedy = said("paths.no-lesson.remedy", known=", ".join(lessons()))
                faults.append(fault(shown_path(path), f"path {name}", problem, remedy))
        paths[name] = each
    if faults:
        raise CourseError(faults)


@cache
def competencies() -> Mapping[str, Competency]:
    """The competencies by id."""
    return _read("competencies.toml", "competency", Competency)


@cache
def sources() -> Mapping[str, Source]:
    """The references by id."""
    return _read("sources.toml", "source", Source)


@cache
def misconceptions() -> Mapping[str, Misconception]:
    """The misconceptions by id; none where a course has no file of them."""
    if not (course_folder() / "misconceptions.toml").exists():
        return {}
    return _read("misconceptions.toml", "misconception", Misconception)


@cache
def bank(lesson: str) -> Bank:
    """The question bank of a lesson.

    Raises:
        CourseError: the bank has faults, or there is none.
    """
    return read_bank(course_folder() / "questions" / f"{lesson}.toml")


def _read(name: str, table: str, cls: type[T]) -> Mapping[str, T]:
    return _read_file(course_folder() / name, table, cls)


def _read_file(path: Path, table: str, cls: type[T]) -> Mapping[str, T]:
    file = shown_path(path)
    made = converter()
    values: dict[str, T] = {}
    faults: list[Fault] = []
    written = read_toml(path).get(table, [])
    if not isinstance(written, list) or not all(isinstance(each, dict) for each in written):
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
