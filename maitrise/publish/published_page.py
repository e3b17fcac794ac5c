"""A page as it is published: what stands in it, and the data that its script works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from maitrise.base.text import Language

PageKind = Literal["home", "lesson", "case", "page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPage:
    """One page of a publication, in one language.

    Attributes:
        address: where it answers ("fr/01-moa-amoa-moe"); a language alone is its home page.
        name: what the course calls it: a lesson's or a case's id, "glossary", "home".
        above: what stands over the title, as a sentence ("Lesson 1 · 90 min"); "" for nothing.
        content: its HTML, without the page's title.
        data: what ``page.json`` holds; see ``maitrise.publish.page_data``.
    """

    address: str
    name: str
    kind: PageKind
    language: Language
    title: str
    above: str = ""
    summary: str = ""
    content: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
