"""A question as released: its parts without a key or a reason, from the data of ``asked``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from maitrise.base.text import Text
from maitrise.kinds.model import (
    KINDS,
    Category,
    Column,
    Criterion,
    Item,
    MatchRow,
    Option,
    Question,
    RaciRow,
    TableRow,
)

_SILENT = Text(fr="", en="")  # a reason that is not released


def keyless_question(form: Mapping[str, Any]) -> Question:
    """A question that can be shown and answered, and must never be scored.

    Raises:
        KeyError: the data lacks a part.
    """
    common = {
        "id": form["id"],
        "prompt": _text(form["prompt"]),
        "convention": _text(form["convention"]) if form["convention"] else None,
        "competency": form["competency"],
        "difficulty": form["difficulty"],
        "points": form["points"],
    }
    return KINDS[form["kind"]](**common, **_body(form))


def _body(form: Mapping[str, Any]) -> dict[str, Any]:
    match form["kind"]:
        case "choice" | "choices":
            return {
                "options": tuple(
                    Option(id=each["id"], text=_text(each["text"]), reason=_SILENT)
                    for each in form["options"]
                )
            }
        case "match":
            return {
                "categories": tuple(
                    Category(id=each["id"], text=_text(each["text"])) for each in form["categories"]
                ),
                "rows": tuple(
                    MatchRow(id=each["id"], text=_text(each["text"]), key="", reason=_SILENT)
                    for each in form["rows"]
                ),
            }
        case "raci":
            return {
                "roles": tuple(form["roles"]),
                "rows": tuple(
                    RaciRow(id=each["id"], text=_text(each["text"]), key={}, reason=_SILENT)
                    for each in form["rows"]
                ),
            }
        case "order":
            items = [
                Item(id=each["id"], text=_text(each["text"]), reason=_SILENT)
                for each in form["items"]
            ]
            # Released as shown; shown_order makes that order again of the reversed one, whatever
            # the right one is.
            return {"items": tuple(reversed(items))}
        case "rows":
            columns = tuple(
                Column(id=str(place), text=_text(title))
                for place, title in enumerate(form["columns"])
            )
            return {
                "columns": columns,
                "rows": tuple(
                    TableRow(
                        id=row["id"],
                        cells={
                            column.id: _text(cell)
                            for column, cell in zip(columns, row["cells"], strict=True)
                        },
                        reason=_SILENT,
                    )
                    for row in form["rows"]
                ),
            }
        case "number":
            unit = form["unit"]
            return {
                "key": math.nan,
                "tolerance": 0.0,
                "unit": _text(unit) if unit else None,
                "decimals": form.get("decimals", 1),  # not in cases released before
            }
        case _:
            return {
                "criteria": tuple(
                    Criterion(points=each["points"], text=_text(each["text"]))
                    for each in form["criteria"]
                )
            }


def _text(said: str) -> Text:
    return Text(fr=said, en=said)
