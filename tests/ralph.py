"""Ralph, a real Learning Record Store, in an environment of its own: for deep tests."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from maitrise.learner.lrs_store import Store

# Ralph's `lrs` extra leaves out what its command for credentials and its server import.
PACKAGES = ("ralph-malph[lrs,cli]>=5.1,<6", "requests")
# Ralph's file-system store creates its file at each request unless it is told to add to it.
SERVER = """
import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=0)
"""


@dataclass(frozen=True)
class Ralph:
    store: Store
    kept: Path

    def statements(self) -> list[dict[str, object]]:
        lines = self.kept.read_text(encoding="utf-8").splitlines() if self.kept.exists() else []
        return [json.loads(line) for line in lines]


@contextmanager
def running_ralph(folder: Path) -> Iterator[Ralph]:
    """Install Ralph in a folder, start it, and stop it afterwards."""
    python = folder / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {
        "RALPH_APP_DIR": str(folder),
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "kept"),
        "RALPH_BACKENDS__LRS__FS__DEFAULT_LRS_FILE": "statements.jsonl",
    }
    scopes = ["-s", "statements/write", "-s", "statements/read"]
    who = ["-u", "ada", "-p", "pass:word", "-N", "ada", "-A", "ada", "https://lrs.example"]
    ralph_itself = [folder / "venv" / "bin" / "ralph", "auth", *who, *scopes, "-w"]
    subprocess.run(ralph_itself, env=environment, check=True, cwd=folder)
    process = subprocess.Popen(
        [python, "-c", SERVER],
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        url = f"{_address(process)}/xAPI"
        yield Ralph(Store(url, "ada", "pass:word"), folder / "kept" / "statements.jsonl")
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _address(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line.decode())
        if found := re.search(r"running on (http://127\.0\.0\.1:\d+)", said[-1]):
            return found[1]
    raise AssertionError(f"Ralph did not start: {''.join(said)}")
