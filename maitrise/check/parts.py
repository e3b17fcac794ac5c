"""Check the parts of a long lesson: their minutes, announced at its top and at each stop.

Stops a table of parts that no longer adds up, a stopping place that has lost its next part, and
minutes that the words and questions of a part have outgrown. Ignores whether the place is well
chosen. The rule by which minutes are measured is ``maitrise.check.minutes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.typography import french_spaces
from maitrise.check.data import if_readable
from maitrise.check.lesson_pages import LessonPage, PageCell, lesson_pages
from maitrise.check.minutes import CellTime, cell_times
from maitrise.course import Lesson, LessonPart, lessons
from maitrise.course.targets import MinutesRule, targets

_LEVEL_2 = re.compile(r"^## ", re.MULTILINE)
_MEND = "Mend the minutes in course/lessons.toml and in the page"


def faults_of_parts() -> list[Fault]:
    """Every fault of the parts of every lesson that has some."""
    found = [
        fault for lesson in (if_readable(lessons) or {}).values() for fault in _added_up(lesson)
    ]
    for page in lesson_pages():
        if isinstance(page.lesson, Lesson) and page.lesson.parts:
            found += _page(page, page.lesson)
    return found


def _added_up(lesson: Lesson) -> Iterator[Fault]:
    together = sum(part.minutes for part in lesson.parts)
    if lesson.parts and together != lesson.minutes:
        problem = f"its parts take {together} minutes together, and it says {lesson.minutes}"
        file = shown_path(course_folder() / "lessons.toml")
        yield Fault(file, f"lesson {lesson.id}", problem, "Make them add up")


def _page(page: LessonPage, lesson: Lesson) -> Iterator[Fault]:
    starts = [_start(page, part) for part in lesson.parts]
    lost = [part for part, at in zip(lesson.parts, starts, strict=True) if at is None]
    for part in lost:
        problem = f"no section begins at the cell {part.opens}, which opens a part"
        yield page.fault(None, problem, "Name a cell that holds a heading of level 2")
    places = [at for at in starts if at is not None]
    if lost:
        return
    if places != sorted(set(places)) or places[0] != _first_section(page):
        problem = "its parts do not follow one another from the first section on"
        yield page.fault(None, problem, "List them in the order of the page")
        return
    yield from _faults_of_table(page, lesson)
    for part, at in list(zip(lesson.parts, places, strict=True))[1:]:
        yield from _faults_of_stop(page, part, page.cells[at - 1])
    rule = targets().minutes
    if rule is not None:
        yield from _minutes(page, lesson, places, rule)


def _start(page: LessonPage, part: LessonPart) -> int | None:
    for at, cell in enumerate(page.cells):
        if cell.id == part.opens and _LEVEL_2.search(cell.prose):
            return at
    return None


def _first_section(page: LessonPage) -> int | None:
    return next((at for at, cell in enumerate(page.cells) if _LEVEL_2.search(cell.prose)), None)


def _faults_of_table(page: LessonPage, lesson: Lesson) -> Iterator[Fault]:
    top = page.cells[0]
    rows = [line for line in top.prose.splitlines() if line.startswith("|")]
    for part in lesson.parts:
        if not any(_tells(row, part, page) for row in rows):
            problem = f"no row of its table tells the part “{_title(part, page)}” and its minutes"
            yield page.fault(top, problem, f"Write them there: {part.minutes} minutes")
    if lesson.practice and not any(_says(row, lesson.practice) for row in rows):
        problem = "no row of its table tells the minutes of the optional practice"
        yield page.fault(top, problem, f"Write them there: {lesson.practice} minutes")


def _faults_of_stop(page: LessonPage, part: LessonPart, cell: PageCell) -> Iterator[Fault]:
    if not _tells(cell.prose, part, page):
        problem = f"nothing says that one may stop before the part “{_title(part, page)}”"
        remedy = f"Say it in a cell of its own, with the title and the {part.minutes} minutes"
        yield page.fault(cell, problem, remedy)


def _minutes(
    page: LessonPage, lesson: Lesson, places: list[int], rule: MinutesRule
) -> Iterator[Fault]:
    try:
        times = cell_times(page, rule)
    except CourseError:
        return  # told by the check of banks
    bounds = [0, *places[1:], len(times)]  # the title is read with the first part
    for part, start, end in zip(lesson.parts, bounds[:-1], bounds[1:], strict=True):
        takes = sum(time.needed for time in times[start:end])
        if abs(takes - part.minutes) > rule.part_within:
            said = f"says {part.minutes} minutes, and takes {takes:.0f}"
            problem = f"its part “{_title(part, page)}” {said}"
            yield page.fault(None, problem, _MEND)
    yield from _practice(page, lesson, times, rule)


def _practice(
    page: LessonPage, lesson: Lesson, times: list[CellTime], rule: MinutesRule
) -> Iterator[Fault]:
    takes = sum(time.optional for time in times)
    if abs(takes - lesson.practice) > rule.part_within:
        problem = f"its optional practice says {lesson.practice} minutes, and takes {takes:.0f}"
        yield page.fault(None, problem, _MEND)


def _title(part: LessonPart, page: LessonPage) -> str:
    return part.title.said_in(page.language)


def _tells(words: str, part: LessonPart, page: LessonPage) -> bool:
    title = _title(part, page)
    return french_spaces(title) in french_spaces(words) and _says(words, part.minutes)


def _says(words: str, minutes: int) -> bool:
    return bool(re.search(rf"\b{minutes}\s+minutes\b", words))
