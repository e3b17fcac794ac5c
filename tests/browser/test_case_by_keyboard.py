"""A case that the course's server shows: its tables, its documents, handing in without a mouse."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.questions import LANGUAGES, Language, ask, button, let_in, open_page, saved
from browser.served import Served, course_with_cases, serve, stop
from maitrise.base.text import say
from maitrise.cases import assignment
from maitrise.learner.record import LARGEST_RECORD

CASE = "small-case"
TABLE = {"fr": "Tâches au 30 juin 2026", "en": "Tasks at 30 June 2026"}
COST = {"fr": "Coût réel (k€)", "en": "Actual cost (€k)"}
MOST_TABS = 80


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return course_with_cases(tmp_path_factory.mktemp("cases"), CASE, "tiny-exam")


@pytest.fixture(scope="module")
def served(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = serve(tmp_path_factory.mktemp("home"), course=root / "course")
    yield running
    stop(running)


def open_case(page: Page, served: Served, language: Language, case: str = CASE) -> None:
    let_in(page, served)
    open_page(page, served, language, f"cases/{case}")


def tab_to(page: Page, wanted: Locator) -> None:
    """Reach a control by the tabulator alone."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator never came to {wanted}")


def hand_in_of(page: Page, language: Language) -> Locator:
    return page.get_by_role("region", name=say("hand-in.title", language))


def show_table(page: Page, language: Language) -> Locator:
    """The table of the dossier, with its document open."""
    table = page.get_by_role("table", name=TABLE[language], include_hidden=True)
    panel = page.get_by_role("tabpanel", include_hidden=True).filter(has=table)
    name = panel.get_attribute("aria-labelledby")
    page.locator(f'[id="{name}"]').click()
    expect(table).to_be_visible()
    return table


def test_a_case_is_answered_and_handed_in_by_keyboard(
    page: Page, served: Served, root: Path
) -> None:
    open_case(page, served, "en")
    one = ask(page, "one")
    tab_to(page, one.get_by_role("radio").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    saved(one, "en")
    several = ask(page, "several").get_by_role("checkbox")
    tab_to(page, several.nth(1))
    page.keyboard.press("Space")
    saved(ask(page, "several"), "en")
    give = hand_in_of(page, "en")
    tab_to(page, give.get_by_role("textbox"))
    page.keyboard.press("Control+a")
    page.keyboard.type("p-0043")
    tab_to(page, button(give, "hand-in.hand-in", "en"))
    page.keyboard.press("Enter")
    expect(button(give, "hand-in.back", "en")).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(give, "hand-in.hand-in", "en")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, button(give, "hand-in.anyway", "en"))
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")
    assert downloading.value.suggested_filename == f"{CASE}-en-p-0043.zip"
    with zipfile.ZipFile(downloading.value.path()) as archive:
        handed = json.loads(archive.read("answers.json"))
    kept = json.loads((root / "exercises" / assignment(CASE, "en") / "answers.json").read_text())
    assert handed["learner"] == "p-0043"
    assert handed["answers"] == kept["answers"]
    assert set(kept["answers"]) == {"one", "several"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_hands_in_without_an_id_with_a_wrong_one_or_too_large_a_record_is_told(
    page: Page, served: Served, language: Language
) -> None:
    record = served.home / "record.jsonl"
    with record.open("wb") as file:
        file.truncate(LARGEST_RECORD + 1)  # holes, which take no room on the disk
    open_case(page, served, language)
    give = hand_in_of(page, language)
    who = give.get_by_role("textbox")
    for given, key in (("", "hand-in.no-id"), ("a/b", "hand-in.bad-id")):
        who.fill(given)
        button(give, "hand-in.hand-in", language).click()
        button(give, "hand-in.anyway", language).click()
        expect(give).to_contain_text(say(key, language))
        expect(who).to_be_focused()
    who.fill("p-0043")
    share = give.get_by_role("checkbox")
    share.check()
    button(give, "hand-in.hand-in", language).click()
    button(give, "hand-in.anyway", language).click()
    expect(give).to_contain_text(say("hand-in.record-too-large", language))
    expect(share).to_be_focused()
    record.unlink()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_sorted_by_its_headers(page: Page, served: Served, language: Language) -> None:
    open_case(page, served, language)
    table = show_table(page, language)
    ids = table.get_by_role("rowheader")
    expect(ids).to_have_text(["T1", "T2", "T3"])
    sorter = table.get_by_role("button", name=COST[language])
    column = table.get_by_role("columnheader", name=COST[language])
    sorter.press("Enter")
    expect(ids).to_have_text(["T2", "T1", "T3"])  # the row without a cost comes last
    expect(column).to_have_attribute("aria-sort", "ascending")
    sorter.press("Enter")
    expect(ids).to_have_text(["T1", "T2", "T3"])
    expect(column).to_have_attribute("aria-sort", "descending")
    sorter.press("Enter")
    expect(column).not_to_have_attribute("aria-sort", "descending")


def test_documents_are_turned_by_the_arrow_keys(page: Page, served: Served) -> None:
    open_case(page, served, "en")
    tabs = page.get_by_role("tab")
    assert tabs.count() > 1
    tabs.first.focus()
    page.keyboard.press("ArrowLeft")
    expect(tabs.last).to_be_focused()
    expect(tabs.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(tabs.first).to_be_focused()
    expect(page.get_by_role("tabpanel")).to_have_count(1)


def test_a_telephone_shows_the_questions_or_the_documents(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    open_case(page, served, "en")
    views = page.get_by_role("group", name=say("case.views", "en")).get_by_role("button")
    question, document = ask(page, "one"), page.get_by_role("tabpanel", include_hidden=True).first
    for view, shown, hidden in ((0, question, document), (1, document, question)):
        views.nth(view).click()
        expect(shown).to_be_visible()
        expect(hidden).to_be_hidden()
        expect(views.nth(view)).to_have_attribute("aria-pressed", "true")


def test_a_case_is_on_the_home_page_and_leads_to_its_twin(page: Page, served: Served) -> None:
    let_in(page, served)
    page.goto(f"{served.base}fr/")
    page.get_by_role("link", name="Une petite étude de cas").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Une petite étude de cas")
    page.get_by_role("link", name=say("page.other-language", "fr")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A small case")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_an_exam_asks_only_the_questions_drawn(page: Page, served: Served) -> None:
    open_case(page, served, "en", "tiny-exam")
    expect(page.locator("[data-question]")).to_have_count(2)
