"""The same lesson in JupyterLab: in the chosen language, code out of sight, after Run All."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.jupyterlab import open_notebook, open_run_menu, run_all
from browser.questions import LANGUAGES, LESSON, Language, ask, check, checked
from browser.served import FIXTURES, Served, serve, stop

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
    open_notebook(page, served.lab(LESSON, language), language)
    expect(page.locator(".jp-CodeCell .cm-content:visible")).to_have_count(0)
    open_run_menu(page, language)
    for words in NOT_FOR_LEARNERS:
        expect(page.get_by_role("menuitem", name=words)).to_have_count(0)
    page.keyboard.press("Escape")
    run_all(page, language)
    question = ask(page, "one")
    expect(question).to_be_visible()
    question.get_by_role("radio").nth(1).check()
    check(question, language)
    checked(question, "right", language)
    assert served.sheet(LESSON)["one"]["value"] == "moa"
