"""A cohort: its folder, its settings and its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import Path

from maitrise.base.errors import CourseError, WrongCallError, shown_path
from maitrise.base.moments import computer_zone
from maitrise.base.text import Language, said, say
from maitrise.base.toml import fault
from maitrise.cases.files import case_ids
from maitrise.cohort.person import Person, read_people
from maitrise.cohort.places import cohort_folder, cohort_names
from maitrise.cohort.settings import SETTINGS, CohortSettings, LatePolicy, read_settings
from maitrise.course import OnboardingPath, onboarding_paths, paths_with

GRADEBOOK = "gradebook.db"


@dataclass(frozen=True, slots=True)
class Cohort:
    """A cohort folder, its settings and its people."""

    folder: Path
    settings: CohortSettings
    people: Mapping[str, Person]

    @property
    def title(self) -> str:
        """The title that the trainer gave, or the folder's name."""
        return self.settings.title or self.folder.name

    @property
    def zone(self) -> tzinfo:
        """The time zone of the class: days, and times without a zone, are in it."""
        return self.settings.zone or computer_zone()

    def today(self) -> date:
        """Today's date in the time zone of the class."""
        return datetime.now(self.zone).date()

    @property
    def database(self) -> str:
        """The address of the gradebook."""
        return self.settings.gradebook or f"sqlite:///{self.folder / GRADEBOOK}"

    @property
    def paths(self) -> Mapping[str, OnboardingPath]:
        """The onboarding paths: the course's, and those that ``paths.toml`` here adds.

        Raises:
            CourseError: ``paths.toml`` has faults, or names a case that there is not.
        """
        path = self.folder / "paths.toml"
        paths, cases = paths_with(path), case_ids()
        faults = [
            fault(shown_path(path), f"path {each.id}", said("paths.no-case", case=repr(case)),
                  said("paths.no-case.remedy", known=", ".join(cases)))
            for each in paths.values()
            for case in each.cases
            if each.id not in onboarding_paths() and cases and case not in cases
        ]  # fmt: skip
        if faults:
            raise CourseError(faults)
        return paths

    @property
    def late(self) -> LatePolicy:
        """The penalty for handing in late."""
        return self.settings.late

    def as_of_now(self) -> Cohort:
        """The same cohort with its roster read again.

        Raises:
            WrongCallError: the list was changed by hand into something that cannot be used.
        """
        return replace(self, people=read_people(self.folder, self.settings.language))

    def due(self, assignment: str) -> datetime | None:
        """When an assignment (``payroll-fr``) is due, in UTC: its own date, else its case's."""
        due = self.settings.due
        return due.get(assignment) or due.get(assignment.rpartition("-")[0])


def open_cohort(name: str, language: Language = "en") -> Cohort:
    """Open a cohort by name or path.

    Args:
        name: as on the command line: a bare name, or a path with a slash.
        language: of the messages.

    Raises:
        WrongCallError: there is none, or one of its files cannot be used.
    """
    folder = cohort_folder(name, language)
    if not (folder / SETTINGS).exists():
        known = ", ".join(cohort_names()) or "—"
        raise WrongCallError(say("cohort.none", language, name=name, folder=folder, known=known))
    settings = read_settings(folder, language)
    return Cohort(folder, settings, read_people(folder, settings.language, language))
