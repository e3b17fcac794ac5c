"""Whose work is older than it may be kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from maitrise.cohort import Cohort, Person


def last_seen_before(cohort: Cohort, day: date) -> list[tuple[Person, date]]:
    """The people who last handed in or answered before a day, with their last day.

    Whoever did nothing is dated by the day that the cohort was created.
    """
    days: dict[str, list[date]] = {learner: [] for learner in cohort.people}
    for marked in cohort.marks():
        if marked.learner in days:
            days[marked.learner].append(marked.handed_in_at.date())
    for learner, found in days.items():
        found += _days(cohort.record(learner))
    last = {learner: max(found, default=cohort.settings.created) for learner, found in days.items()}
    return [(cohort.people[each], at) for each, at in last.items() if at < day]


def _days(statements: list[dict[str, Any]]) -> Iterator[date]:
    for each in statements:
        try:
            yield date.fromisoformat(str(each.get("timestamp"))[:10])
        except ValueError:
            continue
