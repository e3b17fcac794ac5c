"""The course's figures in the page: drawn, in a sentence, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from maitrise.base.text import Language
from maitrise.figures import Figure
from maitrise.figures.course.acceptance_stages import acceptance_stages
from maitrise.figures.course.grids import (
    acceptance_grid,
    duties_grid,
    life_cycle_grid,
    organisation_grid,
    raci_grid,
    task_grid,
)
from maitrise.figures.course.life_cycle import life_cycle
from maitrise.figures.course.organisation import organisation
from maitrise.figures.course.pmo_duties import pmo_duties
from maitrise.figures.course.raci_overview import raci_overview
from maitrise.figures.course.task_map import task_map
from maitrise.figures.grid import Grid

_FIGURES: Mapping[str, tuple[Callable[[Language], Figure], Callable[[Language], Grid]]] = {
    "acceptance_stages": (acceptance_stages, acceptance_grid),
    "life_cycle": (life_cycle, life_cycle_grid),
    "organisation": (organisation, organisation_grid),
    "pmo_duties": (pmo_duties, duties_grid),
    "raci_overview": (raci_overview, raci_grid),
    "task_map": (task_map, task_grid),
}
NAMES = tuple(_FIGURES)
"""The calls that show one."""


def figure_data(figure: Figure, drawing: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A figure as plain data: its drawing, and its equivalents for whoever cannot see it.

    Args:
        drawing: what the page draws; the figure's own unless given.
    """
    return {
        "title": figure.title,
        "summary": figure.summary,
        "headers": list(figure.table.headers),
        "rows": [list(row) for row in figure.table.rows],
        "drawing": dict(figure.drawing if drawing is None else drawing),
    }


def _data(name: str, language: Language) -> dict[str, Any]:
    figure, grid = _FIGURES[name]
    return figure_data(figure(language), grid(language).as_data())


def _markdown(name: str, language: Language) -> str:
    return _FIGURES[name][0](language).markdown()


DATA = {name: partial(_data, name) for name in NAMES}
MARKDOWN = {name: partial(_markdown, name) for name in NAMES}
