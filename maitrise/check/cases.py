"""Cases beyond one file: every case reads, and what it names exists in the course."""

from __future__ import annotations

from collections.abc import Iterator

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.cases.files import case_file, case_ids
from maitrise.cases.model import Case
from maitrise.cases.reading import read_case
from maitrise.check.banks import unknown_names
from maitrise.course import competencies, sources


def faults_of_cases() -> list[Fault]:
    """Every fault of every case, and every name that leads nowhere in the course's lists."""
    faults: list[Fault] = []
    for name in case_ids():
        path = case_file(name)
        try:
            case = read_case(path)
        except CourseError as error:
            faults += error.faults
        else:
            faults += _named(case, shown_path(path))
    return faults


def _named(case: Case, file: str) -> Iterator[Fault]:
    for question in case.questions.values():
        place = f"question {question.id}"
        named = (question.competency,)
        yield from unknown_names(named, competencies, "competency", file, place)
        yield from unknown_names(question.sources, sources, "source", file, place)
