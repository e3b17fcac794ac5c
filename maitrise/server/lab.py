"""The process that :mod:`maitrise.server.lab_process` starts: JupyterLab for one person.

It reads no configuration of this computer, says on its output where it answers, and ends when its
input is closed: whoever started it has ended then, however that came about.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import signal
import sys
import threading
from pathlib import Path
from typing import Any, cast

from jupyter_server.serverapp import ServerApp
from traitlets.config import Config

from maitrise.base.text import Language
from maitrise.server.contents import CourseContents
from maitrise.server.jupyter_environment import write_lab_configuration
from maitrise.server.lab_process import TOKEN_VARIABLE
from maitrise.server.sockets import socket_folder

_HOUR = 3600
_FIRST_PORT = 8988  # a hundred from the course's own


class LabServer(ServerApp):
    """Jupyter's server, deaf to the configuration files of this computer and quick to stop."""

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """Read no configuration: what the course needs is given to it."""

    def init_signal(self) -> None:
        """Leave Ctrl-C to the course, which then closes this process's input."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: self.stop(from_signal=True))

    def start_ioloop(self) -> None:
        """Serve until stopped, then let go of requests that wait: their threads would stay."""
        super().start_ioloop()
        loop = self.io_loop.asyncio_loop  # type: ignore[attr-defined]
        waiting = asyncio.all_tasks(loop)
        for task in waiting:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))


def lab_server(
    root: Path, keeping: Path, language: Language, *, token: str, sockets: Path | None
) -> LabServer:
    """A server ready to start, listening already.

    Args:
        root: the folder that holds ``course/``.
        keeping: where this Jupyter keeps its files.
        token: what the browser shows to be let in.
        sockets: the folder in which server and kernels talk; by default they do by ports.
    """
    config = Config(
        {
            "Application": {"log_level": logging.WARNING},
            "ServerApp": {
                "ip": "127.0.0.1",
                "port": _FIRST_PORT,
                "port_retries": 100,
                "open_browser": False,
                "allow_root": True,  # it answers to this computer only
                "root_dir": str(root),
                "default_url": "/lab",
                "jpserver_extensions": {"jupyterlab": True},
                "terminals_enabled": False,
                "contents_manager_class": CourseContents,
                "cookie_secret": secrets.token_bytes(32),  # of this start alone
            },
            "IdentityProvider": {"token": token, "cookie_options": {"samesite": "Lax"}},
            "LabApp": {
                "news_url": None,
                "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
                "extension_manager": "readonly",
                "user_settings_dir": str(keeping / f"config-{language}" / "settings"),
                "workspaces_dir": str(keeping / f"config-{language}" / "workspaces"),
            },
            "FileCheckpoints": {"root_dir": str(keeping / "checkpoints")},
            "KernelSpecManager": {"allowed_kernelspecs": {"python3"}},
            # A notebook that is open is connected, and its kernel is left alone.
            "MappingKernelManager": {
                "cull_idle_timeout": _HOUR,
                "cull_interval": 300,
                "cull_connected": False,
            },
            "KernelManager": {"transport": "ipc" if sockets else "tcp"},
        }
    )
    runtime = {"runtime_dir": str(sockets)} if sockets else {}
    server = LabServer.instance(config=config, no_browser_open_file=True, **runtime)
    server.initialize(argv=[], find_extensions=False)
    return server


def main(arguments: list[str]) -> None:
    """Serve until the input ends."""
    root, keeping, language = Path(arguments[0]), Path(arguments[1]), arguments[2]
    # What Jupyter and its kernels print is for the log; only the address goes to who started this.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    (keeping / "checkpoints").mkdir(parents=True, exist_ok=True)
    spoken = cast("Language", language)
    write_lab_configuration(keeping, spoken)
    with socket_folder() as sockets:
        token = os.environ.pop(TOKEN_VARIABLE)  # kernels have no use for it
        server = lab_server(root, keeping, spoken, token=token, sockets=sockets)

        def announce() -> None:
            print(json.dumps({"address": f"http://{server.ip}:{server.port}/"}), file=answer)
            answer.close()

        def end_with_input() -> None:
            sys.stdin.buffer.read()
            server.io_loop.add_callback(server.stop)

        threading.Thread(target=end_with_input, daemon=True).start()
        server.io_loop.add_callback(announce)
        server.start()


if __name__ == "__main__":
    main(sys.argv[1:])
