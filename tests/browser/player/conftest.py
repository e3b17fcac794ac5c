"""A page of the tests' course, served as plain files: no kernel, nothing that is published."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from maitrise.base.text import Language, catalogue

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "fixtures" / "player"

_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="/maitrise/player/tokens.css">
<link rel="stylesheet" href="/maitrise/player/questions.css">
<style>[hidden] {{ display: none !important }}</style></head>
<body><main><h1>{title}</h1>{calls}</main>
<script type="module">
import {{ mountCalls, openPage }} from "/maitrise/player/page.js";
import {{ browserStore }} from "/maitrise/player/store/browser.js";
const data = await (await fetch("/data/{language}.json")).json();
const page = await openPage(data, await browserStore());
mountCalls(page, document.querySelector("main"));
globalThis.store = page.store;
globalThis.session = page.session;
document.documentElement.dataset.ready = "";
</script></body></html>"""


def page_data(language: Language) -> dict[str, Any]:
    """What the page holds; the words are those of today."""
    data: dict[str, Any] = json.loads((FIXTURES / f"{language}.json").read_text("utf-8"))
    return data | {"words": {key: text.said_in(language) for key, text in catalogue().items()}}


def _call(name: str, argument: str) -> str:
    call = f"data-call='{name}' data-args='{json.dumps([argument])}'"
    return f"<div class='maitrise-call' {call}><p>{argument}</p></div>"


class _Files(SimpleHTTPRequestHandler):
    """The repository's files, and two made pages."""

    def log_message(self, *_: object) -> None:
        """Nothing: a test tells what matters."""

    def do_GET(self) -> None:
        for language in ("fr", "en"):
            if self.path == f"/{language}.html":
                return self._send(self._page(language), "text/html; charset=utf-8")
            if self.path == f"/data/{language}.json":
                return self._send(json.dumps(page_data(language)), "application/json")
        super().do_GET()
        return None

    def _page(self, language: Language) -> str:
        data = page_data(language)
        in_quizzes = {name for quiz in data["quizzes"].values() for name in quiz["questions"]}
        calls = [("lesson", data["page"])]
        calls += [("question", name) for name in data["questions"] if name not in in_quizzes]
        calls += [("quiz", name) for name in data["quizzes"]]
        places = "".join(_call(*call) for call in calls)
        return _PAGE.format(language=language, title=data["title"], calls=places)

    def _send(self, text: str, kind: str) -> None:
        content = text.encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Where the page is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(ROOT)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass
class Visit:
    """A browser of one person, empty at first."""

    context: BrowserContext
    site: str
    failures: list[str]

    def open(self, language: Language = "en", before: str = "") -> Page:
        """Open the lesson in a new tab.

        Args:
            before: a script that runs before the page's own.
        """
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.failures.append(str(error)))
        if before:
            page.add_init_script(before)
        page.goto(f"{self.site}/{language}.html")
        page.wait_for_selector("html[data-ready]", state="attached")
        return page


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """A person who comes with an empty browser; no script may fail on them."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    visited = Visit(context, site, [])
    yield visited
    context.close()
    assert visited.failures == []


def answers(page: Page) -> dict[str, Any]:
    """The answers as they are kept, by question."""
    kept: dict[str, Any] = page.evaluate(
        "async () => (await store.load('answers/every-kind'))?.answers ?? {}"
    )
    return kept


def verbs(page: Page) -> list[str]:
    """What the learning record says was done."""
    said: list[str] = page.evaluate(
        "async () => (await store.record()).map((each) => each.verb.id.split('/').at(-1))"
    )
    return said
