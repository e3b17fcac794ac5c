"""Check the course for authors, and report every fault at once.

Each module guards against one sort of fault and returns all it finds; none changes a file, but
for ``pairs.accept``.
"""

from __future__ import annotations

from maitrise.base.errors import CourseError, Fault
from maitrise.check.banks import faults_of_banks
from maitrise.check.case_wording import faults_of_case_wording
from maitrise.check.cases import faults_of_cases
from maitrise.check.cast import faults_of_cast
from maitrise.check.catalogue import faults_of_catalogue
from maitrise.check.completion import faults_of_completion
from maitrise.check.coverage import faults_of_coverage
from maitrise.check.data import faults_of_data
from maitrise.check.documents import faults_of_documents
from maitrise.check.guessing import faults_of_guessing
from maitrise.check.lesson_pages import faults_of_pages
from maitrise.check.lessons import faults_of_lessons
from maitrise.check.minutes import faults_of_minutes
from maitrise.check.options import faults_of_options
from maitrise.check.pairs import faults_of_pairs
from maitrise.check.parts import faults_of_parts
from maitrise.check.reading import faults_of_reading
from maitrise.check.scenarios import faults_of_scenarios
from maitrise.check.terms import faults_of_terms

_CHECKS = (
    faults_of_banks,
    faults_of_cases,
    faults_of_case_wording,
    faults_of_cast,
    faults_of_catalogue,
    faults_of_completion,
    faults_of_coverage,
    faults_of_data,
    faults_of_documents,
    faults_of_guessing,
    faults_of_pages,
    faults_of_lessons,
    faults_of_minutes,
    faults_of_options,
    faults_of_pairs,
    faults_of_parts,
    faults_of_reading,
    faults_of_scenarios,
    faults_of_terms,
)

__all__ = ["check_course"]


def check_course() -> list[Fault]:
    """Every fault of the course's data, interface and lessons, sorted by file."""
    faults: set[Fault] = set()
    for check in _CHECKS:
        try:
            faults.update(check())
        except CourseError as error:  # a file that cannot be read is told once, as it is
            faults.update(error.faults)
    return sorted(faults)
