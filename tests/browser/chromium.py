"""Finding a Chromium to drive, and providing one where that can be done (``tests/provide.py``)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from system_package import install

# The shell has no window to draw, only pages: each opens with a third of the work.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NONE = "no Chromium was found: install one, or name it in CHROMIUM, and run `make test` again"


def find() -> str | None:
    """The path of a Chromium: ``CHROMIUM``, then the usual names, then Playwright's own."""
    named = os.environ.get("CHROMIUM")
    for name in (named, *NAMES) if named else NAMES:
        found = shutil.which(name)
        if found:
            return found
    return _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import (
        sync_playwright,
    )  # starts a driver: only when nothing else is there

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def provide() -> str | None:
    """Find a Chromium, or install one: Debian's package as root, else Playwright's own.

    Where it can be had, the shell is installed even beside another.
    """
    if not shutil.which(SHELL):
        install(SHELL)
        if not find():
            install("chromium")
    if not find():
        _install_with_playwright()
    return find()


def _install_with_playwright() -> None:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
