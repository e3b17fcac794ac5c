"""A mark as what the browser shows: the verdict in words, and a reason for each part."""

from __future__ import annotations

from typing import Any

from maitrise.base.number import write_shortest
from maitrise.base.text import Language, say
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.model import Number, Question


def feedback(question: Question, mark: Mark, language: Language) -> dict[str, Any]:
    """The parts of a view's state that tell the learner what the mark is and why.

    Returns:
        ``verdict``, ``headline`` and ``points`` in words, ``parts`` (a reason by option, row or
        item), ``reasons`` (of the whole answer) and ``explanation`` (what the question teaches).
    """
    whole = [_part(reason, language) for reason in mark.reasons if not reason.item]
    if isinstance(question, Number) and mark.verdict is Verdict.WRONG and not mark.reasons[0].text:
        whole = [_part(mark.reasons[0], language) | {"reason": say("number.not-it", language)}]
    if isinstance(question, Number) and mark.verdict is Verdict.RIGHT:
        whole = []  # its reason is the explanation, which follows
    explained = question.explanation and mark.verdict is Verdict.RIGHT
    return {
        "verdict": mark.verdict.value,
        "headline": say(f"verdict.{mark.verdict}", language),
        "points": points(mark, language),
        "parts": {reason.item: _part(reason, language) for reason in mark.reasons if reason.item},
        "reasons": whole,
        "explanation": [question.explanation.said_in(language)]
        if question.explanation and explained
        else [],
    }


def points(mark: Mark, language: Language) -> str:
    """The points in words ("0.75 points out of 1"); nothing where a person has yet to mark."""
    if mark.verdict is Verdict.TO_MARK:
        return ""
    return say(
        "question.points",
        language,
        points=write_shortest(mark.points, language, 2),
        maximum=write_shortest(mark.maximum, language, 2),
    )


def _part(reason: Reason, language: Language) -> dict[str, Any]:
    return {
        "verdict": reason.verdict.value,
        "label": say(f"verdict.{reason.verdict}", language),
        "reason": reason.text.said_in(language) if reason.text else "",
    }
