"""Dates of a table as a timeline, one row a thing, one bar from its first day to its last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from maitrise.base.text import Language
from maitrise.figures.card import bare_axis, broken, card_layout, note, on_one_line
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.palette import INK, MUTED, RULE
from maitrise.figures.plotly import plot_config

_BAR = 14
_LINES = 38
_ROW = _LINES + _BAR + 12
_WIDTH = 48  # characters of a name on a phone
_WIDTH_OF_TITLE = 38
_FEW_MONTHS = 7  # more of them and every other one is named
_DAY = 24 * 60 * 60 * 1000  # Plotly counts milliseconds


def timeline(
    title: str,
    summary: str,
    names: Sequence[str],
    spans: Sequence[tuple[date, date]],
    table: FigureTable,
    language: Language,
) -> Figure:
    """Bars along a calendar, each under its name and its dates.

    Args:
        title: the question that the figure answers.
        summary: one sentence that says what is seen.
        names: of the rows, from top to bottom.
        spans: of each row, the first day and the last.
        table: the same as text.
    """
    height = _ROW * len(names)
    first = min(start for start, _ in spans).replace(day=1)
    last = max(end for _, end in spans) + timedelta(days=3)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    heading = broken(title, _WIDTH_OF_TITLE)
    top = 34 + 20 * (heading.count("<br>") + 1)
    layout = card_layout(title, top + height + 8, {"l": 12, "r": 14, "t": top, "b": 8})
    layout["title"]["text"] = f"<b>{heading}</b>"
    layout |= {
        "xaxis": {
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "side": "top",
            "fixedrange": True,
            "dtick": "M1" if months <= _FEW_MONTHS else "M2",
            "tick0": first.isoformat(),
            "tickformat": "%b",
            "ticklabelposition": "outside right",
            "gridcolor": RULE,
            "griddash": "dot",
            "tickangle": 0,
        },
        "yaxis": bare_axis(height, 0),
        "annotations": [
            note(_named(name, span), 0, _ROW * place + _LINES, xref="paper",
                 xanchor="left", yanchor="bottom", bgcolor="rgba(255,255,255,0.85)", borderpad=0)
            for place, (name, span) in enumerate(zip(names, spans, strict=True))
        ],
    }  # fmt: skip
    bars = {
        "type": "bar",
        "orientation": "h",
        "base": [start.isoformat() for start, _ in spans],
        "x": [((end - start).days + 1) * _DAY for start, end in spans],
        "y": [_ROW * place + _LINES + _BAR / 2 for place in range(len(names))],
        "width": _BAR,
        "marker": {"color": "#0072B2", "line": {"color": INK, "width": 1.5}},
        "hoverinfo": "skip",
    }
    spec = {"data": [bars], "layout": layout}
    drawing = _for_page(names, spans, first, last)
    return Figure(title, summary, table, language, drawing, spec, plot_config(language))


def _for_page(
    names: Sequence[str], spans: Sequence[tuple[date, date]], first: date, last: date
) -> dict[str, Any]:
    """Bars and months as shares of the whole time."""
    whole = (last - first).days

    def share(day: date) -> float:
        return round((day - first).days / whole, 4)

    months, month = [], first
    while month < last:
        months.append({"month": month.isoformat(), "at": share(month)})
        month = (month + timedelta(days=31)).replace(day=1)
    return {
        "kind": "timeline",
        "months": months,
        "rows": [
            {
                "text": name,
                "note": f"{start:%d/%m/%Y} – {end:%d/%m/%Y}",
                "start": share(start),
                "end": share(end + timedelta(days=1)),
            }
            for name, (start, end) in zip(names, spans, strict=True)
        ],
    }


def _named(name: str, span: tuple[date, date]) -> str:
    """A name on one line, and its dates under it."""
    dates = f"{span[0]:%d/%m/%Y} – {span[1]:%d/%m/%Y}"
    return f'{on_one_line(name, _WIDTH)}<br><span style="color:{MUTED}">{dates}</span>'
