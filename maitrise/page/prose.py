"""Markdown of a lesson to the page's HTML."""

from __future__ import annotations

from html import unescape
from typing import Any

from voila.exporter import VoilaMarkdownRenderer

from maitrise.page.sections import anchor


class ProseRenderer(VoilaMarkdownRenderer):  # type: ignore[misc]
    """Voilà's renderer, with plain anchors on headings and every table in a box that scrolls."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, exclude_anchor_links=True)

    def heading(self, text: str, level: int, **_: Any) -> str:
        """A heading that a link can lead to."""
        html: str = super().heading(text, level, id=anchor(unescape(text)))
        return html

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """An image by its own address: Voilà would look for it from the server's root."""
        html: str = super(VoilaMarkdownRenderer, self).image(text, url, title)
        return html

    def table(self, text: str) -> str:
        """A table; on a narrow screen it scrolls by itself instead of widening the page."""
        return f'<div class="page-table"><table>\n{text}</table></div>\n'
