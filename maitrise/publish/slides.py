"""``maitrise slides``: a lesson as one HTML file that needs no network, by nbconvert and reveal.js.

reveal.js 5.2.1 (MIT licence) lies in ``reveal/`` as its authors publish it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from maitrise.base.text import Language
from maitrise.figures import plotly_script
from maitrise.player.bundling import classic_script
from maitrise.publish.deck import Slide, figure_html, slides_of
from maitrise.publish.lesson import written_lesson

_REVEAL = Path(__file__).with_name("reveal")
_PLAYER = Path(__file__).resolve().parents[1] / "player"
_FOR_FIGURES = frozenset({"player/dom.js", "player/figure-grid.js"})
_TYPEFACE = re.compile(r"@font-face \{[^}]*\}\n?")


def slides(lesson: str, language: Language) -> bytes:
    """The deck of a lesson, made from its stored notebook; the notebook is not changed.

    Raises:
        WrongCallError: there is no such lesson, or it is not written yet.
    """
    import nbformat
    from nbconvert.exporters import SlidesExporter

    page = written_lesson(lesson, language)
    stored = nbformat.read(page.notebook(language), as_version=4)
    cut = slides_of(stored.cells, language)
    deck = nbformat.v4.new_notebook(
        cells=[_cell(slide, number) for number, slide in enumerate(cut)],
        metadata={"title": page.title.said_in(language)},
    )
    exporter = SlidesExporter(  # type: ignore[no-untyped-call]
        template_name="deck",
        extra_template_basedirs=[str(_REVEAL)],
        exclude_input=True,
        exclude_anchor_links=True,
        language_code=language,
    )
    figures = [slide.figure for slide in cut if slide.figure]
    by_plotly = any("layout" in figure for figure in figures)
    unused = frozenset() if figures else _FOR_FIGURES
    resources = {
        "deck": {
            "reveal_css": _sheet(_REVEAL / "reveal.css"),
            "reveal_js": _script("reveal.js"),
            "deck_css": _sheet(_REVEAL / "deck.css") + (_figures_css() if figures else ""),
            "deck_js": classic_script("publish/reveal/deck.js", "start", unused),
            "plotly_js": plotly_script() if by_plotly else "",
            "language": language,
        }
    }
    body, _ = exporter.from_notebook_node(deck, resources)
    return str(body).encode("utf-8")


def _figures_css() -> str:
    """The looks of figures as the page has them, but for its typefaces; then what slides change."""
    sheets = (_PLAYER / "tokens.css", _PLAYER / "figures.css", _REVEAL / "grid.css")
    return _TYPEFACE.sub("", "".join(map(_sheet, sheets)))


def _sheet(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _script(name: str) -> str:
    """A script without the address of its source map, which a browser may look for."""
    script = (_REVEAL / name).read_text(encoding="utf-8")
    return script.partition("//# sourceMappingURL=")[0]


def _cell(slide: Slide, number: int) -> Any:
    """One cell a slide, under an id of its own, so that the deck is the same at every run."""
    import nbformat

    kind = {"slideshow": {"slide_type": "slide" if slide.opens or not number else "subslide"}}
    name = f"slide-{number}"
    if slide.figure is None:
        return nbformat.v4.new_markdown_cell(slide.markdown, id=name, metadata=kind)
    drawn = figure_html(slide.figure, number, slide.markdown)
    outputs = [nbformat.v4.new_output("display_data", {"text/html": drawn})]
    return nbformat.v4.new_code_cell("", id=name, metadata=kind, outputs=outputs)
