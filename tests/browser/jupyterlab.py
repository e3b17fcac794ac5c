"""How a person opens a notebook in JupyterLab and runs it: once its kernel is there.

A *Run All* that is clicked before there is a kernel runs nothing and says nothing.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from browser.served import PATIENCE
from maitrise.base.text import Language

_MENU = {"fr": "Exécution", "en": "Run"}
_RUN_ALL = {"fr": "Exécuter toutes les cellules", "en": "Run All Cells"}
_RESTART_AND_RUN_ALL = {
    "fr": "Redémarrer le noyau et exécuter toutes les cellules",
    "en": "Restart the kernel and run all cells",
}
_RESTART = {"fr": "Redémarrer", "en": "Restart"}
_IDLE = {"fr": "Inactif", "en": "Idle"}


def open_notebook(page: Page, address: str, language: Language) -> None:
    """Open a notebook and wait until it is drawn and its kernel waits for something to do."""
    page.goto(address)
    expect(page.get_by_role("menuitem", name=_MENU[language], exact=True)).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=PATIENCE)
    kernel_is_idle(page, language)


def kernel_is_idle(page: Page, language: Language) -> None:
    """Wait until the status bar says that the kernel has started and runs nothing."""
    words = re.compile(rf"^Python 3\b.* \| {_IDLE[language]}$")
    expect(page.get_by_role("button").filter(has_text=words)).to_be_visible(timeout=PATIENCE)


def open_run_menu(page: Page, language: Language) -> None:
    """Show the menu in which a notebook is run."""
    page.get_by_role("menuitem", name=_MENU[language], exact=True).click()


def run_all(page: Page, language: Language) -> None:
    """Run every cell of the notebook that is open, as the menu does."""
    kernel_is_idle(page, language)
    open_run_menu(page, language)
    page.get_by_role("menuitem", name=_RUN_ALL[language], exact=True).click()


def restart_and_run_all(page: Page, language: Language) -> None:
    """Give the notebook a new kernel and run every cell in it, as the toolbar does."""
    kernel_is_idle(page, language)
    page.get_by_role("button", name=_RESTART_AND_RUN_ALL[language]).click()
    # Its accessible name is a sentence of its own, which is not the word that it shows.
    sure = page.get_by_role("dialog").get_by_role("button")
    sure.filter(has_text=_RESTART[language]).click()
