"""Make the pictures of ``docs/hr``: the top of a class report, and a statement of results.

Run by ``make pictures``, with Chromium and poppler's ``pdftoppm``. The class is made up, and goes
the whole way: a list, answers, what it handed in, marking, texts marked by hand, papers.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from browser.chromium import FLAGS, find
from cohorts import packed, run, sheet
from maitrise.base.text import LANGUAGES, Language
from maitrise.cases import case_file, read_case
from maitrise.cohort import Cohort, Person, add_people, create_cohort, open_cohort
from maitrise.cohort.database import Database
from maitrise.course import bank, lessons, onboarding_paths
from maitrise.kinds import ask, is_marked_by_hand, model_answer, read_answer, score
from maitrise.kinds.trial import trial_of
from maitrise.learner.statements import Moment, answered, took_part
from maitrise.reports.certificates import write_papers
from maitrise.reports.writing import write_report

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
BEGAN = date(2026, 10, 5)
TITLES = {"fr": "Arrivants de l’automne 2026", "en": "Newcomers, autumn 2026"}
SETTINGS = """[certificate]
organisation = "{organisation}"
signatory = "Odette Varenne"
place = "Lyon"
#"""
ORGANISATION = {"fr": "Atelier des projets (inventé)", "en": "Project Workshop (invented)"}
# Name, profile, lessons finished, cases handed in, how often they know the answer.
PEOPLE = (
    ("Camille Aubin", "new-pmo", 8, 3, 0.9),
    ("Nadia Berger", "new-amoa", 8, 4, 0.85),
    ("Hugo Caron", "new-pmo", 6, 1, 0.7),
    ("Priya Desai", "new-sponsor", 7, 2, 0.8),
    ("Louis Estève", "new-moe", 5, 1, 0.75),
    ("Maya Faure", "new-amoa", 4, 1, 0.6),
    ("Owen Griffiths", "new-moe", 6, 2, 0.85),
    ("Sofia Haddad", "new-pmo", 3, 0, 0.65),
    ("Karim Ilyas", "new-sponsor", 2, 0, 0.6),
    ("Julie Jourdan", "new-amoa", 1, 0, 0.5),
    ("Tom Kerr", "new-moe", -1, 0, 0.5),  # has not begun
)


def main() -> None:
    """Write the pictures of both languages."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        for language in LANGUAGES:
            cohort = _cohort(Path(folder) / language, language)
            page, _ = write_report(cohort, language, None, print, is_anonymous=False)
            shown = browser.new_page(viewport={"width": 1100, "height": 850})
            shown.goto(page.as_uri())
            shown.screenshot(path=IMAGES / f"report-{language}.png")
            papers = cohort.folder / "papers"
            list(write_papers(cohort, ["p-0010"], papers, date(2026, 12, 4), language, print))
            paper = papers / "p-0010" / "attestation.pdf"
            picture = IMAGES / f"certificate-{language}"
            subprocess.run(
                ["pdftoppm", "-png", "-singlefile", "-r", "70", str(paper), str(picture)],
                check=True,
            )
        browser.close()


def _cohort(folder: Path, language: Language) -> Cohort:
    """A class that was enrolled, has handed in and is marked."""
    folder.mkdir()
    create_cohort(str(folder / "cohort"), TITLES[language], language)
    settings = folder / "cohort" / "cohort.toml"
    text = settings.read_text(encoding="utf-8")
    filled_in = SETTINGS.format(organisation=ORGANISATION[language])
    text = text.replace("[certificate]", filled_in, 1)
    settings.write_text(text, encoding="utf-8")
    people = [
        Person(f"p-{10 + n:04d}", name, "", language, profile)
        for n, (name, profile, *_) in enumerate(PEOPLE)
    ]
    roster = folder / "people.csv"
    rows = [f"{one.id},{one.name},{one.language},{one.profile}" for one in people]
    roster.write_text("\n".join(["id,name,language,profile", *rows]), encoding="utf-8")
    add_people(open_cohort(str(folder / "cohort")), roster, language)
    inbox = folder / "inbox"
    inbox.mkdir()
    for person, (_, _, finished, cases, knows) in zip(people, PEOPLE, strict=True):
        _hand_in(inbox, person, finished, cases, knows)
    cohort = open_cohort(str(folder / "cohort"))
    run(cohort, inbox)
    with Database(cohort.database) as database, database.transaction():
        database.execute(
            "UPDATE grade SET needs_manual_grade = FALSE, manual_score = round(0.8 * ("
            "SELECT max_score FROM grade_cells WHERE grade_cells.id = grade.cell_id), 1)"
            " WHERE needs_manual_grade"
        )
    run(cohort)
    return cohort


def _hand_in(inbox: Path, person: Person, finished: int, cases: int, knows: float) -> None:
    luck = random.Random(person.name)
    record = "\n".join(json.dumps(each) for each in _record(person, finished, knows, luck)).encode()
    path = onboarding_paths()[person.profile]
    for n, name in enumerate(path.cases[:cases]):
        given = {
            question.id: {"value": _value(question, knows, luck), "at": "2026-11-20T10:15:00Z"}
            for question in read_case(case_file(name)).questions.values()
        }
        answers = sheet(person.id, given, name=name, language=person.language)
        made = inbox / f"{name}-{person.language}-{person.id}.zip"
        made.write_bytes(packed({"answers.json": answers, "record.jsonl": record}))
        at = _moment(person, 30 + 7 * n)
        os.utime(made, (at, at))
    if not cases and record:  # whoever has no case to hand in yet gave the record alone
        (inbox / person.id).mkdir()
        (inbox / person.id / "record.jsonl").write_bytes(record)


def _value(question: Any, knows: float, luck: random.Random) -> Any:
    if is_marked_by_hand(question):
        return "…"
    is_known = luck.random() < knows
    return model_answer(question) if is_known else trial_of(question).some_answer(question, luck)


def _moment(person: Person, days: int) -> float:
    day = BEGAN + timedelta(days=days + int(person.id[2:]) % 4)
    return float(day.strftime("%s")) + 15 * 3600


def _record(person: Person, finished: int, knows: float, luck: random.Random) -> list[Any]:
    """What a learning record holds of the lessons finished, and of one that was begun."""
    path = onboarding_paths()[person.profile]
    made: list[Any] = []
    for n, lesson in enumerate(path.lessons[: finished + 1]):
        day = BEGAN + timedelta(days=4 * n + int(person.id[2:]) % 4)
        moment = Moment(person.id, f"{day}T09:00:00Z", person.language)
        made.append(took_part(moment, "attempted", lesson, lessons()[lesson].title))
        if n < finished:
            for question in bank(lesson).questions.values():
                value = _value(question, knows - (0.3 if n == 0 else 0), luck)
                answer = read_answer(ask(question, "en"), value)
                if answer is not None:
                    mark = score(question, answer)
                    made.append(answered(moment, lesson, question, answer, mark))
            made.append(took_part(moment, "completed", lesson, lessons()[lesson].title))
    return made


if __name__ == "__main__":
    main()
