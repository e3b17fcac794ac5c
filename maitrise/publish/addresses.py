"""Where a published page answers, seen from another one.

A page has one address everywhere ("fr/01-moa-amoa-moe"; a language alone is its home page). On a
host it is a file of that name; in the single document, what follows the ``#``. All links are
relative, so that a site works under any path.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from maitrise.base.text import LANGUAGES

ASSETS = "assets"


class Addresses(Protocol):
    """How the pages of a publication are linked."""

    def href(self, origin: str, target: str, fragment: str = "") -> str:
        """The link from one page to another, or to a place in it."""

    def root(self, origin: str) -> str:
        """What leads from a page to the folder that holds everything: "" or "../"."""

    def file(self, origin: str, language: str, name: str) -> str:
        """The link from a page to a file that lies beside the pages of a language."""


@dataclass(frozen=True, slots=True)
class FileAddresses:
    """A file a page.

    >>> FileAddresses().href("fr/00-start", "fr/01-moa", "2-verbes")
    '01-moa.html#2-verbes'
    >>> FileAddresses().href("fr/cases/c1", "fr")
    '../index.html'
    """

    def href(self, origin: str, target: str, fragment: str = "") -> str:
        """The relative address of the file, then the place in it."""
        mark = f"#{fragment}" if fragment else ""
        if origin == target and fragment:
            return mark
        return posixpath.relpath(file_of(target), posixpath.dirname(file_of(origin))) + mark

    def root(self, origin: str) -> str:
        """One step up a folder."""
        return "../" * file_of(origin).count("/")

    def file(self, origin: str, language: str, name: str) -> str:
        """The relative address of the file."""
        return posixpath.relpath(f"{language}/{name}", posixpath.dirname(file_of(origin)))


@dataclass(frozen=True, slots=True)
class HashAddresses:
    """One document that holds every page.

    >>> HashAddresses().href("fr/00-start", "fr/01-moa", "2-verbes")
    '#fr/01-moa/2-verbes'
    """

    def href(self, origin: str, target: str, fragment: str = "") -> str:
        """What stands after the ``#``, whichever page the link stands on."""
        return f"#{target}/{fragment}" if fragment else f"#{target}"

    def root(self, origin: str) -> str:
        """Everything lies beside the one document."""
        return ""

    def file(self, origin: str, language: str, name: str) -> str:
        """A folder of the language, beside the one document."""
        return f"{language}/{name}"


@dataclass(frozen=True, slots=True)
class NotebookAddresses:
    """A page by itself, as ``jupyter nbconvert`` makes one of a notebook that lies among others."""

    def href(self, origin: str, target: str, fragment: str = "") -> str:
        """The page that nbconvert makes of the other notebook, in the same folder."""
        mark = f"#{fragment}" if fragment else ""
        return mark if origin == target and fragment else f"{posixpath.basename(target)}.html{mark}"

    def root(self, origin: str) -> str:
        """What a page needs lies beside it."""
        return ""

    def file(self, origin: str, language: str, name: str) -> str:
        """The file lies beside the notebook, and so beside its page."""
        return name


def file_of(address: str) -> str:
    """The file of a page, from the folder that holds everything.

    >>> file_of("fr"), file_of("fr/00-start")
    ('fr/index.html', 'fr/00-start.html')
    """
    return f"{address}/index.html" if address in LANGUAGES else f"{address}.html"


def links(pages: Mapping[str, str], origin: str, addresses: Addresses) -> dict[str, str]:
    """The links from a page to all others, by the name that the course calls them."""
    return {name: addresses.href(origin, target) for name, target in pages.items()}
