"""Serve formgrader, nbgrader's page for marking by hand, on a cohort."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO
from urllib.parse import urlsplit

from maitrise.base.files import private_files
from maitrise.base.text import Language
from maitrise.cohort.cohort import Cohort
from maitrise.cohort.database import Database, enrol
from maitrise.cohort.lock import lock_cohort

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
_LAST_LINES = 8
_SECONDS_TO_STOP = 10
_MOST_TRIES, _PAUSE = 100, 0.05  # seconds between two looks at whether the port is open


class FormgraderError(Exception):
    """The server stopped by itself; the message is its last lines of output."""


def server_arguments(
    cohort: Cohort, port: int | None, secret: Path, *, open_browser: bool
) -> list[str]:
    """The command that serves formgrader on this computer only.

    Args:
        secret: a file that does not exist yet, for the key that signs cookies: the cookies of an
            earlier start are then refused.
    """
    return [
        sys.executable,
        "-m",
        "maitrise.cohort.formgrader_process",
        f"--ServerApp.root_dir={cohort.folder}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.terminals_enabled=False",
        f"--ServerApp.cookie_secret_file={secret}",
        "--IdentityProvider.cookie_options=samesite=Lax",
        "--LabApp.default_url=/formgrader",
        *([f"--ServerApp.port={port}", "--ServerApp.port_retries=0"] if port else []),
        *([] if open_browser else ["--no-browser"]),
        *(["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
    ]


def serve(
    cohort: Cohort,
    port: int | None,
    announce: Callable[[str], None],
    language: Language,
    *,
    open_browser: bool,
) -> None:
    """Serve formgrader until the trainer stops it.

    The server's output is not printed: it names learners, and hides the one line that matters.

    Args:
        announce: called with the address once the server answers.
        language: of the messages.

    Raises:
        BusyError: another command is working on this cohort.
        FormgraderError: it did not start, or stopped by itself.
    """
    with lock_cohort(cohort.folder, language), Database(cohort.database) as database:
        enrol(database, cohort.as_of_now().people.values())
    _stop_on_signals()
    with private_files(), TemporaryDirectory(prefix="maitrise-") as own:
        secret = Path(own) / "cookie-secret"
        arguments = server_arguments(cohort, port, secret, open_browser=open_browser)
        process = _start(arguments, cohort.folder)
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


def _stop_on_signals() -> None:
    # A command started in the background may ignore Ctrl-C; and closing the window or shutting
    # down the computer should stop it too.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # Windows has no SIGHUP
            signal.signal(getattr(signal, name), signal.default_int_handler)


def _start(arguments: list[str], folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        arguments,
        cwd=folder,
        stdin=subprocess.PIPE,  # closed when this process ends, even if it is killed
        start_new_session=True,  # Ctrl-C reaches this process alone, which then stops the other
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def _follow(output: IO[str], announce: Callable[[str], None], last: deque[str]) -> None:
    """Read the server's output, so that its pipe never fills up, and announce its address."""
    is_announced = False
    for line in output:
        last.append(line.rstrip())
        address = _ADDRESS.search(line)
        if address and not is_announced:
            is_announced = True
            _wait_for_port(address[0])
            announce(address[0])


def _wait_for_port(address: str) -> None:
    """Wait until the port of an address is open: Jupyter prints its address a little earlier."""
    where = urlsplit(address)
    for _ in range(_MOST_TRIES):
        try:
            socket.create_connection((where.hostname, where.port), timeout=1).close()
        except OSError:
            time.sleep(_PAUSE)
        else:
            return


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(timeout=_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
