"""A real server, a real Chromium and a learner's own empty folder for the browser tests."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from browser.chromium import FLAGS, NONE, find

ROOT = Path(__file__).parents[2]
FIXTURES = Path(__file__).parents[1] / "fixtures"

# A loaded machine is slow, not wrong: a wait ends as soon as what it waits for is there.
PATIENCE = 60_000
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Served:
    """A running course.

    Attributes:
        address: where it answers, token included.
        home: the learner's folder.
    """

    address: str
    home: Path
    process: subprocess.Popen[str]

    @property
    def token(self) -> str:
        return self.address.split("token=")[1]

    @property
    def base(self) -> str:
        return self.address.split("?")[0]

    def page_of(self, lesson: str, language: str) -> str:
        return f"{self.base}voila/render/course/{language}/{lesson}.ipynb?token={self.token}"

    def lab(self, lesson: str, language: str) -> str:
        return f"{self.base}lab/tree/course/{language}/{lesson}.ipynb?token={self.token}"

    def sheet(self, lesson: str) -> dict[str, Any]:
        """The answers on disk, by question."""
        path = self.home / "answers" / f"{lesson}.json"
        if not path.exists():
            return {}
        return dict(json.loads(path.read_text(encoding="utf-8"))["answers"])

    def asked(self, method: str, path: str) -> Any:
        """What Jupyter's own interface answers."""
        headers = {"Authorization": f"token {self.token}"}
        with urlopen(Request(self.base + path, headers=headers, method=method)) as answer:
            body = answer.read()
        return json.loads(body) if body else None


def serve(home: Path, *, course: Path | None = None, language: str = "fr") -> Served:
    """Start the course as a learner does; the caller stops it."""
    environment = {**os.environ, "MAITRISE_HOME": str(home), "LANG_COURSE": language}
    environment.pop("MAITRISE_STRICT", None)  # learners see sentences, not tracebacks
    if course:
        environment["MAITRISE_COURSE"] = str(course)
    process = subprocess.Popen(
        [sys.executable, "-m", "maitrise.cli", "learn", "--no-browser"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"http://\S+", line):
            return Served(found[0], home, process)
    raise AssertionError(f"the course did not start: {''.join(said)}")


def stop(served: Served) -> None:
    served.process.send_signal(signal.SIGINT)
    served.process.communicate(timeout=60)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.skip(NONE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real course, for tests that read it."""
    served = serve(tmp_path_factory.mktemp("home"))
    yield served
    stop(served)


@pytest.fixture(scope="session")
def _small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = serve(tmp_path_factory.mktemp("small"), course=FIXTURES / "course")
    yield served
    stop(served)


@pytest.fixture
def small_course(_small_server: Served) -> Served:
    """A lesson with one question of each kind, untouched."""
    for kernel in _small_server.asked("GET", "api/kernels"):
        _small_server.asked("DELETE", f"api/kernels/{kernel['id']}")
    for path in (_small_server.home / "answers").glob("*.json"):
        path.unlink()
    (_small_server.home / "record.jsonl").unlink(missing_ok=True)
    return _small_server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


# What Jupyter's own client says when a page is left while its kernel answers.
LEFT_IN_THE_MIDDLE = "Canceled future"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script on it fails."""
    opened = context.new_page()
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    yield opened
    assert [each for each in failures if LEFT_IN_THE_MIDDLE not in each] == []
