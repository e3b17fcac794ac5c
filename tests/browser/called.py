"""A page that holds nothing but calls: what the learner's page makes of them, from its modules.

It needs no course server and no bundle: modules are served from the package as they are written.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from maitrise import __version__
from maitrise.base.text import Language, catalogue
from maitrise.player.calls import calls_data, calls_words

PACKAGE = Path(__file__).resolve().parents[2] / "maitrise"
Called = tuple[str, tuple[str, ...]]
# What a session says on whatever page, and what a call that fails says.
_FRAME = ("store.", "sheet.", "question.saved", "record.", "my-record.gone", "call.")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'none'; base-uri 'none'; form-action 'none'"
)
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Calls</title>
{styles}
<script type="module" src="start.js"></script>
</head>
<body>
<main class="page"><div class="column"><h1>{title}</h1>{calls}</div></main>
<script type="application/json" id="page-data">{data}</script>
</body>
</html>
"""
_START = """import { mountCalls, openPage } from "./maitrise/player/page.js";
import { browserStore } from "./maitrise/player/store/browser.js";

const data = JSON.parse(document.getElementById("page-data").textContent);
const page = await openPage(data, await browserStore());
mountCalls(page, document.body);
document.documentElement.dataset.ready = "";
"""


class _Served(SimpleHTTPRequestHandler):
    """Files of one folder, without a line a request."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}  # noqa: RUF012

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def called_pages(folder: Path) -> Iterator[str]:
    """The address at which pages written into a folder are served, with the package's modules."""
    (folder / "maitrise").symlink_to(PACKAGE)
    (folder / "start.js").write_text(_START, encoding="utf-8")
    handler = partial(_Served, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def write_page(
    folder: Path, name: str, language: Language, calls: Sequence[Called], **more: Any
) -> str:
    """Write a page with these calls.

    Args:
        name: of the page, and of its file.
        more: parts of ``page.json`` besides, questions for instance.

    Returns:
        The name of its file.
    """
    words = calls_words([each for each, _ in calls], language) | {
        key: text.said_in(language) for key, text in catalogue().items() if key.startswith(_FRAME)
    }
    data = {
        "format": 1,
        "page": name,
        "kind": "page",
        "language": language,
        "title": name,
        "version": __version__,
        "words": words,
        "data": calls_data(calls, language),
        **more,
    }
    mounts = "".join(
        f'<div class="maitrise-call" data-call="{call}" '
        f'data-args="{html.escape(json.dumps(list(arguments)), quote=True)}"></div>'
        for call, arguments in calls
    )
    sheets = sorted((PACKAGE / "player").glob("*.css"))
    text = _PAGE.format(
        language=language,
        policy=_POLICY,
        title=name,
        styles="".join(
            f'<link rel="stylesheet" href="maitrise/player/{sheet.name}">' for sheet in sheets
        ),
        calls=mounts,
        data=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
    )
    file = f"{name}-{language}.html"
    (folder / file).write_text(text, encoding="utf-8")
    return file
