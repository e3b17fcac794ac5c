"""Figures: each a value with its Plotly JSON, a one-sentence summary and the same as a table.

Nothing here opens, shows or saves; Plotly itself is not needed to describe a figure.
"""

from maitrise.figures.acceptance_stages import acceptance_stages
from maitrise.figures.figure import Figure, Table
from maitrise.figures.life_cycle import life_cycle
from maitrise.figures.plotly_script import plotly_script
from maitrise.figures.pmo_duties import pmo_duties
from maitrise.figures.raci import RaciRow, raci_rows
from maitrise.figures.raci_overview import raci_overview
from maitrise.figures.role_cards import role_cards
from maitrise.figures.role_map import role_map
from maitrise.figures.share_bars import share_bars
from maitrise.figures.table_bars import table_bars
from maitrise.figures.task_map import task_map
from maitrise.figures.timeline import timeline

__all__ = [
    "Figure",
    "RaciRow",
    "Table",
    "acceptance_stages",
    "life_cycle",
    "plotly_script",
    "pmo_duties",
    "raci_overview",
    "raci_rows",
    "role_cards",
    "role_map",
    "share_bars",
    "table_bars",
    "task_map",
    "timeline",
]
