"""The course's figures in the page: drawn, in a sentence, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from maitrise.base.text import Language
from maitrise.figures import Figure
from maitrise.figures.course import (
    acceptance_stages,
    life_cycle,
    organisation,
    pmo_duties,
    raci_overview,
    task_map,
)

FIGURES: Mapping[str, Callable[[Language], Figure]] = {
    "acceptance_stages": acceptance_stages,
    "life_cycle": life_cycle,
    "organisation": organisation,
    "pmo_duties": pmo_duties,
    "raci_overview": raci_overview,
    "task_map": task_map,
}
"""By the call that shows one."""

NAMES = tuple(FIGURES)


def figure_data(figure: Figure) -> dict[str, Any]:
    """A figure as plain data: its drawing, and its equivalents for whoever cannot see it."""
    return {
        "title": figure.title,
        "summary": figure.summary,
        "headers": list(figure.table.headers),
        "rows": [list(row) for row in figure.table.rows],
        "drawing": dict(figure.drawing),
    }


def _data(name: str, language: Language) -> dict[str, Any]:
    return figure_data(FIGURES[name](language))


def _markdown(name: str, language: Language) -> str:
    figure = FIGURES[name](language)
    return f"{figure.summary}\n\n{figure.folded_table()}"


DATA = {name: partial(_data, name) for name in NAMES}
MARKDOWN = {name: partial(_markdown, name) for name in NAMES}
