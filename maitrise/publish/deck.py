"""A lesson cut into slides: its own cells, each small enough to be read from the back row."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from maitrise.base.text import Language, say
from maitrise.course.roles import SETTINGS
from maitrise.figures import Figure
from maitrise.figures.course import role_map
from maitrise.player.figures import FIGURES
from maitrise.publish.cells import figure_of
from maitrise.publish.long_table import in_parts

FULL = 560  # characters of prose that a slide holds
_LINE = 45  # what a new paragraph or list item costs, in characters
_ASIDE = 90  # a remark this short stays on the slide before it
# The bar of a lesson and its references belong to the page, not to a room.
_LEFT_OUT = re.compile(r"^m\.(lesson|sources|glossary|my_record)\(", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,3}) ", re.MULTILINE)
_PAGE_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\.ipynb[^)\n]*\)")
_FOLDED = re.compile(r"<details><summary>(.*?)</summary>(.*?)</details>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide.

    Attributes:
        markdown: what it says; of a figure, which fills its slide, what a screen reader says.
        figure: plain data for ``reveal/deck.js``: its title and a grid, or Plotly's JSON; or None.
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
            figure = figure_of(cell.source)
            shown = _figure(figure, language) if figure else _shown(cell.get("outputs", []))
            for slide in shown:
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


def _figure(name: str, language: Language) -> Iterator[Slide]:
    """A figure, which fills its slide, or a slide a panel; then the same in words."""
    figure, drawn = _drawn(name, language)
    for each in drawn:
        yield Slide(figure.summary, figure=each)
    table = f"**{say('figure.as-table', language)}**\n\n{figure.table.markdown()}"
    yield from map(Slide, in_parts(f"{figure.summary}\n\n{table}"))


def _drawn(name: str, language: Language) -> tuple[Figure, Sequence[dict[str, Any]]]:
    if name not in FIGURES:
        # Its lines are broken for a telephone; on a slide, which is wide, they are longer.
        panels = [role_map(language, settings=(each,), stretch=3) for each in SETTINGS]
        return role_map(language), [panel.spec for panel in panels]
    figure = FIGURES[name](language)
    return figure, [{"title": figure.title, **figure.drawing}]


def _shown(outputs: Iterable[Any]) -> Iterator[Slide]:
    """What a cell shows: questions, each alone on a slide; then what it says."""
    summary = ""
    for output in outputs:
        said = "".join(output.get("data", {}).get("text/markdown", ""))
        if "<details>" in said:
            for title, inside in _FOLDED.findall(said):
                parts = filter(None, (summary, f"**{title.strip()}**", inside.strip()))
                yield from map(Slide, in_parts("\n\n".join(parts)))
                summary = ""
        elif said:
            yield from map(Slide, in_parts(summary) if summary else ())
            summary = said
    yield from map(Slide, in_parts(summary) if summary else ())


def figure_html(figure: dict[str, Any], number: int, said: str = "") -> str:
    """A figure for the deck's own script to draw; nothing in it can end the element early."""
    written = json.dumps(figure, ensure_ascii=False).replace("<", "\\u003c")
    form = f'data-form="{figure["form"]}"' if "form" in figure else 'role="img"'
    heard = f'aria-label="{html.escape(said)}"' if said else ""
    return (
        f'<figure class="figure" id="figure-{number}" {form} {heard}></figure>'
        f'<script type="application/json" data-figure="figure-{number}">{written}</script>'
    )
