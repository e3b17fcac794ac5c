"""A cohort: an nbgrader course folder, outside the repository, with the people of one class."""

from maitrise.cohort.cohort import Cohort, open_cohort
from maitrise.cohort.creation import create_cohort
from maitrise.cohort.enrolment import add_people
from maitrise.cohort.person import Person
from maitrise.cohort.settings import CohortSettings, LatePolicy

__all__ = [
    "Cohort",
    "CohortSettings",
    "LatePolicy",
    "Person",
    "add_people",
    "create_cohort",
    "open_cohort",
]
