"""Every page of the course in both languages: readable, reachable, in one language, accessible."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.conftest import Served
from browser.questions import LANGUAGES, LESSON, Language, ask, check, foreign_words, open_lesson
from maitrise.text import say

LESSONS = ("00-start", "01-moa-amoa-moe")
PAGES = [(lesson, language) for lesson in LESSONS for language in LANGUAGES]
every_page = pytest.mark.parametrize(("lesson", "language"), PAGES)
both = pytest.mark.parametrize("language", LANGUAGES)

# JupyterLab's own rules on our page; what it draws around is not ours to mend.
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SERIOUS = ("serious", "critical")


def findings(page: Page) -> list[str]:
    """Every serious or critical finding of axe on the page, one line each."""
    expect(page.locator("#page-state")).to_be_hidden()  # half faded out, no contrast is enough
    violations = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['target']}"
        for each in violations
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@every_page
def test_a_page_runs_by_itself_and_says_what_it_is(
    page: Page, course: Served, lesson: str, language: Language
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_lesson(page, course, language, lesson)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading in page.title()
    expect(page.get_by_role("navigation").first.locator('[aria-current="page"]')).to_contain_text(
        heading
    )
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_text("import maitrise")).to_have_count(0)
    outside = [url for url in asked if url.startswith("http") and not url.startswith(course.base)]
    assert outside == []


@every_page
def test_a_page_has_no_word_of_the_other_language_in_its_interface(
    page: Page, course: Served, lesson: str, language: Language
) -> None:
    open_lesson(page, course, language, lesson)
    said = page.locator(
        "button, legend, label, option, th, summary, nav a, [role=status], .maitrise p"
    )
    texts = {text.strip() for text in said.all_inner_texts()} - {""}
    names = page.locator("[aria-label]")
    texts |= {names.nth(n).get_attribute("aria-label") or "" for n in range(names.count())}
    links_to_the_other = {say("page.other-language", language)}
    assert texts & (foreign_words(language) - links_to_the_other) == set()
    assert len(texts) > 20


@every_page
def test_axe_finds_nothing_serious_on_a_page(
    page: Page, course: Served, lesson: str, language: Language
) -> None:
    open_lesson(page, course, language, lesson)
    expect(page.locator("progress")).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert findings(page) == [], scheme


@both
def test_axe_finds_nothing_serious_on_answers_and_reasons(
    page: Page, small_course: Served, language: Language
) -> None:
    open_lesson(page, small_course, language)
    act_on = {
        "one": lambda question: question.get_by_role("radio").first.check(),
        "several": lambda question: question.get_by_role("checkbox").first.check(),
        "pairs": lambda question: question.get_by_role("combobox").first.select_option(index=1),
        "matrix": lambda question: question.get_by_role("combobox").first.select_option("A"),
        "steps": lambda question: question.get_by_role("button").nth(1).click(),
        "picked": lambda question: question.get_by_role("checkbox").first.check(),
        "cpi": lambda question: question.get_by_role("textbox").fill("400"),
    }
    for name, act in act_on.items():
        act(ask(page, name))
        check(ask(page, name), language)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert findings(page) == [], scheme


@every_page
def test_nothing_sticks_out_of_a_page(
    page: Page, course: Served, lesson: str, language: Language
) -> None:
    open_lesson(page, course, language, lesson)
    for width in (375, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        _nothing_sticks_out(page, width)


def _nothing_sticks_out(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sticking_out = page.evaluate(
        """(width) => [...document.querySelectorAll("main :is(button, select, input, h2)")]
          .filter((each) => each.getClientRects().length)
          .filter((each) => {
            const box = each.getBoundingClientRect();
            return box.right > width + 1 || box.left < -1;
          })
          .filter((each) => !each.closest(".maitrise-scroll, .page-table"))
          .map((each) => each.outerHTML.slice(0, 80))""",
        width,
    )
    assert sticking_out == []


@both
def test_one_goes_on_to_the_next_lesson_and_to_the_other_language(
    page: Page, course: Served, language: Language
) -> None:
    other: Language = "en" if language == "fr" else "fr"
    open_lesson(page, course, language, "00-start")
    page.locator("a[rel=next]").click()
    page.wait_for_url(f"**/course/{language}/01-moa-amoa-moe.ipynb*")
    page.get_by_role("link", name=say("page.other-language", language)).first.click()
    page.wait_for_url(f"**/course/{other}/01-moa-amoa-moe.ipynb*")
    expect(page.locator("html")).to_have_attribute("lang", other)
    page.locator("a[rel=prev]").click()
    page.wait_for_url(f"**/course/{other}/00-start.ipynb*")


@both
def test_a_path_chosen_is_remembered(page: Page, course: Served, language: Language) -> None:
    open_lesson(page, course, language, "00-start")
    paths = page.locator(".maitrise-paths")
    place = 1 + LANGUAGES.index(language)  # not the one that is chosen already
    paths.get_by_role("radio").nth(place).check()
    expect(paths).to_contain_text(say("paths.kept", language))
    expect(paths.get_by_role("link").first).to_have_attribute("href", "00-start.ipynb")
    expect(paths.get_by_text(say("paths.coming", language)).first).to_be_visible()
    page.reload()
    expect(paths.get_by_role("radio").nth(place)).to_be_checked()


@both
def test_the_raci_explorer_filters_by_phase_and_role(
    page: Page, course: Served, language: Language
) -> None:
    open_lesson(page, course, language, "01-moa-amoa-moe")
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
    page: Page, course: Served, language: Language
) -> None:
    open_lesson(page, course, language, "01-moa-amoa-moe")
    page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
    expect(page.locator(".js-plotly-plot svg.main-svg").first).to_be_visible()
    folded = page.get_by_text(say("figure.as-table", language)).first
    folded.click()
    expect(folded.locator("xpath=ancestor::details").get_by_role("table")).to_be_visible()
    expect(page.locator(".modebar-btn[data-title*='plotly' i]")).to_have_count(0)


@both
def test_a_page_prints_without_its_navigation(
    page: Page, course: Served, language: Language
) -> None:
    open_lesson(page, course, language, "00-start")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")


@both
def test_the_keyboard_alone_answers_a_question(
    page: Page, small_course: Served, language: Language
) -> None:
    open_lesson(page, small_course, language)
    question = ask(page, "one")
    question.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")  # to the second option, which chooses it
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(question).to_have_attribute("data-verdict", "right")
    assert small_course.sheet(LESSON)["one"]["value"] == "moa"
