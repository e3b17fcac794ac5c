"""A case on its page, opened by a double-click: answered, handed in, and marked like any other."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.questions import button
from cohorts import answers, case, dump, hand_in, run
from maitrise.base.text import say
from maitrise.cohort import Cohort, Person, create_cohort, open_cohort
from maitrise.cohort.person import write_people
from maitrise.kinds import Question, read_answer, score
from maitrise.kinds.trial import trial_of

ON_PAGE, BY_PYTHON = "p-0041", "p-0042"
EXAM = "final-exam"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course as it is unzipped: one document to double-click."""
    folder = tmp_path_factory.mktemp("published") / "course"
    command = ["-m", "maitrise.cli.app", "publish", str(folder), "--single"]
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser of its own, which takes downloads and fails the test when a script fails."""
    context = browser.new_context(accept_downloads=True, reduced_motion="reduce")
    opened = context.new_page()
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    yield opened
    context.close()
    assert failures == []


def open_case(page: Page, course: Path, name: str) -> None:
    page.goto(f"{course.as_uri()}/index.html#fr/cases/{name}")
    expect(page.locator("html[data-ready]")).to_be_attached()


def question(page: Page, name: str) -> Locator:
    return page.locator(f'[data-question="{name}"]')


def answer_all(page: Page, asked: Mapping[str, Question], given: Mapping[str, Any]) -> None:
    for name, each in asked.items():
        if name in given and given[name]["value"]:
            trial_of(each).by_hand(question(page, name), each, given[name]["value"], "fr")
            expect(question(page, name)).to_contain_text(say("question.saved-device", "fr"))


def handed_in(page: Page, learner: str, folder: Path) -> Path:
    """The file that the page makes for a learner who has left questions blank."""
    give = page.get_by_role("region", name=say("hand-in.title", "fr"))
    give.get_by_role("textbox").fill(learner)
    button(give, "hand-in.hand-in", "fr").click()
    expect(button(give, "hand-in.back", "fr")).to_be_focused()
    with page.expect_download() as downloading:
        button(give, "hand-in.anyway", "fr").click()
    path = folder / downloading.value.suggested_filename
    downloading.value.save_as(path)
    expect(give).to_contain_text(path.name)
    return path


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    folder = tmp_path / "cohort"
    create_cohort(str(folder), "Essai", "fr")
    write_people(
        folder, [Person(each, f"Ana {each}", "", "fr", "") for each in (ON_PAGE, BY_PYTHON)]
    )
    return open_cohort(str(folder))


def marks(cohort: Cohort, learner: str) -> list[tuple[Any, ...]]:
    """What the gradebook says of a learner's cells, but for when they handed in."""
    rows = [row for row in dump(cohort) if row[1] == learner]
    return [(row[0], row[2], row[3], *row[5:]) for row in rows]


def test_a_case_answered_in_a_double_clicked_page_is_marked_as_one_from_a_notebook(
    page: Page, course: Path, cohort: Cohort, tmp_path: Path
) -> None:
    given = {name: each for name, each in answers(7).items() if each["value"]}
    asked = case().questions
    open_case(page, course, "payroll")
    answer_all(page, asked, given)
    page.reload()  # closed and opened again, everything is there
    words = say("case.so-far", "fr", done=len(given), total=len(asked))
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    path = handed_in(page, ON_PAGE, inbox)
    assert path.name == f"payroll-fr-{ON_PAGE}.zip"
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["answers.json"]
        sheet = json.loads(archive.read("answers.json"))
    assert sheet["learner"] == ON_PAGE
    values = {name: each["value"] for name, each in sheet["answers"].items()}
    assert values == {name: each["value"] for name, each in given.items()}

    # One comes as the assignment of a learning platform gives it: a folder a learner, in one zip.
    folder = f"Ana {ON_PAGE}_471_assignsubmission_file_"
    with zipfile.ZipFile(inbox / "PMO-Cas paie-712.zip", "w") as download:
        download.write(path, f"{folder}/{path.name}")
    path.unlink()
    (inbox / f"payroll-fr-{BY_PYTHON}.zip").write_bytes(hand_in(BY_PYTHON, given))
    run(cohort, inbox)
    assert marks(cohort, ON_PAGE) == marks(cohort, BY_PYTHON) != []


def test_an_exam_asks_in_the_page_what_marking_expects(
    page: Page, course: Path, cohort: Cohort, tmp_path: Path
) -> None:
    exam, luck = case(EXAM), random.Random(3)
    allotted = exam.questions_for(ON_PAGE)
    open_case(page, course, "payroll")  # whoever has handed in before is known
    handed_in(page, ON_PAGE, tmp_path)
    open_case(page, course, EXAM)
    page.reload()
    shown = page.locator("[data-question]")
    expect(shown).to_have_count(len(allotted))
    names = shown.evaluate_all("all => all.map((each) => each.dataset.question)")
    assert names == [each.id for each in allotted.values()]

    few = {each.id: each for each in list(allotted.values())[:12]}
    given = {name: {"value": trial_of(each).some_answer(each, luck)} for name, each in few.items()}
    answer_all(page, few, given)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    handed_in(page, ON_PAGE, inbox)
    run(cohort, inbox)
    found = {
        cell: auto for kind, _, cell, _, _, auto, *_ in marks(cohort, ON_PAGE) if kind == "grade"
    }
    for cell, each in allotted.items():
        value = given.get(each.id, {"value": None})["value"]
        expected = score(each, read_answer(each, value)).points
        assert found[cell] == pytest.approx(expected, abs=1e-4), cell
