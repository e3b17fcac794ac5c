"""The course's server: JupyterLab and Voilà on one port, for one person on this computer."""

from __future__ import annotations

import asyncio
import logging
import signal
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from traitlets.config import Config

from maitrise.base.text import Language
from maitrise.course import start_page
from maitrise.server.contents import CourseContents
from maitrise.server.facts import page_address
from maitrise.server.rendering import error_page_variables, voila_configuration

LOOPBACK = "127.0.0.1"
USUAL_PORT = 8888
_HOUR = 3600


class CourseServer(ServerApp):
    """Jupyter's server, deaf to the configuration files of this computer and quick to stop."""

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """Read no configuration: what the course needs is given to it."""

    def init_signal(self) -> None:
        """Stop at the first Ctrl-C, without asking."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop(from_signal=True))

    def start_ioloop(self) -> None:
        """Serve until stopped, then let go of requests that wait: their threads would stay."""
        super().start_ioloop()
        loop = self.io_loop.asyncio_loop  # type: ignore[attr-defined]
        waiting = asyncio.all_tasks(loop)
        for task in waiting:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))


def course_server(
    root: Path,
    keeping: Path,
    language: Language,
    *,
    token: str,
    port: int | None,
    sockets: Path | None = None,
) -> CourseServer:
    """A server ready to start, listening already.

    Args:
        root: the folder that holds ``course/``.
        keeping: where this Jupyter keeps its files.
        token: what the browser shows to be let in.
        port: the port to listen on; by default the usual one, or the next that is free.
        sockets: the folder in which server and kernels talk; by default they do by ports.
    """
    config = Config(
        {
            "Application": {"log_level": logging.WARNING},
            "ServerApp": {
                "ip": LOOPBACK,
                "port": port or USUAL_PORT,
                "port_retries": 0 if port else 50,
                "open_browser": False,
                "allow_root": True,  # it answers to this computer only
                "root_dir": str(root),
                "default_url": page_address("/", language, start_page()),
                "jpserver_extensions": {"jupyterlab": True, "voila.server_extension": True},
                "terminals_enabled": False,
                "contents_manager_class": CourseContents,
                "jinja_template_vars": error_page_variables(language),
                "cookie_secret_file": str(keeping / "cookie_secret"),
            },
            "IdentityProvider": {"token": token},
            "LabApp": {
                "news_url": None,
                "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
                "extension_manager": "readonly",
                "user_settings_dir": str(keeping / f"config-{language}" / "settings"),
                "workspaces_dir": str(keeping / f"config-{language}" / "workspaces"),
            },
            "FileCheckpoints": {"root_dir": str(keeping / "checkpoints")},
            "KernelSpecManager": {"allowed_kernelspecs": {"python3"}},
            # A page that is open is connected, and its kernel is left alone.
            "MappingKernelManager": {
                "cull_idle_timeout": _HOUR,
                "cull_interval": 300,
                "cull_connected": False,
            },
            "KernelManager": {"transport": "ipc" if sockets else "tcp"},
            **voila_configuration(language),
        }
    )
    runtime = {"runtime_dir": str(sockets)} if sockets else {}
    server = CourseServer.instance(config=config, no_browser_open_file=True, **runtime)
    server.initialize(argv=[], find_extensions=False)
    return server
