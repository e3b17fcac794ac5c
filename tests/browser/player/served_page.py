"""A page of questions, served as plain files: no kernel, nothing that is published."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from maitrise.base.text import Language, catalogue

ROOT = Path(__file__).parents[3]
_FIXTURES = ROOT / "tests" / "fixtures" / "player"

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
    data: dict[str, Any] = json.loads((_FIXTURES / f"{language}.json").read_text("utf-8"))
    return data | {"words": {key: text.said_in(language) for key, text in catalogue().items()}}


def _call(name: str, argument: str) -> str:
    call = f"data-call='{name}' data-args='{json.dumps([argument])}'"
    return f"<div class='maitrise-call' {call}><p>{argument}</p></div>"


class _Files(SimpleHTTPRequestHandler):
    """The repository's files, and a made page a language."""

    pages: Mapping[Language, Mapping[str, Any]]

    def log_message(self, *_: object) -> None:
        """Nothing: a test tells what matters."""

    def do_GET(self) -> None:
        for language, data in self.pages.items():
            if self.path == f"/{language}.html":
                return self._send(page(data), "text/html; charset=utf-8")
            if self.path == f"/data/{language}.json":
                return self._send(json.dumps(data), "application/json")
        super().do_GET()
        return None

    def _send(self, text: str, kind: str) -> None:
        content = text.encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def page(data: Mapping[str, Any]) -> str:
    """A page that shows all questions of its data, as HTML."""
    in_quizzes = {name for quiz in data["quizzes"].values() for name in quiz["questions"]}
    calls = [("lesson", data["page"])]
    calls += [("question", name) for name in data["questions"] if name not in in_quizzes]
    calls += [("quiz", name) for name in data["quizzes"]]
    places = "".join(_call(*call) for call in calls)
    return _PAGE.format(language=data["language"], title=data["title"], calls=places)


@contextmanager
def served(pages: Mapping[Language, Mapping[str, Any]]) -> Iterator[str]:
    """Serve a page a language; gives the address that ``fr.html`` and ``en.html`` lie below."""
    handler = type("Files", (_Files,), {"pages": pages})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(ROOT)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
