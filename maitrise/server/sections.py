"""The sections of a lesson: its second-level headings, and the anchors that lead to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_HEADING = re.compile(r"^## +(.+?) *#*$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>|[*_`]")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a lesson, and the id of its heading in the page."""

    anchor: str
    title: str


def sections(cells: Iterable[Mapping[str, str]]) -> tuple[Section, ...]:
    """The sections that the Markdown cells of a notebook open, in order.

    >>> sections([{"cell_type": "markdown", "source": "## 1. *Qui* signe\\u202f?"}])
    (Section(anchor='1-qui-signe', title='1. Qui signe\\u202f?'),)
    """
    return tuple(
        Section(anchor(title), _MARKUP.sub("", title))
        for cell in cells
        if cell["cell_type"] == "markdown"
        for title in _HEADING.findall(_FENCED.sub("", cell["source"]))
    )


def anchor(heading: str) -> str:
    """The id of a heading, written in Markdown or in HTML: plain letters, digits and hyphens."""
    decomposed = unicodedata.normalize("NFKD", _MARKUP.sub("", heading))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", bare.lower()))
