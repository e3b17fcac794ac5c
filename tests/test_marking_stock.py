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
from traitlets.config import Config

from cohorts import answers, dump, forget_submissions, hand_in, made_cohort, right_answers, run
from maitrise.cohort import Cohort, open_cohort
from maitrise.cohort.course_config import configure

LATE = '[late]\nrule = "percent"\npercent = 10\n[due]\npayroll = 2026-11-21T00:00:00Z\n'


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    """Two learners, one of them late, one who wrote a text."""
    root = tmp_path_factory.mktemp("marked")
    made_cohort(root / "cohort")
    (root / "cohort" / "cohort.toml").write_text(LATE)
    cohort = open_cohort(str(root / "cohort"))
    inbox = root / "inbox"
    inbox.mkdir()
    for learner, given, day in (("p-0001", right_answers(), 22), ("p-0002", answers(4), 20)):
        path = inbox / f"payroll-fr-{learner}.zip"
        path.write_bytes(hand_in(learner, given))
        stamp = datetime(2026, 11, day, 10, 15, tzinfo=UTC).timestamp()
        os.utime(path, (stamp, stamp))
    run(cohort, inbox)
    return cohort


def nbgrader(cohort: Cohort, *arguments: str) -> None:
    """One of nbgrader's commands, as a trainer types it in the cohort's folder."""
    command = [str(Path(sys.executable).with_name("nbgrader")), *arguments]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        command,
        cwd=cohort.folder,
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
    nbgrader(other, "autograde", "payroll-fr")
    ours = [row for row in dump(marked) if row[0] == "grade"]
    assert [row for row in dump(other) if row[0] == "grade"] == ours
    assert {row[1]: row[5] is not None for row in ours} == {"p-0001": True, "p-0002": False}


def test_formgrader_reads_the_same_totals(marked: Cohort) -> None:
    config = Config()
    configure(config, marked.folder)
    api = NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)
    shown = {each["student"]: each for each in api.get_submissions("payroll-fr")}
    scores = marked.scores()
    for learner in ("p-0001", "p-0002"):
        mine = [each for each in scores if each.learner == learner]
        assert shown[learner]["score"] == pytest.approx(sum(each.points for each in mine))
        assert shown[learner]["autograded"]
    assert shown["p-0001"]["needs_manual_grade"]


def test_nbgrader_exports_the_cohort(marked: Cohort) -> None:
    nbgrader(marked, "export")
    exported = (marked.folder / "grades.csv").read_text(encoding="utf-8")
    assert "p-0001" in exported
    assert "payroll-fr" in exported


def test_nbgrader_s_own_feedback_shows_no_hidden_test(marked: Cohort, tmp_path: Path) -> None:
    shutil.copytree(marked.folder, tmp_path / "cohort")
    other = open_cohort(str(tmp_path / "cohort"))
    shutil.rmtree(other.folder / "feedback")
    nbgrader(other, "generate_feedback", "payroll-fr")
    page = (other.folder / "feedback/p-0001/payroll-fr/payroll.html").read_text(encoding="utf-8")
    assert "HIDDEN TESTS" not in page
    assert "key=" not in page
