"""The released form of a case: one language, no key, no reason; written and read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maitrise.base.errors import MaitriseError
from maitrise.base.text import LANGUAGES, Language, Text, say
from maitrise.cases.figure import CaseFigure
from maitrise.cases.model import Case, Slot
from maitrise.cases.table import Table, TableColumn, plain_cell, read_cell
from maitrise.kinds import Asked, ask, asked_data, read_asked

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedCase:
    """A released case: what is asked, without keys.

    Attributes:
        cells: the ids of the graded cells in reading order.
        tables: by id; their texts are in the one language.
        figures: by id, drawn from these tables.
        questions: what is asked, by id.
        slots: of an exam.
    """

    id: str
    version: int
    language: Language
    title: str
    minutes: int
    points: float
    cells: tuple[str, ...]
    tables: Mapping[str, Table]
    figures: Mapping[str, CaseFigure]
    questions: Mapping[str, Asked]
    slots: Mapping[str, Slot]

    def questions_for(self, learner: str) -> Mapping[str, Asked]:
        """The question of each graded cell for a learner."""
        return {
            cell: self.questions[self.slots[cell].item_of(learner) if cell in self.slots else cell]
            for cell in self.cells
        }


def public_form(case: Case, language: Language) -> dict[str, Any]:
    """The case as ``case.json`` holds it, in one language and without keys."""
    figures = [_public_figure(figure, language) for figure in case.figures.values()]
    return {
        "format": FORMAT,
        "case": case.id,
        "version": case.version,
        "language": language,
        "title": case.title.said_in(language),
        "summary": case.summary.said_in(language),
        "minutes": case.minutes,
        "points": case.points,
        "cells": list(case.cells),
        "tables": [_public_table(table, language) for table in case.tables.values()],
        **({"figures": figures} if figures else {}),
        "questions": [asked_data(ask(each, language)) for each in case.questions.values()],
        "slots": [
            {
                "id": slot.id,
                "competency": slot.competency,
                "difficulty": slot.difficulty,
                "points": slot.points,
                "items": list(slot.items),
            }
            for slot in case.slots.values()
        ],
    }


def read_released(path: Path, language: Language) -> ReleasedCase:
    """Read the ``case.json`` beside a notebook.

    Raises:
        MaitriseError: it is missing or cannot be used; the message is for the learner.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            raise ValueError("another format")
        return ReleasedCase(
            id=raw["case"],
            version=raw["version"],
            language=raw["language"],
            title=raw["title"],
            minutes=raw["minutes"],
            points=raw["points"],
            cells=tuple(raw["cells"]),
            tables={each["id"]: _released_table(each) for each in raw["tables"]},
            # Cases without a figure, and those released before there were any, list none.
            figures={each["id"]: _released_figure(each) for each in raw.get("figures", [])},
            questions={each["id"]: read_asked(each, language) for each in raw["questions"]},
            slots={
                each["id"]: Slot(**{**each, "items": tuple(each["items"])}) for each in raw["slots"]
            },
        )
    except FileNotFoundError as error:
        raise MaitriseError(say("case.not-here", language, folder=path.parent)) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MaitriseError(say("case.damaged", language, file=path.name)) from error


def _public_table(table: Table, language: Language) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title.said_in(language),
        "idTitle": table.id_title.said_in(language) if table.id_title else None,
        "columns": [
            {
                "id": column.id,
                "title": column.title.said_in(language),
                "kind": column.kind,
                "decimals": column.decimals,
            }
            for column in table.columns
        ],
        "rows": [
            [row, *(plain_cell(cells[column.id], language) for column in table.columns)]
            for row, cells in table.rows.items()
        ],
    }


def _public_figure(figure: CaseFigure, language: Language) -> dict[str, Any]:
    return {
        "id": figure.id,
        "kind": figure.kind,
        "table": figure.table,
        "columns": list(figure.columns),
        "title": figure.title.said_in(language),
        "summary": figure.summary.said_in(language),
    }


def _released_figure(raw: Mapping[str, Any]) -> CaseFigure:
    return CaseFigure(
        **{
            **raw,
            "columns": tuple(raw["columns"]),
            "title": _said(raw["title"]),
            "summary": _said(raw["summary"]),
        }
    )


def _released_table(raw: Mapping[str, Any]) -> Table:
    columns = tuple(
        TableColumn(**{**column, "title": _said(column["title"])}) for column in raw["columns"]
    )
    return Table(
        id=raw["id"],
        title=_said(raw["title"]),
        id_title=_said(raw["idTitle"]) if raw["idTitle"] else None,
        columns=columns,
        rows={
            row[0]: {
                column.id: read_cell(column, _written(cell))
                for column, cell in zip(columns, row[1:], strict=True)
            }
            for row in raw["rows"]
        },
    )


def _said(text: str) -> Text:
    """A text that is there in one language only."""
    return Text(fr=text, en=text)


def _written(cell: object) -> dict[Language, str]:
    text = "" if cell is None else str(cell)
    return dict.fromkeys(LANGUAGES, text)
