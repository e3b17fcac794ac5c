"""Opening the course from a terminal: a browser, a way in that only its owner reads, a log."""

from __future__ import annotations

import logging
import os
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from maitrise.base.files import write_whole
from maitrise.base.text import Language, say


@contextmanager
def way_in(folder: Path, address: str, language: Language) -> Iterator[Path]:
    """A page that leads to the address: what a browser is started with, everybody here can see."""
    path = folder / f"open-{os.getpid()}.html"
    shown = escape(address)
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={shown}">\n'
        f'<title>{say("page.course", language)}</title>\n<a href="{shown}">{shown}</a>\n</html>\n'
    )
    write_whole(path, page.encode("utf-8"), private=True)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """Send to a file what the libraries have to say."""
    handler = logging.FileHandler(path, mode="w", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()


def usable_browser() -> webbrowser.BaseBrowser | None:
    """The browser to open, unless there is none, or none but one inside the terminal."""
    has_screen = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if not has_screen:
        return None
    try:
        return webbrowser.get()
    except webbrowser.Error:
        return None
