"""JupyterLab beside the course's pages: a process of its own, started when somebody asks for it."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from maitrise.base.errors import SetupError, shown_reason
from maitrise.base.places import learner_folder
from maitrise.base.text import Language, say
from maitrise.learner.own_notebooks import ready_notebooks
from maitrise.server.jupyter_environment import FOREIGN_VARIABLES, jupyter_variables

NEEDED = ("jupyter_server", "jupyterlab")
TOKEN_VARIABLE = "MAITRISE_LAB_TOKEN"
_STOP_WITHIN = 20  # seconds; kernels are told to end first


class LabProcess:
    """One JupyterLab for as long as the course runs; none before it is asked for."""

    def __init__(self, keeping: Path, log: Path, language: Language) -> None:
        """Prepare to start it.

        Args:
            keeping: where this Jupyter keeps its files.
            log: where it writes what it has to say.
        """
        self._keeping, self._log = keeping, log
        self._language: Language = language
        self._token = secrets.token_urlsafe(16)
        self._process: subprocess.Popen[str] | None = None
        self._address = ""
        self._starting: asyncio.Task[str] | None = None

    async def address(self, notebook: str) -> str:
        """Where JupyterLab shows a notebook, token included; started first if it is not running.

        Args:
            notebook: from the course's root.

        Raises:
            SetupError: it cannot be started; the message says why.
        """
        is_over = self._starting is not None and self._starting.done() and not self.is_running()
        if self._starting is None or is_over:
            self._starting = asyncio.ensure_future(asyncio.to_thread(self._start))
        base = await asyncio.shield(self._starting)
        return f"{base}lab/tree/{notebook}?token={self._token}"

    def is_running(self) -> bool:
        """Whether it answers already."""
        return bool(self._address) and self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """End it and its kernels."""
        if self._process is None:
            return
        with suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()  # it ends when nobody holds its input any more
        try:
            self._process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._process = None

    def _start(self) -> str:
        missing = [name for name in NEEDED if find_spec(name) is None]
        if missing:
            words = say("learn.no-jupyter", self._language, missing=", ".join(missing))
            raise SetupError(words)
        root = self._notebooks()
        arguments = [str(root), str(self._keeping), self._language]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "maitrise.server.lab", *arguments],
                env=self._environment(root),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        try:
            self._address = str(json.loads(said)["address"])
        except (ValueError, KeyError, TypeError) as error:
            self.stop()
            raise SetupError(say("learn.failed", self._language, log=self._log)) from error
        return self._address

    def _notebooks(self) -> Path:
        try:
            return ready_notebooks()
        except OSError as error:
            why = shown_reason(error, self._language)
            folder = learner_folder()
            words = say("learn.not-writable", self._language, folder=folder, why=why)
            raise SetupError(words) from error

    def _environment(self, root: Path) -> Mapping[str, str]:
        """That of Jupyter and its kernels: nothing of the person's own Jupyter, and the token."""
        own = {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES}
        return {
            **own,
            **jupyter_variables(self._keeping, self._language),
            "MAITRISE_COURSE": str(root / "course"),
            TOKEN_VARIABLE: self._token,
        }
