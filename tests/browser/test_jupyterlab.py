"""The course in JupyterLab: the page's own front end, over a kernel that keeps the same files."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from browser.jupyterlab import open_notebook, open_run_menu, restart_and_run_all, run_all
from browser.questions import (
    LESSON,
    Language,
    ask,
    button,
    check,
    checked,
    let_in,
    open_page,
    saved,
)
from browser.served import FIXTURES, PATIENCE, Served, course_with_cases, serve, stop
from maitrise.base.text import say
from maitrise.cases import answers_in_notebook, assignment, read_case
from maitrise.kinds import Question, read_answer, score
from maitrise.kinds import ask as asked_of
from maitrise.kinds.trial import trial_of

CASE = "small-case"
NOT_FOR_LEARNERS = ("Formgrader", "Create Assignment", "Assignment List", "Course List", "Nbgrader")
# Right everywhere but for the row that is matched to its second-best category.
ANSWERS = {
    "one": "moa",
    "several": ["scope", "budget"],
    "pairs": {"fund": "sponsor", "workshops": "amoa"},
    "matrix": {
        "D09": {"MOA": "A", "AMOA": "R", "MOE": "C"},
        "D22": {"MOA": "I", "AMOA": "-", "MOE": "A/R"},
    },
    "steps": ["need", "design", "build", "accept"],
    "picked": ["J1", "J3"],
    "cpi": 454.5,
    "note": "Je propose d’ajourner.",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of the tests with its cases built."""
    return course_with_cases(tmp_path_factory.mktemp("cases"), CASE, "tiny-exam")


@pytest.fixture(scope="module")
def served(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = serve(tmp_path_factory.mktemp("home"), course=root / "course")
    yield running
    stop(running)


def into_lab(page: Page, served: Served, language: Language, name: str) -> None:
    """Open a page's notebook as a click does, and wait until it can be run."""
    let_in(page, served)
    page.goto(served.lab(name, language))
    page.wait_for_url("**/lab/tree/**", timeout=PATIENCE)
    open_notebook(page, page.url, language)


# --- A lesson --------------------------------------------------------------------------------


def test_the_lesson_runs_in_jupyterlab_as_on_its_page_from_one_front_end(
    page: Page, tmp_path: Path
) -> None:
    served = serve(tmp_path, course=FIXTURES / "course", language="fr")
    sizes: list[int] = []
    lab = page.context.new_page()
    lab.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))),
    )
    try:
        let_in(page, served)
        open_page(page, served, "fr")
        ask(page, "one").get_by_role("radio").nth(1).check()
        saved(ask(page, "one"), "fr")

        into_lab(lab, served, "fr", LESSON)
        expect(lab.locator(".jp-CodeCell .cm-content:visible")).to_have_count(0)
        open_run_menu(lab, "fr")
        for words in NOT_FOR_LEARNERS:
            expect(lab.get_by_role("menuitem", name=words)).to_have_count(0)
        lab.keyboard.press("Escape")
        sizes.clear()
        run_all(lab, "fr")
        question = ask(lab, "one")
        expect(question.get_by_role("radio").nth(1)).to_be_checked()
        large = [size for size in sizes if size > 100_000]
        assert len(large) <= 1, "the front end is sent once"
        copies = "globalThis[Symbol.for('maitrise.front-ends')].size"
        assert lab.evaluate(copies) == 1

        check(question, "fr")
        checked(question, "right", "fr")
        assert served.checked_answer(LESSON, "one")["value"] == "moa"
        bar = lab.locator(".maitrise-lesson")
        total = lab.evaluate("document.querySelectorAll('[data-question]').length")
        expect(bar).to_contain_text(say("lesson.so-far", "fr", done=1, total=total, right=1))
        ask(lab, "several").get_by_role("checkbox").first.check()
        saved(ask(lab, "several"), "fr")
        page.reload()
        expect(ask(page, "several").get_by_role("checkbox").first).to_be_checked()
    finally:
        stop(served)


# --- A case ----------------------------------------------------------------------------------


def folder_of(root: Path, language: Language) -> Path:
    return root / "exercises" / assignment(CASE, language)


def answers_on_disk(folder: Path) -> dict[str, object]:
    path = folder / "answers.json"
    if not path.exists():
        return {}
    held = json.loads(path.read_text(encoding="utf-8"))["answers"]
    return {name: entry["value"] for name, entry in held.items()}


def bar(page: Page, done: int, language: Language) -> None:
    words = say("case.so-far", language, done=done, total=len(ANSWERS))
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def questions_of_case() -> dict[str, Question]:
    return dict(read_case(FIXTURES / "solutions" / f"{CASE}.toml").questions)


def answer(page: Page, names: list[str], language: Language) -> None:
    for name in names:
        question = ask(page, name)
        asked = questions_of_case()[name]
        trial_of(asked).by_hand(question, asked, ANSWERS[name], language)
        saved(question, language)


def test_a_case_is_answered_in_jupyterlab_and_handed_in(
    page: Page, served: Served, root: Path
) -> None:
    language: Language = "fr"
    folder = folder_of(root, language)
    path = f"exercises/{folder.name}/{CASE}.ipynb"
    names = list(ANSWERS)
    into_lab(page, served, language, CASE)
    run_all(page, language)
    answer_in_code(page, "one", "moe")
    assert answers_on_disk(folder) == {"one": "moe"}
    answer(page, names[:4], language)
    bar(page, 4, language)

    page.evaluate("document.querySelectorAll('.maitrise').forEach((each) => (each.id = 'dead'))")
    restart_and_run_all(page, language)
    expect(page.locator("#dead")).to_have_count(0)  # views of the kernel that is gone
    expect(page.get_by_role("region", name=say("hand-in.title", language))).to_be_visible()
    bar(page, 4, language)
    expect(ask(page, "one").get_by_role("radio").nth(1)).to_be_checked()
    answer(page, names[4:], language)
    bar(page, len(ANSWERS), language)
    assert answers_on_disk(folder) == ANSWERS

    with page.expect_response(lambda each: each.request.method == "PUT" and path in each.url):
        page.keyboard.press("Control+s")
    give = page.get_by_role("region", name=say("hand-in.title", language))
    expect(give).to_contain_text(say("hand-in.complete", language))
    give.get_by_role("textbox").fill("p 42")
    button(give, "hand-in.hand-in", language).click()
    expect(give.get_by_role("alert")).to_have_text(say("hand-in.bad-id", language))
    give.get_by_role("textbox").fill("p-0042")
    button(give, "hand-in.hand-in", language).click()
    expect(give).to_contain_text(f"{CASE}-fr-p-0042.zip")
    the_file_has_both_copies(root / "exercises" / f"{CASE}-fr-p-0042.zip")
    with page.expect_download() as downloading:
        button(give, "hand-in.download", language).click()
    with zipfile.ZipFile(downloading.value.path()) as archive:
        assert json.loads(archive.read("answers.json"))["learner"] == "p-0042"


def answer_in_code(page: Page, name: str, option: str) -> None:
    """Answer a question in a cell of one's own, which the question then shows."""
    expect(ask(page, name)).to_be_visible()
    page.get_by_role("button", name="Cliquer pour ajouter une cellule.").click()
    page.locator(".jp-CodeCell").last.locator(".jp-InputArea-editor").click()
    expect(page.locator(".jp-mod-editMode")).to_be_visible()
    page.keyboard.type(f'case.answer("{name}", "{option}")')
    page.keyboard.press("Control+Enter")
    expect(ask(page, name).locator(f'input[value="{option}"]')).to_be_checked()
    cells = page.locator(".jp-Cell").count()
    page.keyboard.type("dd")
    expect(page.locator(".jp-Cell")).to_have_count(cells - 1)


def the_file_has_both_copies(path: Path) -> None:
    case = read_case(FIXTURES / "solutions" / f"{CASE}.toml")
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["answers.json", f"{CASE}.ipynb"]
        sheet = json.loads(archive.read("answers.json"))
        carried = answers_in_notebook(archive.read(f"{CASE}.ipynb"), case=CASE)
    assert (sheet["learner"], sheet["language"]) == ("p-0042", "fr")
    assert {name: each["value"] for name, each in sheet["answers"].items()} == ANSWERS
    assert {name: entry.value for name, entry in carried.items()} == ANSWERS
    marks = {
        name: score(question, read_answer(asked_of(question, "fr"), carried[name].value))
        for name, question in case.questions.items()
    }
    assert sum(mark.points for mark in marks.values()) == case.points - 4 - 0.25


# --- Keys ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lab_address(served: Served) -> tuple[str, str]:
    """Where JupyterLab answers, and its token."""
    from http.cookiejar import CookieJar
    from urllib.request import HTTPCookieProcessor, build_opener

    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    browser.open(served.address)
    while "/lab/tree/" not in (found := browser.open(served.lab(LESSON, "fr")).url):
        pass
    base, token = re.split(r"lab/tree/.*token=", found)
    return base, token


def asked(address: tuple[str, str], path: str) -> bytes:
    base, token = address
    with urlopen(Request(base + path, headers={"Authorization": f"token {token}"})) as answer:
        return bytes(answer.read())


@pytest.mark.parametrize(
    "path",
    [
        "files/solutions/small-case.toml",
        "files/exercises/../solutions/small-case.toml",
        "files/Solutions/small-case.toml",
        "api/contents/solutions",
        "api/contents/solutions/small-case-fr/small-case.ipynb",
        "nbconvert/html/solutions/small-case-fr/small-case.ipynb",
    ],
)
def test_what_holds_the_keys_is_not_served(lab_address: tuple[str, str], path: str) -> None:
    with pytest.raises(HTTPError) as refused:
        asked(lab_address, path)
    assert refused.value.code in (403, 404)


def test_the_folder_with_the_keys_is_not_listed(lab_address: tuple[str, str]) -> None:
    listed = [each["name"] for each in json.loads(asked(lab_address, "api/contents/"))["content"]]
    assert "solutions" not in listed
    assert "exercises" in listed
