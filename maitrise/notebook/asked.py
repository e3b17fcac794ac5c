"""What the browser is given of a question: what is asked, never a key or a reason."""

from __future__ import annotations

from typing import Any

from maitrise.base.number import write_number
from maitrise.base.text import Language, say
from maitrise.kinds.markdown import rubric_lines
from maitrise.kinds.model import (
    Choice,
    Choices,
    FreeText,
    Match,
    Number,
    Order,
    Question,
    Raci,
    Rows,
)
from maitrise.kinds.presentation import shown_order

_LABELS = {
    "check": "question.check",
    "hint": "question.hint",
    "nextHint": "question.next-hint",
    "again": "question.again",
    "solution": "question.solution",
    "solutionIs": "question.solution-is",
    "convention": "question.convention",
    "notSaved": "question.not-saved",
    "saved": "question.saved",
}
_LABELS_OF_KIND = {
    "choice": {},
    "choices": {"several": "choices.how"},
    "match": {"choose": "match.select"},
    "raci": {
        "letters": "raci.letters",
        "deliverable": "raci.deliverable",
        "oneAccountable": "raci.one-accountable",
        "manyAccountable": "raci.many-accountable",
        "noneAccountable": "raci.none-accountable",
    },
    "order": {
        "orderHow": "order.how",
        "up": "order.up",
        "down": "order.down",
        "position": "order.position",
    },
    "rows": {"severalRows": "rows.how", "pick": "rows.pick"},
    "number": {"yourNumber": "number.answer"},
    "text": {"yourText": "text.answer", "words": "text.words", "rubric": "text.rubric"},
}


def asked(question: Question, language: Language) -> dict[str, Any]:
    """The question as plain data in one language, without anything that gives the key away."""
    convention = question.convention.said_in(language) if question.convention else None
    return {
        "id": question.id,
        "kind": question.kind,
        "prompt": question.prompt.said_in(language),
        "convention": convention,
        **_body(question, language),
    }


def labels(question: Question, language: Language) -> dict[str, str]:
    """Every word that the question's own controls show."""
    keys = {
        **_LABELS,
        **_LABELS_OF_KIND[question.kind],
        "kind": f"kind.{question.kind}",
        "difficulty": f"difficulty.{question.difficulty}",
    }
    said = {name: say(key, language) for name, key in keys.items()}
    if isinstance(question, Number):
        # As many decimals as are asked for, and a separator of thousands: no key looks like it.
        example = write_number(1270.5, language, question.decimals)
        said["numberHow"] = say("number.how", language, example=example)
    return said


def _body(question: Question, language: Language) -> dict[str, Any]:
    match question:
        case Choice() | Choices():
            return {"options": [_named(option, language) for option in question.options]}
        case Match():
            return {
                "categories": [_named(category, language) for category in question.categories],
                "rows": [_named(row, language) for row in question.rows],
            }
        case Raci():
            return {
                "roles": list(question.roles),
                "letters": [
                    {"letter": letter, "words": say(f"raci.letter.{letter}", language)}
                    for letter in question.letters
                ],
                "accountable": list(question.accountable),
                "rows": [_named(row, language) for row in question.rows],
            }
        case Order():
            return {"items": [_named(item, language) for item in shown_order(question)]}
        case Rows():
            columns = question.columns
            return {
                "columns": [column.text.said_in(language) for column in columns],
                "rows": [
                    {
                        "id": row.id,
                        "cells": [row.cells[column.id].said_in(language) for column in columns],
                    }
                    for row in question.rows
                ],
            }
        case Number():
            unit = question.unit.said_in(language) if question.unit else None
            return {"unit": unit, "decimals": question.decimals}
        case FreeText():
            return {"criteria": rubric_lines(question, language)}
    raise TypeError(f"Nothing to show for a {type(question).__name__}.")


def _named(part: Any, language: Language) -> dict[str, str]:
    return {"id": part.id, "text": part.text.said_in(language)}
