"""Claim: the report of 10,000 learners × 7 cases takes at most 10 s and 600 MB, its page 8 MB.

Timed is ``maitrise report`` from the files of a cohort to page and workbook, in a process of its
own, start-up included; the bar is on the clock on the wall. The cohort is what marking writes: a
few learners hand in all seven cases with a learning record and are marked for real, then their
files and their rows of the gradebook are copied under other ids.

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
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from cohort_of_sixty import given, record_of, whole_record_of
from cohorts import packed, run, sheet
from maitrise.cases import case_ids
from maitrise.cohort import Cohort, Person, add_people, create_cohort, open_cohort
from maitrise.cohort.person import write_people
from maitrise.course import onboarding_paths
from maitrise.marking.schedule import cores
from maitrise.reports.reading import MOST_PROCESSES

BARS = {"seconds": 10.0, "memory": 600.0, "page": 8.0}
CASES = 7
MARKED = 25
_RUN = """
import json, resource, sys
from maitrise.cli.app import app
app(["report", sys.argv[1], "--lang", "en", "--output", sys.argv[2]], standalone_mode=False)
most = [resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps(most))
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
    files = {each.id: list(_files_of(folder, each.id)) for each in known}
    for old, new in pairs:
        (folder / "marks" / new).mkdir()
        for name, content in files[old.id]:
            target = folder / name.replace(old.id, new)
            target.write_bytes(content.replace(old.id.encode(), new.encode()))
    with sqlite3.connect(folder / "gradebook.db") as connection:
        _copy_rows(connection, [(old.id, new) for old, new in pairs])


def _files_of(folder: Path, learner: str) -> Iterator[tuple[str, bytes]]:
    """Name in the cohort's folder and content of a learner's marks and record."""
    marks = sorted((folder / "marks" / learner).glob("*.json"))
    for path in (*marks, folder / "records" / f"{learner}.jsonl"):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def _copy_rows(connection: sqlite3.Connection, pairs: list[tuple[str, str]]) -> None:
    def under_id(old: str, learner: str) -> str:
        return hashlib.md5(f"{old} {learner}".encode(), usedforsecurity=False).hexdigest()

    run_ = connection.execute
    connection.create_function("under_id", 2, under_id, deterministic=True)
    run_("create temporary table copy (old text primary key, new text)")
    by_old: dict[str, list[str]] = {}
    for old, new in pairs:
        by_old.setdefault(old, []).append(new)
    while any(by_old.values()):  # one copy of everyone at a time, as classes are marked
        some = [(old, news.pop(0)) for old, news in by_old.items() if news]
        run_("delete from copy")
        connection.executemany("insert into copy values (?, ?)", some)
        run_("insert into student (id) select new from copy")
        mine = "copy join submitted_assignment s on s.student_id = copy.old"
        books = f"{mine} join submitted_notebook b on b.assignment_id = s.id"
        for table, source, alias, renamed in (
            ("grade", f"{books} join grade t on t.notebook_id = b.id", "t", ("notebook_id",)),
            ("comment", f"{books} join comment t on t.notebook_id = b.id", "t", ("notebook_id",)),
            ("submitted_notebook", f"{books} join submitted_notebook t on t.id = b.id", "t",
             ("assignment_id",)),
            ("submitted_assignment", f"{mine} join submitted_assignment t on t.id = s.id", "t", ()),
        ):  # fmt: skip
            columns = [row[1] for row in run_(f"pragma table_info({table})")]
            values = [
                f"under_id({alias}.{name}, new)" if name in ("id", *renamed)
                else "new" if name == "student_id" else f"{alias}.{name}"
                for name in columns
            ]  # fmt: skip
            run_(f"insert into {table} ({', '.join(columns)}) select {', '.join(values)}"
                 f" from {source}")  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--learners", type=int, default=10_000)
    options.add_argument("--record", choices=("tests", "course"), default="tests")
    options.add_argument("--keep", type=Path, help="make the cohort here, or use the one there")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="maitrise-benchmark-") as temporary:
        root = asked.keep or Path(temporary)
        if not (root / "cohort" / "people.csv").exists():
            root.mkdir(exist_ok=True)
            copied(marked_for_real(root / "cohort", asked.record), asked.learners)
        command = [sys.executable, "-c", _RUN, str(root / "cohort"), str(root / "out")]
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit(done.stderr[-2000:])
        own, of_worker = json.loads(done.stdout.splitlines()[-1])
        memory = own + of_worker * min(MOST_PROCESSES, cores())  # as if all were like the largest
        page = (root / "out" / "report.html").stat().st_size / 1e6
        people = len(open_cohort(str(root / "cohort")).people)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    print(
        f"report  {people} learners, {CASES} cases: {seconds:.1f} s  (bar {BARS['seconds']:.0f} s;"
        f" {cpu:.1f} s of processors), {memory:.0f} MB at most  (bar {BARS['memory']:.0f} MB),"
        f" page {page:.1f} MB  (bar {BARS['page']:.0f} MB)"
    )
    return seconds > BARS["seconds"] or memory > BARS["memory"] or page > BARS["page"]


if __name__ == "__main__":
    sys.exit(main())
