"""Mails to people who are behind on their path, in each person's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from maitrise.base.text import Language, say
from maitrise.cases import Case, case_file, case_ids, read_case
from maitrise.cohort import Cohort, Person
from maitrise.cohort.facts import marked_submissions
from maitrise.marking.upkeep import current_facts
from maitrise.reports.wording import shown


@dataclass(frozen=True, slots=True)
class Reminder:
    """A mail.

    Attributes:
        is_late: whether something in it was due before now.
    """

    person: Person
    subject: str
    body: str
    is_late: bool


def reminders(cohort: Cohort, now: datetime, language: Language) -> tuple[Reminder, ...]:
    """A mail to everyone with cases of their path not handed in, the late ones first.

    Args:
        now: in UTC; what was due before it is late.
        language: of messages to the trainer.

    Raises:
        BusyError: another command is working on this cohort.
    """
    cases = {name: read_case(case_file(name)) for name in case_ids()}
    with current_facts(cohort, language) as (cohort, database):
        handed_in = {(one.learner, one.case) for one in marked_submissions(database)}
    made = []
    for person in cohort.people.values():
        path = cohort.paths.get(person.profile)
        wanted = path.cases if path else ()
        missing = [case for case in wanted if (person.id, case) not in handed_in and case in cases]
        if path and missing:
            lines = list(_lines(cohort, person, [cases[case] for case in missing], now))
            name, title = person.full_name, path.name.said_in(person.language)
            hello = "remind.hello" if name else "remind.hello.nameless"
            body = "\n".join(
                [
                    say(hello, person.language, name=name),
                    "",
                    say("remind.missing", person.language, path=title),
                    "",
                    *(line for line, _ in lines),
                    "",
                    say("remind.end", person.language),
                ]
            )
            subject = say("remind.subject", person.language, title=cohort.title)
            made.append(Reminder(person, subject, body, any(late for _, late in lines)))
    return tuple(sorted(made, key=lambda reminder: (not reminder.is_late, reminder.person.id)))


def _lines(
    cohort: Cohort, person: Person, missing: list[Case], now: datetime
) -> Iterator[tuple[str, bool]]:
    language = person.language
    for case in missing:
        due = cohort.due(f"{case.id}-{language}")
        title = case.title.said_in(language)
        if due is None:
            yield say("remind.case", language, title=title, minutes=case.minutes), False
            continue
        day = shown(due.astimezone(cohort.zone).date().isoformat(), "date", language)
        late = due < now
        key = "remind.case-late" if late else "remind.case-due"
        yield say(key, language, title=title, minutes=case.minutes, day=day), late
