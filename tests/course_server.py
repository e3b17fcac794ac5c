"""A course's server for tests: in this process, on a port of its own, with a browser's manners."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from maitrise.base.text import Language
from maitrise.learner.documents import LearnerDocuments
from maitrise.server.access import LOOPBACK, SingleUserAccess
from maitrise.server.application import application, listening, serve


@dataclass(frozen=True)
class Answer:
    """What a server has answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)

    @property
    def tag(self) -> str:
        return self.headers["Etag"]


@dataclass
class CourseServer:
    """A running server, and a browser that may have been let in."""

    access: SingleUserAccess
    port: int
    home: Path
    kept: dict[str, str] = field(default_factory=dict)
    """Headers that the page of this browser sends with each request."""

    def ask(
        self,
        method: str,
        path: str,
        content: object = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request as a page does; content is sent as JSON, bytes as they are."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        connection = HTTPConnection(LOOPBACK, self.port, timeout=60)
        try:
            given = {**self.kept, **(headers or {})}
            connection.request(method, path, None if content is None else body, given)
            found: HTTPResponse = connection.getresponse()
            return Answer(found.status, dict(found.headers), found.read())
        finally:
            connection.close()

    def let_in(self) -> CourseServer:
        """Another browser, let in by the printed address, with a page open."""
        other = CourseServer(self.access, self.port, self.home)
        invited = other.ask("GET", f"{self.access.base}?token={self.access.invitation}")
        other.kept["Cookie"] = invited.headers["Set-Cookie"].split(";")[0]
        opened = other.ask("GET", f"{self.access.base}api/kept")
        other.kept |= {
            "X-XSRFToken": opened.headers["Maitrise-Token"],
            "Maitrise-Mark": opened.headers["Maitrise-Mark"],
        }
        return other

    def put(self, name: str, content: object, version: str = "") -> Answer:
        """Put a document."""
        headers = {"If-Match": version} if version else {"If-None-Match": "*"}
        return self.ask("PUT", f"{self.access.base}api/documents/{name}", content, headers=headers)

    def get(self, name: str) -> Answer:
        """Get a document."""
        return self.ask("GET", f"{self.access.base}api/documents/{name}")


@contextmanager
def course_server(
    home: Path,
    site: Path,
    *,
    notebooks: Mapping[str, Path] | None = None,
    language: Language = "en",
    public: str = "",
) -> Iterator[CourseServer]:
    """Serve a published folder and a learner's files until the test is done."""
    sockets = listening(None)
    port: int = sockets[0].getsockname()[1]
    access = SingleUserAccess(port, LearnerDocuments(home, notebooks), public)
    ready, loops = threading.Event(), []

    def run() -> None:
        async def until_cancelled() -> None:
            loops.append((asyncio.get_running_loop(), asyncio.current_task()))
            served = application(site, access, language)
            await serve(served, sockets, ready.set)

        with asyncio.Runner() as runner, suppress(asyncio.CancelledError):
            runner.run(until_cancelled())

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(60)
    try:
        yield CourseServer(access, port, home)
    finally:
        ((loop, task),) = loops
        loop.call_soon_threadsafe(task.cancel)
        thread.join(60)
