"""A page that holds nothing but calls: what the learner's page makes of them, from its modules.

It needs no course server and no bundle: modules are served from the package as they are written.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import failures_of
from browser.published import served
from maitrise import __version__
from maitrise.base.text import LANGUAGES, Language, catalogue
from maitrise.cases.page import figure_page_data, released_case
from maitrise.course import bank
from maitrise.kinds import score
from maitrise.learner.statements import Moment, answered
from maitrise.player import figures
from maitrise.player.calls import calls_data, calls_words
from maitrise.publish.files import style_sheet

PACKAGE = Path(__file__).resolve().parents[2] / "maitrise"
Called = tuple[str, tuple[str, ...]]
FIGURES = figures.NAMES
CALLS: tuple[Called, ...] = (
    ("raci_explorer", ()),
    ("earned_value_lab", ()),
    ("glossary", ()),
    ("bridges", ()),
    ("ninety_days", ()),
    ("paths", ()),
    ("mastery", ()),
    ("gain", ()),
    ("my_record", ()),
    ("flash_cards", ()),
    ("simulation", ("six-months",)),
    *((name, ()) for name in FIGURES),
)
"""Each has a page of its own."""

NAMES = tuple(name for name, _ in CALLS)
CASE_FIGURES = (("delivery-rounds", "progress"), ("payroll", "calendar"))
"""A case and its figure: bars, and a timeline. Each has a page by the case's name."""

# What a session says on whatever page, and what a call that fails says.
_FRAME = (
    "store.",
    "sheet.",
    "question.saved",
    "record.",
    "my-record.gone",
    "call.",
    "figure.as-table",
)
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
<link rel="stylesheet" href="page.css">
<script type="module" src="start.js"></script>
</head>
<body>
<main class="page"><div class="column"><h1>{title}</h1><h2>{title}</h2>{calls}</div></main>
<script type="application/json" id="page-data">{data}</script>
</body>
</html>
"""
_START = """import { mountCalls, openPage } from "./maitrise/player/page.js";
import { browserStore } from "./maitrise/player/store/browser.js";

const data = JSON.parse(document.getElementById("page-data").textContent);
const page = await openPage(data, await browserStore());
mountCalls(page, document.body);
globalThis.opened = page; // for tests to look at what is kept
document.documentElement.dataset.ready = "";
"""


@contextmanager
def called_pages(folder: Path) -> Iterator[str]:
    """The address at which pages written into a folder are served, with the package's modules."""
    (folder / "maitrise").symlink_to(PACKAGE)
    (folder / "start.js").write_text(_START, encoding="utf-8")
    (folder / "page.css").write_text(style_sheet(), encoding="utf-8")
    (folder / "fonts").symlink_to(PACKAGE / "player" / "vendor" / "fonts")
    with served(folder) as port:
        yield f"http://127.0.0.1:{port}/"


def write_page(
    folder: Path, name: str, language: Language, calls: Sequence[Called], /, **more: Any
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
    text = _PAGE.format(
        language=language,
        policy=_POLICY,
        title=name,
        calls=mounts,
        data=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
    )
    file = f"{name}-{language}.html"
    (folder / file).write_text(text, encoding="utf-8")
    return file


class Pages:
    """Pages with one call each, and a learner who opens them."""

    def __init__(self, base: str, context: BrowserContext) -> None:
        self.base, self.context = base, context
        self._failures: list[list[str]] = []

    def open(
        self, call: str, language: Language = "en", scheme: Literal["light", "dark"] = "light"
    ) -> Page:
        """A page at work."""
        page = self.context.new_page()
        page.emulate_media(color_scheme=scheme)
        self._failures.append(failures_of(page))
        page.goto(f"{self.base}{call}-{language}.html")
        expect(page.locator("html[data-ready]")).to_have_count(1)
        return page

    @property
    def failures(self) -> list[str]:
        """Scripts that failed on any page."""
        return [each for failures in self._failures for each in failures]


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where each call has its page, in both languages."""
    folder = tmp_path_factory.mktemp("calls")
    with called_pages(folder) as base:
        for language in LANGUAGES:
            for call in CALLS:
                write_page(folder, call[0], language, [call])
            for case, name in CASE_FIGURES:
                found = {
                    f"case_figure/{name}": figure_page_data(released_case(case, language), name)
                }
                write_page(folder, case, language, [("case_figure", (name,))], data=found)
        yield base


@pytest.fixture
def pages(browser: Browser, called: str) -> Iterator[Pages]:
    """A learner with an empty browser."""
    with learner(browser) as context:
        yield from _pages(called, context)


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that knows the modules from the first page on."""
    with learner(browser) as context:
        yield context


@pytest.fixture
def read_pages(reader: BrowserContext, called: str) -> Iterator[Pages]:
    """A learner who only reads."""
    yield from _pages(called, reader)


@contextmanager
def learner(browser: Browser) -> Iterator[BrowserContext]:
    """An empty browser of somebody who wants no motion."""
    context = browser.new_context(reduced_motion="reduce", accept_downloads=True)
    context.set_default_timeout(15_000)
    yield context
    context.close()


def _pages(base: str, context: BrowserContext) -> Iterator[Pages]:
    opened = Pages(base, context)
    yield opened
    for page in context.pages:
        page.close()
    assert opened.failures == []


def kept(page: Page) -> dict[str, Any]:
    """All that the browser keeps of the learner."""
    return dict(
        page.evaluate(
            """async () => {
              const { browserStore } = await import("./maitrise/player/store/browser.js");
              return await (await browserStore()).kept();
            }"""
        )
    )


def keep(page: Page, documents: dict[str, Any], record: Sequence[dict[str, Any]] = ()) -> None:
    """Have the browser keep something that came about earlier."""
    page.evaluate(
        """async ([documents, record]) => {
          const { browserStore } = await import("./maitrise/player/store/browser.js");
          const store = await browserStore();
          for (const [name, each] of Object.entries(documents)) {
            await store.update(name, () => each);
          }
          await store.add(record);
        }""",
        [documents, list(record)],
    )


def given(lesson: str, names: Sequence[str], points: float = 1.0) -> list[dict[str, Any]]:
    """Statements that questions were answered, with a share of their points."""
    statements = []
    for place, name in enumerate(names):
        question = bank(lesson).questions[name]
        moment = Moment("p-1", f"2026-11-24T10:00:{place % 60:02}.000Z", "en")
        statement = answered(moment, lesson, question, "x", score(question, None))
        reached = {"raw": points * question.points, "min": 0, "max": question.points}
        statement["result"] |= {"success": points == 1, "score": reached}
        statements.append(statement)
    return statements
