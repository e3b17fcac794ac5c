"""The earned-value lab and the simulation as a learner meets them, by keyboard and by eye."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.accessibility import SCHEMES, findings
from browser.conftest import KeepOpen
from browser.questions import button, is_ready, open_lesson
from browser.served import FIXTURES, ROOT, Served, serve, stop
from maitrise.base.number import write_number
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course.scenario import Scenario, Scene, read_scenario
from maitrise.learner.activity import finished_plays
from maitrise.learner.record import read_statements
from maitrise.player.earned_value_lab import SITUATIONS

both = pytest.mark.parametrize("language", LANGUAGES)

SCENARIO = "six-months"
LESSON = """
[[lesson]]
id = "labs"
minutes = 20
title = { fr = "Laboratoires", en = "Labs" }
summary = { fr = "Essayer, puis jouer.", en = "Try, then play." }
"""
# Decisions that lead to two endings, scene by scene.
SEASON_OPENS = {
    "shopping-list": "ask-why",
    "at-the-counter": "bring-both",
    "technical-clause": "state-results",
    "two-offers": "recommend",
    "scottish-mail": "name-roles",
    "taking-over": "measure",
    "index-drops": "with-manager",
    "committee": "three-options",
    "ticket-37": "compare",
    "missing-requirement": "bring-to-owner",
    "testers": "key-users",
    "certificate": "recommend-postponing",
    "training": "train-referents",
    "go-no-go": "facts-and-fallback",
    "looking-back": "measure-use",
}
WRONG_HAND = {
    "shopping-list": "tidy-up",
    "hearsay": "leave-it-to-specs",
    "two-offers": "choose",
    "scottish-mail": "say-yes",
    "crossed-wires": "let-it-run",
    "taking-over": "trust-supplier",
    "green-surprise": "blame",
    "committee": "soften",
    "ticket-37": "all-defects",
    "dispute": "stand-firm",
    "testers": "alone",
    "certificate": "sign",
    "training": "send-manual",
    "go-no-go": "say-go",
    "looking-back": "name-culprits",
}


# Texts of a drawing that leave it, or lie over the next.
CRAMPED = """svg => {
    const edge = svg.getBoundingClientRect().right + 1;
    const texts = [...svg.querySelectorAll('text')].map(text => text.getBoundingClientRect());
    const over = (one, other) =>
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3;
    return [...svg.querySelectorAll('text')]
        .filter((_, place) => texts[place].right > edge
            || texts.slice(place + 1).some(other => over(texts[place], other)))
        .map(text => text.textContent);
}"""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read_scenario(ROOT / "course" / "scenarios" / f"{SCENARIO}.toml")


def notebook(language: Language) -> str:
    calls = {"lab": "m.earned_value_lab()", "play": f'm.simulation("{SCENARIO}")'}
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Labs"}
    ]
    cells += [
        {
            "cell_type": "code",
            "id": name,
            "metadata": {},
            "source": f"import maitrise.{language} as m\n{call}",
            "outputs": [],
            "execution_count": None,
        }
        for name, call in calls.items()
    ]
    metadata = {
        "maitrise": {"lesson": "labs", "language": language},
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    }
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def _labs_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    course = tmp_path_factory.mktemp("labs") / "course"
    shutil.copytree(FIXTURES / "course", course)
    shutil.copytree(ROOT / "course" / "scenarios", course / "scenarios", dirs_exist_ok=True)
    (course / "lessons.toml").write_text(LESSON, encoding="utf-8")
    for language in LANGUAGES:
        (course / language / "labs.ipynb").write_text(notebook(language), encoding="utf-8")
    served = serve(tmp_path_factory.mktemp("player"), course=course)
    yield served
    stop(served)


@pytest.fixture
def labs(_labs_server: Served) -> Served:
    """A page with both, nothing played yet."""
    shutil.rmtree(_labs_server.home / "scenarios", ignore_errors=True)
    (_labs_server.home / "record.jsonl").unlink(missing_ok=True)
    return _labs_server


@pytest.fixture
def lab(keep_open: KeepOpen, _labs_server: Served, language: Language) -> Locator:
    """The lab in the situation that it opens with."""
    shown = the_lab(keep_open(_labs_server, language, "labs"), language)
    for situation in ("nothing-yet", "late-and-dear"):
        button(shown, f"earned-value.situation.{situation}", language).click()
        spent = str(SITUATIONS[situation]["cost"])
        expect(field(shown, "cost", language)).to_have_value(spent)
    return shown


# --- The lab -----------------------------------------------------------------------------------


def the_lab(page: Page, language: Language) -> Locator:
    return page.get_by_role("region", name=say("earned-value.title", language))


def field(lab: Locator, name: str, language: Language) -> Locator:
    return lab.get_by_role("spinbutton", name=say(f"earned-value.{name}", language))


def value_of(lab: Locator, measure: str) -> Locator:
    """The cell of the lab's table that gives a measure's value."""
    row = lab.get_by_role("row").filter(
        has=lab.page.get_by_role("rowheader", name=measure, exact=True)
    )
    return row.get_by_role("cell").last


def type_over(page: Page, words: str) -> None:
    """Replace what the focused field holds, by keyboard."""
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(words)


@both
def test_the_lab_shows_what_a_hand_computes(lab: Locator, language: Language) -> None:
    """40 % done for 150: EV 120; CPI 120/150; SPI 120/180; EAC 150 + 180, 300/0.8, 150 + 337.5."""
    field(lab, "progress", language).focus()
    type_over(lab.page, "40")
    lab.page.keyboard.press("Tab")
    type_over(lab.page, "150")
    lab.page.keyboard.press("Enter")
    lab.get_by_text(say("earned-value.table", language)).click()
    by_hand = {"ev": (120, 0), "cpi": (0.8, 2), "spi": (0.67, 2), "tcpi": (1.2, 2)}
    for measure, (value, decimals) in by_hand.items():
        cell = value_of(lab, say(f"earned-value.name.{measure}", language))
        expect(cell).to_have_text(write_number(value, language, decimals))
    estimates = {"one-off": (330, 0), "efficiency-lasts": (375, 0), "both-drifts": (487.5, 1)}
    for assumption, (value, decimals) in estimates.items():
        supposed = say(f"earned-value.assumption.{assumption}", language)
        written = write_number(value, language, decimals)
        name = say("earned-value.name.eac", language, assumption=supposed)
        expect(value_of(lab, name)).to_have_text(written)
        expect(lab.get_by_role("img").get_by_text(written, exact=True)).to_be_visible()


@both
def test_the_lab_says_who_is_told_and_why(lab: Locator, language: Language) -> None:
    button(lab, "earned-value.choose", language).click()
    expect(lab.get_by_text(say("earned-value.pick-first", language))).to_be_visible()
    lab.get_by_role("radio", name=say("earned-value.tell.rebaseline", language)).check()
    button(lab, "earned-value.choose", language).click()
    expect(lab.get_by_text(say("earned-value.why.rebaseline", language))).to_be_visible()
    lab.get_by_role("radio", name=say("earned-value.tell.committee", language)).check()
    button(lab, "earned-value.choose", language).click()
    expect(lab.get_by_text(say("earned-value.why.committee.alert", language))).to_be_visible()
    button(lab, "earned-value.situation.as-planned", language).click()
    expect(lab.get_by_text(say("earned-value.means.on-track", language))).to_be_visible()
    expect(lab.get_by_text(say("earned-value.why.committee.alert", language))).to_have_count(0)


@both
def test_the_lab_refuses_a_number_out_of_bounds_and_keeps_the_figures(
    lab: Locator, language: Language
) -> None:
    field(lab, "cost", language).fill("9000")
    name = say("earned-value.cost", language)
    refused = say("earned-value.outside", language, name=name, least=0, most=600)
    expect(lab.get_by_text(refused)).to_be_visible()
    expect(lab.get_by_role("img").get_by_text("348", exact=True)).to_be_visible()
    field(lab, "cost", language).fill("180")
    expect(lab.get_by_role("img").get_by_text("360", exact=True)).to_be_visible()
    expect(lab.get_by_text(refused)).to_have_count(0)


# --- The simulation ----------------------------------------------------------------------------


def the_game(page: Page, scenario: Scenario, language: Language) -> Locator:
    return page.get_by_role("region", name=scenario.title.said_in(language))


def take(page: Page, game: Locator, scene: Scene, choice: str, language: Language) -> None:
    """Decide with the keyboard alone: Tab from the scene's title, the arrows, Enter."""
    places = [each.id for each in scene.choices]
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(places.index(choice)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    taken = scene.choices[places.index(choice)]
    expect(game.get_by_text(plain(taken.result.said_in(language)))).to_be_visible()
    expect(game.locator(":focus")).to_have_text(scene.title.said_in(language))
    expect(game.get_by_text(say(f"scenario.mandate.{taken.mandate}", language))).to_be_visible()


def plain(text: str) -> re.Pattern[str]:
    """The text as the page shows it, without its emphasis."""
    return re.compile(re.escape(text.split("*")[0][:60]))


def play(
    page: Page, game: Locator, scenario: Scenario, plan: dict[str, str], language: Language
) -> None:
    game.get_by_text(scenario.scene(scenario.start).title.said_in(language)).focus()
    for name, choice in plan.items():
        scene = scenario.scene(name)
        expect(game.get_by_text(scene.title.said_in(language), exact=True)).to_be_visible()
        take(page, game, scene, choice, language)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("language", "ending", "plan"),
    [("fr", "season-opens", SEASON_OPENS), ("en", "wrong-hand", WRONG_HAND)],
)
def test_an_ending_is_reached_and_explained_by_keyboard(
    page: Page,
    labs: Served,
    scenario: Scenario,
    language: Language,
    ending: str,
    plan: dict[str, str],
) -> None:
    open_lesson(page, labs, language, "labs")
    game = the_game(page, scenario, language)
    play(page, game, scenario, plan, language)
    (reached,) = [each for each in scenario.endings if each.id == ending]
    expect(game.locator(":focus")).to_have_text(reached.title.said_in(language))
    expect(game.get_by_text(reached.why.said_in(language))).to_be_visible()
    behind = game.get_by_role("list").first
    assert behind.get_by_role("listitem").count() >= 3
    kept = json.loads((labs.home / "scenarios" / f"{SCENARIO}.json").read_text("utf-8"))
    assert dict(kept["decisions"]) == plan
    assert kept["endings"] == [ending]
    statements, _ = read_statements(labs.home / "record.jsonl")
    assert len(statements) == 1 + len(plan) + 1
    assert finished_plays(statements)[-1].ending == ending
    assert findings(page) == []


@both
def test_a_game_is_found_again_and_only_starts_anew_when_told_twice(
    page: Page, labs: Served, scenario: Scenario, language: Language
) -> None:
    open_lesson(page, labs, language, "labs")
    game = the_game(page, scenario, language)
    button(game, "scenario.decide", language).click()
    expect(game.get_by_text(say("scenario.pick-first", language))).to_be_visible()
    play(page, game, scenario, dict(list(SEASON_OPENS.items())[:3]), language)
    begun = (labs.home / "record.jsonl").read_bytes()
    page.reload()
    is_ready(page, language)
    assert (labs.home / "record.jsonl").read_bytes() == begun
    fourth = scenario.scene("two-offers")
    expect(game.get_by_text(fourth.title.said_in(language), exact=True)).to_be_visible()
    button(game, "scenario.restart", language).click()
    expect(game.get_by_text(say("scenario.sure", language, count=3))).to_be_visible()
    button(game, "scenario.no", language).click()
    expect(game.get_by_text(fourth.title.said_in(language), exact=True)).to_be_visible()
    button(game, "scenario.restart", language).click()
    button(game, "scenario.yes", language).click()
    first = scenario.scene(scenario.start)
    expect(game.get_by_text(first.title.said_in(language), exact=True)).to_be_visible()
    kept = json.loads((labs.home / "scenarios" / f"{SCENARIO}.json").read_text("utf-8"))
    assert kept["decisions"] == []


def test_a_game_begun_in_french_goes_on_in_english(
    page: Page, labs: Served, scenario: Scenario
) -> None:
    open_lesson(page, labs, "fr", "labs")
    play(page, the_game(page, scenario, "fr"), scenario, {"shopping-list": "ask-why"}, "fr")
    open_lesson(page, labs, "en", "labs")
    game = the_game(page, scenario, "en")
    expect(game.get_by_text("A day at the counter", exact=True)).to_be_visible()


def test_a_course_that_stopped_answering_is_told(
    page: Page, labs: Served, scenario: Scenario
) -> None:
    language: Language = "fr"
    before = labs.kernels()
    open_lesson(page, labs, language, "labs")
    own = labs.kernels() - before
    assert len(own) == 1
    labs.end(own)
    game = the_game(page, scenario, language)
    game.get_by_role("radio").first.check()
    button(game, "scenario.decide", language).click()
    expect(game.get_by_text(say("scenario.silent", language))).to_be_visible()


@both
def test_both_fit_their_page_and_satisfy_axe(
    lab: Locator, scenario: Scenario, language: Language
) -> None:
    page = lab.page
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert findings(page, scheme) == [], (width, scheme)
    assert lab.get_by_role("img").evaluate(CRAMPED) == []
    meters = the_game(page, scenario, language).get_by_role("meter")
    expect(meters).to_have_count(len(scenario.gauges))
    expect(meters.first).to_have_accessible_name(scenario.gauges[0].name.said_in(language))
