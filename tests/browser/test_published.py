"""The published course in a browser: every door, every page, with nothing asked from outside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from browser.called import given
from browser.chromium import FLAGS, find
from browser.conftest import failures_of
from browser.published import (
    Door,
    all_pages,
    is_ready,
    open_page,
    outside,
    read_as,
    served,
)
from browser.waiting import until
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import bank, competencies, lessons
from maitrise.course.documents import project_documents
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.document import DocumentQuestion
from maitrise.player import my_path

LESSON = "fr/01-moa-amoa-moe"


@pytest.fixture(params=["host", "under_a_path", "double_click"])
def door(request: pytest.FixtureRequest) -> Door:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Door)
    return found


@pytest.fixture
def learner(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never seen the course."""
    context = browser.new_context(reduced_motion="reduce", locale="fr-FR")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(learner: BrowserContext) -> Iterator[Page]:
    opened = learner.new_page()
    failures = failures_of(opened)
    said: list[str] = []
    opened.on("console", lambda each: said.append(each.text) if each.type == "error" else None)
    yield opened
    assert failures == []
    # Addresses that a test has cut off are said too; what a page does itself is not.
    assert [each for each in said if "net::ERR" not in each] == []


def answerable(lesson: str) -> ChoiceQuestion:
    """The first question of a lesson with one right option."""
    return next(
        each for each in bank(lesson).questions.values() if isinstance(each, ChoiceQuestion)
    )


def answer(page: Page, question: ChoiceQuestion, language: Language) -> None:
    """Answer a question right, and be told so."""
    right = next(option.id for option in question.options if option.right)
    shown = page.locator(f'[data-question="{question.id}"]')
    shown.locator(f'input[value="{right}"]').check()
    shown.get_by_role("button", name=say("question.check", language), exact=True).click()
    expect(shown).to_have_attribute("data-verdict", "right")


def step_of(page: Page, question: str) -> str:
    """The place in the address of the screen that asks a question."""
    place = page.evaluate(
        """(id) => {
          const screen = document.querySelector(`[data-question="${id}"]`).closest(".screen");
          const screens = [...screen.parentElement.querySelectorAll(":scope > .screen")];
          return `${screen.parentElement.id}/${screens.indexOf(screen) + 1}`;
        }""",
        question,
    )
    return str(place)


# --- Documents -----------------------------------------------------------------------------------


def test_a_document_marked_in_a_lesson_is_known_on_every_page_and_its_template_comes_along(
    host: Door, page: Page, tmp_path: Path
) -> None:
    lesson, name = "02-office-or-officer", "doc-steering-report"
    question = bank(lesson).questions[name]
    assert isinstance(question, DocumentQuestion)
    sound = next(each for each in question.judged if not each.fault)
    wrong = next(each for each in question.judged if each.misconception == "X20")
    read_as(page, "one-page")
    open_page(page, host, f"fr/{lesson}")
    asked = page.locator(f'[data-question="{name}"]')
    for passage in (sound, wrong):
        asked.locator(f'[data-passage="{passage.id}"] input').check()
    asked.locator(f'[data-passage="{wrong.id}"] select').select_option(wrong.fault)
    asked.get_by_role("button", name=say("question.check", "fr"), exact=True).click()
    expect(asked).to_have_attribute("data-verdict", "wrong")
    found = asked.locator(f'[data-passage="{wrong.id}"]')
    expect(found).to_have_attribute("data-verdict", "right")

    example = page.locator('[data-call="document"]').first
    expect(example.get_by_role("table")).to_be_visible()
    link = example.get_by_role("link", name="Compte rendu d’une page")
    with page.expect_download() as download:
        link.click()
    template = project_documents()["steering-report"].template_path("fr")
    assert download.value.suggested_filename == template.name
    assert Path(download.value.path()).read_bytes() == template.read_bytes()

    open_page(page, host, "fr/05-my-path")
    page.get_by_text(say("my-record.latest", "fr")).click()
    expect(page.get_by_text(my_path.beginning(question, "fr", 10)).first).to_be_visible()
    competency = competencies()[question.competency].name.said_in("fr")
    expect(page.locator('[data-call="mastery"]')).to_contain_text(competency)
    open_page(page, host, "fr/glossary")
    card = page.locator(f'[data-card="{lesson}/{name}"]')
    expect(card).to_be_visible()
    page.get_by_role("button", name=say("cards.show", "fr")).click()
    back = page.get_by_role("group", name=say("cards.answer", "fr"))
    expect(back).to_contain_text(wrong.label.said_in("fr") if wrong.label else "")
    open_page(page, host, "fr/documents")
    expect(page.locator('[data-call="document"]')).to_have_count(len(project_documents()))
    open_page(page, host, "fr")
    home = page.get_by_role("main").get_by_role("link", name="Documents")
    expect(home).to_have_attribute("href", "documents.html")


# --- Every door --------------------------------------------------------------------------------


def test_every_lesson_opens_and_answers_and_nothing_is_asked_from_outside(
    door: Door, learner: BrowserContext, page: Page
) -> None:
    asked = outside(learner, door)
    for lesson in lessons():
        open_page(page, door, f"fr/{lesson}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            lessons()[lesson].title.said_in("fr")
        )
        question = answerable(lesson)
        page.goto(door.address(f"fr/{lesson}", step_of(page, question.id)))  # as its rail does
        answer(page, question, "fr")
    open_page(page, door, "fr/00-start", "page")
    expect(page.get_by_text("Traceback")).to_have_count(0)
    assert asked == []


def test_a_host_with_a_name_and_no_encryption_does_as_well(site: Path, browser: Browser) -> None:
    with served(site) as port:
        rule = f"--host-resolver-rules=MAP course.example 127.0.0.1:{port}"
        another = browser.browser_type.launch(executable_path=find(), args=[*FLAGS, rule])
        page = another.new_page()
        failures = failures_of(page)
        there = Door("http://course.example/")
        question = answerable("01-moa-amoa-moe")
        open_page(page, there, LESSON)
        assert page.evaluate("isSecureContext") is False
        open_page(page, there, LESSON, step_of(page, question.id))
        answer(page, question, "fr")
        open_page(page, there, LESSON, "1-lundi-neuf-heures")
        expect(page.locator(f'[data-question="{question.id}"]')).to_have_attribute(
            "data-verdict", "right"
        )
        assert failures == []
        another.close()


def test_what_was_opened_works_without_a_network_and_all_of_it_once_it_was_copied(
    host: Door, learner: BrowserContext, page: Page
) -> None:
    open_page(page, host, LESSON)
    page.evaluate("navigator.serviceWorker.ready")
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "caches.match(location.href.split('#')[0])")
    learner.set_offline(True)
    question = answerable("01-moa-amoa-moe")
    open_page(page, host, LESSON, step_of(page, question.id))
    answer(page, question, "fr")
    learner.set_offline(False)
    open_page(page, host, "fr")
    page.get_by_role("button", name=say("home.offline", "fr")).click()
    expect(page.get_by_text(say("home.offline.done", "fr"))).to_be_visible(timeout=60_000)
    learner.set_offline(True)
    for lesson in lessons():
        open_page(page, host, f"fr/{lesson}")
    learner.set_offline(False)


def test_a_site_can_be_installed(host: Door, page: Page) -> None:
    open_page(page, host, "fr")
    manifest = page.locator('link[rel="manifest"]').get_attribute("href")
    told = page.evaluate("(href) => fetch(href).then((answer) => answer.json())", manifest)
    assert told["lang"] == "fr"
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    start = page.evaluate(
        "([href, start]) => fetch(new URL(start, new URL(href, location.href)))"
        ".then((answer) => answer.ok)",
        [manifest, told["start_url"]],
    )
    assert start is True


def test_the_first_page_leads_to_the_reader_s_language_and_remembers_it(
    host: Door, double_click: Door, page: Page
) -> None:
    page.goto(host.home)
    is_ready(page)
    assert page.url == f"{host.home}fr/index.html"
    page.get_by_role("link", name=say("page.other-language", "fr")).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    is_ready(page)
    page.goto(host.home)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(double_click.home)
    expect(page.locator('html[data-page="fr"]')).to_be_attached()


# --- Steps -------------------------------------------------------------------------------------


def shown_title(page: Page) -> str:
    return page.locator(".step:not([data-off]) > .step-title").inner_text()


def test_steps_follow_the_address_and_the_browser_s_own_back_and_forward(
    door: Door, page: Page
) -> None:
    open_page(page, door, LESSON, "1-lundi-neuf-heures")
    assert shown_title(page) == "Lundi, neuf heures"
    page.get_by_role("link", name=say("steps.skip", "fr"), exact=True).click()
    expect(page.locator(".step:not([data-off])")).to_have_id("2-quatre-verbes")
    expect(page.locator(".step:not([data-off]) > .step-title")).to_be_focused()
    assert page.url == door.address(LESSON, "2-quatre-verbes")
    page.get_by_role("link", name=say("steps.skip", "fr"), exact=True).click()
    expect(page.locator(".step:not([data-off]) > .screen:not([data-off])")).to_contain_text(
        "Un piège, maintenant"
    )
    page.go_back()
    page.go_back()
    expect(page.locator(".step:not([data-off])")).to_have_id("1-lundi-neuf-heures")
    page.go_forward()
    expect(page.locator(".step:not([data-off])")).to_have_id("2-quatre-verbes")
    page.reload()
    is_ready(page)
    assert shown_title(page) == "Quatre verbes"


def test_the_rail_says_what_is_done_where_one_is_and_which_question_waits(
    host: Door, page: Page
) -> None:
    question = answerable("01-moa-amoa-moe")
    open_page(page, host, LESSON, "1-lundi-neuf-heures")
    rail = page.get_by_role("navigation", name=say("steps.rail", "fr"))
    expect(rail.locator('[aria-current="step"]')).to_have_text(
        f"Lundi, neuf heures, {say('steps.here', 'fr')}"
    )
    onward = page.locator(".turn-on")
    expect(onward).to_have_text(say("steps.skip", "fr"))
    answer(page, question, "fr")
    expect(onward).to_have_text(say("steps.continue", "fr"))
    onward.click()
    expect(rail.get_by_role("link", name="Lundi, neuf heures")).to_have_text(
        f"Lundi, neuf heures, {say('steps.done', 'fr')}"
    )
    page.get_by_role("link", name=say("steps.back", "fr")).click()
    expect(rail.get_by_role("link", name="Quatre verbes")).to_have_text(
        f"Quatre verbes, {say('steps.waiting', 'fr')}"
    )
    expect(rail.get_by_role("link", name="La MOA décide")).to_have_text(
        f"La MOA décide, {say('steps.to-come', 'fr')}"
    )


def test_the_other_language_opens_at_the_same_step_with_the_same_answers(
    door: Door, page: Page
) -> None:
    question = answerable("01-moa-amoa-moe")
    open_page(page, door, LESSON)
    open_page(page, door, LESSON, step_of(page, question.id))
    step = page.locator(".step:not([data-off])").get_attribute("data-cell")
    answer(page, question, "fr")
    page.get_by_role("link", name=say("page.other-language", "fr")).click()
    expect(page.locator("html[data-ready]")).to_have_attribute("lang", "en")
    expect(page.locator(".step:not([data-off])")).to_have_attribute("data-cell", step or "")
    expect(page.locator(f'[data-question="{question.id}"]')).to_have_attribute(
        "data-verdict", "right"
    )


KEEPS_SCREEN = """new Promise((resolve) => {
  const opening = indexedDB.open("maitrise");
  opening.onsuccess = () => {
    const database = opening.result;
    const asked = database.transaction("documents").objectStore("documents").get("settings");
    asked.onsuccess = () => {
      database.close();
      resolve(String(asked.result).includes(`"screen":${given}`));
    };
  };
})"""


def test_the_home_page_says_where_one_stopped_and_leads_back_there(door: Door, page: Page) -> None:
    open_page(page, door, "fr")
    expect(page.get_by_role("link", name=say("home.begin", "fr"), exact=True)).to_be_visible()
    missed = answerable("01-moa-amoa-moe")
    open_page(page, door, LESSON, "1-lundi-neuf-heures")
    wrong = next(each.id for each in missed.options if not each.right)
    shown = page.locator(f'[data-question="{missed.id}"]')
    shown.locator(f'input[value="{wrong}"]').check()
    shown.get_by_role("button", name=say("question.check", "fr"), exact=True).click()
    expect(shown.locator(".maitrise-kept[data-state=saved]")).not_to_be_empty()
    page.get_by_role("link", name=say("steps.continue", "fr"), exact=True).click()
    page.get_by_role("link", name=say("steps.skip", "fr"), exact=True).click()
    expect(page.locator(".step-kicker")).to_contain_text("écran 2")
    until(page, KEEPS_SCREEN, 1)  # from 0; it is kept once the screen is shown
    open_page(page, door, "fr")
    expect(page.get_by_text(say("home.review.due", "fr", count=1))).to_be_visible()
    card = page.get_by_role("region", name="Quatre verbes")
    expect(card).to_contain_text("étape 2 sur 21")
    card.get_by_role("link", name=say("home.resume", "fr")).click()
    expect(page.locator(f'html[data-ready][data-page="{LESSON}"]')).to_be_attached()
    expect(page.locator(".step:not([data-off])")).to_have_id("2-quatre-verbes")
    expect(page).to_have_url(re.compile(r"/2$|#.*/2"))


EVIL = '<img src=x onerror="window.ran = true"><svg onload="window.ran = true">'


def poisoned(value: Any, *spared: str) -> Any:
    """The same data, a script in every text but those without which a file is not let in."""
    if isinstance(value, dict):
        return {
            key: each if key in spared else poisoned(each, *spared) for key, each in value.items()
        }
    if isinstance(value, list):
        return [poisoned(each, *spared) for each in value]
    return EVIL if isinstance(value, str) else value


def hostile_file() -> dict[str, Any]:
    """A file to bring back that is let in, with a script in every field that takes one."""
    at = "2026-11-24T10:00:00.000Z"
    home = "https://maitrise.example"
    name = "01-moa-amoa-moe"
    entries = {each: {"value": EVIL, "at": at, "checked": True} for each in [*bank(name).questions]}
    sheet = {"format": 1, "case": name, "language": "fr", "learner": EVIL, "answers": entries}
    question = answerable(name)
    (statement,) = given(name, [question.id])
    ended = {"completion": True, "extensions": {f"{home}/extensions/ending": EVIL}}
    activities = [f"{home}/{name}/{question.id}", f"{home}/{name}/{EVIL}", f"{home}/{EVIL}/{EVIL}"]
    spoiled = poisoned(statement, "verb")
    return {
        "format": 1,
        "course": home,
        "at": EVIL,
        "documents": {
            "learner": {"format": 1, "id": "p-1", "path": EVIL, "roster_id": EVIL},
            "settings": {
                "format": 1,
                "reading": {name: {"at": EVIL, "cell": EVIL, "screen": 1, "seen": [EVIL]}},
            },
            "cards": {"format": 1, "cards": {EVIL: {"due": at, "state": 2, "last_review": EVIL}}},
            f"answers/{name}": sheet,
            f"answers/{name}.before-20261124-100000": EVIL,
            "scenarios/six-months": {
                "format": 1,
                "scenario": "six-months",
                "decisions": [[EVIL, EVIL]],
                "endings": [EVIL],
            },
        },
        "record": [
            *(
                {
                    **spoiled,
                    "id": f"{place}{EVIL}",
                    "object": {**statement["object"], "id": activity},
                    "timestamp": EVIL,
                }
                for place, activity in enumerate(activities)
            ),
            {**spoiled, "id": EVIL},
            {
                **spoiled,
                "verb": {"id": statement["verb"]["id"].replace("answered", "completed")},
                "object": {"id": f"{home}/scenarios/six-months"},
                "result": ended,
            },
        ],
    }


def test_scripts_in_a_file_that_is_brought_back_are_text_on_every_page(
    host: Door, page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "file.json"
    path.write_text(json.dumps(hostile_file()), encoding="utf-8")
    read_as(page, "one-page")
    open_page(page, host, "en/05-my-path")
    page.get_by_label(say("my-record.bring", "en")).set_input_files(path)
    expect(page.get_by_text("Brought back")).to_be_visible()
    page.get_by_text(say("my-record.latest", "en")).click()
    expect(page.get_by_text(EVIL).first).to_be_visible()  # it has come as far as the page
    for address in ("en", "en/05-my-path", "en/01-moa-amoa-moe", "en/glossary", "en/05-my-path"):
        open_page(page, host, address)
        assert page.locator("[onerror], [onload]").count() == 0, address
        assert page.evaluate("globalThis.ran") is None, address


def test_a_page_can_be_read_whole_and_is_printed_whole(host: Door, page: Page) -> None:
    open_page(page, host, LESSON, "1-lundi-neuf-heures")
    count = page.locator(".step").count()
    shown = page.locator(".step:visible")
    page.get_by_role("button", name=say("steps.one-page", "fr")).click()
    assert count > 1
    expect(shown).to_have_count(count)
    expect(page.locator(".bar")).to_be_hidden()
    page.get_by_role("button", name=say("steps.by-step", "fr")).click()
    expect(shown).to_have_count(1)
    page.emulate_media(media="print")
    expect(shown).to_have_count(count)
    expect(page.get_by_role("navigation", name=say("steps.rail", "fr"))).to_be_hidden()

    page.set_viewport_size({"width": 790, "height": 1100})  # as wide as a sheet of paper
    open_page(page, host, "en/cases/patrol")
    parts = page.locator(".case-sheet, .case-questions")
    assert parts.count() > 1
    expect(parts.locator("visible=true")).to_have_count(parts.count())


def test_a_citation_leads_to_its_source_and_back(door: Door, page: Page) -> None:
    open_page(page, door, LESSON, "2-quatre-verbes")
    page.locator(".citation:visible", has_text=re.compile(r"^R11$")).click()
    expect(page.locator("#R11")).to_be_in_viewport()
    expect(page.locator("#R11")).to_be_focused()
    page.go_back()
    expect(page.locator(".step:not([data-off])")).to_have_id("2-quatre-verbes")


def test_the_last_step_lists_each_question_and_leads_back_to_it(host: Door, page: Page) -> None:
    question = answerable("01-moa-amoa-moe")
    open_page(page, host, LESSON, "1-lundi-neuf-heures")
    answer(page, question, "fr")
    open_page(page, host, LESSON, "summary")
    lines = page.locator(".summary-list a")
    expect(lines).to_have_count(len(bank("01-moa-amoa-moe").questions))
    expect(lines.first).to_contain_text(say("steps.summary.right", "fr"))
    lines.nth(1).click()
    expect(page.locator(".step:not([data-off])")).to_have_id("2-quatre-verbes")


# --- Around the page ---------------------------------------------------------------------------


def test_colours_are_chosen_by_one_button_and_kept(host: Door, page: Page) -> None:
    open_page(page, host, "fr")
    root = page.locator("html")
    button = page.locator(".colours")
    expect(button).to_have_accessible_name(say("shell.colours.system", "fr"))
    button.click()
    expect(root).to_have_attribute("data-theme", "light")
    button.click()
    expect(root).to_have_attribute("data-theme", "dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    open_page(page, host, LESSON)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    expect(button).to_have_accessible_name(say("shell.colours.dark", "fr"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_320_pixels_no_page_scrolls_sideways_and_no_table_of_a_case_by_itself(
    host: Door, browser: Browser, language: Language
) -> None:
    """As wide as a page of 1280 pixels at four times its size."""
    width = 320
    context = browser.new_context(viewport={"width": width, "height": 700}, reduced_motion="reduce")
    page = context.new_page()
    read_as(page, "one-page")
    for address in [*all_pages(language), f"{language}/cases/payroll"]:
        open_page(page, host, address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} is {wide} pixels wide"
    # The tables of a case are as high as they are: nothing scrolls within what scrolls.
    tables = page.locator("[role=tabpanel] .maitrise-dossier .maitrise-scroll")
    tabs = page.get_by_role("tab")
    shown = 0
    for place in range(tabs.count()):
        tabs.nth(place).click()
        for box in tables.locator("visible=true").all():
            shown += 1
            assert box.evaluate("box => box.scrollHeight - box.clientHeight") == 0
    assert shown > 1
    context.close()


def test_a_page_can_be_read_without_a_script(host: Door, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host.address(LESSON))
    expect(page.get_by_text(say("shell.no-script", "fr"))).to_be_visible()
    question = answerable("01-moa-amoa-moe")
    assert isinstance(question, ChoiceQuestion)
    expect(page.get_by_text(question.options[0].text.said_in("fr"))).to_be_visible()
    expect(page.get_by_role("heading", name="La suite")).to_be_visible()
    page.goto(host.home)
    expect(page.get_by_role("link", name=say("page.course", "en"))).to_be_visible()
    context.close()
    # So where scripts run, but that of the page does not come.
    context = browser.new_context()
    page = context.new_page()
    page.route("**/lesson.js*", lambda route: route.abort())
    page.goto(host.address(LESSON, "2-quatre-verbes"))
    expect(page.get_by_role("heading", name="La suite")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("address", "view"),
    [(LESSON, "by-step"), ("fr/bridges", "one-page"), ("fr/cases/patrol", "by-step")],
)
def test_the_text_stays_where_it_is_when_the_script_comes(
    host: Door, page: Page, address: str, view: Literal["by-step", "one-page"]
) -> None:
    read_as(page, view)
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route(re.compile(r"/(lesson|page|case)\.js"), hold)
    page.goto(host.address(address), wait_until="commit")
    until(page, 'document.readyState !== "loading"')
    heading = page.get_by_role("heading", level=1)
    before = heading.bounding_box()
    shown = page.locator(".step:visible").count()
    for route in late:
        route.continue_()
    is_ready(page)
    assert late
    assert heading.bounding_box() == before
    expect(page.locator(".step:visible")).to_have_count(shown)
    box, brand = heading.bounding_box(), page.locator(".brand").bounding_box()
    assert box
    assert brand
    has_rail = page.locator(".rail:visible").count() == 1
    assert has_rail == ("/cases/" not in address)
    assert (box["x"] > brand["x"]) == has_rail


def test_a_whole_lesson_can_be_taken_with_the_keyboard(host: Door, page: Page) -> None:
    """From the first step to the summary, each question answered, with no other key than these."""
    open_page(page, host, "fr/02-office-or-officer")
    for _ in range(80):
        if page.locator("#summary:not([data-off])").count():
            break
        for question in page.locator(f"{SCREEN} [data-question]").all():
            tab_to(page, f'[data-question="{question.get_attribute("data-question")}"]')
            answer_by_keys(page)
        tab_to(page, ".turn-on")
        page.keyboard.press("Enter")
        expect(page.locator(".step:not([data-off]) > .step-title")).to_be_focused()
    expect(page.locator("#summary")).to_be_visible()
    count = page.locator(".summary-list li").count()
    expect(page.locator(".summary-list .maitrise-badge:not([data-verdict=blank])")).to_have_count(
        count
    )


SCREEN = ".step:not([data-off]) > .screen:not([data-off])"
FOCUSED = "document.activeElement"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on such an element, or inside one."""
    for _ in range(150):
        if page.evaluate(f"(it) => {FOCUSED}.closest(it) !== null", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def answer_by_keys(page: Page) -> None:
    """Fill every control of the question that has the focus, then check it."""
    card = "document.activeElement.closest('[data-question]')"
    named = page.evaluate(f"{card}.dataset.question")
    for _ in range(200):
        kind = page.evaluate(f"{FOCUSED}.type || {FOCUSED}.tagName")
        if kind == "radio" or (
            kind == "checkbox" and not page.evaluate(f"{card}.querySelector('input:checked')")
        ):
            page.keyboard.press("Space")
        elif kind == "select-one":
            page.keyboard.press("ArrowDown")
        elif kind == "text":
            page.keyboard.type("12")
        elif kind == "textarea":
            page.keyboard.type("Parce que.")
        elif kind == "submit":
            page.keyboard.press("Enter")
            break
        elif page.evaluate(f"{FOCUSED}.dataset.step === '1'"):  # an item of an order, downwards
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    shown = page.locator(f'[data-question="{named}"]')
    expect(shown).to_have_attribute("data-phase", "checked")
    expect(shown.locator(".maitrise-verdict")).to_be_focused()
