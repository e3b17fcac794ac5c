"""What one can do on the pages of the course, in both languages."""

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import KeepOpen
from browser.questions import LANGUAGES, Language, open_lesson
from browser.served import Served
from maitrise.base.text import say
from maitrise.course import onboarding_paths

both = pytest.mark.parametrize("language", LANGUAGES)


def test_one_goes_on_to_the_next_lesson_and_to_the_other_language(
    page: Page, course: Served
) -> None:
    page.goto(course.page_of("00-start", "fr"))
    page.locator("a[rel=next]").click()
    page.wait_for_url("**/course/fr/01-moa-amoa-moe.ipynb*")
    page.get_by_role("link", name=say("page.other-language", "fr")).first.click()
    page.wait_for_url("**/course/en/01-moa-amoa-moe.ipynb*")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("a[rel=prev]").click()
    page.wait_for_url("**/course/en/00-start.ipynb*")


@both
def test_a_path_chosen_is_remembered_and_leads_to_its_lessons_and_cases(
    page: Page, course: Served, language: Language
) -> None:
    open_lesson(page, course, language, "00-start")
    paths = page.locator(".maitrise-paths")
    place = 1 + LANGUAGES.index(language)  # not the one that is chosen already
    paths.get_by_role("radio").nth(place).check()
    expect(paths).to_contain_text(say("paths.kept", language))
    expect(paths.get_by_role("link").first).to_have_attribute("href", "00-start.ipynb")
    page.reload()
    expect(paths.get_by_role("radio").nth(place)).to_be_checked()
    case = list(onboarding_paths().values())[place].cases[0]
    title = say(f"case.{case}", language)
    paths.get_by_role("link", name=title).click()
    page.wait_for_url(f"**/voila/render/exercises/{case}-{language}/{case}.ipynb*")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


@both
def test_the_raci_explorer_filters_by_phase_and_role(
    keep_open: KeepOpen, course: Served, language: Language
) -> None:
    page = keep_open(course, language, "01-moa-amoa-moe")
    explorer = page.locator(".maitrise-explorer")
    counted = explorer.get_by_role("status")

    def shown(count: int) -> str:
        return say("explorer.shown", language, count=count, total=47)

    expect(counted).to_have_text(shown(47))
    explorer.get_by_role("combobox").first.select_option("3")
    expect(counted).to_have_text(shown(4))
    explorer.get_by_role("combobox").last.select_option("MOE")
    expect(counted).to_have_text(shown(2))
    expect(explorer.get_by_role("row")).to_have_count(1 + 1 + 2)


@both
def test_figures_are_drawn_with_their_summary_and_their_table(
    keep_open: KeepOpen, course: Served, language: Language
) -> None:
    page = keep_open(course, language, "01-moa-amoa-moe")
    page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
    expect(page.locator(".js-plotly-plot svg.main-svg").first).to_be_visible()
    folded = page.get_by_text(say("figure.as-table", language)).first
    folded.click()
    expect(folded.locator("xpath=ancestor::details").get_by_role("table")).to_be_visible()
    expect(page.locator(".modebar-btn[data-title*='plotly' i]")).to_have_count(0)


@both
def test_a_page_prints_without_its_navigation(
    keep_open: KeepOpen, course: Served, language: Language
) -> None:
    page = keep_open(course, language, "01-moa-amoa-moe")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
