"""A lesson in a learning platform: SCORM 1.2 and 2004, and what goes wrong in the field."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from browser.lms.scorm import (
    LESSON,
    Platform,
    Standard,
    path_package,
    platform_holding,
    platform_with,
)
from browser.player.answering import EVERY_KIND, card, check, press
from browser.published import Door, outside
from browser.test_published_accessibility import ANSWER_ALL
from maitrise.base.text import say

VERSIONS: tuple[Standard, ...] = ("scorm12", "scorm2004")
STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.completion_status"}
SUCCESS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.success_status"}
SCORE = {"scorm12": "cmi.core.score.raw", "scorm2004": "cmi.score.raw"}
SUSPEND = "cmi.suspend_data"
WHEN = {"scorm12": "time", "scorm2004": "timestamp"}
RESPONSE = {  # what an answer is called, and the form of its moment
    "scorm12": ("student_response", r"\d\d:\d\d:\d\d"),
    "scorm2004": ("learner_response", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\dZ"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with platform_with(tmp_path_factory.mktemp("platform"), *VERSIONS) as address:
        yield address


@pytest.fixture
def platform(page: Page, home: str) -> Platform:
    """SCORM 1.2, and a learner who reads whole lessons."""
    page.add_init_script(
        "if (location.protocol !== 'about:') localStorage.setItem('maitrise-view', 'one-page');"
    )
    return Platform(page, home, "scorm12")


def told(lesson: Frame) -> Any:
    """What the lesson says of the platform."""
    return lesson.locator(".lms-state")


def read_all(lesson: Frame) -> None:
    """See every step."""
    lesson.evaluate(
        """async () => {
          for (const step of document.querySelectorAll(".article > .step")) {
            step.scrollIntoView();
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          }
        }"""
    )


def take_test(lesson: Frame, choice: str, number: str) -> None:
    """Answer the quiz that counts, and finish it."""
    card(lesson, "end-choice").get_by_label(choice, exact=True).check()
    card(lesson, "end-number").get_by_role("textbox").fill(number)
    press(lesson, say("quiz.finish", "en"))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_lesson_is_taken_up_again_its_status_and_best_score_stay_and_its_last_answers_too(
    platform: Platform, version: Standard
) -> None:
    platform.standard = version
    page = platform.page
    asked = outside(page.context, Door(platform.home))
    lesson = platform.open()
    expect(lesson.locator(".lms")).to_contain_text("Passed from 70% of the points")
    for question, answered in EVERY_KIND.items():
        answered.give(card(lesson, question))
        check(lesson, question)
        expect(card(lesson, question)).to_have_attribute("data-verdict", answered.verdict)
    lesson.evaluate("location.hash = 'at-the-end'")
    platform.wait_until_sent(len(EVERY_KIND))
    assert platform.value(STATUS[version]) == "incomplete"
    assert platform.value(SCORE[version]) == ""
    assert len(platform.value(SUSPEND)) < 600
    listed = page.evaluate("Object.values(keptByPlatform().interactions)")
    assert [each["id"] for each in listed] == list(EVERY_KIND)
    response, when = RESPONSE[version]
    badly = [
        each for each in listed if not each[response] or not re.fullmatch(when, each[WHEN[version]])
    ]
    assert badly == []
    expect(told(lesson)).to_be_empty()  # nothing was refused
    assert {"cmi.core.exit" if version == "scorm12" else "cmi.exit"} <= {
        name.partition(" ")[2] for name, _ in page.evaluate("platform.log")
    }

    platform.leave()
    lesson = platform.open()
    for question in EVERY_KIND:
        expect(card(lesson, question)).to_have_attribute("data-phase", "checked")
    assert matrix(lesson) == {"MOA": "A", "AMOA": "R", "MOE": "C"}
    expect(told(lesson)).to_be_empty()

    read_all(lesson)
    take_test(lesson, "Yes", "3")
    platform.wait_for(SUCCESS[version], "failed")
    assert platform.value(SCORE[version]) == "0"
    press(lesson, say("quiz.again", "en"))
    take_test(lesson, "No", "1.5")
    platform.wait_for(SUCCESS[version], "passed")
    assert platform.value(SCORE[version]) == "100"

    platform.leave()
    lesson = platform.open()
    expect(lesson.locator(".lms")).to_contain_text(say("lms.success.passed", "en"))
    press(lesson, say("quiz.again", "en"))
    take_test(lesson, "Yes", "3")
    platform.wait_until_sent()
    platform.leave()
    if version == "scorm12":
        core = platform.kept["core"]
        assert (core["lesson_status"], core["score"]["raw"]) == ("passed", "100")
    else:
        assert platform.kept["score"]["raw"] == "100"
        assert platform.kept["success_status"] == "passed"
        assert platform.kept["completion_status"] == "completed"
    assert set(platform.said("LMSSetValue cmi.core.exit") + platform.said("SetValue cmi.exit")) == {
        "suspend"
    }
    lesson = platform.open()  # what came after it was complete was sent too
    expect(card(lesson, "end-choice").get_by_label("Yes", exact=True)).to_be_checked()
    assert asked == []
    # Nothing of the learner stays in a browser that others use too.
    assert set(page.evaluate("Object.keys(localStorage)")) == {"maitrise-view", "maitrise-language"}


@pytest.mark.parametrize("version", VERSIONS)
def test_in_a_path_each_lesson_comes_back_as_its_own_and_all_are_complete_when_each_is(
    page: Page, tmp_path_factory: pytest.TempPathFactory, version: Standard
) -> None:
    page.add_init_script(
        "if (location.protocol !== 'about:') localStorage.setItem('maitrise-view', 'one-page');"
    )
    packed = path_package(version, tmp_path_factory.mktemp("course"))
    with platform_holding(tmp_path_factory.mktemp("platform"), {version: packed}) as home:
        units = units_of(packed)  # as the platform lists them: what it keeps is of one unit
        assert list(units) == ["lesson-every-kind", "lesson-second"]
        places = [Platform(page, home, version, unit=unit) for unit in units.values()]
        first, second = places

        answer_one(first.open())
        first.leave()
        lesson = second.open()
        expect(card(lesson, "one").get_by_label("The MOE (delivery team)")).not_to_be_checked()
        card(lesson, "several").get_by_label("The scope").check()
        lesson.evaluate("location.hash = 'at-the-end'")
        read_all(lesson)
        take_test(lesson, "No", "1.5")
        second.wait_for(SUCCESS[version], "passed")
        second.leave()
        assert [complete(each) for each in places] == [False, True]

        lesson = second.open()
        expect(card(lesson, "several").get_by_label("The scope")).to_be_checked()
        expect(lesson.locator(".lms")).to_contain_text(say("lms.success.passed", "en"))
        second.leave()
        lesson = first.open()
        expect(card(lesson, "one")).to_have_attribute("data-verdict", "wrong")
        expect(card(lesson, "several").get_by_label("The scope")).not_to_be_checked()
        read_all(lesson)
        take_test(lesson, "No", "1.5")
        first.wait_for(SUCCESS[version], "passed")
        first.leave()
        assert [complete(each) for each in places] == [True, True]


def units_of(packed: bytes) -> dict[str, str]:
    """The pages that a manifest opens, in the order of its table of contents."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        root = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    pages = {each.get("identifier"): each.get("href") for each in root.iterfind(".//{*}resource")}
    names = [str(each.get("identifierref")) for each in root.iterfind(".//{*}item")]
    return {name: str(pages[name]) for name in names}


def complete(platform: Platform) -> bool:
    """Whether what the platform kept of a unit says that it is complete."""
    kept = platform.kept
    status = kept["core"]["lesson_status"] if "core" in kept else kept["completion_status"]
    return status in ("passed", "completed")


def matrix(lesson: Frame) -> Any:
    """The letters of the row of the matrix that was filled."""
    return lesson.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(
            "[data-question=matrix] tbody tr:first-child td")].map(
              (cell) => [cell.dataset.label, cell.querySelector("select").value]))"""
    )


# --- What goes wrong in the field ----------------------------------------------------------------


def answer_one(lesson: Frame) -> None:
    card(lesson, "one").get_by_label("The MOE (delivery team)").check()
    check(lesson, "one")
    expect(card(lesson, "one")).to_have_attribute("data-verdict", "wrong")


def not_recorded(*parts: str) -> str:
    return say(
        "lms.refused", "en", parts=", ".join(say(f"lms.part.{each}", "en") for each in parts)
    )


SUSPEND_GARBAGE = "\u0000<suspend>&%&%"


@pytest.mark.parametrize(
    ("behaviour", "said", "keeps"),
    [
        ({"answers": {"cmi.core.lesson_mode": ""}}, "", True),
        ({"throws": r"GetValue cmi\.(core|student_data|interactions)"}, "", True),
        ({"refuses": r"SetValue cmi\.suspend_data"}, not_recorded("state"), False),
        ({"refuses": r"SetValue cmi\.interactions"}, not_recorded("answers"), True),
        ({"throws": "SetValue|Commit"}, not_recorded("state", "status"), False),
        ({"answers": {"cmi.suspend_data": SUSPEND_GARBAGE}}, say("lms.damaged", "en"), True),
        ({"answers": {"cmi.core.lesson_mode": "review"}}, say("lms.reading", "en"), False),
        ({"lacks": ["LMSFinish", "LMSGetLastError"]}, "", True),
        ({"refuses": "."}, say("lms.alone", "en"), False),
        ({"throws": "."}, say("lms.alone", "en"), False),
        ({"silent": True}, "", True),
    ],
    ids=[
        "mode is empty", "little can be read", "no state", "no answers", "nothing is taken",
        "garbage comes back", "review", "no finish", "false to all", "every call fails",
        "says nothing of what it did",
    ],
)  # fmt: skip
def test_the_lesson_goes_on_and_says_what_is_not_recorded(
    platform: Platform, behaviour: dict[str, Any], said: str, keeps: bool
) -> None:
    platform.behaviour = behaviour
    lesson = platform.open()
    answer_one(lesson)
    expect(told(lesson)).to_have_text(said)
    if keeps:
        platform.wait_until_sent(1)
        assert platform.value("cmi.suspend_data").startswith("m1*")
        expect(card(lesson, "one").locator(".maitrise-kept")).to_have_text(
            say("question.saved", "en")
        )
    if said == say("lms.reading", "en"):
        assert not any("Set" in name for name, _ in platform.page.evaluate("platform.log"))


def test_a_click_waits_for_no_call_to_the_platform(platform: Platform) -> None:
    platform.behaviour = {"slow": 300}
    lesson = platform.open()
    card(lesson, "one").get_by_label("The MOE (delivery team)").check()
    said = lesson.evaluate(
        """() => {
          const before = parent.platform.log.length;
          const card = document.querySelector("[data-question=one]");
          card.querySelector(".maitrise-check").click();
          return [parent.platform.log.length - before, card.dataset.verdict];
        }"""
    )
    assert said == [0, "wrong"]
    platform.wait_until_sent(1)


def test_what_was_answered_is_kept_when_the_window_closes_before_it_says_so(
    platform: Platform,
) -> None:
    lesson = platform.open()
    answer_one(lesson)
    platform.wait_until_sent(1)
    platform.kept = platform.page.evaluate("keptByPlatform()")  # LMSFinish never came
    lesson = platform.open()
    expect(card(lesson, "one")).to_have_attribute("data-verdict", "wrong")


def test_a_page_loaded_anew_goes_on_with_its_visit(platform: Platform) -> None:
    lesson = platform.open()
    answer_one(lesson)
    lesson.evaluate("location.reload()")
    lesson = platform.lesson()
    expect(card(lesson, "one")).to_have_attribute("data-verdict", "wrong")
    expect(told(lesson)).to_be_empty()
    card(lesson, "several").get_by_label("The scope").check()
    platform.wait_until_sent(2)
    assert platform.said("LMSFinish") == []
    # Left at once, before anything was sent: nothing is lost.
    lesson.evaluate("location.reload()")
    lesson = platform.lesson()
    lesson.evaluate("location.reload()")
    expect(card(platform.lesson(), "one")).to_have_attribute("data-verdict", "wrong")


def test_the_platform_is_found_three_frames_up_and_in_an_opener_or_missed_in_words(
    platform: Platform,
) -> None:
    page = platform.page
    platform.between = 3
    lesson = platform.open()
    answer_one(lesson)
    platform.wait_until_sent(1)

    with page.expect_popup() as opened:
        page.evaluate(f"window.open('scorm12/en/{LESSON}.html')")
    popup = opened.value
    expect(popup.locator("html[data-ready]")).to_be_attached()
    expect(popup.locator(".lms-state")).to_be_empty()
    popup.close()
    assert len(platform.said("LMSInitialize")) == 2

    page.goto(f"{platform.home}scorm12/en/{LESSON}.html")
    expect(page.locator("html[data-ready]")).to_be_attached()
    answer_one(page.main_frame)
    expect(page.locator(".lms-state")).to_have_text(say("lms.alone", "en"))
    expect(card(page, "one").locator(".maitrise-kept")).to_have_text(
        say("question.saved-page", "en")
    )


def test_a_question_replaced_since_loses_its_answer_and_says_so(platform: Platform) -> None:
    lesson = platform.open()
    answer_one(lesson)
    card(lesson, "several").get_by_label("The scope").check()
    platform.leave()
    own = f"**/scorm12/en/{LESSON}.html"
    option, other = '{"id":"amoa","text":"The AMOA (', '{"id":"new","text":"A new ('
    platform.page.route(
        own,
        lambda route: route.fulfill(
            response=(found := route.fetch()),
            body=found.text().replace(option, other),
        ),
    )
    lesson = platform.open()
    expect(told(lesson)).to_have_text(say("lms.changed-lost", "en", count=1))
    expect(card(lesson, "one").get_by_label("The MOE (delivery team)")).not_to_be_checked()
    expect(card(lesson, "several").get_by_label("The scope")).to_be_checked()


def test_a_state_too_long_for_the_platform_is_said_and_never_cut(platform: Platform) -> None:
    lesson = platform.open()
    answer_one(lesson)
    card(lesson, "note").get_by_role("textbox").fill("A long letter. " * 300)
    check(lesson, "note")
    expect(told(lesson)).to_contain_text(say("lms.left.answers", "en"))
    platform.leave()
    assert platform.kept["core"]["lesson_status"] == "incomplete"
    assert len(platform.kept["suspend_data"]) <= 4096
    lesson = platform.open()
    expect(card(lesson, "one")).to_have_attribute("data-verdict", "wrong")
    expect(card(lesson, "note").get_by_role("textbox")).to_have_value("")


def test_in_the_frame_of_a_phone_nothing_is_cut_off_and_axe_finds_nothing(
    platform: Platform,
) -> None:
    page = platform.page
    page.set_viewport_size({"width": 375, "height": 700})
    lesson = platform.open()
    page.keyboard.press("Tab")
    assert lesson.evaluate("document.activeElement.className") == "skip"
    card(lesson, "one").get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(card(lesson, "one")).to_have_attribute("data-verdict", "wrong")
    lesson.evaluate(ANSWER_ALL)
    assert lesson.evaluate("document.documentElement.scrollWidth <= innerWidth")
    violations = Axe().run(lesson, options={"resultTypes": ["violations"]}).response["violations"]
    assert [each["id"] for each in violations] == []
