"""Claim: one server carries 200 people who open lesson 01 at once and answer ten questions each.

For 95 of 100 a page opens within 1 s and an answer is on the disk within 200 ms; the server takes
at most 250 MB. What a page asks for is taken down once in a real browser; then each person asks for
the same, over a connection and in a folder of their own. Who asks runs on the same machine.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from playwright.sync_api import Request, sync_playwright
from tornado.web import RequestHandler

from browser.chromium import FLAGS, find
from maitrise.learner.documents import LearnerDocuments
from maitrise.server.application import application, listening, serve
from maitrise.server.site import site

PEOPLE, ANSWERS = 200, 10
OPENING_BAR, SAVING_BAR, MEMORY_BAR = 1.0, 0.2, 250  # seconds, seconds, MB
LESSON = "01-moa-amoa-moe"
THINKING = 3.0  # seconds at most, between two answers
TOKEN = "shown"
AT = "2026-11-24T10:00:00.000Z"


# --- The server --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Crowd:
    """Access for everybody who says who they are, each to a folder of their own."""

    folder: Path
    base: str = "/"

    def is_own_host(self, host: str) -> bool:
        """Any name is."""
        return bool(host)

    def documents(self, handler: RequestHandler) -> LearnerDocuments | None:
        """Those of the person whose name the cookie says."""
        name = handler.get_cookie("person")
        return LearnerDocuments(self.folder / name) if name else None

    def token(self, handler: RequestHandler) -> str:
        """The same for everybody."""
        return TOKEN

    def is_token(self, handler: RequestHandler, shown: str) -> bool:
        """Whether it is that one."""
        return shown == TOKEN


async def carry(folder: Path) -> None:
    """Serve until the input ends, then say how much memory that took."""
    sockets = listening(None)
    served = application(site("fr"), Crowd(folder), "fr")
    running = asyncio.create_task(
        serve(served, sockets, lambda: print(sockets[0].getsockname()[1], flush=True))
    )
    await asyncio.to_thread(sys.stdin.read)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(most // 1024 if sys.platform != "darwin" else most // 1024**2, flush=True)


# --- What a page asks for ----------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A request of the page, in the order in which it came."""

    method: str
    path: str
    body: bytes | None


def opening(port: int) -> list[Asked]:
    """All that a browser asks for to open the lesson, the first time."""
    asked: list[Asked] = []

    def take_down(request: Request) -> None:
        address = urlsplit(request.url)
        path = address.path + (f"?{address.query}" if address.query else "")
        asked.append(Asked(request.method, path, request.post_data_buffer))

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        base = f"http://127.0.0.1:{port}"
        context = browser.new_context()
        context.add_cookies([{"name": "person", "value": "first", "url": base}])
        context.on("request", take_down)
        page = context.new_page()
        page.goto(f"{base}/fr/{LESSON}.html", wait_until="networkidle")
        page.locator("html[data-ready]").wait_for(state="attached")
        browser.close()
    return asked


# --- The people --------------------------------------------------------------------------------


@dataclass
class Taken:
    """Seconds, of all people."""

    opening: list[float] = field(default_factory=list)
    saving: list[float] = field(default_factory=list)


class Person:
    """Somebody with a connection of their own."""

    def __init__(self, number: int, port: int) -> None:
        self.number, self.port = number, port
        self.mark = self.version = ""

    async def learn(self, asked: list[Asked], taken: Taken) -> None:
        """Open the lesson, then answer."""
        start = time.perf_counter()
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        for each in asked:
            await self.ask(each.method, each.path, each.body)
        taken.opening.append(time.perf_counter() - start)
        answers: dict[str, Any] = {}
        for number in range(ANSWERS):
            await asyncio.sleep(random.uniform(0, THINKING))
            answers[f"q{number}"] = {"value": "a", "at": AT, "checked": True}
            start = time.perf_counter()
            await self.save(answers)
            taken.saving.append(time.perf_counter() - start)
        self.writer.close()

    async def save(self, answers: Mapping[str, Any]) -> None:
        """Put the sheet, then add to the record, as a click on Check does."""
        sheet = {
            "format": 1,
            "case": LESSON,
            "language": "fr",
            "learner": "p-1",
            "answers": answers,
        }
        place = f"/api/documents/answers/{LESSON}"
        self.version = (await self.ask("PUT", place, as_json(sheet), self.version))["etag"]
        said = {
            "id": f"{self.number:08x}-0000-4000-8000-{len(answers):012x}",
            "actor": {"account": {"name": "p-1"}},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
            "object": {"id": "q", "definition": {"description": {"fr": "x" * 900}}},
            "timestamp": AT,
        }
        await self.ask("POST", "/api/record", as_json([said]))

    async def ask(
        self, method: str, path: str, body: bytes | None = None, version: str = ""
    ) -> Mapping[str, str]:
        """Send a request, read its answer; gives its headers by their names in small letters."""
        headers = {
            "Host": f"127.0.0.1:{self.port}",
            "Cookie": f"person=p{self.number:04}",
            "Accept-Encoding": "gzip",
            "Content-Length": str(len(body or b"")),
        }
        if method != "GET":
            headers |= {"X-XSRFToken": TOKEN, "Maitrise-Mark": self.mark}
            headers |= {"If-Match": version} if version else {"If-None-Match": "*"}
        lines = [
            f"{method} {path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + (body or b""))
        first, *rest = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        found = {
            name.lower(): value
            for name, _, value in (line.partition(": ") for line in rest)
            if name
        }
        said = await self.reader.readexactly(int(found.get("content-length", 0)))
        if int(first.split()[1]) >= 300:
            raise SystemExit(f"crowd     {method} {path}: {first} {said[:200]!r}")
        self.mark = found.get("maitrise-mark", self.mark)
        return found


def as_json(content: object) -> bytes:
    return json.dumps(content).encode()


async def all_at_once(port: int, asked: list[Asked]) -> Taken:
    taken = Taken()
    await asyncio.gather(*(Person(number, port).learn(asked, taken) for number in range(PEOPLE)))
    return taken


def most(times: list[float]) -> float:
    """What 95 of 100 stay within."""
    return statistics.quantiles(times, n=20)[-1]


def main() -> int:
    if find() is None:
        print("crowd     skipped: no Chromium")
        return 0
    site("fr")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, folder]
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert server.stdout
        port = int(server.stdout.readline())
        asked = opening(port)
        taken = asyncio.run(all_at_once(port, asked))
        memory = int(server.communicate("")[0])
    opened, saved = most(taken.opening), most(taken.saving)
    print(
        f"crowd     {PEOPLE} people, {len(asked)} requests to open: page {opened:.2f} s"
        f" (bar {OPENING_BAR:g}), answer {saved * 1000:.0f} ms (bar {SAVING_BAR * 1000:.0f}),"
        f" server {memory} MB (bar {MEMORY_BAR})"
    )
    return opened > OPENING_BAR or saved > SAVING_BAR or memory > MEMORY_BAR


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(carry(Path(sys.argv[1])))
    else:
        sys.exit(main())
