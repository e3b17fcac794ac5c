"""Lessons as a screen reader meets them: one h1, headings in order, images and links that speak.

Ignores contrast and focus: the browser tests measure these on the real page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from maitrise.base.errors import Fault
from maitrise.check.lesson_pages import LessonPage, PageCell, lesson_pages

_HEADING = re.compile(r"^(#{1,6})(?:[ \t]+(.*))?$", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)")
_HTML = re.compile(r"<(?!https?:)/?[a-z][^>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_ELSEWHERE = re.compile(r"[a-z]+:|#", re.IGNORECASE)
_SAYS_NOTHING = {"ici", "here", "lien", "link", "cliquez ici", "click here", "en savoir plus"}


def faults_of_reading() -> list[Fault]:
    """Every fault of every page for users of a screen reader."""
    return [fault for page in lesson_pages() for fault in faults_of_page(page)]


def faults_of_page(page: LessonPage) -> Iterator[Fault]:
    """Every such fault of one page."""
    yield from _headings(page)
    for cell in page.cells:
        for words, target in _IMAGE.findall(cell.prose):
            if not words.strip():
                yield page.fault(cell, f"image {target} has no words", "Say in [] what it shows")
            yield from _dead(page, cell, "image", target)
        for words, target in _LINK.findall(cell.prose):
            said = words.strip(" \u00a0\u202f*_.!?:…«»“”")
            if said.lower() in _SAYS_NOTHING or not said:
                problem = f"the link to {target} says {f'“{said}”' if said else 'nothing'}"
                yield page.fault(cell, problem, "Name what it leads to")
            yield from _dead(page, cell, "link", target)
        for tag in _HTML.findall(cell.prose):
            yield page.fault(cell, f"it holds HTML: {tag}", "Write Markdown only")


def _dead(page: LessonPage, cell: PageCell, what: str, target: str) -> Iterator[Fault]:
    """A fault for a relative address that leads to no file."""
    file = unquote(target.strip("<>").partition("#")[0])
    if not _ELSEWHERE.match(target) and not (page.path.parent / file).exists():
        problem = f"the {what} {target} leads to no file"
        yield page.fault(cell, problem, f"Mend the name, or remove the {what}")


def _headings(page: LessonPage) -> Iterator[Fault]:
    before = 0
    titles = 0
    for cell in page.cells:
        for marks, words in _HEADING.findall(cell.prose):
            level = len(marks)
            titles += level == 1
            if not words.strip():
                yield page.fault(cell, "a heading is empty", "Give it words, or remove it")
            if level > before + 1:
                after = f"after level {before}" if before else "and the first of the page"
                problem = f"“{words.strip()}” is of level {level} {after}"
                yield page.fault(cell, problem, f"Use level {before + 1}")
            before = level
    if titles != 1:
        problem = f"{titles or 'no'} headings of level 1"
        yield page.fault(None, problem, "Give the page exactly one, its title")
