"""The course as `maitrise learn` serves it: a learner's answers outlive whatever goes wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.questions import (
    LANGUAGES,
    LESSON,
    Language,
    ask,
    button,
    check,
    checked,
    foreign_words,
    is_ready,
    let_in,
    open_page,
    saved,
)
from browser.served import FIXTURES, Served, serve, stop
from maitrise.base.text import say
from maitrise.cases.released_cases import released_cases
from maitrise.course import lessons, reference_pages
from maitrise.learner.record import LARGEST_RECORD
from ports import free_port

# --- The pages -------------------------------------------------------------------------------


def all_pages(language: Language) -> list[str]:
    cases = [f"cases/{card.id}" for card in released_cases() if card.language == language]
    return ["index", *(each.id for each in lessons().values()), *reference_pages(), *cases]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_works_and_speaks_its_own_language_only(
    page: Page, course: Served, language: Language
) -> None:
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    foreign = foreign_words(language)
    let_in(page, course)
    for name in all_pages(language):
        open_page(page, course, language, name)
        expect(page.locator("html")).to_have_attribute("lang", language)
        shown = {line.strip() for line in page.inner_text("main").splitlines()}
        # A lesson may cite the other language; a sentence of the interface is a line by itself.
        assert shown & foreign == set(), name
    assert errors == []


def test_the_token_is_not_left_in_the_address_bar(page: Page, small_course: Served) -> None:
    assert "token" not in page.url
    assert page.evaluate("document.cookie") == ""  # no script can read what lets a browser in


def test_nothing_is_asked_of_anyone_outside(page: Page, course: Served) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    let_in(page, course)
    open_page(page, course, "fr", "01-moa-amoa-moe")
    open_page(page, course, "fr", "cases/payroll")
    assert asked - {""} == {urlsplit(course.address).netloc}


def test_an_address_that_leads_nowhere_speaks_both_languages_and_leads_back(
    page: Page, small_course: Served
) -> None:
    page.goto(f"{small_course.base}fr/no-such-page.html")
    for language in LANGUAGES:
        expect(page.get_by_role("heading", name=say("page.not-found", language))).to_be_visible()
    page.get_by_role("link", name=say("page.to-start", "fr")).click()
    is_ready(page)


def check_on_record(page: Page, question: str, place: int) -> None:
    """Answer a question by one of its options, check it, and wait until that is on record."""
    ask(page, question).get_by_role("radio").nth(place).check()
    saved(ask(page, question), "fr")
    with page.expect_response(lambda answer: answer.url.endswith("/api/record")):
        check(ask(page, question), "fr")


# --- Answers ---------------------------------------------------------------------------------


def test_an_answer_is_on_the_disk_and_comes_back_in_both_languages(
    page: Page, small_course: Served
) -> None:
    open_page(page, small_course, "fr")
    check_on_record(page, "one", 1)
    ask(page, "several").get_by_role("checkbox").nth(1).check()
    saved(ask(page, "several"), "fr")
    assert small_course.sheet(LESSON)["one"]["value"] == "moa"
    page.reload()
    checked(ask(page, "one"), "right", "fr")
    open_page(page, small_course, "en")
    checked(ask(page, "one"), "right", "en")
    expect(ask(page, "several").get_by_role("checkbox").nth(1)).to_be_checked()
    expect(ask(page, "several")).to_have_attribute("data-phase", "open")


def test_what_was_done_is_in_the_record_under_a_pseudonym(page: Page, small_course: Served) -> None:
    open_page(page, small_course, "fr")
    check_on_record(page, "one", 0)
    lines = (small_course.home / "record.jsonl").read_text(encoding="utf-8").splitlines()
    statements = [json.loads(line) for line in lines]
    assert [each["verb"]["id"].rsplit("/")[-1] for each in statements] == ["attempted", "answered"]
    assert statements[1]["result"]["success"] is False
    learner = json.loads((small_course.home / "learner.json").read_text(encoding="utf-8"))["id"]
    assert {each["actor"]["account"]["name"] for each in statements} == {learner}


def test_two_pages_of_one_lesson_do_not_lose_each_others_answers(
    page: Page, small_course: Served
) -> None:
    other = page.context.new_page()
    open_page(page, small_course, "fr")
    open_page(other, small_course, "en")
    ask(page, "one").get_by_role("radio").nth(1).check()
    saved(ask(page, "one"), "fr")
    ask(other, "several").get_by_role("checkbox").nth(0).check()
    saved(ask(other, "several"), "en")
    assert set(small_course.sheet(LESSON)) == {"one", "several"}
    expect(ask(page, "several").get_by_role("checkbox").nth(0)).to_be_checked()


def test_an_unknown_answer_in_the_sheet_is_shown_blank_and_kept(
    page: Page, small_course: Served
) -> None:
    entry = {"value": "gone", "at": "2026-11-22T10:15:00Z", "checked": True}
    sheet = {
        "format": 1,
        "case": LESSON,
        "language": "fr",
        "learner": "p-1",
        "answers": {"one": entry, "no-such-question": entry},
    }
    path = small_course.home / "answers" / f"{LESSON}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(sheet), encoding="utf-8")
    open_page(page, small_course, "fr")
    expect(ask(page, "one")).to_have_attribute("data-phase", "open")
    ask(page, "several").get_by_role("checkbox").first.check()
    saved(ask(page, "several"), "fr")
    assert small_course.sheet(LESSON)["no-such-question"]["value"] == "gone"
    expect(button(ask(page, "one"), "question.check", "fr")).to_be_visible()


# --- What goes wrong -------------------------------------------------------------------------


def test_a_damaged_sheet_is_set_aside_and_its_copy_used(page: Page, small_course: Served) -> None:
    open_page(page, small_course, "fr")
    check_on_record(page, "one", 1)
    path = small_course.home / "answers" / f"{LESSON}.json"
    path.write_bytes(path.read_bytes()[:40])
    page.reload()
    checked(ask(page, "one"), "right", "fr")
    bar = page.locator(".maitrise-lesson")
    expect(bar).to_contain_text(say("sheet.copy-used", "fr", count=1))
    aside = next(path.parent.glob(f"{LESSON}.damaged-*.json"))
    expect(bar).to_contain_text(aside.name)
    assert len(aside.read_bytes()) == 40


def test_a_damaged_record_does_not_stop_a_lesson(page: Page, small_course: Served) -> None:
    record = small_course.home / "record.jsonl"
    record.write_bytes(b'{"half a stat')
    open_page(page, small_course, "fr")
    check_on_record(page, "one", 1)
    lines = record.read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"half a stat'
    verbs = [json.loads(line)["verb"]["display"]["en"] for line in lines[1:]]
    assert verbs == ["attempted", "answered"]


def test_a_record_too_large_to_be_read_is_named_hides_no_answers_and_is_added_to(
    page: Page, small_course: Served
) -> None:
    record = small_course.home / "record.jsonl"
    with record.open("wb") as file:
        file.truncate(LARGEST_RECORD + 1)  # holes, which take no room on the disk
    open_page(page, small_course, "fr")
    check_on_record(page, "one", 1)
    with record.open("rb") as file:
        file.seek(LARGEST_RECORD + 1)
        lines = [json.loads(line) for line in file if line.strip()]
    assert [each["verb"]["display"]["en"] for each in lines] == ["attempted", "answered"]
    for language in LANGUAGES:
        open_page(page, small_course, language, "index")
        told = say("record.too-large", language, file=str(record), size=33, limit=32)
        expect(page.get_by_text(told)).to_be_visible()
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "1")


def test_a_server_that_hangs_then_is_gone_is_said_and_what_was_answered_sent_when_it_is_back(
    context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    port = free_port()  # not among those that other tests try one after the other
    served = serve(tmp_path, course=FIXTURES / "course", port=port)
    try:
        let_in(page, served)
        open_page(page, served, "fr")
        ask(page, "one").get_by_role("radio").first.check()
        saved(ask(page, "one"), "fr")
        served.process.send_signal(signal.SIGSTOP)  # takes each request, and never answers
        ask(page, "several").get_by_role("checkbox").first.check()
        check(ask(page, "several"), "fr")  # the verdict does not wait for the server
        saved(ask(page, "several"), "fr", "question.saved-waiting")
        served.process.kill()  # as a computer that breaks down
        served.process.wait()
        ask(page, "cpi").get_by_role("textbox").fill("0,5")
        check(ask(page, "cpi"), "fr")
        saved(ask(page, "cpi"), "fr", "question.saved-waiting")
        expect(page.get_by_text("Traceback")).to_have_count(0)
    finally:
        again = serve(tmp_path, course=FIXTURES / "course", port=port)
    try:
        other = context.new_page()
        let_in(other, again)  # the browser is let in anew
        open_page(other, again, "fr")
        expect(ask(other, "several")).to_have_attribute("data-phase", "checked")
        ask(other, "one").get_by_role("radio").nth(1).check()
        saved(ask(other, "one"), "fr")
        assert set(again.sheet(LESSON)) == {"one", "several", "cpi"}
    finally:
        stop(again)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of two mebibytes."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("mounting a small disk takes root on Linux")
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let a small disk be mounted")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_the_answer_goes_with_the_next_click(
    page: Page, small_disk: Path
) -> None:
    served = serve(small_disk, course=FIXTURES / "course")
    try:
        let_in(page, served)
        open_page(page, served, "fr")
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        question = ask(page, "one")
        question.get_by_role("radio").nth(1).check()
        told = say("store.not-kept", "fr", why=say("store.why.full", "fr"))
        expect(question).to_contain_text(told)
        expect(question.get_by_role("radio").nth(1)).to_be_checked()
        filler.unlink()
        other = ask(page, "several")
        other.get_by_role("checkbox").first.check()
        saved(other, "fr")
        assert served.sheet(LESSON)["one"]["value"] == "moa"
        assert served.sheet(LESSON)["several"]["value"] == ["scope"]
    finally:
        stop(served)


def test_a_page_that_was_open_when_everything_was_erased_brings_nothing_back(
    page: Page, small_course: Served
) -> None:
    open_page(page, small_course, "fr")
    ask(page, "one").get_by_role("radio").first.check()
    saved(ask(page, "one"), "fr")
    (small_course.home / "erased.txt").write_text("of another page\n", encoding="utf-8")
    shutil.rmtree(small_course.home / "answers")
    ask(page, "several").get_by_role("checkbox").first.check()
    expect(ask(page, "several")).to_contain_text(say("my-record.gone", "fr"))
    assert small_course.sheet(LESSON) == {}
