"""A class of sixty who took, answered and handed in: marked as a trainer marks it.

Both languages, every profile and none, names that break careless code, blanks, late work, texts
marked by hand and texts that wait, learning records for some, and one person who did nothing.
Made once a session; whoever changes it copies the folder first (``copy_of``).
"""

from __future__ import annotations

import csv
import json
import os
import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cohorts import AT, case, packed, run, sheet
from maitrise.base.text import LANGUAGES, Language
from maitrise.cohort import Cohort, Person, add_people, create_cohort, open_cohort
from maitrise.cohort.database import Database
from maitrise.course import bank, onboarding_paths
from maitrise.course.scenario import scenario
from maitrise.kinds import Question, ask, model_answer, read_answer, score
from maitrise.kinds.text import TextQuestion
from maitrise.kinds.trial import trial_of
from maitrise.learner.statements import Moment, answered, played, took_part

COUNT = 60
IDLE = "p-0060"
"""Who is on the roster and did nothing at all."""
NO_PROFILE = ("p-0015", "p-0030", "p-0045")
ODD_NAMES = {
    "p-0001": "=1+1",
    "p-0002": "Łukasz Żółć",
    "p-0003": "O'Brien, Nora",
    "p-0004": "<b>Zoé</b> & fils",
    "p-0005": "Ñ" * 120,
    "p-0006": "DE LA TOUR Marie",
}
DUE = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
_LATE_BY = timedelta(hours=30)
_LESSONS = ("00-start", "05-my-path")
_TESTS = {"00-start": "positioning", "05-my-path": "exit"}


def sixty_people() -> list[Person]:
    """Their roster, in order."""
    profiles = list(onboarding_paths())
    people = []
    for number in range(1, COUNT + 1):
        learner = f"p-{number:04d}"
        language: Language = LANGUAGES[number % 3 == 0]
        profile = "" if learner in NO_PROFILE else profiles[number % len(profiles)]
        name = ODD_NAMES.get(learner, f"Camille Essai{number}")
        people.append(Person(learner, name, f"{learner}@example.org", language, profile))
    return people


def cases_of(person: Person) -> tuple[str, ...]:
    """The cases that a person handed in: those of the path, the last left out by every seventh."""
    if person.id == IDLE:
        return ()
    path = onboarding_paths().get(person.profile)
    wanted = path.cases if path else ("payroll",)
    return wanted[:-1] if int(person.id[2:]) % 7 == 0 else wanted


def is_late(person: Person) -> bool:
    """Whether a person handed payroll in 30 hours after it was due."""
    return int(person.id[2:]) % 10 == 0


def has_record(person: Person) -> bool:
    """Whether a person ticked the record when handing in."""
    return int(person.id[2:]) % 4 != 3 and person.id != IDLE


def make_cohort_of_sixty(folder: Path) -> Cohort:
    """Create, enrol, answer, hand in, mark, and mark some texts by hand."""
    create_cohort(str(folder), "Printemps à Paris", "fr")
    _set_dates(folder)
    roster = folder.parent / "roster.csv"
    with roster.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "email", "language", "profile"])
        for each in sixty_people():
            writer.writerow([each.id, each.name, each.email, each.language, each.profile])
    add_people(open_cohort(str(folder)), roster, "en")
    inbox = folder.parent / "inbox"
    inbox.mkdir()
    for person in sixty_people():
        _hand_in(inbox, person)
    cohort = open_cohort(str(folder))
    outcome = run(cohort, inbox)
    assert [each for each in outcome.problems if each.needs_person] == []
    mark_texts_by_hand(cohort)
    run(cohort)  # late penalties take up hand marks
    return cohort


def _set_dates(folder: Path) -> None:
    path = folder / "cohort.toml"
    written = path.read_text(encoding="utf-8").replace(
        'rule = "none" ', 'rule = "percent"\npercent = 10 '
    )
    path.write_text(f"{written}payroll = {DUE.isoformat()}\n", encoding="utf-8")


def _hand_in(inbox: Path, person: Person) -> None:
    for name in cases_of(person):
        files = {"answers.json": sheet(person.id, given(person, name), name=name,
                                       language=person.language)}  # fmt: skip
        if has_record(person):
            lines = (json.dumps(each, ensure_ascii=False) for each in record_of(person))
            files["record.jsonl"] = "\n".join(lines).encode()
        path = inbox / f"{name}-{person.language}-{person.id}.zip"
        path.write_bytes(packed(files))
        at = DUE + (_LATE_BY if is_late(person) else -timedelta(days=2))
        os.utime(path, (at.timestamp(), at.timestamp()))


def given(person: Person, name: str) -> Mapping[str, Any]:
    """What a person answered in a case: better or worse by what they can do, now and then blank."""
    luck = random.Random(f"{person.id} {name}")
    able = 0.25 + 0.7 * (int(person.id[2:]) % 20) / 19
    answers = {}
    for question in case(name).questions.values():
        if luck.random() < 0.06:
            continue
        knows = luck.random() < able - {"easy": 0, "medium": 0.1, "hard": 0.2}[question.difficulty]
        value = model_answer(question) if knows else trial_of(question).some_answer(question, luck)
        if isinstance(question, TextQuestion):
            value = "Monsieur,\n\nLe projet <b>tient</b> le cap." if luck.random() < 0.9 else ""
        answers[question.id] = {"value": value, "at": AT}
    return answers


def record_of(person: Person) -> list[dict[str, Any]]:
    """The learning record: the first lesson, another, and for most the exit test, better."""
    luck = random.Random(f"record {person.id}")
    number = int(person.id[2:])
    able = 0.2 + 0.5 * (number % 20) / 19
    tests = _LESSONS if number % 5 else _LESSONS[:1]
    made: list[dict[str, Any]] = []
    for lesson in tests:
        read = bank(lesson)
        day = "2026-11-09" if lesson == "00-start" else "2026-11-19"
        moment = Moment(person.id, f"{day}T09:00:00Z", person.language)
        test = read.quizzes[_TESTS[lesson]].questions
        others = [name for name in read.questions if name not in test and lesson == "00-start"]
        for name in (*test, *others):
            made.append(_answered(moment, lesson, read.questions[name], able, luck))
        able += 0.25
    made.append(_took_part(person, "01-moa-amoa-moe", number))
    made += _played(person, number)
    return [_under_id(each, f"{person.id} {place}") for place, each in enumerate(made)]


def whole_record_of(person: Person) -> list[dict[str, Any]]:
    """The learning record of somebody who answered every question of the course and finished it."""
    from maitrise.course import lessons

    luck = random.Random(f"whole record {person.id}")
    made: list[dict[str, Any]] = []
    for number, lesson in enumerate(lessons()):
        moment = Moment(person.id, f"2026-11-{10 + number:02d}T09:00:00Z", person.language)
        for question in bank(lesson).questions.values():
            made.append(_answered(moment, lesson, question, 0.7, luck))
        made.append(dict(took_part(moment, "completed", lesson, lessons()[lesson].title)))
    return [_under_id(each, f"{person.id} whole {place}") for place, each in enumerate(made)]


def _answered(
    moment: Moment, lesson: str, question: Question, able: float, luck: random.Random
) -> dict[str, Any]:
    raw = (
        model_answer(question)
        if luck.random() < able
        else trial_of(question).some_answer(question, luck)
    )
    answer = read_answer(ask(question, "en"), raw) or read_answer(
        ask(question, "en"), model_answer(question)
    )
    assert answer is not None
    return dict(answered(moment, lesson, question, answer, score(question, answer)))


def _took_part(person: Person, lesson: str, number: int) -> dict[str, Any]:
    from maitrise.course import lessons

    moment = Moment(person.id, f"2026-11-{10 + number % 8:02d}T14:00:00Z", person.language)
    verb = "completed" if number % 2 else "attempted"
    return dict(took_part(moment, verb, lesson, lessons()[lesson].title))


def _played(person: Person, number: int) -> list[dict[str, Any]]:
    """The simulation: two thirds begin it, half of them come to an end, and some to a second."""
    told = scenario("six-months")
    made: list[dict[str, Any]] = []
    if number % 3:
        moment = Moment(person.id, f"2026-11-{10 + number % 8:02d}T15:00:00Z", person.language)
        made.append(dict(played(moment, told.id, told.title)))
    if number % 3 == 2:
        for times in range(1 + (number % 4 == 0)):
            ending = told.endings[(number + times) % (len(told.endings) - 1)].id
            moment = Moment(person.id, f"2026-11-2{times}T16:00:00Z", person.language)
            made.append(dict(played(moment, told.id, told.title, ending=ending)))
    return made


def _under_id(statement: Mapping[str, Any], seed: str) -> dict[str, Any]:
    """The statement under an id that is the same in every hand-in of its learner."""
    import uuid

    return {**statement, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, seed))}


def mark_texts_by_hand(cohort: Cohort) -> dict[tuple[str, str], float]:
    """Mark the texts of every learner whose number is even, as formgrader writes it.

    Returns:
        The points by learner and assignment.
    """
    luck = random.Random("by hand")
    marks: dict[tuple[str, str], float] = {}
    with Database(cohort.database) as database, database.transaction():
        waiting = database.rows(
            "SELECT g.id, s.student_id, a.name FROM grade g"
            " JOIN submitted_notebook n ON g.notebook_id = n.id"
            " JOIN submitted_assignment s ON n.assignment_id = s.id"
            " JOIN assignment a ON s.assignment_id = a.id"
            " WHERE g.needs_manual_grade ORDER BY s.student_id, a.name"
        )
        for grade, learner, assignment in waiting:
            if int(learner[2:]) % 2 == 0:
                points = luck.choice([1.0, 2.0, 2.5, 3.5, 4.0])
                marks[learner, assignment] = points
                database.execute(
                    "UPDATE grade SET manual_score = :points, needs_manual_grade = FALSE"
                    " WHERE id = :grade",
                    {"points": points, "grade": grade},
                )
    return marks
