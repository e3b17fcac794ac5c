"""A lesson cut into slides: its own cells, each small enough to be read from the back row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from maitrise.text import Language, say

PLOTLY = "application/vnd.plotly.v1+json"
FULL = 560  # characters of prose that a slide holds
_LINE = 45  # what a new paragraph or list item costs, in characters
_ASIDE = 90  # a remark this short stays on the slide before it
# The bar of a lesson and its references belong to the page, not to a room.
_LEFT_OUT = re.compile(r"^m\.(lesson|sources|glossary|my_record)\(", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,3}) ", re.MULTILINE)
_PAGE_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\.ipynb[^)\n]*\)")
_DETAILS = re.compile(r"</?details>|<summary>.*?</summary>")


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide.

    Attributes:
        markdown: what it says; under its figure where it has one.
        figure: Plotly's JSON, or None.
        opens: whether it begins a part of the lesson; the others stand below it.
    """

    markdown: str
    figure: dict[str, Any] | None = None
    opens: bool = False


def slides_of(cells: Iterable[Any], language: Language) -> list[Slide]:
    """Cut the cells of a stored lesson into slides, at headings first, then by length."""
    slides: list[Slide] = []
    for cell in cells:
        if cell.cell_type == "markdown":
            slides += _prose(cell.source)
        elif cell.cell_type == "code" and not _LEFT_OUT.search(cell.source):
            for slide in _shown(cell.get("outputs", []), language):
                if slides and _is_aside(slide):
                    slides[-1] = _joined(slides[-1], slide.markdown)
                else:
                    slides.append(slide)
    return slides


def _is_aside(slide: Slide) -> bool:
    return slide.figure is None and len(slide.markdown) <= _ASIDE and "\n" not in slide.markdown


def _joined(slide: Slide, remark: str) -> Slide:
    return Slide(f"{slide.markdown}\n\n{remark}".strip(), slide.figure, slide.opens)


def _prose(source: str) -> Iterator[Slide]:
    source = _PAGE_LINK.sub(r"\1", source).strip()
    starts = [found.start() for found in _HEADING.finditer(source)]
    bounds = [0, *[start for start in starts if start], len(source)]
    for start, end in pairwise(bounds):
        opens = start in starts
        for part in _short_parts(source[start:end].strip()):
            yield Slide(part, opens=opens)
            opens = False


def _short_parts(source: str) -> Iterator[str]:
    """The text in parts that a slide holds; a paragraph, a list or a table stays whole."""
    part: list[str] = []
    length = 0
    for block in re.split(r"\n\s*\n", source):
        cost = len(block) + _LINE * (block.count("\n") + 1)
        announces = bool(part) and (part[-1].startswith("#") or part[-1].endswith(":"))
        if part and length + cost > FULL and not announces:
            yield "\n\n".join(part)
            part, length = [], 0
        part.append(block)
        length += cost
    if part:
        yield "\n\n".join(part)


def _shown(outputs: Iterable[Any], language: Language) -> Iterator[Slide]:
    """What a cell shows: questions and figures, each on a slide; a figure's table after it."""
    summary = ""
    for output in outputs:
        data = output.get("data", {})
        said = "".join(data.get("text/markdown", ""))
        if PLOTLY in data:
            yield Slide(summary, figure=dict(data[PLOTLY]))  # its title is drawn with it
            summary = ""
        elif "<details>" in said:
            table = _DETAILS.sub("", said).strip()
            yield Slide(f"**{say('slides.table', language)}**\n\n{table}")
        elif said:
            if summary:
                yield Slide(summary)
            summary = said
    if summary:
        yield Slide(summary)


def figure_html(figure: dict[str, Any], number: int) -> str:
    """A figure for the deck's own script to draw; nothing in it can end the element early."""
    written = json.dumps(figure, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<div class="figure" id="figure-{number}"></div>'
        f'<script type="application/json" data-figure="figure-{number}">{written}</script>'
    )
