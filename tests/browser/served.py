"""The course as it is served to a learner: started, asked, stopped."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from maitrise.cases.build import build_cases

ROOT = Path(__file__).parents[2]
FIXTURES = Path(__file__).parents[1] / "fixtures"
CACHE = Path(tempfile.gettempdir()) / "maitrise-tests"
"""Published pages, made once for all tests that open a course."""

# A loaded machine is slow, not wrong: a wait ends as soon as what it waits for is there.
PATIENCE = 60_000


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
    def base(self) -> str:
        return self.address.split("?")[0]

    def page_of(self, name: str, language: str) -> str:
        """The address of a page; a case's is "cases/payroll"."""
        return f"{self.base}{language}/{name}.html"

    def lab(self, page: str, language: str) -> str:
        """The address that leads to a page's notebook in JupyterLab."""
        return f"{self.base}lab/{language}/{page}"

    def sheet(self, lesson: str) -> dict[str, Any]:
        """The answers on disk, by question."""
        path = self.home / "answers" / f"{lesson}.json"
        if not path.exists():
            return {}
        return dict(json.loads(path.read_text(encoding="utf-8"))["answers"])

    def checked_answer(self, lesson: str, question: str) -> dict[str, Any]:
        """An answer once the disk says that its verdict was asked for."""
        deadline = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < deadline:
            kept = self.sheet(lesson).get(question, {})
            if kept.get("checked"):
                return dict(kept)
            time.sleep(0.05)
        raise AssertionError(f"the verdict on {question} never came to the disk")


def course_with_cases(folder: Path, *cases: str) -> Path:
    """A copy of the tests' course with its cases built; gives the folder that holds it."""
    root = folder / "root"
    shutil.copytree(FIXTURES, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAITRISE_COURSE", str(root / "course"))
        build_cases(list(cases))
    return root


def serve(
    home: Path, *, course: Path | None = None, language: str = "fr", port: int | None = None
) -> Served:
    """Start the course as a learner does; the caller stops it."""
    is_lasting = course is None or course.is_relative_to(ROOT)
    cache = CACHE if is_lasting else course.parent / "cache"
    environment = {**os.environ, "MAITRISE_HOME": str(home), "MAITRISE_CACHE": str(cache)}
    environment.pop("MAITRISE_STRICT", None)  # learners see sentences, not tracebacks
    if course:
        environment["MAITRISE_COURSE"] = str(course)
    options = ["--no-browser", "--lang", language, *(["--port", str(port)] if port else [])]
    process = subprocess.Popen(
        [sys.executable, "-m", "maitrise.cli.app", "learn", *options],
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
    """Type Ctrl-C."""
    served.process.send_signal(signal.SIGINT)
    served.process.communicate(timeout=60)
