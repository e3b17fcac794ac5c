"""Markdown of a lesson to the HTML of its page."""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from maitrise.course.documents import TEMPLATES
from maitrise.publish.anchors import anchor, without_markup

_CITATION = re.compile(r"\[(R\d{1,2}(?:, ?R\d{1,2})*)\](?!\()")
_REFERENCE = re.compile(r"<li>(<strong>(R\d{1,2})</strong>)")
# "Name, function: “what is said”", a paragraph by itself; spaces may be those of French.
_SPEECH = re.compile(
    r"(?P<name>[^,:<]{3,40}), (?P<function>[^«“:]{3,120}?)\s*:\s*(?P<said>(?:«.*»|“.*”))", re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """How the texts of one page become HTML.

    Attributes:
        href: the address of a link as the author wrote it ("02-office-or-officer.ipynb"); None for
            a page that is not there, which leaves the words of the link.
        people: ids of those who have a face, by name.
        cites: whether the page lists its sources, so that a citation has somewhere to lead.
        folder: where the notebook lies, whose images have relative addresses.
    """

    href: Callable[[str], str | None] = lambda written: written
    people: Mapping[str, str] = field(default_factory=dict)
    cites: bool = False
    folder: Path = Path()

    def picture(self, written: str) -> str:
        """An image of the course as text that stands in the page; another address as it is."""
        path = self.folder / unquote(written)
        if ":" in written.partition("/")[0] or not path.is_file():
            return written
        kind = mimetypes.guess_type(path.name)[0]
        return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"

    def html(self, markdown: str) -> str:
        """The HTML of a text of the course; images stand in it."""
        made = str(MarkdownWithMath(renderer=_Renderer(self)).render(markdown))
        return _CITATION.sub(self._cited, made) if self.cites else made

    def _cited(self, found: re.Match[str]) -> str:
        links = (
            f'<a class="citation" href="{self.href(f"#{name}")}">{name}</a>'
            for name in re.split(", ?", found[1])
        )
        return f"[{', '.join(links)}]"

    def sources(self, markdown: str) -> str:
        """The HTML of the list of sources: each is a place that citations lead to."""
        return _REFERENCE.sub(r'<li id="\2" tabindex="-1">\1', self.html(markdown))


def inline(markdown: str) -> str:
    """A heading's own text as HTML: emphasis, no block."""
    unlisted = re.sub(r"\A(\d+)\.", r"\1\\.", markdown)  # "1. Title" is no list
    return re.sub(r"\A<p>|</p>\s*\Z", "", Prose().html(unlisted))


class _Renderer(IPythonRenderer):
    """The renderer of notebooks, with our own headings, tables, links and speech."""

    def __init__(self, page: Prose) -> None:
        self._page = page
        super().__init__(escape=False, exclude_anchor_links=True)

    def heading(self, text: str, level: int, **_: Any) -> str:
        return f'<h{level} id="{anchor(unescape(text))}">{text}</h{level}>\n'

    def table(self, text: str) -> str:
        return f'<div class="table"><table>\n{text}</table></div>\n'

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag, role = ("th", ' scope="col"') if head and text.strip() else ("td", "")
        numeric = ' class="maitrise-numeric"' if align == "right" else ""  # the policy bars style=
        return f"  <{tag}{role}{numeric}>{text}</{tag}>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        # Not by the renderer's own embedding: it would close a <details> whose content follows.
        return f'<img src="{escape(self._page.picture(url))}" alt="{escape(text)}">'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        address = self._page.href(url)
        if address is None:
            return text
        kept = " download" if url.startswith(f"{TEMPLATES}/") else ""
        outside = ' rel="noreferrer"' if address.startswith(("http:", "https:")) else ""
        return f'<a href="{escape(address)}"{outside}{kept}>{text}</a>'

    def paragraph(self, text: str) -> str:
        speech = _SPEECH.fullmatch(text.strip())
        person = speech and self._page.people.get(without_markup(unescape(speech["name"])))
        if not speech or not person:
            return f"<p>{text}</p>\n"
        function = speech["function"]
        return (
            f'<figure class="speech" data-person="{person}"><figcaption>'
            f"<strong>{speech['name']}</strong> <span>{function}</span></figcaption>"
            f"<blockquote><p>{speech['said']}</p></blockquote></figure>\n"
        )
