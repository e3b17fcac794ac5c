"""Shares from 0 to 100% as horizontal bars, one row a thing, one bar a series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maitrise.base.locale import LOCALES
from maitrise.base.number import write_quantity
from maitrise.base.text import Language
from maitrise.figures.card import TEXT_SIZE, bare_axis, broken, card_layout, escape
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.palette import CARD, INK
from maitrise.figures.plotly import plot_config

_FILLS = ("#0072B2", CARD)
_BAR = 22
_GAP = 46


def share_bars(
    title: str,
    summary: str,
    names: Sequence[str],
    series: Mapping[str, Sequence[float]],
    table: FigureTable,
    language: Language,
) -> Figure:
    """Bars of shares; two series are told apart by fill and outline, and named in the text.

    The title is not drawn: the page sets it above as text of its own, which wraps on a telephone.

    Args:
        title: the question that the figure answers.
        summary: one sentence that says what is seen.
        names: of the rows, from top to bottom.
        series: shares from 0 to 1 by the name of the series, two at most.
        table: the same as text.
    """
    row = _GAP + _BAR * len(series)
    height = row * len(names)
    layout = card_layout(title, 8 + height, {"l": 8, "r": 8, "t": 0, "b": 8})
    del layout["title"]
    layout |= {
        "xaxis": bare_axis(0, 1.55 if len(series) > 1 else 1.25),
        "yaxis": bare_axis(height, 0),
        "barmode": "overlay",
        "annotations": [
            {"text": broken(name, 46), "x": 0, "y": row * place + 34, "showarrow": False,
             "xanchor": "left", "yanchor": "bottom", "align": "left"}
            for place, name in enumerate(names)
        ],
    }  # fmt: skip
    return Figure(
        spec={
            "data": [
                _bars(place, name if len(series) > 1 else "", shares, row, language)
                for place, (name, shares) in enumerate(series.items())
            ],
            "layout": layout,
        },
        config=plot_config(language),
        title=title,
        summary=summary,
        table=table,
        language=language,
    )


def _bars(
    place: int, name: str, shares: Sequence[float], row: int, language: Language
) -> dict[str, object]:
    said = [write_quantity(100 * share, "%", language) for share in shares]
    colon = LOCALES[language].colon
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(shares),
        "y": [row * row_number + 46 + _BAR * place for row_number in range(len(shares))],
        "width": _BAR - 6,
        "marker": {"color": _FILLS[place], "line": {"color": INK, "width": 1.5}},
        "text": [f"{escape(name)}{colon}{percent}" if name else percent for percent in said],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "outsidetextfont": {"size": TEXT_SIZE, "color": INK},
        "hoverinfo": "skip",
    }
