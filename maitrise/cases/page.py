"""A released case as a page works with it: what is asked, the dossier, never a key.

Everything comes from ``exercises/``, in one language. The views are ``maitrise/player/case-*.js``;
names of calls stand in a page as a notebook's would: ``case.ask("cpi")`` is ``case_question/cpi``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maitrise.base.text import Language
from maitrise.cases.drawing import draw_case_figure
from maitrise.cases.files import PUBLIC_FORM, assignment, root_folder
from maitrise.cases.public_form import ReleasedCase, read_released
from maitrise.cases.shown_table import shown_table
from maitrise.kinds import page_data
from maitrise.player.figures import figure_data

VIEWS = (
    "player/case-question.js",
    "player/case-table.js",
    "player/figure.js",
    "player/hand-in.js",
)
"""The modules that show what a case calls."""

CALLS: Mapping[str, str] = {
    "table": "case_table",
    "figure": "case_figure",
    "ask": "case_question",
    "hand_in": "hand_in",
}
"""What a page calls each call of a case notebook that shows something there."""


def released_case(case: str, language: Language) -> ReleasedCase:
    """Read a released case from ``exercises/``.

    Raises:
        MaitriseError: it is missing or cannot be used.
    """
    folder = root_folder() / "exercises" / assignment(case, language)
    return read_released(folder / PUBLIC_FORM, language)


def case_data(case: ReleasedCase) -> dict[str, Any]:
    """What the page of a case needs besides its words: ``questions`` and ``data``."""
    tables = {f"case_table/{name}": table_data(case, name) for name in case.tables}
    figures = {f"case_figure/{name}": figure_page_data(case, name) for name in case.figures}
    questions = case.questions.values()
    return {
        "questions": {each.id: {"asked": page_data(each), "key": None} for each in questions},
        "data": {"case": frame_data(case), **tables, **figures},
    }


def frame_data(case: ReleasedCase) -> dict[str, Any]:
    """The graded cells and, in an exam, the questions from which each learner's are drawn."""
    return {
        "case": case.id,
        "version": case.version,
        "minutes": case.minutes,
        "points": case.points,
        "cells": list(case.cells),
        "slots": [{"id": slot.id, "items": list(slot.items)} for slot in case.slots.values()],
    }


def table_data(case: ReleasedCase, name: str) -> dict[str, Any]:
    """A table in words, and what its rows sort by."""
    shown = shown_table(case.tables[name], case.language)
    return {
        "title": shown.title,
        "headers": list(shown.headers),
        "numeric": list(shown.numeric),
        "rows": [list(row) for row in shown.rows],
        "keys": [list(row) for row in shown.keys],
    }


def figure_page_data(case: ReleasedCase, name: str) -> dict[str, Any]:
    """A figure as it is drawn, what it shows in a sentence, and the same as a table."""
    found = case.figures[name]
    return figure_data(draw_case_figure(found, case.tables[found.table], case.language))
