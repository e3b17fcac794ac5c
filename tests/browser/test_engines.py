"""A lesson, a case and the simulation in Firefox and in WebKit, the engine of Safari.

What is tested of each behaviour in Chromium is not tested anew: a learner's whole way is walked,
and what it leaves is read again after the page was closed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from browser.engines import Engine, firefox, install, until, webkit
from browser.published import Door
from cohorts import case
from maitrise.base.text import say
from maitrise.course import bank
from maitrise.course.scenario import END, scenario
from maitrise.kinds.choice import ChoiceQuestion

pytestmark = pytest.mark.deep
LESSON = "01-moa-amoa-moe"
CASE = "payroll"
ENGINES = {"firefox": firefox, "webkit": webkit}


@pytest.fixture(scope="module", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    name = str(request.param)
    install(name)
    try:
        with ENGINES[name](tmp_path_factory.mktemp(name)) as started:
            yield started
    except FileNotFoundError as missing:
        pytest.skip(f"this machine has no {missing}")


@pytest.fixture(params=["host", "double_click"])
def door(request: pytest.FixtureRequest) -> Door:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Door)
    return found


def opened(engine: Engine, door: Door, page: str, place: str = "") -> None:
    engine.open("about:blank")  # from one place of the single document to another nothing is loaded
    engine.open(door.address(page, place))
    until(engine, "document.documentElement.hasAttribute('data-ready')")


def button(words: str) -> str:
    """A script that marks the button that says so, so that it can be clicked."""
    return f"""(() => {{
      const all = [...document.querySelectorAll("button, a.button")];
      const shown = all.filter((each) => each.getClientRects().length);
      const found = shown.find((each) => each.textContent.trim().includes({json.dumps(words)}));
      document.querySelector("[data-to-click]")?.removeAttribute("data-to-click");
      found?.setAttribute("data-to-click", "");
      return Boolean(found);
    }})()"""


def push(engine: Engine, words: str) -> None:
    """Click the button that says so, once it is there."""
    until(engine, button(words))
    engine.click("[data-to-click]")


def test_a_lesson_is_answered_step_by_step_and_found_again(engine: Engine, door: Door) -> None:
    question = next(each for each in bank(LESSON).questions.values() if _has_one(each))
    assert isinstance(question, ChoiceQuestion)
    right = next(option.id for option in question.options if option.right)
    shown = f'[data-question="{question.id}"]'
    opened(engine, door, f"fr/{LESSON}", "1-lundi-neuf-heures")
    engine.click(f'{shown} input[value="{right}"]')
    engine.click(f"{shown} .maitrise-check")
    until(engine, f"document.querySelector('{shown}').dataset.verdict === 'right'")
    until(engine, f"document.querySelector('{shown} .maitrise-kept').dataset.state === 'saved'")
    assert engine.evaluate(f"document.querySelector('{shown}').contains(document.activeElement)")
    step = engine.evaluate("document.querySelector('.step:not([data-off])').id")
    push(engine, say("steps.continue", "fr"))
    until(engine, f"document.querySelector('.step:not([data-off])').id !== '{step}'")
    opened(engine, door, f"fr/{LESSON}", "1-lundi-neuf-heures")
    assert engine.evaluate(f"document.querySelector('{shown}').dataset.verdict") == "right"
    opened(engine, door, "fr")
    until(engine, button(say("home.resume", "fr")))
    colours = engine.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colours in ("rgb(251, 248, 242)", "rgb(21, 23, 29)")


def _has_one(question: object) -> bool:
    return isinstance(question, ChoiceQuestion)


def test_a_case_is_answered_and_handed_in(engine: Engine, door: Door) -> None:
    question = next(each for each in case().questions.values() if _has_one(each))
    shown = f'[data-question="{question.id}"]'
    opened(engine, door, f"fr/cases/{CASE}")
    engine.click(f"{shown} input[type=radio]")
    until(engine, f"document.querySelector('{shown} .maitrise-kept').dataset.state === 'saved'")
    opened(engine, door, f"fr/cases/{CASE}")
    assert engine.evaluate(f"document.querySelector('{shown} input[type=radio]').checked")
    engine.evaluate(
        """(() => {
          const field = document.querySelector(".maitrise-hand-in-who input");
          field.value = "p-0041";
          // As typing does; else the id that is known, read meanwhile, takes its place.
          field.dispatchEvent(new Event("input", { bubbles: true }));
          const make = URL.createObjectURL.bind(URL);
          URL.createObjectURL = (blob) => { globalThis.handed = blob; return make(blob); };
        })()"""
    )
    push(engine, say("hand-in.hand-in", "fr"))
    push(engine, say("hand-in.anyway", "fr"))
    until(engine, "globalThis.handed?.size > 0")
    start = "globalThis.handed.slice(0, 2).text()"
    assert engine.evaluate(start) == "PK"
    until(engine, f"document.body.textContent.includes('{CASE}-fr-p-0041.zip')")


def test_the_simulation_is_played_to_its_end(engine: Engine, door: Door) -> None:
    read = scenario("six-months")
    scene = read.start
    opened(engine, door, "fr/04-who-does-what")
    call = "document.querySelector('.maitrise-simulation').closest('.maitrise-call')"
    step = str(engine.evaluate(f"{call}.dataset.cell"))
    opened(engine, door, "fr/04-who-does-what", step)
    phase = "document.querySelector('.maitrise-simulation .maitrise-stage').dataset.phase"
    while scene != END:
        until(engine, f"{phase} === 'scene'")
        engine.click(".maitrise-simulation .maitrise-choices li:first-child button")
        until(engine, f"{phase} === 'told'")
        scene = read.scene(scene).choices[0].goto
        push(engine, say("scenario.see-the-end" if scene == END else "scenario.go-on", "fr"))
    until(engine, f"{phase} === 'end'")
    opened(engine, door, "fr/04-who-does-what", step)
    until(engine, f"{phase} === 'end'")
