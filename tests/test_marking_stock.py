"""nbgrader's own commands on a cohort that we marked: the same marks, and everything goes on."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
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
from maitrise.cases.second_copy import ANSWER, answer_bundle
from maitrise.cohort import Cohort, Person, open_cohort
from maitrise.cohort.course_config import configure
from maitrise.cohort.person import write_people
from maitrise.cohort.places import SECRET, repository_folder
from maitrise.cohort.released_assignment import ReleaseAssignmentOfExchange
from maitrise.learner.sheet import parse_sheet

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


def answered(notebook: bytes) -> bytes:
    """A case's notebook in whose outputs an answer rides."""
    content = json.loads(notebook)
    given = parse_sheet(sheet("p-0002", right_answers()), "fr")
    held = {ANSWER: answer_bundle(given, next(iter(given.answers)))}
    shown = {"output_type": "display_data", "data": held, "metadata": {}}
    next(each for each in content["cells"] if each["cell_type"] == "code")["outputs"] = [shown]
    return json.dumps(content).encode()


def release_in_process(cohort: Cohort, released: Path, exchange: Path) -> None:
    """Give a case out as formgrader does."""
    config = Config()
    configure(config, cohort.folder)
    config.CourseDirectory.release_directory = str(released)
    config.CourseDirectory.assignment_id = "payroll-fr"
    config.Exchange.root = str(exchange)
    course = CourseDirectory(config=config)
    ReleaseAssignmentOfExchange(coursedir=course, config=config).start()


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
    released = tmp_path / "released" / "payroll-fr"
    shutil.copytree(repository_folder() / "exercises" / "payroll-fr", released)
    with (cohort.folder / "nbgrader_config.py").open("a") as config:
        config.write(places)
        config.write(f"c.CourseDirectory.release_directory = {str(released.parent)!r}\n")

    # Somebody sends the work by mail: where nobody used the exchange, there is nothing to release.
    (mail / "payroll-fr-p-0002.zip").write_bytes(hand_in("p-0002", answers(4)))
    run(cohort, mail)
    nbgrader(cohort.folder, "release_feedback", "payroll-fr")
    assert list((tmp_path / "exchange").rglob("*.html")) == []

    # Somebody has tried the case there: what they answered goes to nobody.
    for name in ("answers.json", "answers.copy.json", "payroll-fr-p-0002.zip"):
        (released / name).write_bytes(sheet("p-0002"))
    notebook = released / "payroll.ipynb"
    as_built = notebook.read_bytes()
    notebook.write_bytes(answered(as_built))
    with pytest.raises(ExchangeError, match="réponses de quelqu’un"):
        release_in_process(cohort, released.parent, tmp_path / "exchange")
    assert list((tmp_path / "exchange").rglob("*.ipynb")) == []
    notebook.write_bytes(as_built)
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
