"""The simulation's view and what it keeps: messages in, state and file out."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course.scenario import begin, decide, scenario
from maitrise.learner.activity import checked_answers, finished_plays
from maitrise.learner.record import read_statements
from maitrise.learner.scenario_progress import ProgressFile
from maitrise.learner.statements import HOME_PAGE
from maitrise.notebook.my_record import MyRecord
from maitrise.notebook.simulation import Simulation
from xapi_rules import broken_rules

pytestmark = pytest.mark.usefixtures("fixture_course", "learner_home")
both = pytest.mark.parametrize("language", LANGUAGES)


def click(view: Simulation, act: str, **more: Any) -> dict[str, Any]:
    """What the page shows after a click."""
    view._on_message(view, {"act": act, **more}, [])
    return dict(view.state)


def kept(home: Path) -> dict[str, Any]:
    return dict(json.loads((home / "scenarios" / "short.json").read_text(encoding="utf-8")))


def to_the_end(view: Simulation, *choices: str) -> dict[str, Any]:
    state = dict(view.state)
    for choice in choices:
        click(view, "decide", scene=state["scene"]["id"], choice=choice)
        state = click(view, "go on")
    return state


# --- What is shown -----------------------------------------------------------------------------


@both
def test_a_decision_is_told_at_once_with_what_happened_and_whose_call_it_was(
    language: Language,
) -> None:
    told = click(Simulation("short", language), "decide", scene="first", choice="draw")["told"]
    (choice,) = [each for each in scenario("short").scene("first").choices if each.id == "draw"]
    assert told["result"] == choice.result.said_in(language)
    assert told["why"] == choice.why.said_in(language)
    assert told["label"] == say("scenario.mandate.exceeded", language)
    need = {"fr": "Besoin en baisse de 40", "en": "Need down by 40"}
    assert told["moved"] == need[language]


@both
def test_a_gauge_says_its_value_and_its_level_in_words(language: Language) -> None:
    gauges = Simulation("short", language).state["gauges"]
    level = say("scenario.level.fragile", language)
    assert gauges[0]["words"] == say("scenario.value", language, value=40, level=level)


@both
def test_the_end_lists_the_decisions_that_made_it_apart_from_the_others(
    language: Language,
) -> None:
    state = to_the_end(Simulation("short", language), "draw", "tell", "recommend")
    ending = state["ending"]
    assert state["phase"] == "end"
    assert len(ending["behind"]) == 1
    assert len(ending["others"]) == 2
    assert ending["found"] == say("scenario.found", language, found=1, total=3)
    assert ending["mandates"] == say(
        "scenario.mandates", language, number=3, kept=2, exceeded=1, unused=0
    )


def test_deciding_nothing_says_so_and_changes_nothing(learner_home: Path) -> None:
    view = Simulation("short", "en")
    state = click(view, "decide", scene="first", choice=None)
    assert (state["phase"], state["notice"]) == ("scene", say("scenario.pick-first", "en"))
    assert not (learner_home / "scenarios").exists()


def test_a_second_click_on_a_scene_already_left_decides_nothing() -> None:
    view = Simulation("short", "en")
    click(view, "decide", scene="first", choice="ask")
    assert click(view, "decide", scene="first", choice="draw")["begun"] == 1


@both
def test_the_markdown_is_the_opening_however_far_the_learner_is(language: Language) -> None:
    untouched = Simulation("short", language).markdown()
    to_the_end(Simulation("short", language), "ask")
    assert Simulation("short", language).markdown() == untouched
    first = scenario("short").scene("first")
    for choice in first.choices:
        assert f"- {choice.text.said_in(language)}" in untouched
        assert choice.result.said_in(language) not in untouched


# --- What is kept ------------------------------------------------------------------------------


def test_each_decision_is_on_disk_before_it_is_told(learner_home: Path) -> None:
    click(Simulation("short", "fr"), "decide", scene="first", choice="ask")
    assert kept(learner_home)["decisions"] == [["first", "ask"]]


def test_a_play_is_taken_up_in_the_other_language() -> None:
    click(Simulation("short", "fr"), "decide", scene="first", choice="draw")
    state = Simulation("short", "en").state
    assert state["scene"]["title"] == "The detour"
    assert state["notice"] == say("scenario.resumed", "en")


def test_playing_again_forgets_the_decisions_and_remembers_the_endings(learner_home: Path) -> None:
    view = Simulation("short", "en")
    to_the_end(view, "ask", "recommend")
    state = click(view, "begin again")
    assert (state["phase"], state["begun"]) == ("scene", 0)
    assert kept(learner_home)["decisions"] == []
    assert kept(learner_home)["endings"] == ["useful"]


# --- What is recorded --------------------------------------------------------------------------


def recorded(home: Path) -> list[tuple[str, str, str]]:
    """Verb, object and what was chosen or reached, of each statement; all of them valid."""
    statements, damaged = read_statements(home / "record.jsonl")
    assert damaged == 0
    assert [broken_rules(each) for each in statements] == [[]] * len(statements)
    return [
        (
            each["verb"]["id"].rpartition("/")[2],
            each["object"]["id"].removeprefix(f"{HOME_PAGE}/scenarios/"),
            " ".join(_told(each.get("result", {}))),
        )
        for each in statements
    ]


def _told(result: dict[str, Any]) -> list[str]:
    response = [result["response"]] if "response" in result else []
    return [*response, *result.get("extensions", {}).values()]


@both
def test_the_record_holds_the_beginning_each_decision_and_the_ending(
    learner_home: Path, language: Language
) -> None:
    to_the_end(Simulation("short", language), "draw", "tell", "recommend")
    assert recorded(learner_home) == [
        ("attempted", "short", ""),
        ("answered", "short/first", "draw exceeded"),
        ("answered", "short/detour", "tell kept"),
        ("answered", "short/second", "recommend kept"),
        ("completed", "short", "pretty"),
    ]
    statements, _ = read_statements(learner_home / "record.jsonl")
    assert {each["context"]["language"] for each in statements} == {language}
    assert checked_answers(statements) == []  # a decision is no checked answer of a lesson
    assert [(each.scenario, each.ending) for each in finished_plays(statements)] == [
        ("short", "pretty")
    ]


def test_a_play_taken_up_after_a_reload_is_not_recorded_as_begun_again(learner_home: Path) -> None:
    click(Simulation("short", "fr"), "decide", scene="first", choice="ask")
    again = Simulation("short", "fr")
    click(again, "decide", scene="second", choice="recommend")
    assert [verb for verb, *_ in recorded(learner_home)] == [
        "attempted",
        "answered",
        "answered",
        "completed",
    ]
    click(again, "begin again")
    click(again, "decide", scene="first", choice="ask")
    assert [verb for verb, *_ in recorded(learner_home)][4:] == ["attempted", "answered"]


def test_a_click_that_decides_nothing_is_not_recorded(learner_home: Path) -> None:
    view = Simulation("short", "en")
    click(view, "decide", scene="first", choice=None)
    click(view, "decide", scene="second", choice="recommend")
    assert not (learner_home / "record.jsonl").exists()


def test_a_decision_that_could_not_be_recorded_is_told_and_kept(learner_home: Path) -> None:
    (learner_home / "record.jsonl").mkdir(parents=True)
    state = click(Simulation("short", "en"), "decide", scene="first", choice="ask")
    assert state["notice"].startswith(say("record.not-written", "en", why="")[:20])
    assert kept(learner_home)["decisions"] == [["first", "ask"]]


@both
def test_my_record_says_which_ending_was_reached(learner_home: Path, language: Language) -> None:
    for choices in (("draw", "tell", "recommend"), ("ask", "recommend")):
        view = Simulation("short", language)
        click(view, "begin again")
        to_the_end(view, *choices)
    told = " ".join(MyRecord(language, None).state["lead"])
    (last,) = [each for each in scenario("short").endings if each.id == "useful"]
    assert scenario("short").title.said_in(language) in told
    assert last.title.said_in(language) in told
    assert re.search(r": 2\s?;", told)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "half a file": lambda path: path.write_text('{"format": 1, "dec', encoding="utf-8"),
    "not UTF-8": lambda path: path.write_bytes(b"\xff\xfe\x00"),
    "a list": lambda path: path.write_text("[]", encoding="utf-8"),
    "another format": lambda path: path.write_text('{"format": 9}', encoding="utf-8"),
    "another scenario": lambda path: path.write_text(
        '{"format": 1, "scenario": "long", "decisions": [], "endings": []}', encoding="utf-8"
    ),
    "a number for a name": lambda path: path.write_text(
        '{"format": 1, "scenario": "short", "decisions": [[1, 2]], "endings": []}', "utf-8"
    ),
    "far too large": lambda path: path.write_bytes(b" " * 70_000),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_and_told(damage: str, learner_home: Path) -> None:
    path = learner_home / "scenarios" / "short.json"
    path.parent.mkdir()
    DAMAGES[damage](path)
    content = path.read_bytes()
    view = Simulation("short", "fr")
    assert view.state["notice"] == say("scenario.damaged", "fr")
    (aside,) = path.parent.glob("short.damaged-*.json")
    assert aside.read_bytes() == content
    click(view, "decide", scene="first", choice="ask")
    assert kept(learner_home)["decisions"] == [["first", "ask"]]


def test_a_play_that_no_longer_fits_is_set_aside_and_its_endings_stay(learner_home: Path) -> None:
    path = learner_home / "scenarios" / "short.json"
    path.parent.mkdir()
    old = {"format": 1, "scenario": "short", "decisions": [["zeroth", "go"]]}
    path.write_text(json.dumps({**old, "endings": ["useful", "removed"]}), encoding="utf-8")
    view = Simulation("short", "en")
    assert view.state["notice"] == say("scenario.changed", "en")
    assert len(list(path.parent.glob("short.before-*.json"))) == 1
    click(view, "decide", scene="first", choice="ask")
    assert kept(learner_home)["endings"] == ["useful"]


def test_a_full_disk_is_told_and_the_play_goes_on(
    small_disk: Path, fill_up: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAITRISE_HOME", str(small_disk))
    view = Simulation("short", "en")
    filler = fill_up(small_disk)
    state = click(view, "decide", scene="first", choice="ask")
    assert state["phase"] == "told"
    assert state["notice"].startswith("Your decision counts, but it could not be saved (")
    filler.unlink()
    click(view, "go on")
    click(view, "decide", scene="second", choice="recommend")
    assert kept(small_disk)["decisions"] == [["first", "ask"], ["second", "recommend"]]


def test_an_ending_is_remembered_once() -> None:
    short = scenario("short")
    file = ProgressFile(short, "en")
    for _ in range(2):
        state = decide(short, decide(short, begin(short), "ask"), "recommend")
        file.keep(state)
    assert file.progress.endings == ("useful",)
