"""The course's server: published pages and the interface over a learner's files, never a kernel."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
import ssl
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from maitrise.base.text import Language
from maitrise.server.access import LOOPBACK, Access, SingleUserAccess
from maitrise.server.api import ApiHandler
from maitrise.server.file_worker import FileWorker
from maitrise.server.handler import Handler
from maitrise.server.lab_handler import LabHandler
from maitrise.server.lab_process import LabProcess
from maitrise.server.pages import PageHandler, PublishedSite

USUAL_PORT = 8888
_PORTS_TRIED = 50
_LARGEST_REQUEST = 8 * 1024 * 1024  # bytes; of many learners, or of anybody on their network
_BACKLOG = 2048  # a class opens its pages in the same second
_LET_GO_AFTER = 120  # seconds that a connection may be silent
_LAST_WORDS = 1.0  # seconds in which open pages are told of the end
_LOG = logging.getLogger("maitrise.server")


class StartHandler(Handler):
    """The address that is printed: lets the browser in, and leads to the start page."""

    def get(self) -> None:
        """Take the token, if one is shown."""
        shown = self.get_query_argument("token", "")
        access = self.access
        invited = shown and isinstance(access, SingleUserAccess) and access.invite(self, shown)
        if not invited and access.documents(self) is None:
            self.send_error(403)
            return
        self.redirect(f"{self.settings['language']}/")  # relative: a proxy may hide a part


def application(
    site: Path, access: Access, language: Language, lab: LabProcess | None = None
) -> Application:
    """The server's addresses.

    Args:
        site: what ``maitrise publish`` has written.
        access: who is let in.
        language: what is spoken where nobody asks for another.
        lab: what starts JupyterLab; None where it cannot be opened from a page.
    """
    addresses: list[tuple[str, type[RequestHandler]]] = [
        (r"", StartHandler),
        (r"api/(.*)", ApiHandler),
        *([(r"lab/(fr|en)/([a-z0-9-]+)", LabHandler)] if lab else []),
        (r"(.*)", PageHandler),
    ]
    return application_of(
        addresses,
        access,
        work=FileWorker(),
        published=PublishedSite(site),
        language=language,
        lab=lab,
    )


def application_of(
    addresses: Sequence[tuple[str, type[RequestHandler]]], access: Access, **settings: Any
) -> Application:
    """A server's addresses, under its own path and at the root: a proxy passes it on, or not."""
    bases = dict.fromkeys((access.base, "/"))
    handlers = [
        (f"{re.escape(base)}{address}", handler) for base in bases for address, handler in addresses
    ]
    return Application(
        handlers,
        access=access,
        log_function=lambda _: None,  # addresses say who learns what
        **settings,
    )


def listening(port: int | None, host: str = LOOPBACK) -> Sequence[socket.socket]:
    """Sockets of this computer on a port; by default the usual one, or the next that is free.

    Args:
        host: the address to listen at; "" for all that this computer has.

    Raises:
        OSError: the port is taken, or none is free.
    """
    ports = [port] if port else [*range(USUAL_PORT, USUAL_PORT + _PORTS_TRIED), 0]
    for each in ports:
        try:
            return bind_sockets(each, host, backlog=_BACKLOG)
        except OSError:
            if each == ports[-1]:
                raise
    raise OSError("no port")  # there is always one to try


async def serve(
    served: Application,
    sockets: Sequence[socket.socket],
    announce: Callable[[], None],
    *,
    tls: ssl.SSLContext | None = None,
    until: asyncio.Event | None = None,
    largest_request: int = _LARGEST_REQUEST,
) -> None:
    """Answer until cancelled; what is being written then is written first.

    Args:
        announce: called once the port answers.
        tls: with what is encrypted; None where a proxy does, or nobody.
        until: set when it is time to end.
        largest_request: in bytes; a larger one is cut off.
    """
    server = HTTPServer(
        served,
        ssl_options=tls,
        max_body_size=largest_request,
        max_buffer_size=largest_request,
        idle_connection_timeout=_LET_GO_AFTER,
        body_timeout=_LET_GO_AFTER,
    )
    server.add_sockets(sockets)
    announce()
    try:
        await (until.wait() if until else asyncio.get_running_loop().create_future())
        await asyncio.sleep(_LAST_WORDS if until else 0)
    finally:
        server.stop()
        lab: LabProcess | None = served.settings.get("lab")
        if lab:
            lab.stop()
        served.settings["work"].finish()
        await server.close_all_connections()
