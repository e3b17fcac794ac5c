"""The names of places in a page, which links and browsers remember."""

from __future__ import annotations

import re
import unicodedata

_MARKUP = re.compile(r"<[^>]*>|[*_`]")


def anchor(heading: str) -> str:
    """The id of a heading, written in Markdown or in HTML: plain letters, digits and hyphens.

    >>> anchor("1. *Qui* signe\\u202f?")
    '1-qui-signe'
    """
    decomposed = unicodedata.normalize("NFKD", without_markup(heading))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", bare.lower()))


def without_markup(text: str) -> str:
    """A heading as plain text."""
    return _MARKUP.sub("", text)
