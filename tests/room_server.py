"""A room for tests: in this process, on a port of its own, with browsers' manners."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from course_server import Answer, CourseServer
from maitrise.base.text import Language
from maitrise.cohort import CohortSettings, Person, create_cohort, open_cohort
from maitrise.cohort.person import write_people
from maitrise.cohort.settings import write_settings
from maitrise.server.access import LOOPBACK
from maitrise.server.application import listening, serve
from maitrise.server.room.access import RoomAccess
from maitrise.server.room.answer_thread import AnswerThread
from maitrise.server.room.application import room_application
from maitrise.server.room.network import hosts, own_names
from maitrise.server.room.one_room import only_room
from maitrise.server.room.room import Room

PEOPLE = (("p-01", "Ana Durand"), ("p-02", "Bilal <b>Haddad</b>"), ("p-03", "Chloé Martin"))


def small_cohort(folder: Path, *, with_gradebook: bool = False) -> Path:
    """A cohort of three; a room needs no gradebook, and nbgrader takes seconds to make one."""
    if with_gradebook:
        create_cohort(str(folder), "Spring", "en")
    else:
        folder.mkdir()
        write_settings(folder, CohortSettings("Spring", date(2026, 11, 30), "en"))
    write_people(folder, [Person(id_, name, "", "en", "") for id_, name in PEOPLE])
    return folder


def until(ask: Callable[[], Any], is_so: Callable[[Any], object]) -> Any:
    """Ask again until the answer is so; gives it."""
    end = time.monotonic() + 60
    while not is_so(found := ask()):
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


@dataclass
class RoomServer(CourseServer):
    """An open room, and a browser that may be in it."""

    access: RoomAccess  # type: ignore[assignment]
    loop: asyncio.AbstractEventLoop | None = None

    @property
    def room(self) -> Room:
        return self.access.room

    def other(self) -> RoomServer:
        """Another browser, which nobody knows yet."""
        return RoomServer(self.access, self.port, self.home)

    def join(self, learner: str = "", name: str = "", code: str = "") -> Answer:
        """Show the code and take a name; the browser keeps its cookie."""
        pick = self.room.roster.pick_token(learner) if learner else ""
        who = {"code": code or self.room.code, "pick": pick, "name": name}
        answer = self.post("entry/join", who)
        if "Set-Cookie" in answer.headers:
            self.kept["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        return answer

    def post(self, path: str, content: object, **headers: str) -> Answer:
        """Send JSON."""
        return self.ask("POST", f"{self.access.base}{path}", content, headers=headers)

    def opened(self) -> RoomServer:
        """The same with a page open."""
        opened = self.ask("GET", f"{self.access.base}api/kept")
        assert opened.status == 200, opened.body
        self.kept |= {
            "X-XSRFToken": opened.headers["Maitrise-Token"],
            "Maitrise-Mark": opened.headers["Maitrise-Mark"],
        }
        return self

    def learner(self, number: int = 1) -> RoomServer:
        """Another browser, let in as one of the list, with a page open."""
        browser = self.other()
        assert browser.join(PEOPLE[number - 1][0]).data["state"] == "in"
        return browser.opened()

    def trainer(self) -> RoomServer:
        """The trainer's browser, with the wall open."""
        browser = self.other()
        invited = browser.ask("GET", f"{self.access.base}wall/?token={self.room.invitation}")
        browser.kept["Cookie"] = invited.headers["Set-Cookie"].split(";")[0]
        browser.kept["X-XSRFToken"] = self.room.signed("wall token")
        return browser

    def do(self, what: str, **more: Any) -> Answer:
        """Do something on the wall."""
        return self.post("wall/do", {"do": what, **more})

    def wall(self, is_so: Callable[[dict[str, Any]], object] = bool) -> dict[str, Any]:
        """What the wall shows now, or as soon as it is so."""
        return self._heard("wall/live", is_so)

    def live(self, is_so: Callable[[dict[str, Any]], object] = bool) -> dict[str, Any]:
        """What a learner's page hears first, or as soon as it is so."""
        return self._heard("entry/live", is_so)

    def _heard(self, path: str, is_so: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        from http.client import HTTPConnection

        connection = HTTPConnection(LOOPBACK, self.port, timeout=60)
        end = time.monotonic() + 30  # a sign of life comes in between
        try:
            connection.request("GET", f"{self.access.base}{path}", headers=self.kept)
            answer = connection.getresponse()
            assert answer.status == 200, answer.read()
            said: dict[str, Any] = {}
            for line in answer:
                if line.startswith(b"data: ") and is_so(said := json.loads(line[6:])):
                    return said
                assert time.monotonic() < end, said
            raise AssertionError(said)
        finally:
            connection.close()


@dataclass
class _Running:
    room: Room | None = None
    loop: asyncio.AbstractEventLoop | None = None
    task: asyncio.Task[None] | None = None
    ready: threading.Event = field(default_factory=threading.Event)
    error: BaseException | None = None


@contextmanager
def room_server(
    cohort: Path,
    site: Path,
    *,
    language: Language = "en",
    public: str = "",
    proxies: tuple[str, ...] = (),
    settings: Mapping[str, Any] | None = None,
) -> Iterator[RoomServer]:
    """Open a room until the test is done; stopped, not closed."""
    sockets = listening(None)
    port: int = sockets[0].getsockname()[1]
    opened, running = open_cohort(str(cohort), language), _Running()
    public = public or f"http://{LOOPBACK}:{port}/"
    names = hosts(own_names(on_network=False), port) | {public.split("/")[2]}
    with only_room(opened, language):
        answer_thread = AnswerThread(opened, language)

        async def until_cancelled() -> None:
            running.loop, running.task = asyncio.get_running_loop(), asyncio.current_task()
            running.room = Room(opened, answer_thread, language)
            await running.room.open()
            access = RoomAccess(
                room=running.room,
                port=port,
                hosts=names,
                public=public,
                is_secure=public.startswith("https:"),
                proxies=frozenset(proxies),
            )
            accesses.append(access)
            application = room_application(site, access, language)
            application.settings.update(settings or {})
            await serve(application, sockets, running.ready.set, until=running.room.closed)

        accesses: list[RoomAccess] = []

        def run() -> None:
            with asyncio.Runner() as runner, suppress(asyncio.CancelledError):
                runner.run(until_cancelled())
            running.ready.set()

        thread = threading.Thread(target=run)
        thread.start()
        running.ready.wait(60)
        try:
            yield RoomServer(accesses[0], port, cohort, loop=running.loop)
        finally:
            if running.loop and running.task and thread.is_alive():
                running.loop.call_soon_threadsafe(running.task.cancel)
            thread.join(60)
            answer_thread.finish()
