"""What a learner does with the simulation, and what is kept and recorded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.called import Pages, called, kept, pages
from maitrise.base.text import Language, say
from maitrise.course.scenario import END, scenario
from maitrise.learner.statements import Moment, decided, played

__all__ = ["called", "pages"]  # fixtures


PLAY = ("ask-why", "bring-both", "state-results")


def choice(page: Page, name: str, scene: str, language: Language = "en") -> Locator:
    """The button of a choice."""
    offered = scenario("six-months").scene(scene).choices
    (found,) = [each for each in offered if each.id == name]
    text = found.text.said_in(language).replace("*", "")
    return page.get_by_role("button", name=text)


def goto(scene: str, choice: str) -> str:
    """The scene that a choice leads to."""
    choices = scenario("six-months").scene(scene).choices
    return next(each.goto for each in choices if each.id == choice)


def play(page: Page, choices: tuple[str, ...]) -> None:
    """Take choices one after the other, and go on after each."""
    scene = scenario("six-months").start
    for name in choices:
        choice(page, name, scene).click()
        scene = goto(scene, name)
        page.get_by_role("button", name=re.compile("Go on|See where this leads")).click()


def test_a_choice_is_answered_with_what_happened_and_whose_call_it_was(pages: Pages) -> None:
    page = pages.open("simulation")
    scene = scenario("six-months").scene("shopping-list")
    taken = next(each for each in scene.choices if each.id == "ask-why")
    choice(page, "ask-why", "shopping-list").click()
    expect(page.get_by_text(taken.result.en)).to_be_visible()
    expect(page.get_by_text(say("scenario.mandate.kept", "en"))).to_be_visible()
    expect(page.locator("[data-gauge=need]")).to_contain_text("+10")
    expect(page.locator("[data-gauge=time]")).to_contain_text("−5")
    expect(page.locator(".maitrise-scene-title")).to_be_focused()
    expect(page.get_by_role("img", name="Bruno Kessler, facing you")).to_be_visible()


def test_the_same_decisions_are_kept_and_recorded_as_python_does(
    pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = pages.open("simulation")
    play(page, PLAY)
    everything = kept(page)
    monkeypatch.setenv("MAITRISE_HOME", str(tmp_path))
    read = scenario("six-months")
    scene, taken, wanted = read.start, [], []
    learner = everything["documents"]["learner"]["id"]
    moments = [Moment(learner, each["timestamp"], "en") for each in everything["record"]]
    for place, name in enumerate(PLAY):
        shown = read.scene(scene)
        mandate = next(each.mandate for each in shown.choices if each.id == name)
        taken.append([scene, name])
        if place == 0:
            wanted.append(played(moments[0], read.id, read.title))
        wanted.append(
            decided(moments[place + 1], read.id, scene, shown.title, choice=name, mandate=mandate)
        )
        scene = goto(scene, name)
    assert everything["documents"]["scenarios/six-months"] == {
        "format": 1,
        "scenario": "six-months",
        "decisions": taken,
        "endings": [],
    }
    without_ids = [
        [{**each, "id": None} for each in statements]
        for statements in (everything["record"], wanted)
    ]
    assert without_ids[0] == without_ids[1]


def test_one_may_go_back_on_a_choice(pages: Pages) -> None:
    page = pages.open("simulation")
    choice(page, "tidy-up", "shopping-list").click()
    page.get_by_role("button", name=say("scenario.back", "en")).click()
    expect(choice(page, "tidy-up", "shopping-list")).to_be_visible()
    expect(page.locator("[data-gauge=time]")).to_contain_text("60 out of 100")
    choice(page, "ask-why", "shopping-list").click()
    expect(page.get_by_text(say("scenario.mandate.kept", "en"))).to_be_visible()
    everything = kept(page)
    assert everything["documents"]["scenarios/six-months"]["decisions"] == [
        ["shopping-list", "ask-why"]
    ]
    verbs = [each["verb"]["id"].rpartition("/")[2] for each in everything["record"]]
    assert verbs == []  # one may still go back on this one as well
    page.get_by_role("button", name=say("scenario.go-on", "en")).click()
    expect(page.get_by_role("button", name=say("scenario.go-on", "en"))).to_have_count(0)
    assert [
        (each["verb"]["id"].rpartition("/")[2], each.get("result", {}).get("response"))
        for each in kept(page)["record"]
    ] == [("attempted", None), ("answered", "ask-why")]


def test_a_play_is_taken_up_in_the_other_language_and_begun_again_after_a_question(
    pages: Pages,
) -> None:
    play(pages.open("simulation"), PLAY[:1])
    page = pages.open("simulation", "fr")
    expect(page.get_by_text(say("scenario.resumed", "fr"))).to_be_visible()
    expect(choice(page, "bring-both", "at-the-counter", "fr")).to_be_visible()
    page.get_by_role("button", name=say("scenario.restart", "fr")).click()
    expect(page.get_by_role("button", name=say("scenario.no", "fr"))).to_be_focused()
    page.get_by_role("button", name=say("scenario.yes", "fr")).click()
    expect(choice(page, "ask-why", "shopping-list", "fr")).to_be_visible()
    assert kept(page)["documents"]["scenarios/six-months"]["decisions"] == []


def test_a_whole_play_by_the_keyboard_comes_to_an_ending_with_its_reasons(pages: Pages) -> None:
    page = pages.open("simulation")
    read = scenario("six-months")
    scene = read.start
    while scene != END:
        first = read.scene(scene).choices[0]
        choice(page, first.id, scene).focus()
        page.keyboard.press("Enter")
        scene = first.goto
        page.get_by_role("button", name=re.compile("Go on|See where this leads")).focus()
        page.keyboard.press("Enter")
    expect(page.locator(".maitrise-scene-title")).to_be_focused()
    everything = kept(page)
    (reached,) = everything["documents"]["scenarios/six-months"]["endings"]
    ending = next(each for each in read.endings if each.id == reached)
    expect(page.locator(".maitrise-scene-title")).to_have_text(ending.title.en)
    expect(page.get_by_text(ending.why.en)).to_be_visible()
    assert everything["record"][-1]["verb"]["id"].endswith("/completed")
    page.get_by_role("button", name=say("scenario.play-again", "en")).click()
    expect(choice(page, "ask-why", "shopping-list")).to_be_visible()
    assert kept(page)["documents"]["scenarios/six-months"]["endings"] == [ending.id]
