"""Numbers of a table as horizontal bars, one row a thing, one bar a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from maitrise.base.locale import LOCALES
from maitrise.base.text import Language
from maitrise.figures.card import (
    TEXT_SIZE,
    bare_axis,
    broken,
    card_layout,
    escape,
    note,
)
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.palette import CARD, INK
from maitrise.figures.plotly import plot_config

_FILLS = ("#0072B2", CARD)
_BAR = 22
_LINE = 16
_GAP = 18
_WIDTH = 42  # characters of a name on a phone


def table_bars(
    title: str,
    summary: str,
    names: Sequence[str],
    series: Mapping[str, Sequence[tuple[float | None, str]]],
    table: FigureTable,
    language: Language,
) -> Figure:
    """Bars that start at 0; two columns are told apart by fill and outline, and named.

    Args:
        title: the question that the figure answers.
        summary: one sentence that says what is seen.
        names: of the rows, from top to bottom.
        series: by the name of the column, each row's number and how it is written; a row without
            a number has no bar.
        table: the same as text.
    """
    labels = [broken(name, _WIDTH) for name in names]
    bars_of_row = _BAR * len(series)
    heads = [_GAP + _LINE * (label.count("<br>") + 1) for label in labels]
    ends = list(accumulate(head + bars_of_row for head in heads))
    tops = [end - bars_of_row for end in ends]
    height = max(ends, default=0)
    highest = max((number for cells in series.values() for number, _ in cells if number), default=1)
    heading = broken(title, _WIDTH - 4)
    top = 16 + 20 * (heading.count("<br>") + 1)
    layout = card_layout(title, top + height + 8, {"l": 12, "r": 8, "t": top, "b": 8})
    layout["title"]["text"] = f"<b>{heading}</b>"
    layout |= {
        "xaxis": bare_axis(0, highest * (1.85 if len(series) > 1 else 1.35)),
        "yaxis": bare_axis(height, 0),
        "barmode": "overlay",
        "annotations": [
            note(label, 0, bars_at - 4, xanchor="left", yanchor="bottom", align="left")
            for bars_at, label in zip(tops, labels, strict=True)
        ],
    }  # fmt: skip
    bars = [
        _bars(place, column, cells, tops, is_named=len(series) > 1, language=language)
        for place, (column, cells) in enumerate(series.items())
    ]
    spec = {"data": bars, "layout": layout}
    drawing = _for_page(names, series, highest)
    return Figure(title, summary, table, language, drawing, spec, plot_config(language))


def _for_page(
    names: Sequence[str],
    series: Mapping[str, Sequence[tuple[float | None, str]]],
    highest: float,
) -> dict[str, Any]:
    """The bars as shares of the longest; null where a row has no number."""
    return {
        "kind": "bars",
        "series": list(series),
        "rows": [
            {
                "text": name,
                "bars": [
                    None
                    if (number := cells[place][0]) is None
                    else {"share": round(max(0.0, number / highest), 4), "text": cells[place][1]}
                    for cells in series.values()
                ],
            }
            for place, name in enumerate(names)
        ],
    }


def _bars(
    place: int,
    column: str,
    cells: Sequence[tuple[float | None, str]],
    tops: Sequence[float],
    *,
    is_named: bool,
    language: Language,
) -> dict[str, Any]:
    colon = LOCALES[language].colon
    there = [(at, number, said) for at, (number, said) in enumerate(cells) if number is not None]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [number for _, number, _ in there],
        "y": [tops[at] + _BAR * (place + 0.5) for at, _, _ in there],
        "width": _BAR - 6,
        "marker": {"color": _FILLS[place], "line": {"color": INK, "width": 1.5}},
        "text": [
            f"{escape(column)}{colon}{said}" if is_named else escape(said) for _, _, said in there
        ],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "outsidetextfont": {"size": TEXT_SIZE, "color": INK},
        "hoverinfo": "skip",
    }
