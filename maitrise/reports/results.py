"""Turn a cohort's facts into tables; every report reads only these.

``payroll-fr`` and ``payroll-en`` are one case here, with a column for the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maitrise.base.text import Language, Text
from maitrise.cases import case_file, case_ids, read_case
from maitrise.cohort import Cohort
from maitrise.cohort.database import Database
from maitrise.course import OnboardingPath
from maitrise.kinds import Question
from maitrise.marking.upkeep import current_facts
from maitrise.reports.record_tables import read_gains, read_lessons, read_plays
from maitrise.reports.submission_tables import (
    attempts_and_cells,
    mistakes_of,
    read_facts,
    read_submissions,
)

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a cohort, as tables.

    Attributes:
        title: the cohort's.
        cases: title and maximum of each case that anyone handed in, by id.
        questions: what those cases ask, by case and question.
        paths: the onboarding paths by profile.
        people: ``learner name email language profile``.
        attempts: ``learner case language handed_in points maximum penalty share waiting``, a row
            a submission, moments by the class's clocks; points after the late penalty, hand marks
            in; ``share`` is 0 to 1.
        cells: ``learner case language cell question competency points maximum waiting``, a row a
            graded cell, in the order in which the case asks; before the late penalty.
        answers: ``learner case question item verdict misconception``, a row a part of an answer
            that was wrong or partly so.
        lessons: ``learner lesson answered began finished``, a row a lesson touched, ISO moments.
        gains: ``learner positioning exit gain``, shares of the points; empty where not taken.
        plays: ``learner scenario ending at``, a row a play of a simulation that came to its end.
    """

    title: str
    cases: Mapping[str, tuple[Text, float]]
    questions: Mapping[tuple[str, str], Question]
    paths: Mapping[str, OnboardingPath]
    people: pd.DataFrame
    attempts: pd.DataFrame
    cells: pd.DataFrame
    answers: pd.DataFrame
    lessons: pd.DataFrame
    gains: pd.DataFrame
    plays: pd.DataFrame

    @property
    def names(self) -> Mapping[str, str]:
        """Each person's name by id."""
        return dict(zip(self.people["learner"], self.people["name"], strict=True))

    def case_title(self, case: str, language: Language) -> str:
        """The title of a case; its id if the course no longer has it."""
        return self.cases[case][0].said_in(language) if case in self.cases else case


def read_results(cohort: Cohort) -> Results:
    """Read the results of a cohort, without people who left the roster.

    For callers that write nothing: see :func:`~maitrise.marking.upkeep.current_facts`.

    Raises:
        BusyError: another command is working on this cohort.
        DatabaseError: the gradebook cannot be read.
    """
    with current_facts(cohort, cohort.settings.language) as (now, database):
        return results_from(now, database)


def results_from(cohort: Cohort, database: Database) -> Results:
    """Make the tables of a cohort whose facts are up to date; see :class:`Results`."""
    import pandas as pd

    people = list(cohort.people.values())
    roster = pd.DataFrame(
        [(person.id, person.name, person.email, person.language, person.profile)
         for person in people],
        columns=["learner", "name", "email", "language", "profile"],
    )  # fmt: skip
    submissions = read_submissions(database, sorted(cohort.people), cohort.zone)
    facts = read_facts(database)
    handed_in = {submission.case for submission in submissions}
    cases = {name: read_case(case_file(name)) for name in case_ids() if name in handed_in}
    attempts, cells = attempts_and_cells(submissions, facts, cases, sorted(cohort.people))
    return Results(
        cohort.title,
        {name: (case.title, case.points) for name, case in cases.items()},
        {
            (name, question.id): question
            for name, case in cases.items()
            for question in case.questions.values()
        },
        cohort.paths,
        roster,
        attempts,
        cells,
        mistakes_of(submissions, facts, sorted(cohort.people)),
        read_lessons(database, cohort.people, cohort.zone),
        read_gains(database, cohort.people),
        read_plays(database, cohort.people, cohort.zone),
    )
