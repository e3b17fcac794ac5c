"""The minutes that a lesson announces, against what its words and questions take.

The rule and its figures are in ``course/targets.toml``. Words of prose are read at a steady pace;
questions, figures and labs each take their time; the sum is rounded up. Questions of a quiz called
``practice`` are optional: a lesson may count them or say that it does not. The sittings of a long
lesson are ``maitrise.check.parts``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maitrise.base.errors import CourseError, Fault
from maitrise.check.coverage import readable_banks
from maitrise.check.lesson_pages import LessonPage, PageCell, lesson_pages
from maitrise.check.lessons import only_call
from maitrise.course import Lesson, bank
from maitrise.course.targets import MinutesRule, targets
from maitrise.kinds import Bank

OPTIONAL = "practice"
_TIMED_OTHERWISE = ("lesson", "sources")


@dataclass(frozen=True, slots=True)
class CellTime:
    """The minutes that a cell takes, those of optional practice separately."""

    cell: PageCell
    needed: float = 0
    optional: float = 0


def faults_of_minutes() -> list[Fault]:
    """Every lesson that takes more or fewer minutes than it announces."""
    rule = targets().minutes
    if rule is None:
        return []
    faults = [fault for page in lesson_pages() for fault in _page(page, rule)]
    asked = {
        question.kind for read in readable_banks().values() for question in read.questions.values()
    }
    for kind in sorted(asked - set(rule.question)):
        problem, remedy = f"question has no minutes for {kind!r}", f"Add {kind} = …"
        faults.append(Fault("course/targets.toml", "minutes", problem, remedy))
    return faults


def _page(page: LessonPage, rule: MinutesRule) -> Iterator[Fault]:
    if not isinstance(page.lesson, Lesson):
        return
    try:
        whole, without = measured_minutes(page, rule)
    except CourseError:
        return  # told by the check of banks
    said = page.lesson.minutes
    if min(abs(said - whole), abs(said - without)) > rule.within:
        optional = f", {without} without its optional practice" if without != whole else ""
        problem = f"it says {said} minutes, and takes {whole}{optional}"
        yield page.fault(None, problem, "Mend the minutes in course/lessons.toml and in the page")


def measured_minutes(page: LessonPage, rule: MinutesRule) -> tuple[int, int]:
    """The minutes of a page, rounded up: all of it, and without its optional practice.

    Raises:
        CourseError: the lesson's bank cannot be read.
    """
    times = cell_times(page, rule)
    without = sum(time.needed for time in times)
    return _rounded(without + sum(time.optional for time in times), rule), _rounded(without, rule)


def cell_times(page: LessonPage, rule: MinutesRule) -> list[CellTime]:
    """The minutes of each cell of a page, in order.

    Raises:
        CourseError: the lesson's bank cannot be read.
    """
    read = bank(page.lesson.id)
    return [_timed(cell, read, rule) for cell in page.cells]


def _timed(cell: PageCell, read: Bank, rule: MinutesRule) -> CellTime:
    words = sum(any(letter.isalnum() for letter in word) for word in cell.prose.split())
    call = only_call(cell.source) if cell.kind == "code" else None
    if call is None:
        return CellTime(cell, words / rule.words_a_minute)
    if call.what == "quiz":
        asked = [name for quiz in call.names for name in _questions(read, str(quiz))]
        time = _answering(asked, read, rule)
        return CellTime(cell, optional=time) if OPTIONAL in call.names else CellTime(cell, time)
    if call.what == "question":
        return CellTime(cell, _answering(map(str, call.names), read, rule))
    if call.what in _TIMED_OTHERWISE:
        return CellTime(cell)
    return CellTime(cell, rule.longer.get(call.what, rule.figure))


def _questions(read: Bank, quiz: str) -> tuple[str, ...]:
    return read.quizzes[quiz].questions if quiz in read.quizzes else ()


def _answering(names: Iterable[str], read: Bank, rule: MinutesRule) -> float:
    known = (read.questions[name] for name in names if name in read.questions)
    return sum(rule.question.get(question.kind, 0) for question in known)


def _rounded(minutes: float, rule: MinutesRule) -> int:
    return math.ceil(minutes / rule.rounded_up_to) * rule.rounded_up_to
