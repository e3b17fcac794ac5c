"""The rule of each lesson in a learning platform names a quiz that its bank has."""

from __future__ import annotations

from maitrise.base.errors import CourseError, Fault
from maitrise.course import lessons
from maitrise.publish.lms.rule import completion_rule


def faults_of_completion() -> list[Fault]:
    """Every lesson whose ``completion`` names a quiz that its bank lacks."""
    faults: list[Fault] = []
    for lesson in lessons().values():
        if lesson.is_written:
            try:
                completion_rule(lesson.id, pass_mark=100)
            except CourseError as error:
                # What is wrong with the bank itself is told by the check of banks.
                faults += [each for each in error.faults if each.place.endswith("completion")]
    return faults
