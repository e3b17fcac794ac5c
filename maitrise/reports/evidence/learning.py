"""What learners' work shows: positioning, advice, results by objective, follow-up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maitrise.base.text import Language, say
from maitrise.cohort import Person
from maitrise.course import competencies, gain_tests, lessons
from maitrise.learner.mastery import advised_lessons
from maitrise.reports.bars import FEW
from maitrise.reports.evidence.piece import (
    EvidenceTable,
    Missing,
    Piece,
    ShownPeople,
    first_and_last,
    missing_piece,
)
from maitrise.reports.passing import Attainment
from maitrise.reports.record_tables import TestTaken
from maitrise.reports.results import Results
from maitrise.reports.section import Value
from maitrise.reports.wording import profile_name


@dataclass(frozen=True, slots=True)
class ClassWork:
    """What the pieces are made from.

    Attributes:
        people: in the order of the tables.
        recorded: who handed in a learning record.
        tests: by learner, then by test ("positioning", "exit").
    """

    people: tuple[Person, ...]
    named: ShownPeople
    found: Results
    attained: Mapping[str, Attainment]
    recorded: Collection[str]
    tests: Mapping[str, Mapping[str, TestTaken]]

    def path_name(self, person: Person, language: Language) -> str:
        """The path of a person in words."""
        return profile_name(person.profile, self.found.paths, language)


def positioning(work: ClassWork, language: Language) -> Piece:
    """The positioning test of everyone who handed in a record with it."""
    taken = {person.id: tested for person in work.people
             if (tested := work.tests[person.id].get("positioning"))}  # fmt: skip
    measured = sorted({name for test in taken.values() for name in test.result.shares})
    rows: list[tuple[Value, ...]] = []
    for person in work.people:
        tested = taken.get(person.id)
        if tested:
            result = tested.result
            rows.append(
                (*work.named.who(person.id), work.path_name(person, language), *tested.days,
                 tested.answered, tested.asked, result.points, result.maximum,
                 result.points / result.maximum if result.maximum else None)
            )  # fmt: skip
    table = EvidenceTable(
        {"learner": "text", "name": "text", "path": "text", "test-from": "date",
         "test-to": "date", "answered": "whole", "questions": "whole", "points": "number",
         "maximum": "number", "share": "share"},
        rows,
    )  # fmt: skip
    shares = EvidenceTable(
        {"learner": "text", "name": "text", "competency": "text", "objective": "text",
         "share": "share"},
        [(*work.named.who(person.id), name, competencies()[name].name.said_in(language),
          taken[person.id].result.shares.get(name))
         for person in work.people if person.id in taken for name in measured],
    )  # fmt: skip
    files = (
        {
            say("evidence.file.positioning", language): table.csv(language),
            say("evidence.file.positioning-shares", language): shares.csv(language),
        }
        if rows
        else {}
    )
    absent = [person.id for person in work.people if person.id not in taken]
    return Piece(
        "positioning",
        files,
        _counted(len(rows), work, language),
        first_and_last([day for test in taken.values() for day in test.days]),
        _absent("positioning", absent, work, language),
    )


def advice(work: ClassWork, language: Language) -> Piece:
    """What the positioning test led each learner to, and what they did of it."""
    rows: list[tuple[Value, ...]] = []
    advised, days = set(), []
    taken = {(row.learner, row.lesson): row for row in work.found.lessons.itertuples()}
    for person in work.people:
        tested = work.tests[person.id].get("positioning")
        if not tested:
            continue
        advised.add(person.id)
        days += [*tested.days]
        wanted = advised_lessons(tested.result.shares, competencies(), tested.lesson)
        path = work.found.paths.get(person.profile)
        for lesson in lessons():
            row = taken.get((person.id, lesson))
            in_path = bool(path and lesson in path.lessons)
            if lesson not in wanted and not in_path and row is None:
                continue
            rows.append(
                (*work.named.who(person.id), work.path_name(person, language), tested.days[1],
                 lessons()[lesson].title.said_in(language), _yes(lesson in wanted, language),
                 _yes(in_path, language),
                 str(row.began)[:10] if row else "", str(row.finished)[:10] if row else "",
                 row.answered if row else 0)
            )  # fmt: skip
            days += [str(row.finished), str(row.began)] if row else []
    table = EvidenceTable(
        {"learner": "text", "name": "text", "path": "text", "test-to": "date", "lesson": "text",
         "advised": "text", "in-path": "text", "began": "date", "finished": "date",
         "answers": "whole"},
        rows,
    )  # fmt: skip
    files = {say("evidence.file.advice", language): table.csv(language)} if rows else {}
    absent = [person.id for person in work.people if person.id not in advised]
    return Piece(
        "advice",
        files,
        _counted(len(advised), work, language),
        first_and_last(days),
        _absent("advice", absent, work, language),
    )


def by_objective(work: ClassWork, language: Language) -> Piece:
    """Before, after and in the cases, objective by objective."""
    rows = list(_objective_rows(work, language))
    table = EvidenceTable(
        {"learner": "text", "name": "text", "path": "text", "competency": "text",
         "objective": "text", "target": "text", "before": "share", "after": "share",
         "gain": "share", "case-points": "number", "case-maximum": "number",
         "case-share": "share"},
        rows,
    )  # fmt: skip
    summary = EvidenceTable(
        {"competency": "text", "objective": "text", "people-before": "whole",
         "mean-before": "share", "people-after": "whole", "mean-after": "share",
         "people-both": "whole", "mean-gain": "share", "people-cases": "whole",
         "mean-cases": "share"},
        [(code, competency.name.said_in(language),
          *_summary([row for row in rows if row[3] == code]))
         for code, competency in competencies().items()],
    )  # fmt: skip
    files = (
        {
            say("evidence.file.results", language): table.csv(language),
            say("evidence.file.summary", language): summary.csv(language),
        }
        if rows
        else {}
    )
    people = {str(row[0]) for row in rows}
    tests = gain_tests().by_name()
    both = [person.id for person in work.people if len(work.tests[person.id]) == len(tests)]
    missing: list[Missing] = []
    absent = [person.id for person in work.people if work.named.shown[person.id] not in people]
    missing += _absent("results", absent, work, language)
    half = [
        person.id for person in work.people if person.id not in both and person.id not in absent
    ]
    missing += _absent("results-both", half, work, language)
    waiting = [name for name, attained in work.attained.items()
               if any(one.is_waiting for one in attained.cases)]  # fmt: skip
    missing += _absent("results-waiting", waiting, work, language)
    if rows and len(both) < FEW:
        missing.append(missing_piece("results-few", language, few=FEW))
    days = [day for attained in work.attained.values() for day in map(str, attained.days or ())]
    return Piece(
        "results",
        files,
        _counted(len(people), work, language),
        first_and_last(days),
        tuple(missing),
    )


def _objective_rows(work: ClassWork, language: Language) -> Iterator[tuple[Value, ...]]:
    for person in work.people:
        taken = work.tests[person.id]
        shares = [
            taken[name].result.shares if name in taken else {} for name in ("positioning", "exit")
        ]
        attained = work.attained.get(person.id)
        cases = {result.competency: result for result in attained.competencies} if attained else {}
        for name, competency in competencies().items():
            before, after = (share.get(name) for share in shares)
            done = cases.get(name)
            if before is None and after is None and done is None:
                continue
            target = competency.targets.get(person.profile, "")
            yield (
                *work.named.who(person.id), work.path_name(person, language), name,
                competency.name.said_in(language), target, before, after,
                None if before is None or after is None else after - before,
                done.points if done else None, done.maximum if done else None,
                done.points / done.maximum if done else None,
            )  # fmt: skip


def _summary(rows: Sequence[tuple[Value, ...]]) -> Iterator[Value]:
    """People and their mean share: before, after, both, in the cases; no mean of a few people."""
    for place in (6, 7, 8, 11):
        shares = [float(row[place]) for row in rows if row[place] is not None]  # type: ignore[arg-type]
        yield len(shares)
        yield sum(shares) / len(shares) if len(shares) >= FEW else None


def follow_up(work: ClassWork, language: Language) -> Piece:
    """What shows that each learner followed the course, and when."""
    rows: list[tuple[Value, ...]] = []
    days: list[str] = []
    idle = []
    taken: dict[str, list[Any]] = {}
    for row in work.found.lessons.itertuples():
        taken.setdefault(row.learner, []).append(row)
    for person in work.people:
        mine, attained = taken.get(person.id, []), work.attained.get(person.id)
        if not attained:
            idle.append(person.id)
            continue
        path = work.found.paths.get(person.profile)
        first, last = (str(day) for day in attained.days) if attained.days else ("", "")
        days += [first, last]
        rows.append(
            (*work.named.who(person.id), work.path_name(person, language),
             _yes(person.id in work.recorded, language), len(path.lessons) if path else None,
             len(mine), sum(bool(row.finished) for row in mine),
             sum(row.answered for row in mine), len(path.cases) if path else None,
             len(attained.cases), len(attained.missing_cases) if path else None, first, last)
        )  # fmt: skip
    table = EvidenceTable(
        {"learner": "text", "name": "text", "path": "text", "record": "text",
         "path-lessons": "whole", "lessons-begun": "whole", "lessons-finished": "whole",
         "answers": "whole", "path-cases": "whole", "cases": "whole", "cases-missing": "whole",
         "first-day": "date", "last-day": "date"},
        rows,
    )  # fmt: skip
    files = {say("evidence.file.follow-up", language): table.csv(language)} if rows else {}
    silent = [person.id for person in work.people
              if person.id in work.attained and person.id not in work.recorded]  # fmt: skip
    missing = (
        *_absent("follow-up", idle, work, language),
        *_absent("follow-up-record", silent, work, language),
    )
    return Piece(
        "follow-up", files, _counted(len(rows), work, language), first_and_last(days), missing
    )


def _yes(claim: bool, language: Language) -> str:
    return say("evidence.yes" if claim else "evidence.no", language)


def _counted(count: int, work: ClassWork, language: Language) -> str:
    if not count:
        return ""
    return say("evidence.people", language, count=count, total=len(work.people))


def _absent(
    key: str, absent: Sequence[str], work: ClassWork, language: Language
) -> tuple[Missing, ...]:
    """What is missing of some people; of a whole cohort, one sentence."""
    if not work.people:
        return (
            (missing_piece("nobody", language),)
            if key in ("positioning", "advice", "results", "follow-up")
            else ()
        )
    if not absent:
        return ()
    who = work.named.listed(absent)
    return (missing_piece(key, language, count=len(absent), who=who),)
