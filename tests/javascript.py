"""The page's own code, asked from a test: one Deno process, a question and an answer a line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from test_javascript import DENO, ROOT


class Javascript:
    """A running file of ``tests/player/`` that answers by name."""

    def __init__(self, process: subprocess.Popen[str], whole: Callable[[str], float]) -> None:
        self._process = process
        self._whole = whole

    def ask(self, name: str, given: Any) -> Any:
        """What the page's code makes of a case; a failure of it is this test's."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = json.dumps({"name": name, "given": given})
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"{name} failed in JavaScript; its reason is on standard error"
        return json.loads(answer, parse_int=self._whole)


@contextmanager
def javascript(file: str, whole: Callable[[str], float] = int) -> Iterator[Javascript]:
    """Run a file of ``tests/player/`` as long as it is asked.

    Args:
        whole: what a number without decimals is read as; JavaScript knows one kind of number.
    """
    path = ROOT / "tests" / "player" / file
    command = [DENO, "run", "--quiet", "--no-remote", "--no-npm", str(path)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield Javascript(process, whole)
    finally:
        process.terminate()
        process.wait()
