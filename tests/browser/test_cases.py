"""A whole small case, answered as people do, down to the file that is handed in."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.jupyterlab import open_notebook, restart_and_run_all, run_all
from browser.questions import LANGUAGES, Language, ask, button, is_ready
from browser.served import FIXTURES, Served, serve, stop
from maitrise.base.text import say
from maitrise.cases import answers_in_notebook, assignment, read_case
from maitrise.cases.build import build_cases
from maitrise.kinds import ask as asked_of
from maitrise.kinds import read_answer, score

CASE = "small-case"
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
    root = tmp_path_factory.mktemp("cases") / "root"
    shutil.copytree(FIXTURES, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAITRISE_COURSE", str(root / "course"))
        build_cases([CASE, "tiny-exam"])
    return root


@pytest.fixture(scope="module")
def served(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = serve(tmp_path_factory.mktemp("home"), course=root / "course")
    yield running
    stop(running)


def folder_of(root: Path, language: Language) -> Path:
    return root / "exercises" / assignment(CASE, language)


def answers_on_disk(folder: Path) -> dict[str, object]:
    path = folder / "answers.json"
    if not path.exists():
        return {}
    held = json.loads(path.read_text(encoding="utf-8"))["answers"]
    return {name: entry["value"] for name, entry in held.items()}


def saved(question: Locator, language: Language) -> None:
    """Wait until the kernel has said that the answer is on disk."""
    expect(question).to_contain_text(say("question.saved", language))


def bar(page: Page, done: int, language: Language) -> None:
    words = say("case.so-far", language, done=done, total=len(ANSWERS))
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def order(question: Locator, move_first: str, press: str) -> None:
    """Put an item in first place by its button, whatever the order shown."""
    item = question.locator(f'li[data-item="{move_first}"]')
    up = item.get_by_role("button").first
    while up.is_enabled():  # the first item cannot go up
        if press == "mouse":
            up.click()
        else:
            up.press("Enter")


# --- In JupyterLab, with the mouse ------------------------------------------------------------


def first_half_with_the_mouse(page: Page, language: Language) -> None:
    one = ask(page, "one")
    one.get_by_role("radio").nth(1).check()
    saved(one, language)
    several = ask(page, "several")
    several.get_by_role("checkbox").nth(0).check()
    several.get_by_role("checkbox").nth(1).check()
    saved(several, language)
    pairs = ask(page, "pairs")
    for row, category in enumerate(("sponsor", "amoa")):
        pairs.get_by_role("combobox").nth(row).select_option(category)
    saved(pairs, language)
    matrix = ask(page, "matrix")
    for place, letter in enumerate(("A", "R", "C", "I", "-", "A/R")):
        matrix.get_by_role("combobox").nth(place).select_option(letter)
    saved(matrix, language)


def second_half_with_the_mouse(page: Page, language: Language) -> None:
    steps = ask(page, "steps")
    for item in ("accept", "build", "design", "need"):
        order(steps, item, "mouse")
    saved(steps, language)
    picked = ask(page, "picked")
    picked.get_by_role("checkbox").nth(0).check()
    picked.get_by_role("checkbox").nth(2).check()
    saved(picked, language)
    cpi = ask(page, "cpi")
    cpi.get_by_role("textbox").fill("454,5")
    cpi.get_by_role("textbox").blur()
    saved(cpi, language)
    note = ask(page, "note")
    note.get_by_role("textbox").fill(ANSWERS["note"])
    note.get_by_role("textbox").blur()
    saved(note, language)


def test_a_case_is_answered_with_the_mouse_in_jupyterlab_and_handed_in(
    page: Page, served: Served, root: Path
) -> None:
    language: Language = "fr"
    folder = folder_of(root, language)
    path = f"exercises/{folder.name}/{CASE}.ipynb"
    open_notebook(page, f"{served.base}lab/tree/{path}?token={served.token}", language)
    run_all(page, language)
    first_half_with_the_mouse(page, language)
    bar(page, 4, language)

    page.evaluate("document.querySelectorAll('.maitrise').forEach((each) => (each.id = 'dead'))")
    restart_and_run_all(page, language)
    expect(page.locator("#dead")).to_have_count(0)  # views of the kernel that is gone
    expect(page.get_by_role("region", name=say("hand-in.title", language))).to_be_visible()
    bar(page, 4, language)
    expect(ask(page, "one").get_by_role("radio").nth(1)).to_be_checked()
    second_half_with_the_mouse(page, language)
    bar(page, len(ANSWERS), language)
    assert answers_on_disk(folder) == ANSWERS

    with page.expect_response(lambda each: each.request.method == "PUT" and path in each.url):
        page.keyboard.press("Control+s")
    give = page.get_by_role("region", name=say("hand-in.title", language))
    expect(give).to_contain_text(say("hand-in.complete", language))
    give.get_by_role("textbox").fill("p-0042")
    button(give, "hand-in.hand-in", language).click()
    expect(give).to_contain_text(f"{CASE}-fr-p-0042.zip")
    the_file_has_both_copies(root / "exercises" / f"{CASE}-fr-p-0042.zip")


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
        name: score(question, read_answer(asked_of(question, "en"), carried[name].value))
        for name, question in case.questions.items()
    }
    assert sum(mark.points for mark in marks.values()) == case.points - 4 - 0.25


# --- On its page, with the keyboard ----------------------------------------------------------


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus, as someone without a mouse does."""
    handle = wanted.element_handle()
    for _ in range(150):
        if handle.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def open_case_page(page: Page, served: Served, language: Language, case: str = CASE) -> None:
    name = assignment(case, language)
    address = f"{served.base}voila/render/exercises/{name}/{case}.ipynb"
    page.goto(f"{address}?token={served.token}")
    is_ready(page, language)


def choose(page: Page, select: Locator, letter: str) -> None:
    """Pick an entry of a drop-down by typing the start of its words."""
    tab_to(page, select)
    page.keyboard.type(letter)


def test_a_case_is_answered_with_the_keyboard_on_its_page_and_handed_in(
    page: Page, served: Served, root: Path
) -> None:
    language: Language = "en"
    folder = folder_of(root, language)
    open_case_page(page, served, language)
    one = ask(page, "one")
    tab_to(page, one.get_by_role("radio").first)
    press(page, "Space", "ArrowDown")
    saved(one, language)
    several = ask(page, "several")
    for place in (0, 1):
        tab_to(page, several.get_by_role("checkbox").nth(place))
        press(page, "Space")
    saved(several, language)
    pairs = ask(page, "pairs")
    choose(page, pairs.get_by_role("combobox").nth(0), "Spo")
    choose(page, pairs.get_by_role("combobox").nth(1), "AMOA")
    saved(pairs, language)
    matrix = ask(page, "matrix")
    for place, letter in enumerate(("A", "R", "C", "I", "-", "A/R")):
        choose(page, matrix.get_by_role("combobox").nth(place), letter)
    saved(matrix, language)
    bar(page, 4, language)

    open_case_page(page, served, language)  # a new kernel
    bar(page, 4, language)
    steps = ask(page, "steps")
    for item in ("accept", "build", "design", "need"):
        order(steps, item, "keyboard")
    saved(steps, language)
    picked = ask(page, "picked")
    for place in (0, 2):
        tab_to(page, picked.get_by_role("checkbox").nth(place))
        press(page, "Space")
    saved(picked, language)
    tab_to(page, ask(page, "cpi").get_by_role("textbox"))
    page.keyboard.type("454.5")
    press(page, "Enter")
    saved(ask(page, "cpi"), language)
    give = page.get_by_role("region", name=say("hand-in.title", language))
    expect(give).to_contain_text(say("hand-in.blank-one", language, count=1, numbers="8"))
    who = give.get_by_role("textbox")
    tab_to(page, who)
    press(page, "Control+a")
    page.keyboard.type("p-0043")
    press(page, "Enter")
    expect(button(give, "hand-in.back", language)).to_be_focused()
    press(page, "Enter")
    expect(button(give, "hand-in.hand-in", language)).to_be_focused()

    tab_to(page, ask(page, "note").get_by_role("textbox"))
    page.keyboard.type(str(ANSWERS["note"]))
    press(page, "Tab")
    saved(ask(page, "note"), language)
    expect(give).to_contain_text(say("hand-in.complete", language))
    tab_to(page, button(give, "hand-in.hand-in", language))
    press(page, "Enter")
    expect(give).to_contain_text(f"{CASE}-en-p-0043.zip")
    assert answers_on_disk(folder) == ANSWERS
    with page.expect_download() as downloading:
        give.get_by_role("link", name=say("hand-in.download", language)).press("Enter")
    with zipfile.ZipFile(downloading.value.path()) as archive:
        assert sorted(archive.namelist()) == ["answers.json", f"{CASE}.ipynb"]
        assert json.loads(archive.read("answers.json"))["learner"] == "p-0043"


# --- Around it -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_sorted_by_its_headers(page: Page, served: Served, language: Language) -> None:
    open_case_page(page, served, language)
    title = {"fr": "Tâches au 30 juin 2026", "en": "Tasks at 30 June 2026"}[language]
    table = page.get_by_role("table", name=title)
    head = {"fr": "Coût réel (k€)", "en": "Actual cost (€k)"}[language]
    ids = table.get_by_role("rowheader")
    expect(ids).to_have_text(["T1", "T2", "T3"])
    sorter = table.get_by_role("button", name=head)
    sorter.press("Enter")
    expect(ids).to_have_text(["T2", "T1", "T3"])  # the row without a cost comes last
    column = table.get_by_role("columnheader", name=head)
    expect(column).to_have_attribute("aria-sort", "ascending")
    sorter.press("Enter")
    expect(ids).to_have_text(["T1", "T2", "T3"])
    expect(column).to_have_attribute("aria-sort", "descending")


def test_a_case_is_in_the_menu_and_leads_to_its_twin(page: Page, served: Served) -> None:
    page.goto(served.page_of("every-kind", "fr"))
    page.get_by_role("link", name="Une petite étude de cas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Une petite étude de cas")
    page.get_by_role("link", name=say("page.other-language", "fr")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A small case")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="A small case")).to_have_attribute("aria-current", "page")


def test_an_exam_asks_the_questions_drawn_for_the_learner(page: Page, served: Served) -> None:
    open_case_page(page, served, "en", "tiny-exam")
    expect(page.locator("[data-question]")).to_have_count(2)


@pytest.mark.parametrize(
    "path",
    [
        "files/solutions/small-case.toml",
        "files/exercises/../solutions/small-case.toml",
        "files/Solutions/small-case.toml",
        "api/contents/solutions",
        "api/contents/solutions/small-case-fr/small-case.ipynb",
        "voila/render/solutions/small-case-fr/small-case.ipynb",
        "nbconvert/html/solutions/small-case-fr/small-case.ipynb",
    ],
)
def test_what_holds_the_keys_is_not_served(served: Served, path: str) -> None:
    with pytest.raises(HTTPError) as refused:
        served.asked("GET", path)
    assert refused.value.code in (403, 404)


def test_the_folder_with_the_keys_is_not_listed(served: Served) -> None:
    listed = served.asked("GET", "api/contents/")["content"]
    assert "solutions" not in [each["name"] for each in listed]
    assert "exercises" in [each["name"] for each in listed]
