"""Claim: marking is 100 times as fast as stock nbgrader, and takes 5 ms each in a large pile.

The whole path, from zips in an inbox to marks in the gradebook, against ``nbgrader autograde`` on
the same submissions, on this machine, in one run; each as its own process, start-up included. Then
the same with feedback pages against ``autograde`` and ``generate_feedback``; then a small and a
large pile, and the most memory that marking the large one took.

    python benchmarks/marking.py [--submissions 40] [--small 100] [--large 10000]
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from cohorts import answers, dump, forget_submissions, hand_in, people, run
from maitrise.cohort import Cohort, create_cohort, open_cohort
from maitrise.cohort.person import write_people

BARS = {"marks": 100.0, "feedback": 60.0, "each": 5.0, "growth": 1.2, "memory": 400.0}
MARK = [sys.executable, "-m", "maitrise.cli.app", "mark", "--lang", "en"]


def cohort_of(folder: Path, count: int) -> Cohort:
    """A cohort whose assignment is in the gradebook, as generate_assignment leaves it."""
    create_cohort(str(folder), "Benchmark", "fr")
    write_people(folder, people(count))
    first = folder.parent / f"{folder.name}-first"
    first.mkdir()
    (first / "payroll-fr-p-0001.zip").write_bytes(hand_in("p-0001"))
    cohort = open_cohort(str(folder))
    run(cohort, first)
    forget_submissions(cohort)
    return cohort


def inbox_of(folder: Path, count: int) -> Path:
    """A folder of hand-in zips."""
    folder.mkdir()
    for number in range(1, count + 1):
        learner = f"p-{number:04d}"
        content = hand_in(learner, answers(number))
        (folder / f"payroll-fr-{learner}.zip").write_bytes(content)
    return folder


def timed(command: list[str], folder: Path) -> float:
    """Seconds that a command takes."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(done.stderr[-2000:])
    return seconds


def ours(cohort: Cohort, inbox: Path, *options: str) -> float:
    """Seconds to mark an inbox, as a trainer types it."""
    command = [*MARK, str(inbox), "--cohort", str(cohort.folder), *options]
    return timed(command, cohort.folder)


def stock(cohort: Cohort) -> tuple[float, float]:
    """Seconds for nbgrader's autograde, then for its generate_feedback, on the rebuilt tree."""
    nbgrader = str(Path(sys.executable).with_name("nbgrader"))
    (cohort.folder / "gradebook.db").chmod(0o644)
    for name in ("autograded", "feedback"):
        shutil.rmtree(cohort.folder / name)
    marks = timed([nbgrader, "autograde", "payroll-fr"], cohort.folder)
    return marks, timed([nbgrader, "generate_feedback", "payroll-fr"], cohort.folder)


def same_marks(one: Cohort, other: Cohort) -> bool:
    """Whether two gradebooks give the same points, cell by cell."""

    def points(cohort: Cohort) -> list[object]:
        return [row for row in dump(cohort) if row[0] == "grade"]

    return bool(points(one)) and points(one) == points(other)


def against_stock(root: Path, count: int) -> bool:
    """Compare with nbgrader on the same submissions."""
    inbox = inbox_of(root / "inbox", count)
    cohort = cohort_of(root / "cohort", count)
    bare = shutil.copytree(cohort.folder, root / "bare")
    marks = ours(open_cohort(str(bare)), inbox, "--no-feedback")
    pages = ours(cohort, inbox)
    theirs = Path(shutil.copytree(cohort.folder, root / "stock"))
    other = open_cohort(str(theirs))
    kept = {name: theirs / name for name in ("submitted",)}
    forget = {name: kept[name].rename(root / name) for name in kept}
    forget_submissions(other)
    for name, where in forget.items():
        where.rename(theirs / name)
    for name in ("autograded", "feedback"):
        (theirs / name).mkdir()
    stock_marks, stock_pages = stock(other)
    same = same_marks(cohort, other)
    to_marks, to_pages = stock_marks / marks, (stock_marks + stock_pages) / pages
    print(
        f"marking  {count} submissions: {1000 * marks / count:.0f} ms each, nbgrader"
        f" {1000 * stock_marks / count:.0f} ms: {to_marks:.0f} times  (bar {BARS['marks']:.0f}),"
        f" {'the same marks' if same else 'OTHER MARKS'}"
    )
    print(
        f"marking  with feedback pages: {1000 * pages / count:.0f} ms each, nbgrader"
        f" {1000 * (stock_marks + stock_pages) / count:.0f} ms: {to_pages:.0f} times"
        f"  (bar {BARS['feedback']:.0f})"
    )
    return same and to_marks >= BARS["marks"] and to_pages >= BARS["feedback"]


def growth(root: Path, small: int, large: int) -> bool:
    """Compare a small and a large pile."""
    inbox = inbox_of(root / "large-inbox", large)
    few = root / "small-inbox"
    few.mkdir()
    for path in sorted(inbox.iterdir())[:small]:
        shutil.copy2(path, few / path.name)
    each = {}
    for count, piles in ((small, few), (large, inbox)):
        cohort = cohort_of(root / f"cohort-{count}", large)
        command = [sys.executable, __file__, "--alone", str(cohort.folder), str(piles)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        each[count] = json.loads(done.stdout)
    slower = (each[large]["seconds"] / large) / (each[small]["seconds"] / small)
    memory = each[large]["memory"]
    milliseconds = 1000 * each[large]["seconds"] / large
    print(
        f"marking  {large} submissions: {milliseconds:.1f} ms each  (bar {BARS['each']:.0f} ms;"
        f" {1000 * each[large]['cpu'] / large:.1f} ms of a processor),"
        f" {slower:.2f} times that of {small}  (bar {BARS['growth']}),"
        f" {memory:.0f} MB at most  (bar {BARS['memory']:.0f} MB)"
    )
    is_slow = slower > BARS["growth"] or milliseconds > BARS["each"]
    return not is_slow and memory <= BARS["memory"]


def alone(folder: str, inbox: str) -> None:
    """Mark in this process; print seconds, and the most memory that it and a worker took."""
    cohort = open_cohort(folder)
    start, cpu = time.perf_counter(), time.process_time()
    run(cohort, Path(inbox), workers=1)
    seconds = time.perf_counter() - start
    cpu = time.process_time() - cpu
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "memory": most}))


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--submissions", type=int, default=40)
    options.add_argument("--small", type=int, default=100)
    options.add_argument("--large", type=int, default=10_000)
    options.add_argument("--alone", nargs=2)
    asked = options.parse_args()
    if asked.alone:
        alone(*asked.alone)
        return 0
    with tempfile.TemporaryDirectory(prefix="maitrise-benchmark-") as temporary:
        root = Path(temporary)
        passed = [against_stock(root, asked.submissions)] if asked.submissions else []
        if asked.large:
            passed.append(growth(root, asked.small, asked.large))
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
