"""The key of a formative question as plain data: what a page needs to tell the learner at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from maitrise.base.text import Language, Text
from maitrise.kinds.model import (
    Choice,
    Choices,
    FreeText,
    Match,
    Number,
    Option,
    Order,
    Question,
    Raci,
    Rows,
    TableRow,
)


def key(question: Question, language: Language) -> dict[str, Any]:
    """What is right and why, in one language.

    Returns:
        ``hints`` and ``explanation``, and what the kind needs: the names of its parts are those of
        what is asked, and reasons are by the id of an option, row or item.
    """
    return {
        "hints": [hint.said_in(language) for hint in question.hints],
        "explanation": _said(question.explanation, language),
        **_of_kind(question, language),
    }


def _of_kind(question: Question, language: Language) -> Mapping[str, Any]:
    match question:
        case Choice() | Choices():
            return _picks(question.options, language)
        case Rows():
            return _picks(question.rows, language)
        case Match():
            return {
                "rows": {
                    row.id: {
                        "key": row.key,
                        "also": row.also,
                        "reason": row.reason.said_in(language),
                        "misconceptions": dict(row.misconceptions or {}),
                    }
                    for row in question.rows
                }
            }
        case Raci():
            return {
                "rows": {
                    row.id: {"key": dict(row.key), "reason": row.reason.said_in(language)}
                    for row in question.rows
                }
            }
        case Order():
            return {
                "items": [item.id for item in question.items],
                "reasons": {item.id: item.reason.said_in(language) for item in question.items},
            }
        case Number():
            return {
                "value": question.key,
                "tolerance": question.tolerance,
                "wrongs": [
                    {
                        "value": wrong.value,
                        "tolerance": wrong.tolerance,
                        "reason": wrong.reason.said_in(language),
                        "misconception": wrong.misconception,
                    }
                    for wrong in question.wrongs
                ],
            }
        case FreeText():
            return {
                "criteria": [
                    {
                        "points": criterion.points,
                        "text": criterion.text.said_in(language),
                        "expected": _said(criterion.expected, language),
                    }
                    for criterion in question.criteria
                ]
            }
    raise TypeError(f"No key for a {type(question).__name__}.")


def _picks(offered: Iterable[Option | TableRow], language: Language) -> Mapping[str, Any]:
    offered = tuple(offered)
    return {
        "right": [each.id for each in offered if each.right],
        "reasons": {each.id: each.reason.said_in(language) for each in offered},
        "misconceptions": {each.id: each.misconception for each in offered if each.misconception},
    }


def _said(text: Text | None, language: Language) -> str | None:
    return text.said_in(language) if text else None
