"""Claim: the report of 10,000 learners × 7 cases takes at most 10 s and 600 MB, its page 8 MB.

The cohort is made up: a gradebook in SQLite and one file of marks a submission, as marking leaves
them. Timed is ``maitrise report`` from those files to page and workbook, in a process of its own,
start-up included.

    python benchmarks/report.py [--learners 10000]
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from maitrise.cases import case_file, case_ids, read_case
from maitrise.cohort import Cohort, Person, create_cohort
from maitrise.cohort.person import write_people
from maitrise.course import onboarding_paths

BARS = {"seconds": 10.0, "memory": 600.0, "page": 8.0}
CASES = 7
_RUN = """
import resource, sys
from maitrise.cli import app
app(["report", sys.argv[1], "--lang", "en", "--output", sys.argv[2]], standalone_mode=False)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def made_up(folder: Path, learners: int) -> Cohort:
    """A marked cohort; where the course has fewer than seven cases, some count twice (in both
    languages), so that there are seven submissions a learner."""
    cohort = create_cohort(str(folder), "Benchmark", "en")
    profiles = list(onboarding_paths())
    ids = [f"p-{n:05d}" for n in range(learners)]
    write_people(
        folder, [Person(x, f"Ana {x}", "", "en", profiles[n % 4]) for n, x in enumerate(ids)]
    )
    names = [f"{case}-{language}" for language in ("en", "fr") for case in case_ids()][:CASES]
    luck = random.Random(1)
    with sqlite3.connect(folder / "gradebook.db") as connection:
        course = connection.execute("select id from course").fetchone()
        connection.executemany("insert into student (id) values (?)", [(x,) for x in ids])
        for name in names:
            _fill(connection, folder, name, ids, luck, course[0] if course else "default_course")
    return cohort


def _fill(
    connection: sqlite3.Connection,
    folder: Path,
    name: str,
    ids: list[str],
    luck: random.Random,
    course: str,
) -> None:
    case = read_case(case_file(name.rpartition("-")[0]))
    run = connection.execute
    many = connection.executemany
    run("insert into assignment (id, name, course_id) values (?, ?, ?)", (name, name, course))
    run("insert into notebook (id, name, assignment_id) values (?, ?, ?)", (name, case.id, name))
    cells = [(f"{name} {cell}", cell) for cell in case.cells]
    many(
        "insert into base_cell (id, name, notebook_id, type) values (?, ?, ?, 'GradeCell')",
        [(key, cell, name) for key, cell in cells],
    )
    asked = case.allotted("p-1")
    many(
        "insert into grade_cells (id, max_score, cell_type) values (?, ?, 'code')",
        [(key, asked[cell].points) for key, cell in cells],
    )
    whole = [(f"{name} {x}", x) for x in ids]
    many(
        "insert into submitted_assignment (id, assignment_id, student_id) values (?, ?, ?)",
        [(key, name, x) for key, x in whole],
    )
    many(
        "insert into submitted_notebook (id, assignment_id, notebook_id) values (?, ?, ?)",
        [(key, key, name) for key, _ in whole],
    )
    grades = []
    for key, learner in whole:
        marks = {}
        for cell_key, cell in cells:
            question = case.allotted(learner)[cell] if case.slots else asked[cell]
            points = luck.choice((0.0, question.points))
            grades.append((f"{key} {cell}", cell_key, key, points))
            verdict = "right" if points else "wrong"
            code = None if points else f"X{luck.randrange(1, 17)}"
            marks[cell] = {
                "question": question.id, "competency": question.competency, "points": points,
                "maximum": question.points, "verdict": verdict,
                "reasons": [{"item": "a", "verdict": verdict, "misconception": code},
                            {"item": "b", "verdict": "right", "misconception": None}],
            }  # fmt: skip
        _write_marks(folder, learner, name, case.id, marks)
    many(
        "insert into grade (id, cell_id, notebook_id, auto_score, needs_manual_grade)"
        " values (?, ?, ?, ?, 0)",
        grades,
    )


def _write_marks(folder: Path, learner: str, name: str, case: str, marks: object) -> None:
    at = "2026-11-20T10:15:00Z"
    assert isinstance(marks, dict)
    answers = {cell: {"question": cell, "value": "a", "at": at} for cell in marks}
    whole = {
        "format": 1, "case": case, "case_version": 1, "language": name[-2:], "learner": learner,
        "handed_in": at, "marked": at, "answers": answers, "marks": marks, "problems": [],
        "digest": "", "kept": [],
    }  # fmt: skip
    path = folder / "marks" / learner / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(whole), encoding="utf-8")


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--learners", type=int, default=10_000)
    learners = options.parse_args().learners
    with tempfile.TemporaryDirectory(prefix="maitrise-benchmark-") as temporary:
        root = Path(temporary)
        made_up(root / "cohort", learners)
        start = time.perf_counter()
        command = [sys.executable, "-c", _RUN, str(root / "cohort"), str(root / "out")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - start
        if done.returncode:
            sys.exit(done.stderr[-2000:])
        memory = float(done.stdout.split()[-1])
        page = (root / "out" / "report.html").stat().st_size / 1e6
    print(
        f"report  {learners} learners, {CASES} cases: {seconds:.1f} s  (bar {BARS['seconds']:.0f}"
        f" s), {memory:.0f} MB at most  (bar {BARS['memory']:.0f} MB),"
        f" page {page:.1f} MB  (bar {BARS['page']:.0f} MB)"
    )
    return seconds > BARS["seconds"] or memory > BARS["memory"] or page > BARS["page"]


if __name__ == "__main__":
    sys.exit(main())
