"""Formgrader on a cohort: nbgrader's page for the marks that a person gives."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from threading import Thread
from typing import IO

from maitrise.cohort.cohort import Cohort
from maitrise.cohort.database import Database, enrol

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
_LAST_LINES = 8
_SECONDS_TO_STOP = 10


class FormgraderError(Exception):
    """The server ended by itself; the message is the last that it said."""


def server_arguments(cohort: Cohort, port: int | None, *, open_browser: bool) -> list[str]:
    """The command that serves formgrader on this computer only."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={cohort.folder}",
        "--ServerApp.ip=127.0.0.1",
        "--LabApp.default_url=/formgrader",
        *([f"--ServerApp.port={port}", "--ServerApp.port_retries=0"] if port else []),
        *([] if open_browser else ["--no-browser"]),
        *(["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
    ]


def serve(
    cohort: Cohort, port: int | None, announce: Callable[[str], None], *, open_browser: bool
) -> None:
    """Serve formgrader until the trainer stops it.

    What the server says goes nowhere: it names learners, and hides the one line that matters.

    Args:
        announce: is given the address once the server answers.

    Raises:
        FormgraderError: it did not start, or ended by itself.
    """
    with Database(cohort.database) as database:
        enrol(database, cohort.people.values())
    # Whatever starts a command in the background may have it ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        server_arguments(cohort, port, open_browser=open_browser),
        cwd=cohort.folder,
        stdin=subprocess.DEVNULL,  # it would ask whether Ctrl-C was meant
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    last: deque[str] = deque(maxlen=_LAST_LINES)
    assert process.stdout
    reading = Thread(target=_follow, args=(process.stdout, announce, last), daemon=True)
    reading.start()
    try:
        code = process.wait()
    except KeyboardInterrupt:
        _stop(process)
        return
    reading.join(timeout=_SECONDS_TO_STOP)
    if code:
        raise FormgraderError("\n".join(last))


def _follow(said: IO[str], announce: Callable[[str], None], last: deque[str]) -> None:
    """Read all that the server says, so that it never waits, and find its address."""
    is_announced = False
    for line in said:
        last.append(line.rstrip())
        address = _ADDRESS.search(line)
        if address and not is_announced:
            is_announced = True
            announce(address[0])


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(timeout=_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
