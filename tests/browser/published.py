"""The published course as people come to it: on a host, under a path, by a double-click."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from maitrise.base.text import Language
from maitrise.course import lessons, reference_pages


class _Served(SimpleHTTPRequestHandler):
    """Files of one folder, without a line a request."""

    # A page of many modules asks by few connections; each answer goes out at once.
    protocol_version, disable_nagle_algorithm = "HTTP/1.1", True
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".woff2": "font/woff2",
        ".webmanifest": "application/manifest+json",
    }

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """A static host of a folder; gives its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Served, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()


@dataclass(frozen=True)
class Door:
    """A way into the course.

    Attributes:
        home: the address of the folder of a site, or of the single document.
    """

    home: str
    is_single: bool = False

    def address(self, page: str, place: str = "") -> str:
        """Where a page answers ("fr/00-start"; a language alone is its home page)."""
        if self.is_single:
            return f"{self.home}#{page}{'/' if place else ''}{place}"
        file = f"{page}/index.html" if "/" not in page else f"{page}.html"
        return f"{self.home}{file}{'#' if place else ''}{place}"


def all_pages(language: Language) -> list[str]:
    """The home page, every lesson and every page to look things up in."""
    names = [*(each.id for each in lessons().values()), *reference_pages()]
    return [language, *(f"{language}/{name}" for name in names)]


def open_page(page: Page, door: Door, address: str, place: str = "") -> None:
    """Open a page and wait until it works."""
    page.goto("about:blank")  # from one place of the single document to another nothing is loaded
    page.goto(door.address(address, place))
    is_ready(page)


def is_ready(page: Page) -> None:
    """Wait until the page works."""
    expect(page.locator("html[data-ready]")).to_be_attached()


def read_as(page: Page, view: Literal["one-page", "by-step"]) -> None:
    """Have every page that is opened from now on show all its steps at once, or one by one."""
    page.add_init_script(
        f"if (location.protocol !== 'about:') localStorage.setItem('maitrise-view', '{view}');"
    )


def outside(context: BrowserContext, door: Door) -> list[str]:
    """A list that grows by each address that a page asks for elsewhere; nothing gets there."""
    asked: list[str] = []
    own = urlsplit(door.home)

    def look(route: Route, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("data", "blob", "about") or (address.scheme, address.netloc) == (
            own.scheme,
            own.netloc,
        ):
            route.continue_()
        else:
            asked.append(request.url)
            route.abort()

    context.route("**/*", look)
    return asked
