"""A class of four that went through the real marking: odd names, a record, hand marks, comments."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from cohort_of_sixty import record_of
from cohorts import hand_in, notebook, packed, right_answers, run, sheet
from maitrise.cohort import Cohort, Person, add_people, create_cohort, open_cohort
from maitrise.cohort.database import Database

ZOE = Person("p-0041", "Zoé Łukasz-O'Brien", "zoe.lob@example.org", "fr", "new-moe")
AMY = Person("p-0042", "Amy =1+1", "amy@example.org", "en", "new-moe")
IDA = Person("p-0043", "Ida Sans-Profil", "ida@example.org", "fr", "")
IDLE = Person("p-0044", "Noé Absent", "", "fr", "new-pmo")
CLASS = (ZOE, AMY, IDA, IDLE)


def make_small_class(folder: Path, gradebook: str = "") -> Cohort:
    """Create, enrol, hand in, mark; texts by hand, but for Amy's."""
    create_cohort(str(folder), "Petit groupe", "fr", gradebook=gradebook)
    roster = folder.parent / "roster.csv"
    with roster.open("w", encoding="utf-8", newline="") as file:
        rows = [(each.id, each.name, each.email, each.language, each.profile) for each in CLASS]
        csv.writer(file).writerows([("id", "name", "email", "language", "profile"), *rows])
    add_people(open_cohort(str(folder)), roster, "en")
    inbox = folder.parent / "inbox"
    inbox.mkdir()
    for person, cases in ((ZOE, ("payroll", "delivery-rounds")), (AMY, ("payroll",)),
                          (IDA, ("payroll",))):  # fmt: skip
        for name in cases:
            files = {
                "answers.json": sheet(person.id, name=name, language=person.language),
                f"{name}.ipynb": notebook(name, person.language),
                "record.jsonl": "\n".join(json.dumps(each) for each in record_of(person)).encode(),
            }
            path = inbox / f"{name}-{person.language}-{person.id}.zip"
            path.write_bytes(packed(files))
    # Nobody's by their names; one holds Zoé's sheet, the other speaks of two people.
    (inbox / "copie.zip").write_bytes(hand_in(ZOE.id, right_answers()))
    (inbox / "note.txt").write_text(f"{ZOE.name} et {AMY.name}", encoding="utf-8")
    cohort = open_cohort(str(folder))
    run(cohort, inbox)
    mark_by_hand(cohort)
    return cohort


def mark_by_hand(cohort: Cohort) -> None:
    """Three points for every text, and a comment under every question, but Amy's texts wait."""
    others = (
        "notebook_id NOT IN (SELECT n.id FROM submitted_notebook n JOIN submitted_assignment s"
        " ON n.assignment_id = s.id WHERE s.student_id = :amy)"
    )
    with Database(cohort.database) as database:
        database.execute(
            "UPDATE grade SET manual_score = 3.0, needs_manual_grade = FALSE"
            f" WHERE needs_manual_grade AND {others}",
            {"amy": AMY.id},
        )
        database.execute(
            f"UPDATE comment SET manual_comment = :said WHERE {others}",
            {"amy": AMY.id, "said": "Bravo, c’est clair."},
        )
