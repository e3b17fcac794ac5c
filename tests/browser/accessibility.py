"""What axe-core finds on a page."""

from __future__ import annotations

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_SERIOUS = ("serious", "critical")


def findings(page: Page, scheme: Scheme = "light") -> list[str]:
    """Every serious or critical finding on the page, one line each.

    Only the colours change with the scheme: in the dark, they alone are judged.
    """
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if scheme == "dark":
        options["runOnly"] = ["color-contrast"]
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']}: {node['target']}"
        for each in violations
        if each["impact"] in _SERIOUS
        for node in each["nodes"]
    ]
