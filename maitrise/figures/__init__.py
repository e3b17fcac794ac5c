"""Figures: each a value with its drawing, a one-sentence summary and the same as a table.

A drawing is rows and columns, which the page's own front end draws, or Plotly's JSON.

Charts that draw what they are given are here; the drawings of this course are in ``course``.
Nothing here opens, shows or saves; Plotly itself is not needed to describe a figure.
"""

from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.plotly import plotly_script
from maitrise.figures.share_bars import share_bars
from maitrise.figures.table_bars import table_bars
from maitrise.figures.timeline import timeline

__all__ = [
    "Figure",
    "FigureTable",
    "plotly_script",
    "share_bars",
    "table_bars",
    "timeline",
]
