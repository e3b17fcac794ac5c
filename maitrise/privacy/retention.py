"""Find the people whose data is older than it may be kept."""

from __future__ import annotations

from datetime import date

from maitrise.base.text import Language
from maitrise.cohort import Cohort, Person
from maitrise.cohort.facts import marked_submissions
from maitrise.marking.record_upkeep import last_days
from maitrise.marking.upkeep import current_facts


def last_seen_before(cohort: Cohort, day: date, language: Language) -> list[tuple[Person, date]]:
    """The people who last handed in or answered before a day, with their last day.

    For people who did nothing, the day that the cohort was created counts.

    Args:
        language: of the messages.

    Raises:
        BusyError: another command is working on this cohort.
    """
    with current_facts(cohort, language) as (cohort, database):
        last = last_days(database)
        for submission in marked_submissions(database):
            if submission.handed_in:
                known = last.get(submission.learner, date.min)
                last[submission.learner] = max(
                    known, submission.handed_in.astimezone(cohort.zone).date()
                )
    seen = ((person, last.get(name, cohort.settings.created)) for name, person in
            cohort.people.items())  # fmt: skip
    return [(person, at) for person, at in seen if at < day]
