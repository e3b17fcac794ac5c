"""A class that was really marked: a trainer's formgrader, then a learner's feedback page."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.accessibility import findings
from browser.questions import Language
from browser.served import PATIENCE
from cohorts import AT, CASE, answers, case, grades, notebook, packed, sheet
from maitrise.base.text import say
from maitrise.cases import assignment
from maitrise.cohort import Cohort, Person, create_cohort, open_cohort
from maitrise.cohort.person import write_people
from maitrise.kinds import key_lines
from maitrise.kinds.text import TextQuestion

ZOE = Person("p-0001", "Zoé Łukasz-O'Brien", "zoe.lob@example.org", "fr", "")
AMY = Person("p-0002", "Amy Long", "amy@example.org", "en", "")
TEXT = "note-to-hr"
NOTES = {
    ZOE.id: "Madame,\n\nLe projet <b>tient</b> le cap : 5 < 7.",
    AMY.id: "Dear director,\n\nThe project *holds* its course.",
}
COMMENTS = {
    ZOE.id: "Clair, <b>mais</b> long.\nCommencez par la date.",
    AMY.id: "Clear & well argued.",
}
GIVEN = {ZOE.id: "3.5", AMY.id: "4"}


def maitrise(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command, as a trainer types it."""
    return subprocess.run(
        [sys.executable, "-m", "maitrise.cli.app", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Zoé and Amy handed in, each in her language."""
    folder = tmp_path_factory.mktemp("inbox")
    for person in (ZOE, AMY):
        given = answers(int(person.id[-1])) | {TEXT: {"value": NOTES[person.id], "at": AT}}
        files = {
            "answers.json": sheet(person.id, given, language=person.language),
            f"{CASE}.ipynb": notebook(CASE, person.language),
        }
        path = folder / f"{assignment(CASE, person.language)}-{person.id}.zip"
        path.write_bytes(packed(files))
    return folder


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory, inbox: Path) -> Cohort:
    """The class, marked by the command."""
    folder = tmp_path_factory.mktemp("class") / "cohort"
    create_cohort(str(folder), "Classe", "fr")
    write_people(folder, [ZOE, AMY])
    done = maitrise("mark", str(inbox), "--cohort", str(folder), "--lang", "en")
    assert done.returncode == 1, "two texts wait for a person"
    return open_cohort(str(folder))


@dataclass(frozen=True)
class Formgrader:
    """A running formgrader: its address, token included, and its pages."""

    address: str

    def page(self, path: str) -> str:
        base, token = self.address.split("/formgrader?")
        return f"{base}/formgrader/{path}?{token}"


@pytest.fixture(scope="module")
def formgrader(cohort: Cohort) -> Iterator[Formgrader]:
    """Formgrader as ``maitrise cohort open`` serves it, on a free port."""
    command = ["-m", "maitrise.cli.app", "cohort", "open", str(cohort.folder), "--no-browser"]
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"http://127\S+", line):
            break
    else:
        raise AssertionError(f"formgrader did not start: {''.join(said)}")
    yield Formgrader(found[0])
    os.killpg(process.pid, signal.SIGINT)  # Ctrl-C: the command, and the server that it started
    left, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert not [line for line in (*said, left) if "ServerApp" in line], "the terminal stays quiet"
    assert f"maitrise mark --cohort {cohort.folder}" in left


@pytest.fixture(scope="module")
def trainer(browser: Browser) -> Iterator[BrowserContext]:
    """One trainer, who reaches no other host than their own computer."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
    yield context
    context.close()


def open_submission(page: Page, formgrader: Formgrader, person: Person) -> None:
    """Open the one submission of someone's assignment by its link, as a trainer does."""
    page.goto(formgrader.page("manage_assignments"))
    expect(page.get_by_role("link", name=assignment(CASE, person.language)).first).to_be_visible(
        timeout=PATIENCE
    )
    page.goto(formgrader.page(f"gradebook/{assignment(CASE, person.language)}/{CASE}"))
    page.get_by_role("link", name="Submission #1").click()
    expect(page.locator(f"#{TEXT}")).to_be_visible(timeout=PATIENCE)


def total(cohort: Cohort, person: Person) -> float:
    """What the gradebook holds for someone."""
    return sum(each.points for each in grades(cohort) if each.learner == person.id)


def hand_mark(cohort: Cohort, person: Person) -> float | None:
    (found,) = (each for each in grades(cohort) if (each.learner, each.cell) == (person.id, TEXT))
    return found.manual


@pytest.fixture(scope="module")
def graded(
    trainer: BrowserContext, formgrader: Formgrader, cohort: Cohort, inbox: Path
) -> dict[str, float]:
    """Both texts read, marked and commented in formgrader; the totals by learner."""
    totals = {}
    for person in (ZOE, AMY):
        page = trainer.new_page()
        before = total(cohort, person)
        open_submission(page, formgrader, person)
        _everything_can_be_read(page, person)
        _mark(page, person)
        totals[person.id] = before + float(GIVEN[person.id])
        page.goto(formgrader.page(f"gradebook/{assignment(CASE, person.language)}/{CASE}"))
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Submission #1"))
        expect(row).to_contain_text(f"{round(totals[person.id], 2):g} / 20")
        page.close()
    return totals


def _everything_can_be_read(page: Page, person: Person) -> None:
    """The answers stand under their questions, and what was typed is text, not HTML."""
    language: Language = "fr" if person.language == "fr" else "en"
    shown = page.locator("body")
    question = case().questions[TEXT]
    assert isinstance(question, TextQuestion)
    for line in key_lines(question, language):
        expect(shown).to_contain_text(line.replace("*", ""))
    for paragraph in NOTES[person.id].split("\n\n"):
        expect(page.locator("pre").filter(has_text=paragraph)).to_be_visible()
    rubric = page.get_by_text(say("text.rubric", language)).first
    below = page.locator("pre").filter(has_text=NOTES[person.id].split("\n\n")[0])
    places = [each.bounding_box() for each in (rubric, below)]
    assert places[0]
    assert places[1]
    assert places[0]["y"] < places[1]["y"], "the rubric stands above the text"


def _mark(page: Page, person: Person) -> None:
    """Type points and a comment, and wait until formgrader has stored both."""
    score = page.locator(f"#{TEXT}")
    with page.expect_response(lambda each: "/api/grade/" in each.url and each.ok):
        score.fill(GIVEN[person.id])
        score.press("Tab")
    comment = page.locator(f"#{TEXT}-comment")
    with page.expect_response(lambda each: "/api/comment/" in each.url and each.ok):
        comment.fill(COMMENTS[person.id])
        comment.press("Tab")


def test_a_trainer_marks_the_texts_in_formgrader_and_the_gradebook_adds_up(
    graded: dict[str, float], cohort: Cohort
) -> None:
    for person in (ZOE, AMY):
        assert hand_mark(cohort, person) == float(GIVEN[person.id])
        assert total(cohort, person) == pytest.approx(graded[person.id])


def test_marking_again_keeps_what_the_trainer_gave_and_tells_the_learner(
    graded: dict[str, float], cohort: Cohort, inbox: Path, context: BrowserContext
) -> None:
    for again in ((), ("--again",)):
        done = maitrise("mark", str(inbox), "--cohort", str(cohort.folder), *again)
        assert done.returncode == 0, done.stdout
        for person in (ZOE, AMY):
            assert hand_mark(cohort, person) == float(GIVEN[person.id])
            assert total(cohort, person) == pytest.approx(graded[person.id])
    for person in (ZOE, AMY):
        _feedback_page(context.new_page(), cohort, person, graded[person.id])


def _feedback_page(page: Page, cohort: Cohort, person: Person, points: float) -> None:
    """Marks, reasons and comment, in the learner's language, for everyone."""
    language: Language = "fr" if person.language == "fr" else "en"
    name = assignment(CASE, language)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((cohort.folder / "feedback" / person.id / name / f"{CASE}.html").as_uri())
    expect(page.locator("html")).to_have_attribute("lang", language)
    number = f"{round(points, 2):g}".replace(".", "," if language == "fr" else ".")
    words = say("mark.page.total", language, points=number, maximum="20")
    expect(page.get_by_text(words, exact=True)).to_be_visible()

    place = list(case().cells).index(TEXT) + 1
    named = say("mark.page.question", language, number=place)
    section = page.locator("section").filter(has=page.get_by_role("heading", name=named))
    expect(section).to_contain_text(say("mark.page.by-hand", language))
    for line in (*COMMENTS[person.id].split("\n"), *NOTES[person.id].split("\n\n")):
        expect(section).to_contain_text(line)
    reasons = page.locator("section").filter(has_text=say("verdict.wrong", language))
    expect(reasons.locator("li").first).to_be_visible()

    overview = page.get_by_role("navigation", name=say("mark.page.overview", language))
    expect(overview.get_by_role("link")).to_have_count(len(case().cells))
    overview.get_by_role("link", name=re.compile(f"^{named},")).press("Enter")
    expect(section).to_be_in_viewport()
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert findings(page) == []
    assert [url for url in asked if not url.startswith("file:")] == []
