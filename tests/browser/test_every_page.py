"""Every page of the course in both languages: readable, accessible, in one language.

Each page is opened once and stays open for all tests here: they read it, answer some of its
questions, then look at it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.accessibility import SCHEMES, findings
from browser.conftest import failures_of
from browser.questions import (
    LANGUAGES,
    Language,
    answer_by_hand,
    ask,
    button,
    check,
    checked,
    foreign_words,
    open_lesson,
    slip,
)
from browser.served import ROOT, Served
from maitrise.base.text import say
from maitrise.course import bank, lessons
from maitrise.kinds import Question, model_answer, read_answer, score
from maitrise.kinds import ask as asked_of

PAGES = [
    (path.stem, language)
    for path in sorted((ROOT / "course" / "fr").glob("*.ipynb"))
    for language in LANGUAGES
]


@dataclass(frozen=True)
class Opened:
    """A page that runs, and what came of opening it."""

    page: Page
    lesson: str
    language: Language
    asked: list[str]
    failures: list[str]


@pytest.fixture(scope="module", params=PAGES, ids=lambda each: f"{each[0]}-{each[1]}")
def opened(
    request: pytest.FixtureRequest, person: BrowserContext, course: Served
) -> Iterator[Opened]:
    lesson, language = request.param
    for sheet in (course.home / "answers").glob(f"{lesson}.*"):
        sheet.unlink()  # what the page in the other language was answered
    page = person.new_page()
    asked: list[str] = []
    failures = failures_of(page)
    page.on("request", lambda each: asked.append(each.url))
    open_lesson(page, course, language, lesson)
    expect(page.locator("#page-state")).to_be_hidden()
    yield Opened(page, lesson, language, asked, failures)
    page.close()


def test_a_page_runs_by_itself_and_says_what_it_is(opened: Opened, course: Served) -> None:
    page = opened.page
    expect(page.locator("html")).to_have_attribute("lang", opened.language)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading in page.title()
    expect(page.get_by_role("navigation").first.locator('[aria-current="page"]')).to_contain_text(
        heading
    )
    onward = page.get_by_role("navigation", name=say("page.turn", opened.language))
    expect(onward.get_by_role("link").last).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_text("import maitrise")).to_have_count(0)
    assert opened.failures == []
    base = course.base
    assert [url for url in opened.asked if url.startswith("http") and base not in url] == []


def test_a_page_has_no_word_of_the_other_language_in_its_interface(opened: Opened) -> None:
    page, language = opened.page, opened.language
    said = page.locator(
        "button, legend, label, option, th, summary, nav a, [role=status], .maitrise p"
    )
    texts = {text.strip() for text in said.all_inner_texts()} - {""}
    named = page.locator("[aria-label]")
    texts |= set(named.evaluate_all("all => all.map((each) => each.getAttribute('aria-label'))"))
    links_to_the_other = {say("page.other-language", language)}
    assert texts & (foreign_words(language) - links_to_the_other) == set()
    assert len(texts) > 20


def test_each_kind_of_question_of_a_page_gives_the_reasons_of_its_bank(
    opened: Opened, course: Served
) -> None:
    page, language = opened.page, opened.language
    if opened.lesson not in lessons():  # the glossary
        expect(page.locator("[data-question]")).to_have_count(0)
    for question, answer in one_of_each_kind(opened, tells_at_the_end=False):
        shown = ask(page, question.id)
        answer_by_hand(shown, question, answer, language)
        check(shown, language)
        reasons_are_given(opened, question, answer)
        assert course.sheet(opened.lesson)[question.id]["value"] == answer


def test_a_test_of_a_page_gives_the_reasons_of_each_kind_once_it_is_finished(
    opened: Opened, course: Served
) -> None:
    page, language = opened.page, opened.language
    asked = one_of_each_kind(opened, tells_at_the_end=True)
    for question, answer in asked:
        answer_by_hand(ask(page, question.id), question, answer, language)
    if asked:
        quiz = page.locator(".maitrise-quiz").last
        button(quiz, "quiz.finish", language).click()
        button(quiz, "quiz.anyway", language).click()
    for question, answer in asked:
        expect(ask(page, question.id)).to_have_attribute("data-phase", "checked")
        reasons_are_given(opened, question, answer)
        assert course.sheet(opened.lesson)[question.id]["value"] == answer


def one_of_each_kind(opened: Opened, *, tells_at_the_end: bool) -> list[tuple[Question, Any]]:
    """A question of each kind on the page, and an answer to it: one wrong, the next one right.

    The French page is asked its first of a kind, the English page its last; a kind that is
    answered wrong on one is answered right on the other.
    """
    if opened.lesson not in lessons():
        return []
    held = bank(opened.lesson)
    tests = [quiz.questions for quiz in held.quizzes.values() if quiz.reasons == "end"]
    at_the_end = {name for questions in tests for name in questions}
    shown = opened.page.locator("[data-question]")
    names = shown.evaluate_all("all => all.map((each) => each.dataset.question)")
    asked = [held.questions[name] for name in names if (name in at_the_end) == tells_at_the_end]
    if opened.language == "fr":
        asked.reverse()  # of several of a kind, the last one counts
    of_kind = {question.kind: question for question in asked}
    ways = (slip, model_answer) if opened.language == "fr" else (model_answer, slip)
    return [
        (of_kind[kind], ways[place % 2](of_kind[kind]))
        for place, kind in enumerate(sorted(of_kind))
    ]


def reasons_are_given(opened: Opened, question: Question, answer: object) -> None:
    """Expect the verdict and every reason that the bank has for this answer, word for word."""
    language, shown = opened.language, ask(opened.page, question.id)
    mark = score(question, read_answer(asked_of(question, "en"), answer))
    checked(shown, mark.verdict.value, language)
    reasons = [reason.text for reason in mark.reasons if reason.text]
    assert reasons or question.kind == "number", question.id
    said = words(shown.inner_text())
    for reason in reasons:
        assert words(reason.said_in(language).replace("*", "")) in said


def words(text: str) -> str:
    """A text whatever its spaces and line breaks."""
    return " ".join(text.split())


def test_axe_finds_nothing_serious_on_a_page(opened: Opened) -> None:
    for scheme in SCHEMES:
        opened.page.emulate_media(color_scheme=scheme)
        assert findings(opened.page, scheme) == [], scheme


def test_nothing_sticks_out_of_a_page(opened: Opened) -> None:
    page = opened.page
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    for width in (1280, 768, 375):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function("width => innerWidth === width", arg=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(STICKING_OUT, width) == []
    # What scrolls aside on a telephone is not seen to be there.
    assert page.evaluate(SCROLLING) == []


SCROLLING = """() => [...document.querySelectorAll(".page-table, .maitrise-scroll")]
    .filter((box) => box.scrollWidth > box.clientWidth)
    .map((box) => box.textContent.trim().slice(0, 80))"""


STICKING_OUT = """(width) => [...document.querySelectorAll("main :is(button, select, input, h2)")]
    .filter((each) => each.getClientRects().length)
    .filter((each) => {
      const box = each.getBoundingClientRect();
      return box.right > width + 1 || box.left < -1;
    })
    .filter((each) => !each.closest(".maitrise-scroll, .page-table"))
    .map((each) => each.outerHTML.slice(0, 80))"""
