"""A lesson cut into slides: its own cells, each small enough to be read from the back row."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from maitrise.base.text import Language
from maitrise.course.roles import SETTINGS
from maitrise.figures import Figure
from maitrise.figures.course import organisation, pmo_duties, role_map, task_map
from maitrise.publish.long_table import in_parts

PLOTLY = "application/vnd.plotly.v1+json"
FULL = 560  # characters of prose that a slide holds
_LINE = 45  # what a new paragraph or list item costs, in characters
_ASIDE = 90  # a remark this short stays on the slide before it
# The bar of a lesson and its references belong to the page, not to a room.
_LEFT_OUT = re.compile(r"^m\.(lesson|sources|glossary|my_record)\(", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,3}) ", re.MULTILINE)
_PAGE_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\.ipynb[^)\n]*\)")
_FOLDED = re.compile(r"<details><summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
# Figures whose lines are broken for a telephone, drawn again with lines three times as long.
_WIDE: Mapping[str, Callable[[Language], Iterable[Figure]]] = {
    "m.role_map()": lambda said: (role_map(said, settings=(x,), stretch=3) for x in SETTINGS),
    "m.organisation()": lambda said: [organisation(said, stretch=3)],
    "m.pmo_duties()": lambda said: [pmo_duties(said, stretch=3)],
    "m.task_map()": lambda said: [task_map(said, stretch=3)],
}


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide.

    Attributes:
        markdown: what it says; of a figure, which fills its slide, what a screen reader says.
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
            for slide in _shown(cell.source, cell.get("outputs", []), language):
                if slides and not slides[-1].figure and _is_aside(slide):
                    slides[-1] = _joined(slides[-1], slide.markdown)
                else:
                    slides.append(slide)
    return slides


def _is_aside(slide: Slide) -> bool:
    return slide.figure is None and len(slide.markdown) <= _ASIDE and "\n" not in slide.markdown


def _joined(slide: Slide, remark: str) -> Slide:
    return Slide(f"{slide.markdown}\n\n{remark}".strip(), opens=slide.opens)


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


def _shown(source: str, outputs: Iterable[Any], language: Language) -> Iterator[Slide]:
    """What a cell shows: questions, and figures, each alone on a slide; then what it says."""
    summary = ""
    for output in outputs:
        data = output.get("data", {})
        said = "".join(data.get("text/markdown", ""))
        if PLOTLY in data:
            for figure in _drawn(source, dict(data[PLOTLY]), language):
                yield Slide(summary, figure=figure)  # its title is drawn with it
        elif "<details>" in said:
            for title, inside in _FOLDED.findall(said):
                parts = filter(None, (summary, f"**{title.strip()}**", inside.strip()))
                yield from map(Slide, in_parts("\n\n".join(parts)))
                summary = ""
        elif said:
            yield from map(Slide, in_parts(summary) if summary else ())
            summary = said
    yield from map(Slide, in_parts(summary) if summary else ())


def _drawn(source: str, stored: dict[str, Any], language: Language) -> list[dict[str, Any]]:
    """The figure for a slide, which is wide and low: its spec, or that of each of its panels."""
    again = _WIDE.get(source.strip())
    if again is None:
        return [stored]
    return [{**each.spec, "config": each.config} for each in again(language)]


def figure_html(figure: dict[str, Any], number: int, said: str = "") -> str:
    """A figure for the deck's own script to draw; nothing in it can end the element early."""
    written = json.dumps(figure, ensure_ascii=False).replace("<", "\\u003c")
    heard = f'role="img" aria-label="{html.escape(said)}"' if said else ""
    return (
        f'<div class="figure" id="figure-{number}" {heard}></div>'
        f'<script type="application/json" data-figure="figure-{number}">{written}</script>'
    )
