"""The frame of a page: the header with all pages, the other language, previous and next."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from maitrise.base.locale import LOCALES
from maitrise.base.templates import environment
from maitrise.base.text import Language, say
from maitrise.course import lessons, places, reference_pages
from maitrise.publish.publication import HOME, Publication
from maitrise.publish.published_page import PublishedPage

_TEMPLATES = Path(__file__).with_name("templates")

# What a page may load: its own files, and nothing else. A picture may stand in the page ("data:")
# or be made by it ("blob:"); a server of the course is asked at the page's own address.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)


# Of the single document: whether a local file is its own origin, browsers do not agree.
FILE_POLICY = re.sub("(script|style|font|img)-src 'self'", r"\g<0> file:", POLICY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page in a list of pages."""

    href: str
    title: str
    minutes: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the template shows around a page.

    Attributes:
        home: "" where no home page is published.
        main: where "skip to the content" leads.
        beside: the pages that have a place of their own in the header.
        twin: the same page in the other language; "" where that is not published.
        previous, next: the lessons before and after; None beside a page that is no lesson.
    """

    home: str
    main: str
    lessons: tuple[Link, ...]
    cases: tuple[Link, ...]
    references: tuple[Link, ...]
    beside: tuple[Link, ...]
    twin: str
    other: Language
    previous: Link | None
    next: Link | None


def frame_of(page: PublishedPage, among: Publication) -> Frame:
    """The frame of a page."""
    pages = among.pages[page.language]
    taught = [each for each in lessons().values() if each.id in pages]
    looked_up = [each for each in reference_pages().values() if each.id in pages]
    twin = among.twin(page.name, page.language)

    def link(name: str, title: str, minutes: int = 0) -> Link:
        href = among.addresses.href(page.address, pages[name])
        return Link(href=href, title=title, minutes=minutes, is_current=name == page.name)

    in_order = tuple(
        link(each.id, each.title.said_in(page.language), each.minutes) for each in taught
    )
    references = tuple(link(each.id, each.title.said_in(page.language)) for each in looked_up)
    names = [each.id for each in taught]
    place = names.index(page.name) if page.name in names else None
    return Frame(
        home=among.addresses.href(page.address, pages[HOME]) if HOME in pages else "",
        main=among.addresses.href(page.address, page.address, "main"),
        lessons=in_order,
        cases=tuple(
            link(card.id, card.title, card.minutes)
            for card in among.cases
            if card.language == page.language
        ),
        references=references,
        beside=(*references, *(each for each in in_order if each.href == _my_path(page, among))),
        twin=among.addresses.href(page.address, twin) if twin else "",
        other=LOCALES[page.language].other,
        previous=in_order[place - 1] if place else None,
        next=in_order[place + 1] if place is not None and place + 1 < len(in_order) else None,
    )


def _my_path(page: PublishedPage, among: Publication) -> str | None:
    """Where a learner sees what is kept of them; None where that page is not published."""
    record = places().record
    return among.href(page.address, page.language, f"{record.page}.ipynb") if record else None


def title_of(page: PublishedPage) -> str:
    """The title for the browser's tab."""
    return (
        f"{page.title} · {say('page.course', page.language)}" if page.kind != "home" else page.title
    )


def body(page: PublishedPage, among: Publication) -> str:
    """The ``<body>`` of a page."""
    return render_template("body.html.j2", page=page, frame=frame_of(page, among), mark=logo())


def document(
    page: PublishedPage,
    among: Publication,
    *,
    script: str = "page.js",
    edition: str = "",
    manifest: str = "",
    policy: str = POLICY,
) -> str:
    """A whole page, as a file.

    Args:
        script: the one that it runs, among the assets.
        edition: a short text that changes with the course; with it the page keeps itself for when
            there is no network.
        manifest: what says how the course is installed, from the page's root.
        policy: what the page may load.
    """
    root = among.addresses.root(page.address)
    return render_template(
        "page.html.j2",
        page=page,
        frame=frame_of(page, among),
        body=body(page, among),
        title=title_of(page),
        root=root,
        assets=f"{root}assets/",
        manifest=manifest and root + manifest,
        worker=edition,
        script=script,
        version=f"?v={edition}" if edition else "",
        policy=policy,
        data=inline_json(page.data),
    )


def inline_json(data: Any) -> str:
    """JSON for a ``script`` element, escaped so that it cannot end the element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def logo() -> Markup:
    """The logo of the course: a bridge between two banks."""
    return Markup((_TEMPLATES / "mark.svg").read_text(encoding="utf-8").strip())


def render_template(template: str, **values: Any) -> str:
    """Render a template of the publication."""
    made = environment(_TEMPLATES, keep_trailing_newline=False)
    return str(made.get_template(template).render(**values))
