"""Claim: the report of 10,000 learners × 7 cases takes at most 5 s and 400 MB, its page 8 MB.

Timed is ``maitrise report`` from the files of a cohort to page and workbook, in a process of its
own, start-up included; the bar is on the clock on the wall. The cohort is what marking writes: a
few learners hand in all seven cases with a learning record and are marked for real, then their
records and their rows of the gradebook are copied under other ids, in two minutes at most.

    python benchmarks/report.py [--learners 10000] [--record tests|course]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from cohort_of_sixty import given, record_of, whole_record_of
from cohorts import packed, run, sheet
from maitrise.cases import case_ids
from maitrise.cohort import Cohort, Person, add_people, create_cohort, open_cohort
from maitrise.cohort.person import write_people
from maitrise.course import onboarding_paths

BARS = {"seconds": 5.0, "memory": 400.0, "page": 8.0, "making": 120.0}
CASES = 7
MARKED = 25
_RUN = """
import resource, sys
from maitrise.cli.app import app
app(["report", sys.argv[1], "--lang", "en", "--output", sys.argv[2]], standalone_mode=False)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def marked_for_real(folder: Path, record: str) -> Cohort:
    """A class whose every learner handed in every case, as marking leaves it."""
    assert len(case_ids()) == CASES
    create_cohort(str(folder), "Benchmark", "en")
    profiles = list(onboarding_paths())
    roster = folder.parent / "roster.csv"
    people = [
        Person(f"p-{n:05d}", f"Ana Essai{n}", "", "en", profiles[n % len(profiles)])
        for n in range(MARKED)
    ]
    with roster.open("w", encoding="utf-8", newline="") as file:
        rows = [(each.id, each.name, each.email, each.language, each.profile) for each in people]
        csv.writer(file).writerows([("id", "name", "email", "language", "profile"), *rows])
    add_people(open_cohort(str(folder)), roster, "en")
    inbox = folder.parent / "inbox"
    inbox.mkdir()
    for person in people:
        of_person = record_of(person) if record == "tests" else whole_record_of(person)
        lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in of_person)
        for name in case_ids():
            content = sheet(person.id, given(person, name), name=name, language="en")
            files = {"answers.json": content, "record.jsonl": lines.encode()}
            (inbox / f"{name}-en-{person.id}.zip").write_bytes(packed(files))
    cohort = open_cohort(str(folder))
    outcome = run(cohort, inbox, feedback=False)
    assert [each for each in outcome.problems if each.needs_person] == []
    return cohort


def copied(cohort: Cohort, learners: int) -> None:
    """Grow the class: everyone beyond the first is one of them under another id."""
    folder, known = cohort.folder, list(cohort.people.values())
    pairs = [(known[n % MARKED], f"p-{n:05d}") for n in range(MARKED, learners)]
    everyone = [Person(new, f"Ana Essai {new}", "", "en", old.profile) for old, new in pairs]
    write_people(folder, [*known, *everyone])
    for old, new in pairs:
        content = (folder / "records" / f"{old.id}.jsonl").read_bytes()
        record = folder / "records" / f"{new}.jsonl"
        record.write_bytes(content.replace(old.id.encode(), new.encode()))
    with sqlite3.connect(folder / "gradebook.db") as connection:
        _copy_rows(connection, [(old.id, new) for old, new in pairs])


def _copy_rows(connection: sqlite3.Connection, pairs: list[tuple[str, str]]) -> None:
    """Copy what the gradebook holds of a person, nbgrader's rows and the facts, to other ids.

    Ids of nbgrader begin alike for one person, so that the rows of a person lie together; numbers
    of our own go on from the highest.
    """

    def under_id(old: str, learner: str) -> str:
        digest = hashlib.md5(f"{old} {learner}".encode(), usedforsecurity=False).hexdigest()
        return learner.encode().hex()[-16:].rjust(16, "0") + digest[:16]

    run_ = connection.execute
    run_("pragma cache_size = -200000")
    connection.create_function("under_id", 2, under_id, deterministic=True)
    run_("create temporary table copy (old text, number integer, new text)")
    rows = [(old, number, new) for number, (old, new) in enumerate(pairs, start=1)]
    connection.executemany("insert into copy values (?, ?, ?)", rows)
    run_("insert into student (id) select new from copy")
    (highest,) = run_("select max(id) from maitrise_submission").fetchone()
    new_id = f"s.id + {highest} * copy.number"
    ours = "copy join maitrise_submission s on s.learner = copy.old"
    theirs = "copy join submitted_assignment s on s.student_id = copy.old"
    books = f"{theirs} join submitted_notebook b on b.assignment_id = s.id"
    for table, source, changed in (
        ("submitted_assignment", theirs.replace(" s ", " t ").replace("s.", "t."),
         {"id": "under_id(t.id, new)", "student_id": "new"}),
        ("submitted_notebook", books.replace(" b ", " t ").replace("b.", "t."),
         {"id": "under_id(t.id, new)", "assignment_id": "under_id(s.id, new)"}),
        *((table, f"{books} join {table} t on t.notebook_id = b.id",
           {"id": "under_id(t.id, new)", "notebook_id": "under_id(b.id, new)"})
          for table in ("grade", "comment")),
        ("maitrise_submission", ours.replace(" s ", " t ").replace("s.", "t."),
         {"id": new_id.replace("s.", "t."), "learner": "new",
          "notebook_id": "under_id(t.notebook_id, new)"}),
        ("maitrise_fact", f"{ours} join maitrise_fact t on t.submission_id = s.id",
         {"submission_id": new_id}),
        *((table, f"copy join {table} t on t.learner = copy.old", {"learner": "new"})
          for table in ("maitrise_record", "maitrise_lesson", "maitrise_test", "maitrise_play")),
    ):  # fmt: skip
        columns = [row[1] for row in run_(f"pragma table_info({table})")]
        values = [changed.get(name, f"t.{name}") for name in columns]
        run_(f"insert into {table} ({', '.join(columns)}) select {', '.join(values)}"
             f" from {source} order by copy.number")  # fmt: skip


def made(root: Path, record: str, learners: int) -> None:
    """Make the cohort in a folder."""
    root.mkdir(exist_ok=True)
    copied(marked_for_real(root / "cohort", record), learners)


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--learners", type=int, default=10_000)
    options.add_argument("--record", choices=("tests", "course"), default="tests")
    options.add_argument("--keep", type=Path, help="make the cohort here, or use the one there")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="maitrise-benchmark-") as temporary:
        root, making = asked.keep or Path(temporary), 0.0
        if not (root / "cohort" / "people.csv").exists():
            start = time.perf_counter()
            # Elsewhere: a process begins with the most memory that the one which starts it took.
            apart = get_context("spawn").Process(
                target=made, args=(root, asked.record, asked.learners)
            )
            apart.start()
            apart.join()
            if apart.exitcode:
                return 1
            making = time.perf_counter() - start
        command = [sys.executable, "-c", _RUN, str(root / "cohort"), str(root / "out")]
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit(done.stderr[-2000:])
        memory = float(done.stdout.splitlines()[-1])
        page = (root / "out" / "report.html").stat().st_size / 1e6
        people = len(open_cohort(str(root / "cohort")).people)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    print(
        f"report  {people} learners, {CASES} cases: {seconds:.1f} s  (bar {BARS['seconds']:.0f} s;"
        f" {cpu:.1f} s of processors), {memory:.0f} MB at most  (bar {BARS['memory']:.0f} MB),"
        f" page {page:.1f} MB  (bar {BARS['page']:.0f} MB)"
    )
    print(f"report  the cohort was made in {making:.0f} s  (bar {BARS['making']:.0f} s)")
    measured = {"seconds": seconds, "memory": memory, "page": page, "making": making}
    return any(measured[name] > bar for name, bar in BARS.items())


if __name__ == "__main__":
    sys.exit(main())
