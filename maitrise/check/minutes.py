"""The minutes that a lesson announces, against what its words and questions take.

The rule and its figures are in ``course/targets.toml``. Words of prose are read at a steady pace;
questions, figures and labs each take their time; the sum is rounded up. Questions of a quiz called
``practice`` are optional: a lesson may count them or say that it does not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from maitrise.check.lesson_pages import LessonPage, lesson_pages
from maitrise.check.lessons import only_call
from maitrise.check.targets import MinutesRule, targets
from maitrise.course import Lesson, bank
from maitrise.errors import CourseError, Fault

OPTIONAL = "practice"
_TIMED_OTHERWISE = ("lesson", "question", "quiz", "sources")


def faults_of_minutes() -> list[Fault]:
    """Every lesson that takes longer, or less long, than it says."""
    rule = targets().minutes
    if rule is None:
        return []
    return [fault for page in lesson_pages() for fault in _page(page, rule)]


def _page(page: LessonPage, rule: MinutesRule) -> Iterator[Fault]:
    if not isinstance(page.lesson, Lesson):
        return
    try:
        whole, without = measured(page, rule)
    except CourseError:
        return  # told by the check of banks
    said = page.lesson.minutes
    if min(abs(said - whole), abs(said - without)) > rule.within:
        optional = f", {without} without its optional practice" if without != whole else ""
        problem = f"it says {said} minutes, and takes {whole}{optional}"
        yield page.fault(None, problem, "Mend the minutes in course/lessons.toml and in the page")


def measured(page: LessonPage, rule: MinutesRule) -> tuple[int, int]:
    """The minutes of a page: all of it, and without its optional practice.

    Raises:
        CourseError: the lesson's bank cannot be read.
    """
    words = sum(
        any(letter.isalnum() for letter in word)
        for cell in page.cells
        for word in cell.prose.split()
    )
    read = bank(page.lesson.id)
    practice = read.quizzes.get(OPTIONAL)
    left_out = set(practice.questions) if practice else set()
    times = {name: rule.question[each.kind] for name, each in read.questions.items()}
    calls = [only_call(cell.source) for cell in page.cells if cell.kind == "code"]
    shown = [call.what for call in calls if call and call.what not in _TIMED_OTHERWISE]
    base = words / rule.words_a_minute + sum(rule.longer.get(each, rule.figure) for each in shown)
    whole = base + sum(times.values())
    without = base + sum(time for name, time in times.items() if name not in left_out)
    return _rounded(whole, rule), _rounded(without, rule)


def _rounded(minutes: float, rule: MinutesRule) -> int:
    return math.ceil(minutes / rule.rounded_up_to) * rule.rounded_up_to
