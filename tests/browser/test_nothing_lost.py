"""A learner's answers outlive the kernel, the server, a full disk and a damaged file."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.questions import LESSON, ask, button, check, checked, open_lesson
from browser.served import FIXTURES, Served, serve, stop
from maitrise.base.text import say


def kernels_of(served: Served) -> list[int]:
    """The processes of the kernels of a server."""
    found = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(served.process.pid)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [int(line.split()[0]) for line in found.stdout.splitlines() if "kernel" in line]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
def test_a_click_into_a_kernel_that_was_just_killed_is_found_again(
    page: Page, small_course: Served
) -> None:
    open_lesson(page, small_course, "fr")
    question = ask(page, "one")
    # Stopped, the kernel takes the click and never answers; killed, the click is gone with it.
    pids = kernels_of(small_course)
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    question.get_by_role("radio").nth(1).check()
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    expect(question).to_contain_text(say("question.not-saved", "fr"), timeout=15_000)
    assert small_course.sheet(LESSON) == {}
    page.reload()
    expect(ask(page, "one")).to_contain_text(say("question.recovered", "fr"))
    expect(ask(page, "one").get_by_role("radio").nth(1)).to_be_checked()
    assert small_course.sheet(LESSON)["one"]["value"] == "moa"


def test_a_page_whose_kernel_is_gone_says_so_in_words(page: Page, small_course: Served) -> None:
    open_lesson(page, small_course, "en")
    small_course.end(small_course.kernels())
    expect(page.get_by_role("alert")).to_contain_text(say("page.lost", "en"), timeout=45_000)
    expect(page.get_by_role("button", name=say("page.reload", "en"))).to_be_visible()


def test_a_damaged_sheet_is_set_aside_and_its_copy_used(page: Page, small_course: Served) -> None:
    open_lesson(page, small_course, "fr")
    question = ask(page, "one")
    question.get_by_role("radio").nth(1).check()
    check(question, "fr")
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
    open_lesson(page, small_course, "fr")
    question = ask(page, "one")
    question.get_by_role("radio").nth(1).check()
    check(question, "fr")
    lines = record.read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"half a stat'
    verbs = [json.loads(line)["verb"]["display"]["en"] for line in lines[1:]]
    assert verbs == ["attempted", "answered"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of one mebibyte."""
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
    context: BrowserContext, small_disk: Path
) -> None:
    served = serve(small_disk, course=FIXTURES / "course")
    try:
        page = context.new_page()
        open_lesson(page, served, "fr")
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        question = ask(page, "one")
        question.get_by_role("radio").nth(1).check()
        told = say("sheet.not-written", "fr", why=say("system.ENOSPC", "fr"))
        expect(question).to_contain_text(told)
        expect(question.get_by_role("radio").nth(1)).to_be_checked()
        filler.unlink()
        other = ask(page, "several")
        other.get_by_role("checkbox").first.check()
        expect(other).to_contain_text(say("question.saved", "fr"))
        assert served.sheet(LESSON)["one"]["value"] == "moa"
        assert served.sheet(LESSON)["several"]["value"] == ["scope"]
    finally:
        stop(served)


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
    open_lesson(page, small_course, "fr")
    expect(ask(page, "one")).to_have_attribute("data-phase", "open")
    ask(page, "several").get_by_role("checkbox").first.check()
    expect(ask(page, "several")).to_contain_text(say("question.saved", "fr"))
    assert small_course.sheet(LESSON)["no-such-question"]["value"] == "gone"
    assert button(ask(page, "one"), "question.check", "fr").is_visible()


def test_answers_come_back_after_a_reload_and_in_the_other_language(
    page: Page, small_course: Served
) -> None:
    open_lesson(page, small_course, "fr")
    question = ask(page, "one")
    question.get_by_role("radio").nth(1).check()
    check(question, "fr")
    ask(page, "several").get_by_role("checkbox").nth(1).check()
    page.reload()
    checked(ask(page, "one"), "right", "fr")
    open_lesson(page, small_course, "en")
    checked(ask(page, "one"), "right", "en")
    expect(ask(page, "several").get_by_role("checkbox").nth(1)).to_be_checked()
    expect(ask(page, "several")).to_have_attribute("data-phase", "open")


def test_two_pages_of_one_lesson_do_not_lose_each_others_answers(
    page: Page, small_course: Served
) -> None:
    other = page.context.new_page()
    open_lesson(page, small_course, "fr")
    open_lesson(other, small_course, "en")
    page.bring_to_front()
    question = ask(page, "one")
    question.get_by_role("radio").nth(1).check()
    check(question, "fr")
    other.bring_to_front()
    question = ask(other, "several")
    question.get_by_role("checkbox").nth(0).check()
    check(question, "en")
    assert set(small_course.sheet(LESSON)) == {"one", "several"}


def test_what_was_done_is_in_the_record_under_a_pseudonym(page: Page, small_course: Served) -> None:
    open_lesson(page, small_course, "fr")
    question = ask(page, "one")
    question.get_by_role("radio").first.check()
    check(question, "fr")
    lines = (small_course.home / "record.jsonl").read_text(encoding="utf-8").splitlines()
    statements = [json.loads(line) for line in lines]
    assert [each["verb"]["id"].rsplit("/")[-1] for each in statements] == ["attempted", "answered"]
    assert statements[1]["result"]["success"] is False
    assert statements[1]["actor"]["account"]["name"].startswith("p-")
