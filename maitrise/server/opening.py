"""Open the course from a terminal: the browser, a private page with the token, a log."""

from __future__ import annotations

import logging
import os
import re
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import escape, unescape
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from maitrise.base.files import write_whole
from maitrise.base.text import Language, say

_LINK = re.compile(r'<a href="([^"]+)">')  # as `entry_page` writes it
_SECONDS = 2.0  # that another server of this computer is waited for


@contextmanager
def entry_page(folder: Path, address: str, language: Language) -> Iterator[Path]:
    """A private page that leads to the address: other users can see a browser's command line."""
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


def running_servers(folder: Path) -> list[str]:
    """The addresses of other servers of the same learner's course on this computer.

    A server that was killed leaves its page, so only those that accept its token are returned.
    """
    addresses = (_address_in(page) for page in sorted(folder.glob("open-*.html")))
    return [address for address in addresses if _lets_in(address)]


def _address_in(page: Path) -> str:
    try:
        link = _LINK.search(page.read_text(encoding="utf-8", errors="replace"))
    except OSError:  # it was closed just now
        return ""
    return unescape(link[1]) if link else ""


def _lets_in(address: str) -> bool:
    asked = urlsplit(address)
    if asked.scheme != "http" or asked.hostname not in ("localhost", "127.0.0.1"):
        return False  # shown by a proxy, which is not of this computer
    try:
        with closing(HTTPConnection(asked.netloc, timeout=_SECONDS)) as connection:
            connection.request("GET", f"{asked.path}?{asked.query}")
            return connection.getresponse().status < HTTPStatus.BAD_REQUEST
    except (OSError, HTTPException, ValueError):
        return False


@contextmanager
def log_to_file(path: Path) -> Iterator[None]:
    """Write the log messages of libraries to a file."""
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
    """The browser to open; None if there is none, or only a browser in the terminal."""
    has_screen = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if not has_screen:
        return None
    try:
        return webbrowser.get()
    except webbrowser.Error:
        return None
