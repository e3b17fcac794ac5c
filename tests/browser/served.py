"""The course as it is served to a learner: started, asked, stopped."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[2]
FIXTURES = Path(__file__).parents[1] / "fixtures"

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

    def kernels(self) -> set[str]:
        """The ids of the kernels that run; what else Jupyter says of one changes by itself."""
        return {kernel["id"] for kernel in self.asked("GET", "api/kernels")}

    def end(self, kernels: set[str]) -> None:
        """End kernels, those too that a page being closed is ending by itself."""
        for kernel in kernels:
            try:
                self.asked("DELETE", f"api/kernels/{kernel}")
            except HTTPError as error:
                if error.code != HTTPStatus.NOT_FOUND:
                    raise


def serve(home: Path, *, course: Path | None = None, language: str = "fr") -> Served:
    """Start the course as a learner does; the caller stops it."""
    environment = {**os.environ, "MAITRISE_HOME": str(home), "LANG_COURSE": language}
    environment.pop("MAITRISE_STRICT", None)  # learners see sentences, not tracebacks
    if course:
        environment["MAITRISE_COURSE"] = str(course)
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("voila_course.py")), language],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
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
