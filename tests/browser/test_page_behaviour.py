"""The learner's page itself: what it does around the lesson, and when something goes wrong."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.conftest import KeepOpen
from browser.questions import is_ready, open_lesson
from browser.served import FIXTURES, PATIENCE, Served, serve, stop
from maitrise.base.text import LANGUAGES, Language, say

both = pytest.mark.parametrize("language", LANGUAGES)

ODD = "01-odd"
LESSONS = """
[[lesson]]
id = "01-odd"
minutes = 5
title = { fr = "Leçon singulière", en = "An odd lesson" }
summary = { fr = "Tout y est.", en = "It has everything." }

[[lesson]]
id = "02-plain"
minutes = 7
title = { fr = "Leçon simple", en = "A plain lesson" }
summary = { fr = "Rien de plus.", en = "Nothing more." }
"""

COLUMNS = 16
WIDE_TABLE = f"""## Un tableau *large*

{"| Colonne " * COLUMNS}|
{"|---" * COLUMNS}|
{"| assez long " * COLUMNS}|

<details><summary>Plus</summary>

Texte replié.

</details>
"""

COUNTER = """
import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    n = traitlets.Int(0).tag(sync=True)
    told = traitlets.Int(0).tag(sync=True)
    _esm = '''export default { render({ model, el }) {
      const button = document.createElement("button");
      const tell = () => { button.textContent = `told ${model.get("told")}`; };
      button.onclick = () => { model.set("n", model.get("n") + 1); model.save_changes(); };
      model.on("change:told", tell); tell(); el.append(button);
    } }'''
    @traitlets.observe("n")
    def _tell(self, change):
        self.told = change["new"]
Counter()
"""

FIGURE = {
    "application/vnd.plotly.v1+json": {
        "data": [{"type": "bar", "x": ["a"], "y": [1]}],
        "layout": {},
    },
    "text/markdown": "Une figure",
}

CODE = {
    "shows-nothing": "import warnings; x = 1; warnings.warn('for nobody')",
    "broken": "raise ValueError('never shown to a learner')",
    "counter": COUNTER,
    "two-widgets": "from ipywidgets import Text\ndisplay(Text(), Text())",
    "figure": f"display({FIGURE!r}, raw=True)",
    "table": "from IPython.display import Markdown\nMarkdown('| a | b |\\n|---|---|\\n| 1 | 2 |')",
}


def _notebook(lesson: str, language: Language, cells: list[dict[str, Any]]) -> str:
    metadata = {
        "maitrise": {"lesson": lesson, "language": language},
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    }
    content = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, ensure_ascii=False)


def _prose(name: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def _code(name: str, source: str) -> dict[str, Any]:
    stored = {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": "Gardé."}}
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "source": source,
        "outputs": [stored] if name == "counter" else [],
        "execution_count": None,
    }


@pytest.fixture(scope="module")
def odd_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose first lesson shows everything that a cell can do."""
    root = tmp_path_factory.mktemp("root")
    shutil.copytree(FIXTURES / "course", root / "course")
    (root / "course" / "lessons.toml").write_text(LESSONS, encoding="utf-8")
    for language in LANGUAGES:
        folder = root / "course" / language
        cells = [
            _prose("title", "# Titre\n\nLe premier paragraphe."),
            _prose("wide", WIDE_TABLE),
            *(_code(name, source) for name, source in CODE.items()),
            _prose("end", "## Fin\n\nLe dernier paragraphe."),
        ]
        (folder / "01-odd.ipynb").write_text(_notebook("01-odd", language, cells), "utf-8")
        plain = [_prose("title", "# Simple")]
        (folder / "02-plain.ipynb").write_text(_notebook("02-plain", language, plain), "utf-8")
    return root


@pytest.fixture(scope="module")
def odd(odd_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = serve(tmp_path_factory.mktemp("odd"), course=odd_root / "course")
    yield served
    stop(served)


@pytest.fixture
def opened(keep_open: KeepOpen, odd: Served) -> Page:
    """The odd lesson in French, everything run, for tests that leave it so."""
    return keep_open(odd, "fr", ODD)


@pytest.fixture
def spoken(keep_open: KeepOpen, odd: Served, language: Language) -> Page:
    """The same in the language of the test."""
    return keep_open(odd, language, ODD)


def _cell(page: Page, name: str) -> Any:
    return page.locator(f'[data-cell="{name}"]')


def _until(claim: Callable[[], bool], seconds: float = PATIENCE / 1000) -> None:
    """Wait for a state that only the server knows."""
    last = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < last, "it never came true"


# --- While the page comes up -----------------------------------------------------------------


@both
def test_prose_and_stored_answers_are_read_before_any_cell_has_run(
    page: Page, odd: Served, language: Language
) -> None:
    page.route("**/maitrise-page/**", lambda route: route.abort())
    page.goto(odd.page_of(ODD, language))
    expect(page.get_by_text("Le premier paragraphe.")).to_be_visible()
    expect(page.get_by_text("Le dernier paragraphe.")).to_be_visible()
    expect(_cell(page, "counter")).to_have_text("Gardé.")
    expect(page.locator("#page-state")).to_have_text(say("page.preparing", language))


def test_the_line_about_getting_ready_fades_away(page: Page, odd: Served) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.goto(odd.page_of(ODD, "en"))
    state = page.locator("#page-state")
    expect(state).to_be_visible()
    is_ready(page, "en")
    expect(state).to_have_css("transition-property", "opacity, visibility")
    expect(state).to_be_hidden()


def test_what_the_notebook_stored_gives_way_to_what_the_cell_shows(opened: Page) -> None:
    expect(_cell(opened, "counter").get_by_role("button")).to_be_visible()
    expect(opened.get_by_text("Gardé.")).to_have_count(0)


def test_the_token_is_not_left_in_the_address_bar(opened: Page) -> None:
    assert "token" not in opened.url


# --- Cells -----------------------------------------------------------------------------------


def test_a_widget_talks_with_its_kernel(opened: Page) -> None:
    _cell(opened, "counter").get_by_role("button", name="told 0").click()
    expect(_cell(opened, "counter").get_by_role("button", name="told 1")).to_be_visible()


def test_every_widget_of_a_cell_is_shown(opened: Page) -> None:
    expect(_cell(opened, "two-widgets").get_by_role("textbox")).to_have_count(2)


def test_a_cell_that_shows_nothing_takes_no_room(opened: Page) -> None:
    box = _cell(opened, "shows-nothing").bounding_box()
    assert box is None or box["height"] == 0
    expect(opened.get_by_text("for nobody")).to_have_count(0)


@both
def test_a_broken_cell_says_one_sentence_and_the_others_are_shown(
    spoken: Page, language: Language
) -> None:
    expect(_cell(spoken, "broken")).to_have_text(say("page.cell-failed", language))
    expect(spoken.get_by_text("never shown to a learner")).to_have_count(0)
    expect(spoken.get_by_text("ValueError")).to_have_count(0)
    expect(_cell(spoken, "counter").get_by_role("button")).to_be_visible()


def test_a_figure_is_drawn_once_and_for_itself(opened: Page) -> None:
    expect(_cell(opened, "figure").locator(".js-plotly-plot svg.main-svg").first).to_be_visible(
        timeout=PATIENCE
    )
    expect(_cell(opened, "figure").locator(".js-plotly-plot")).to_have_count(1)


# --- Finding one's way -----------------------------------------------------------------------


@both
def test_the_page_tells_where_i_am_and_leads_on(spoken: Page, language: Language) -> None:
    titles = {"fr": ("Leçon singulière", "Leçon simple"), "en": ("An odd lesson", "A plain lesson")}
    odd_title, plain_title = titles[language]
    other: Language = "en" if language == "fr" else "fr"
    expect(spoken).to_have_title(f"{odd_title} · {say('page.course', language)}")
    here = spoken.get_by_role("banner").locator("[aria-current=page]")
    expect(here).to_contain_text(odd_title)
    expect(spoken.get_by_text(say("page.where", language, number=1, minutes=5))).to_be_visible()
    twin = spoken.get_by_role("link", name=say("page.other-language", language))
    expect(twin).to_have_attribute("hreflang", other)
    onward = spoken.get_by_role("contentinfo").get_by_role("link", name=plain_title)
    expect(onward).to_have_attribute("href", re.compile(r"\b02-plain\.ipynb"))


def test_a_section_is_reached_from_the_list(opened: Page) -> None:
    opened.get_by_role("link", name="Un tableau large").click()
    assert opened.url.endswith("#un-tableau-large")
    expect(opened.get_by_role("heading", name="Un tableau large")).to_be_in_viewport()


@both
def test_on_a_phone_the_lessons_are_folded_and_unfold(spoken: Page, language: Language) -> None:
    spoken.set_viewport_size({"width": 375, "height": 812})
    lessons = spoken.get_by_role("navigation", name=say("page.lessons", language))
    expect(lessons).to_be_hidden()
    spoken.get_by_text(say("page.lessons", language), exact=True).click()
    expect(lessons.get_by_role("link").first).to_be_visible()


def test_the_keyboard_skips_to_the_lesson(page: Page, odd: Served) -> None:
    page.goto(odd.page_of(ODD, "fr"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=say("page.skip", "fr"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("width", [375, 768, 1280])
def test_a_wide_table_scrolls_in_its_own_box_or_becomes_cards(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 900})
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    box = opened.locator(".page-table").first
    if width == 375:
        expect(box).not_to_have_attribute("tabindex", "0")
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    else:
        expect(box).to_have_attribute("tabindex", "0")
        expect(box).to_have_attribute("aria-label", say("page.table", "fr"))
    expect(_cell(opened, "table").locator(".page-table > table")).to_be_visible()


def test_dark_is_followed(opened: Page) -> None:
    opened.emulate_media(color_scheme="dark")
    expect(opened.locator("body")).to_have_css("background-color", "rgb(20, 24, 28)")


def test_on_paper_everything_is_unfolded_and_the_header_is_gone(opened: Page) -> None:
    folded = opened.get_by_text("Texte replié.")
    expect(folded).to_be_hidden()
    opened.emulate_media(media="print")
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(folded).to_be_visible()
    expect(opened.get_by_role("banner")).to_be_hidden()
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    opened.emulate_media(media="screen")
    expect(folded).to_be_hidden()


# --- When the way to the course is cut --------------------------------------------------------


@both
def test_a_page_has_the_words_for_it_from_the_start(spoken: Page, language: Language) -> None:
    banner = spoken.locator("#page-lost")
    expect(banner).to_be_hidden()
    for key in ("page.lost", "page.kept", "page.reload"):
        expect(banner).to_contain_text(say(key, language))


def test_a_lost_kernel_is_said_in_words_and_reloading_mends_it(page: Page, odd: Served) -> None:
    language: Language = "en"
    before = odd.kernels()
    open_lesson(page, odd, language, ODD)
    own = odd.kernels() - before
    assert len(own) == 1
    expect(page.get_by_role("alert")).to_be_hidden()
    odd.end(own)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # coming back to it
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text(say("page.lost", language), timeout=PATIENCE)
    expect(banner).to_contain_text(say("page.kept", language))
    banner.get_by_role("button", name=say("page.reload", language)).click()
    expect(page.locator("#page-state")).to_have_class("page-state")
    is_ready(page, language)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_server_that_is_gone_is_said_in_words(page: Page, odd_root: Path, tmp_path: Path) -> None:
    served = serve(tmp_path, course=odd_root / "course")
    try:
        open_lesson(page, served, "fr", ODD)
    finally:
        stop(served)
    expect(page.get_by_role("alert")).to_contain_text(say("page.lost", "fr"), timeout=PATIENCE)


def test_a_page_that_is_left_ends_its_kernel(page: Page, odd: Served) -> None:
    before = odd.kernels()
    open_lesson(page, odd, "fr", ODD)
    assert len(odd.kernels() - before) == 1
    page.goto("about:blank")
    _until(lambda: not odd.kernels() - before)


def test_a_page_left_before_it_was_ready_ends_its_kernel_too(page: Page, odd: Served) -> None:
    before = odd.kernels()
    page.route("**/voila.js", lambda route: route.abort())
    page.goto(odd.page_of(ODD, "fr"))
    assert len(odd.kernels() - before) == 1
    page.goto("about:blank")
    _until(lambda: not odd.kernels() - before)


@pytest.mark.parametrize("path", ["voila/render/course/fr/99-none.ipynb", "voila/tree"])
def test_a_page_that_is_no_lesson_speaks_both_languages_and_leads_back(
    page: Page, odd: Served, path: str
) -> None:
    answer = page.goto(f"{odd.base}{path}?token={odd.token}")
    assert answer
    assert answer.status == (200 if path.endswith("tree") else 404)
    for language in LANGUAGES:
        section = page.locator(f'section[lang="{language}"]')
        link = section.get_by_role("link", name=say("page.to-start", language))
        start = f"/voila/render/course/{language}/00-start.ipynb"
        expect(link).to_have_attribute("href", start)


# --- JupyterLab ------------------------------------------------------------------------------


def test_page_and_jupyterlab_ask_nothing_of_anyone_outside_and_leave_no_trace(
    context: BrowserContext, odd: Served, odd_root: Path
) -> None:
    def files() -> dict[str, bytes]:
        paths = sorted(path for path in odd_root.rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in paths}

    before = files()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_lesson(page, odd, "fr", ODD)
    expect(_cell(page, "figure").locator("svg.main-svg").first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name=say("page.lab", "fr")).click()
    expect(page.get_by_role("menuitem", name="Fichier")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", name="Titre")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("notebook is read-only")).to_be_visible()
    for unwanted in ("news", "nouvelles", "Formgrader", "Nbgrader", "Create Assignment"):
        expect(page.get_by_text(unwanted)).to_have_count(0)
    page.keyboard.press("Control+s")
    expect(page.get_by_role("heading", name="Titre")).to_be_visible()
    assert [url for url in asked if not url.startswith((odd.base, "data:", "blob:"))] == []
    assert files() == before


def test_a_learners_own_jupyter_does_not_reach_into_the_course(
    page: Page, odd_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Start-up scripts that fail, a kernel that is none, a configuration that moves the port."""
    person = tmp_path / "person"
    hostile = {
        ".ipython/profile_default/startup/00-broken.py": "raise SystemExit",
        ".ipython/kernels/python3/kernel.json": '{"argv": ["false"], "display_name": "none"}',
        ".local/share/jupyter/kernels/python3/kernel.json": '{"argv": ["false"]}',
        ".jupyter/jupyter_server_config.py": "c.ServerApp.port = 1; c.ServerApp.base_url = '/x'",
        ".jupyter/labconfig/page_config.json": '{"disabledExtensions": {"anywidget": true}}',
        "start.py": "raise SystemExit('PYTHONSTARTUP')",
    }
    for name, content in hostile.items():
        (person / name).parent.mkdir(parents=True, exist_ok=True)
        (person / name).write_text(content, encoding="utf-8")
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.setenv("PYTHONSTARTUP", str(person / "start.py"))
    before = set(person.rglob("*"))
    served = serve(tmp_path / "home", course=odd_root / "course")
    try:
        open_lesson(page, served, "fr", ODD)
        _cell(page, "counter").get_by_role("button", name="told 0").click()
        expect(_cell(page, "counter").get_by_role("button", name="told 1")).to_be_visible()
    finally:
        stop(served)
    added = set(person.rglob("*")) - before
    assert [path for path in added if ".cache" not in path.parts] == []
