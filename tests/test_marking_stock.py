"""nbgrader's own commands on a cohort that we marked: the same marks, and everything goes on."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import get_username
from traitlets.config import Config

from cohorts import (
    answers,
    dump,
    forget_submissions,
    grades,
    hand_in,
    made_cohort,
    people,
    right_answers,
    run,
    sheet,
)
from maitrise.cohort import Cohort, Person, open_cohort
from maitrise.cohort.course_config import configure
from maitrise.cohort.person import write_people
from maitrise.cohort.places import SECRET, repository_folder

pytestmark = pytest.mark.jupyter

# The clocks go back between the two: p-0001 is 24.5 hours late, and one day of the calendar.
LATE = """timezone = "Europe/Paris"
[late]
rule = "percent"
percent = 10
[due]
payroll = 2026-10-24T20:00:00
"""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    """Two learners, one of them late, one who wrote a text."""
    root = tmp_path_factory.mktemp("marked")
    made_cohort(root / "cohort")
    (root / "cohort" / "cohort.toml").write_text(LATE)
    cohort = open_cohort(str(root / "cohort"))
    inbox = root / "inbox"
    inbox.mkdir()
    for learner, given, day in (("p-0001", right_answers(), 25), ("p-0002", answers(4), 20)):
        path = inbox / f"payroll-fr-{learner}.zip"
        path.write_bytes(hand_in(learner, given))
        stamp = datetime(2026, 10, day, 18, 30, tzinfo=UTC).timestamp()
        os.utime(path, (stamp, stamp))
    run(cohort, inbox)
    return cohort


def nbgrader(folder: Path, *arguments: str) -> None:
    """One of nbgrader's commands, as it is typed in a folder."""
    command = [str(Path(sys.executable).with_name("nbgrader")), *arguments]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        command,
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "PATH": path},
    )


def test_stock_nbgrader_gives_the_same_marks_and_penalties(marked: Cohort, tmp_path: Path) -> None:
    shutil.copytree(marked.folder, tmp_path / "cohort")
    other = open_cohort(str(tmp_path / "cohort"))
    submitted = (tmp_path / "cohort" / "submitted").rename(tmp_path / "submitted")
    forget_submissions(other)
    submitted.rename(tmp_path / "cohort" / "submitted")
    nbgrader(other.folder, "autograde", "payroll-fr")
    ours = [row for row in dump(marked) if row[0] == "grade"]
    assert [row for row in dump(other) if row[0] == "grade"] == ours
    assert {row[1]: row[5] is not None for row in ours} == {"p-0001": True, "p-0002": False}


def test_formgrader_reads_the_same_totals(marked: Cohort) -> None:
    config = Config()
    configure(config, marked.folder)
    api = NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)
    shown = {each["student"]: each for each in api.get_submissions("payroll-fr")}
    scores = grades(marked)
    for learner in ("p-0001", "p-0002"):
        mine = [each for each in scores if each.learner == learner]
        assert shown[learner]["score"] == pytest.approx(sum(each.points for each in mine))
        assert shown[learner]["autograded"]
    assert shown["p-0001"]["needs_manual_grade"]


def test_nbgrader_exports_the_cohort(marked: Cohort) -> None:
    nbgrader(marked.folder, "export")
    exported = (marked.folder / "grades.csv").read_text(encoding="utf-8")
    assert "p-0001" in exported
    assert "payroll-fr" in exported


def test_nbgrader_s_own_feedback_shows_no_hidden_test(marked: Cohort, tmp_path: Path) -> None:
    shutil.copytree(marked.folder, tmp_path / "cohort")
    other = open_cohort(str(tmp_path / "cohort"))
    shutil.rmtree(other.folder / "feedback")
    nbgrader(other.folder, "generate_feedback", "payroll-fr")
    page = (other.folder / "feedback/p-0001/payroll-fr/payroll.html").read_text(encoding="utf-8")
    assert "HIDDEN TESTS" not in page
    assert "key=" not in page


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.skipif(sys.platform != "linux", reason="nbgrader's exchange runs on Linux only")
def test_the_exchange_carries_a_case_out_answers_in_and_the_page_back(tmp_path: Path) -> None:
    learner = get_username()
    made_cohort(tmp_path / "cohort")
    write_people(tmp_path / "cohort", [*people(30), Person(learner, "Ada Elève", "", "fr", "")])
    cohort = open_cohort(str(tmp_path / "cohort"))
    (tmp_path / "exchange").mkdir(mode=0o777)
    (tmp_path / "exchange").chmod(0o777)
    places = (
        f"\nc = get_config()\nc.Exchange.root = {str(tmp_path / 'exchange')!r}"
        f"\nc.Exchange.cache = {str(tmp_path / 'cache')!r}\n"
    )
    desk, mail = tmp_path / "desk", tmp_path / "mail"
    desk.mkdir()
    mail.mkdir()
    (desk / "nbgrader_config.py").write_text(f"{places}c.CourseDirectory.course_id = 'cohort'\n")
    with (cohort.folder / "nbgrader_config.py").open("a") as config:
        config.write(places)

    # Somebody sends the work by mail: where nobody used the exchange, there is nothing to release.
    (mail / "payroll-fr-p-0002.zip").write_bytes(hand_in("p-0002", answers(4)))
    run(cohort, mail)
    nbgrader(cohort.folder, "release_feedback", "payroll-fr")
    assert list((tmp_path / "exchange").rglob("*.html")) == []

    nbgrader(cohort.folder, "release_assignment", "payroll-fr")
    nbgrader(desk, "fetch_assignment", "payroll-fr")
    assert content_of(desk / "payroll-fr") == content_of(
        repository_folder() / "exercises" / "payroll-fr"
    )
    (desk / "payroll-fr" / "answers.json").write_bytes(sheet(learner))
    nbgrader(desk, "submit", "payroll-fr")
    nbgrader(cohort.folder, "collect", "payroll-fr")
    collected = content_of(cohort.folder / "submitted")
    assert collected[f"{learner}/payroll-fr/answers.json"] == sheet(learner)
    outcome = run(cohort, cohort.folder / "submitted")
    assert [each.wrong for each in outcome.problems] == []
    # The page of who sent it by mail holds up no other.
    nbgrader(cohort.folder, "release_feedback", "payroll-fr")
    nbgrader(desk, "fetch_feedback", "payroll-fr")

    (fetched,) = (desk / "payroll-fr" / "feedback").rglob("payroll.html")
    page = cohort.folder / "feedback" / learner / "payroll-fr" / "payroll.html"
    assert fetched.read_bytes() == page.read_bytes()
    assert "Ada Elève" in fetched.read_text(encoding="utf-8")
    assert len(list((cohort.folder / "feedback").rglob(SECRET))) == 1
    assert len(list((tmp_path / "exchange").rglob("feedback/*.html"))) == 1
    # What was collected is kept as it came; taking the rebuilt tree in again adds nothing to it.
    kept = content_of(cohort.folder / "kept")
    for name in ("answers.json", "payroll.ipynb"):
        assert collected[f"{learner}/payroll-fr/{name}"] in kept.values()
    before = content_of(cohort.folder)
    outcome = run(cohort, cohort.folder / "submitted")
    assert (outcome.assignments["payroll-fr"].unchanged, outcome.problems) == (2, [])
    assert content_of(cohort.folder) == before
