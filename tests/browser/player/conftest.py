"""A person who opens a lesson of the tests, and what is kept of their answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browser.player.served_page import page_data, served
from maitrise.base.text import LANGUAGES, Language


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Where the page is served."""
    with served({language: page_data(language) for language in LANGUAGES}) as address:
        yield address


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
