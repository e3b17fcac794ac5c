"""A lesson in wagtail-lms, a real learning platform: uploaded, taken, left, taken up, reported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from browser.lms.scorm import Standard, package
from browser.player.answering import EVERY_KIND, card, check, press
from browser.test_lms import read_all, take_test
from maitrise.base.text import say

pytestmark = pytest.mark.deep

PACKAGES = ("wagtail-lms==0.11.1",)
SITE = Path(__file__).with_name("lms") / "wagtail_site.py"


@dataclass
class Wagtail:
    python: Path
    folder: Path
    home: str = ""

    def run(self, command: str) -> Any:
        """What a command of the site prints."""
        done = subprocess.run(
            [self.python, SITE, self.folder, command],
            env=environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(done.stdout) if done.stdout else None

    def report_on(self, title: str, wanted: Mapping[str, str]) -> Any:
        """The values that the platform holds of the learner, once those are among them.

        Its columns for status and score may lag behind: it takes each value by a request of its
        own, several at once, and each writes all columns as it has read them.
        """
        for _ in range(20):
            said = next(each for each in self.run("report") if each["package"] == title)
            if wanted.items() <= said["values"].items():
                return said["values"]
        raise AssertionError(f"{wanted} never came: {said}")


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="module")
def wagtail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wagtail]:
    folder = tmp_path_factory.mktemp("wagtail")
    python = folder / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    site = Wagtail(python, folder)
    site.run("prepare")
    process = subprocess.Popen(
        [python, SITE, folder, "serve"], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    site.home = f"http://localhost:{process.stdout.readline().strip()}/"
    yield site
    process.terminate()
    process.wait(timeout=60)


def sign_in(page: Page, site: Wagtail, name: str) -> None:
    page.goto(f"{site.home}django-admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(name)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Log out")).to_be_attached()


def upload(page: Page, site: Wagtail, standard: Standard, folder: Path) -> None:
    file = folder / f"{standard}.zip"
    file.write_bytes(package(standard))
    page.goto(f"{site.home}django-admin/wagtail_lms/scormpackage/add/")
    page.get_by_label("Title").fill(standard)
    page.get_by_label("Package file").set_input_files(file)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()


def lesson_of(page: Page, site: Wagtail, number: int) -> Frame:
    page.goto(f"{site.home}lms/scorm-lesson/{number}/play/")
    expect(page.frame_locator("iframe").locator("html[data-ready]")).to_be_attached()
    return page.frames[-1]


def test_a_package_is_uploaded_taken_and_reported_by_a_real_platform(
    wagtail: Wagtail, browser: Browser, page: Page, tmp_path: Path
) -> None:
    sign_in(page, wagtail, "manager")
    for standard in ("scorm12", "scorm2004"):
        upload(page, wagtail, standard, tmp_path)  # type: ignore[arg-type]
    made = wagtail.run("lessons")
    assert made["scorm12"]["launch_url"] == "en/every-kind.html"

    context = browser.new_context(reduced_motion="reduce")
    learner = context.new_page()
    learner.add_init_script("localStorage.setItem('maitrise-view', 'one-page');")
    sign_in(learner, wagtail, "learner")
    lesson = lesson_of(learner, wagtail, made["scorm12"]["id"])
    for question, answered in EVERY_KIND.items():
        answered.give(card(lesson, question))
        check(lesson, question)
    expect(lesson.locator(".lms-state")).to_be_empty()
    learner.wait_for_load_state("networkidle")
    first = wagtail.report_on("scorm12", {"cmi.core.lesson_status": "incomplete"})
    assert first["cmi.interactions.0.id"] == "one"
    assert "cmi.core.score.raw" not in first

    lesson = lesson_of(learner, wagtail, made["scorm12"]["id"])
    for question in EVERY_KIND:
        expect(card(lesson, question)).to_have_attribute("data-phase", "checked")
    read_all(lesson)
    take_test(lesson, "No", "1.5")
    expect(lesson.locator(".lms")).to_contain_text(say("lms.success.passed", "en"))
    wanted = {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "100"}
    assert wagtail.report_on("scorm12", wanted)["cmi.core.exit"] == "suspend"

    # It looks for a lesson's page under the namespace of SCORM 1.2 only, and has the calls of 1.2
    # only: a package of 2004 speaks those where it is opened all the same.
    assert made["scorm2004"]["launch_url"] == ""
    lesson = lesson_of(learner, wagtail, made["scorm2004"]["id"])
    read_all(lesson)
    take_test(lesson, "Yes", "3")
    expect(lesson.locator(".lms-state")).to_be_empty()
    wagtail.report_on("scorm2004", {"cmi.core.lesson_status": "failed"})
    learner.wait_for_load_state("networkidle")
    lesson = lesson_of(learner, wagtail, made["scorm2004"]["id"])
    press(lesson, say("quiz.again", "en"))
    take_test(lesson, "No", "1.5")
    wagtail.report_on("scorm2004", wanted)
    context.close()
