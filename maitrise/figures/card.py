"""The card that every figure is drawn on: white, so that it reads on light and dark pages."""

from __future__ import annotations

import html
import textwrap
from typing import Any

from maitrise.figures.palette import CARD, INK, RULE

FONT = 'Arial, "Helvetica Neue", "Liberation Sans", Roboto, "DejaVu Sans", sans-serif'
TEXT_SIZE = 12
TITLE_SIZE = 15


def card_layout(title: str, height: int, margin: dict[str, int]) -> dict[str, Any]:
    """A Plotly layout: fluid in width, fixed in height, no template, nothing to drag.

    Args:
        title: the question, at the top left.
        height: pixels.
        margin: pixels, as Plotly names them.
    """
    return {
        "template": {},
        "autosize": True,
        "height": height,
        "margin": margin,
        "paper_bgcolor": CARD,
        "plot_bgcolor": CARD,
        "font": {"family": FONT, "size": TEXT_SIZE, "color": INK},
        "title": {
            "text": f"<b>{escape(title)}</b>",
            "font": {"size": TITLE_SIZE, "color": INK},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": 12, "t": 12},
        },
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "align": "left",
            "bgcolor": CARD,
            "bordercolor": RULE,
            "font": {"family": FONT, "size": TEXT_SIZE, "color": INK},
        },
    }


def bare_axis(low: float, high: float, **more: Any) -> dict[str, Any]:
    """An axis that only gives coordinates: no line, no tick, no zoom."""
    return {"visible": False, "fixedrange": True, "range": [low, high], **more}


def note(text: str, x: float, y: float, **more: Any) -> dict[str, Any]:
    """A text at a place of the plot; ``text`` may hold Plotly's tags, so escape its parts."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "align": "left", **more}


def escape(text: str) -> str:
    """Text that Plotly shows as it stands."""
    return html.escape(text, quote=False)


def broken(text: str, width: int) -> str:
    """Escaped text in lines of at most ``width`` characters; Plotly breaks none by itself."""
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return "<br>".join(escape(line) for line in lines)


def on_one_line(text: str, width: int) -> str:
    """Escaped text of at most ``width`` characters, cut where longer: a table has it whole."""
    return escape(text if len(text) <= width else text[: width - 1].rstrip(" ,;:") + "…")
