"""The same lesson in JupyterLab: in the chosen language, code out of sight, after Run All."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import FIXTURES, Served, serve, stop
from browser.questions import LANGUAGES, LESSON, Language, ask, check, checked

MENU = {"fr": "Exécution", "en": "Run"}
RUN_ALL = {"fr": "Exécuter toutes les cellules", "en": "Run All Cells"}
NOT_FOR_LEARNERS = ("Formgrader", "Create Assignment", "Assignment List", "Course List", "Nbgrader")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lesson_runs_in_jupyterlab_as_on_its_page(
    page: Page, tmp_path: Path, language: Language
) -> None:
    served = serve(tmp_path, course=FIXTURES / "course", language=language)
    try:
        _take_the_lesson(page, served, language)
    finally:
        stop(served)


def _take_the_lesson(page: Page, served: Served, language: Language) -> None:
    page.goto(served.lab(LESSON, language))
    menu = page.get_by_role("menuitem", name=MENU[language], exact=True)
    expect(menu).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=60_000)
    expect(page.locator(".jp-CodeCell .cm-content:visible")).to_have_count(0)
    menu.click()
    for words in NOT_FOR_LEARNERS:
        expect(page.get_by_role("menuitem", name=words)).to_have_count(0)
    page.get_by_role("menuitem", name=RUN_ALL[language], exact=True).click()
    question = ask(page, "one")
    expect(question).to_be_visible(timeout=60_000)
    question.get_by_role("radio").nth(1).check()
    check(question, language)
    checked(question, "right", language)
    assert served.sheet(LESSON)["one"]["value"] == "moa"
