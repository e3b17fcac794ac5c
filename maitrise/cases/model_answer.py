"""The model answer (corrigé) to a question, as an answer sheet holds it."""

from __future__ import annotations

from typing import Any

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


def model_answer(question: Question) -> Any:
    """What brings full points; None for a text, which a person marks."""
    match question:
        case Choice():
            return next(option.id for option in question.options if option.right)
        case Choices():
            return [option.id for option in question.options if option.right]
        case Match():
            return {row.id: row.key for row in question.rows}
        case Raci():
            return {row.id: dict(row.key) for row in question.rows}
        case Order():
            return [item.id for item in question.items]
        case Rows():
            return [row.id for row in question.rows if row.right]
        case Number():
            return round(question.key, question.decimals)
        case FreeText():
            return None
    raise TypeError(f"No model answer for a {type(question).__name__}.")
