"""Shares as bars, and what they spread over: what several sections of a report draw and count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from maitrise.base.text import Language, say
from maitrise.figures import Figure, FigureTable, share_bars
from maitrise.reports.section import ReportColumn, ReportSection, ReportTable, Row, Value
from maitrise.reports.wording import cells_of

if TYPE_CHECKING:
    import pandas as pd

FEW = 5
"""Below this many people a mean says more of one person than of the group, and is left out."""
MOST_BARS = 20
SPREAD = (
    ReportColumn("submissions", "whole"), ReportColumn("share", "share"),
    ReportColumn("median", "share"), ReportColumn("lowest", "share"),
    ReportColumn("highest", "share"),
)  # fmt: skip


def spread(shares: pd.Series) -> Row:
    """How many, then mean, median, lowest and highest where there are enough of them."""
    known = shares.dropna()
    if len(known) < FEW:
        return len(known), None, None, None, None
    values = (known.mean(), known.median(), known.min(), known.max())
    return len(known), *(float(value) for value in values)


def section_with_bars(
    id_: str, table: ReportTable, drawn: Sequence[Row], language: Language, *, at: int
) -> ReportSection:
    """A section whose figure shows the mean shares in column ``at`` of some of its rows."""
    named = [(str(row[0]), row[at]) for row in drawn]
    known = [(label, share) for label, share in named if isinstance(share, float)]
    note = say("report.few", language, few=FEW)
    if not known:
        key = "report.marks.few" if table.rows else "report.marks.none"
        return ReportSection(id_, say(key, language, few=FEW), table, note)
    best, worst = max(known, key=lambda bar: bar[1]), min(known, key=lambda bar: bar[1])
    key = "report.marks" if best[0] != worst[0] else "report.marks.one"
    summary = say(key, language, best=best[0], high=round(100 * best[1]),
                  worst=worst[0], low=round(100 * worst[1]))  # fmt: skip
    shown = ReportTable((table.columns[0], table.columns[at]), named[:MOST_BARS])
    figure = bars(id_, summary, named, shown, language)
    return ReportSection(id_, summary, table, note, figure, shown)


def bars(
    id_: str,
    summary: str,
    named: Sequence[tuple[Value, ...]],
    drawn: ReportTable,
    language: Language,
) -> Figure | None:
    """The figure of a section; None where there is no share to draw.

    Args:
        named: a label and a share, or None for a mean that is left out.
        drawn: the same as a table.
    """
    known = [(str(label), share) for label, share in named if isinstance(share, float)][:MOST_BARS]
    if not known:
        return None
    title = say(f"report.figure.{id_}", language)
    table = FigureTable(
        tuple(column.said_in(language) for column in drawn.columns),
        tuple(cells_of(drawn.columns, row, language) for row in drawn.rows),
    )
    names, shares = zip(*known, strict=True)
    return share_bars(title, summary, names, {title: shares}, table, language)
