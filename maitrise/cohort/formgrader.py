"""Formgrader on a cohort: nbgrader's page for the marks that a person gives."""

from __future__ import annotations

import os
import subprocess
import sys

from maitrise.cohort.cohort import Cohort
from maitrise.cohort.database import connect, enrol


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


def serve(cohort: Cohort, port: int | None, *, open_browser: bool) -> int:
    """Serve formgrader until the trainer stops it; the server's exit code."""
    engine = connect(cohort.database)
    try:
        enrol(engine, cohort.people.values())
    finally:
        engine.dispose()
    command = server_arguments(cohort, port, open_browser=open_browser)
    try:
        return subprocess.run(command, cwd=cohort.folder, check=False).returncode
    except KeyboardInterrupt:
        return 0
