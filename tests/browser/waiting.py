"""Waiting in a page for what it does after it has shown it.

Playwright's own waiting for a function has the page evaluate a text again and again, which the
policy of our pages forbids; this asks once, and the asking waits.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

_UNTIL = """async (given) => {
  const holds = async (given) => (%s);
  for (let left = 600; left; left -= 1) {
    if (await holds(given)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("not within 30 s");
}"""


def until(page: Page, expression: str, given: Any = None) -> None:
    """Wait until an expression holds; it may await, and finds ``given`` under that name."""
    page.evaluate(_UNTIL % expression, given)
