"""Markdown of a lesson to the page's HTML."""

from __future__ import annotations

from functools import lru_cache
from html import unescape
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from maitrise.server.sections import anchor


@lru_cache(maxsize=2048)
def prose(markdown: str) -> str:
    """The HTML of a text of the course.

    Kept, since a lesson is opened again and again: rendering its texts is most of the work that
    the server has with a page. Attachments are not looked at; the course has its images as files.
    """
    renderer = ProseRenderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(markdown))


class ProseRenderer(IPythonRenderer):
    """The renderer of notebooks, with plain anchors and every table in a box that scrolls."""

    def heading(self, text: str, level: int, **_: Any) -> str:
        """A heading that a link can lead to."""
        return f'<h{level} id="{anchor(unescape(text))}">{text}</h{level}>\n'

    def table(self, text: str) -> str:
        """A table; on a narrow screen it scrolls by itself instead of widening the page."""
        return f'<div class="page-table"><table>\n{text}</table></div>\n'
