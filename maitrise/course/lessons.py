"""The lessons and pages of the course, their question banks and their tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from maitrise.base.errors import CourseError, shown_path
from maitrise.base.places import course_folder
from maitrise.base.structure import converter, structure
from maitrise.base.structure_faults import written
from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.base.toml import read_toml
from maitrise.course.reading import read_once, read_table
from maitrise.kinds import Bank, read_bank

T = TypeVar("T")

LESSONS = "lessons.toml"


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
class LessonPart:
    """What a learner takes in one sitting of a long lesson.

    Attributes:
        opens: the cell that holds the heading which it begins with.
    """

    opens: str
    minutes: int
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """When a lesson is complete and passed in a learning platform (LMS), where it is not as usual.

    Attributes:
        quiz: the quiz that is to be done, and whose points count; "" for the first of the bank.
        marked: whether the lesson is passed or failed by its points, or only complete.
    """

    quiz: str = ""
    marked: bool = True


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
    completion: Completion = field(default_factory=Completion)
    parts: tuple[LessonPart, ...] = field(default=(), metadata=written("part"))

    @property
    def is_written(self) -> bool:
        """Whether learners can open it."""
        return self.minutes > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizName:
    """A quiz of a lesson."""

    lesson: str
    quiz: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GainTests:
    """The two tests between which the gain is measured; None where a course has no such test.

    Attributes:
        positioning: where a learner starts from; the first answers count.
        exit: where a learner has come to; the last answers count.
    """

    positioning: QuizName | None = None
    exit: QuizName | None = None

    def by_name(self) -> Mapping[str, QuizName]:
        """Those that the course has: "positioning", "exit"."""
        named = {"positioning": self.positioning, "exit": self.exit}
        return {name: test for name, test in named.items() if test}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A section of a page, by the cell that opens it."""

    page: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What every page leads to; None where a course has no such section.

    Attributes:
        path: where a path is chosen.
        cards: the flash cards.
        record: what is kept of the learner.
    """

    path: Place | None = None
    cards: Place | None = None
    record: Place | None = None


@read_once
def lessons() -> Mapping[str, Lesson]:
    """The lessons by id, in course order, written or not."""
    return read_table(LESSONS, "lesson", Lesson)


def lesson_number(lesson: str) -> int:
    """The number that learners see: its place in the course, 0 for the page to start from.

    Not taken from the id, which stays the same when a lesson moves: answers are found by it.
    """
    return list(lessons()).index(lesson)


@read_once
def reference_pages() -> Mapping[str, Page]:
    """The pages to look things up in (the glossary) by id; none of them is a lesson."""
    return read_table(LESSONS, "page", Page)


def start_page() -> str:
    """The id of the lesson that a learner opens first."""
    return next(iter(lessons()))


@read_once
def gain_tests() -> GainTests:
    """The tests between which the gain is measured.

    Raises:
        CourseError: their table has faults.
    """
    return _table("tests", GainTests)


@read_once
def places() -> Places:
    """What every page leads to.

    Raises:
        CourseError: their table has faults.
    """
    return _table("places", Places)


def _table(name: str, cls: type[T]) -> T:
    path = course_folder() / LESSONS
    read = structure(converter(), read_toml(path).get(name, {}), cls, shown_path(path), "")
    if isinstance(read, list):
        raise CourseError(read)
    return read


@read_once
def bank(lesson: str) -> Bank:
    """The question bank of a lesson.

    Raises:
        CourseError: the bank has faults, or there is none.
    """
    return read_bank(course_folder() / "questions" / f"{lesson}.toml")


def languages_present() -> tuple[Language, ...]:
    """The languages whose pages are there: one in the kit of a class, else both."""
    return tuple(
        language for language in LANGUAGES if any((course_folder() / language).glob("*.ipynb"))
    )


def case_page(case: str, language: Language) -> str:
    """Where a graded case lies, as a page of the course in that language names it in a link.

    The same address works on the page and in JupyterLab. A case is one folder a language beside
    ``course/`` (see ``maitrise.cases.files``).
    """
    return f"../../exercises/{case}-{language}/{case}.ipynb"


def has_case(case: str, language: Language) -> bool:
    """Whether the case is here: a class may be given the course without its exercises."""
    return (course_folder() / language / case_page(case, language)).exists()
