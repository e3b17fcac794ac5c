"""A lesson cut into steps: a section is a step, and a long section several screens.

A screen ends after a question when another question follows in the section: what is read before
a question stays with it. Without a script the same page is read from top to bottom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from maitrise.publish.anchors import anchor, without_markup
from maitrise.publish.cells import Call

OPENING = "start"
_HEADING = re.compile(r"^## +(.+?) *#*$", re.MULTILINE)
_TITLE = re.compile(r"\A\s*# +(.+?) *#*$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a screen: prose in Markdown, or a call with its stored forms in Markdown.

    Attributes:
        questions: those that a call asks.
    """

    cell: str
    prose: str = ""
    call: Call | None = None
    stored: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A section of a lesson; the first is the text under its title.

    Attributes:
        anchor: its place in the address, made of its title.
        cell: the notebook's cell that opens it, the same in both languages.
    """

    anchor: str
    cell: str
    title: str
    screens: tuple[tuple[Block, ...], ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it asks, in order."""
        return tuple(
            name for screen in self.screens for block in screen for name in block.questions
        )


@dataclass(slots=True)
class _Opened:
    anchor: str
    cell: str
    title: str
    blocks: list[Block] = field(default_factory=list)


def title_of(blocks: Iterable[Block]) -> str:
    """The page's title, in Markdown: the first heading of its first text."""
    first = next((block.prose for block in blocks if block.prose), "")
    found = _TITLE.match(first)
    return found[1] if found else ""


def steps_of(blocks: Sequence[Block], opening: str) -> tuple[Step, ...]:
    """The steps of a page.

    Args:
        opening: the title of the first step, which has no heading of its own.
    """
    opened = [_Opened(OPENING, OPENING, opening)]
    for block in blocks:
        if block.call:
            opened[-1].blocks.append(block)
            continue
        for title, prose in _sections(_TITLE.sub("", block.prose, count=1)):
            if title:
                plain = without_markup(title)
                opened.append(_Opened(_unused(anchor(plain), opened), block.cell, title))
            if prose:
                opened[-1].blocks.append(Block(block.cell, prose))
    return tuple(
        Step(each.anchor, each.cell, each.title, tuple(_screens(each.blocks)))
        for each in opened
        if each.blocks
    )


def _sections(prose: str) -> Iterator[tuple[str, str]]:
    """What stands before the first heading, under "", then each heading with its text."""
    hidden = _FENCED.sub(lambda fence: " " * len(fence[0]), prose)
    found = list(_HEADING.finditer(hidden))
    yield "", prose[: found[0].start() if found else None].strip()
    for here, end in pairwise([*found, None]):
        assert here is not None
        yield here[1], prose[here.end() : end.start() if end else None].strip()


def _unused(name: str, opened: Iterable[_Opened]) -> str:
    """A name that no earlier step has; two sections may bear one title."""
    taken = {each.anchor for each in opened}
    numbers = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *numbers) if each not in taken)


def _screens(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    screen: list[Block] = []
    for place, block in enumerate(blocks):
        screen.append(block)
        ends = block.call is not None and block.call.name == "question"
        if ends and any(later.questions for later in blocks[place + 1 :]):
            yield tuple(screen)
            screen = []
    if screen:
        yield tuple(screen)


def page_kind(blocks: Iterable[Block]) -> Literal["lesson", "page"]:
    """A lesson opens with the call that says so; other pages are there to look things up."""
    calls = {block.call.name for block in blocks if block.call}
    return "lesson" if "lesson" in calls else "page"
