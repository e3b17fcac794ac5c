"""``maitrise slides``: a lesson as one HTML file that needs no network, by nbconvert and reveal.js.

reveal.js 5.2.1 (MIT licence) lies in ``reveal/`` as its authors publish it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maitrise.base.text import Language
from maitrise.figures import plotly_script
from maitrise.publish.deck import Slide, figure_html, slides_of
from maitrise.publish.lesson import written_lesson

_REVEAL = Path(__file__).with_name("reveal")


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
    shown = any(slide.figure for slide in cut)
    resources = {
        "deck": {
            "reveal_css": (_REVEAL / "reveal.css").read_text(encoding="utf-8"),
            "reveal_js": _script("reveal.js"),
            "deck_css": (_REVEAL / "deck.css").read_text(encoding="utf-8"),
            "deck_js": _script("deck.js"),
            "plotly_js": plotly_script() if shown else "",
            "language": language,
        }
    }
    body, _ = exporter.from_notebook_node(deck, resources)
    return str(body).encode("utf-8")


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
