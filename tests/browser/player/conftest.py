"""A person who opens a lesson of the tests, and what is kept of their answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browser.called import called_pages
from browser.player.lesson_page import page_data, write_lesson
from browser.waiting import until
from maitrise.base.text import LANGUAGES, Language


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Where the pages are served."""
    folder = tmp_path_factory.mktemp("site")
    for language in LANGUAGES:
        write_lesson(folder, page_data(language))
    with called_pages(folder) as address:
        yield Site(folder, address)


@dataclass(frozen=True)
class Site:
    """Pages that are served from a folder."""

    folder: Path
    address: str


@dataclass
class Visit:
    """A browser of one person, empty at first."""

    context: BrowserContext
    site: Site
    failures: list[str]

    def open(self, language: Language = "en", before: str = "", page: str = "every-kind") -> Page:
        """Open the lesson in a new tab.

        Args:
            before: a script that runs before the page's own.
            page: another page of the site.
        """
        opened = self.context.new_page()
        opened.on("pageerror", lambda error: self.failures.append(str(error)))
        if before:
            opened.add_init_script(before)
        opened.goto(f"{self.site.address}{page}-{language}.html")
        opened.wait_for_selector("html[data-ready]", state="attached")
        return opened


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """A person who comes with an empty browser; no script may fail on them."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    visited = Visit(context, site, [])
    yield visited
    context.close()
    assert visited.failures == []


def answers(page: Page) -> dict[str, Any]:
    """The answers as they are kept, by question."""
    kept: dict[str, Any] = page.evaluate(
        "async () => (await opened.store.load('answers/every-kind'))?.answers ?? {}"
    )
    return kept


def kept_as(
    page: Page, question: str, value: Any, *, checked: bool = True, lesson: str = "every-kind"
) -> None:
    """Wait until an answer is kept as this; it is kept after the page has shown it."""
    until(
        page,
        """opened.store.load("answers/" + given.lesson).then((sheet) => {
          const kept = sheet?.answers?.[given.question] ?? {};
          const isSame = JSON.stringify(kept.value) === JSON.stringify(given.value);
          return isSame && Boolean(kept.checked) === given.checked;
        })""",
        {"question": question, "value": value, "checked": checked, "lesson": lesson},
    )


def verbs(page: Page) -> list[str]:
    """What the learning record says was done."""
    said: list[str] = page.evaluate(
        "async () => (await opened.store.record()).map((each) => each.verb.id.split('/').at(-1))"
    )
    return said
