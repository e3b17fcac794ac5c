"""A mark as what the browser shows: the verdict in words, and a reason for each part."""

from __future__ import annotations

from typing import Any

from maitrise.base.number import write_shortest
from maitrise.base.text import Language, say
from maitrise.kinds.contract import Question
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.registry import kind_of


def feedback(question: Question, mark: Mark, language: Language) -> dict[str, Any]:
    """The parts of a view's state that tell the learner what the mark is and why.

    Returns:
        ``verdict``, ``headline`` and ``points`` in words, ``parts`` (a reason by option, row or
        item), ``reasons`` (of the whole answer) and ``explanation`` (what the question teaches).
    """
    explained = question.explanation if mark.verdict is Verdict.RIGHT else None
    whole = [
        _part(reason, language)
        | {"reason": kind_of(question).lost_line(question, reason, language)}
        for reason in mark.reasons
        if not reason.item and not (explained and reason.text == explained)  # which follows
    ]
    return {
        "verdict": mark.verdict.value,
        "headline": say(f"verdict.{mark.verdict}", language),
        "points": points(mark, language),
        "parts": {reason.item: _part(reason, language) for reason in mark.reasons if reason.item},
        "reasons": whole,
        "explanation": [explained.said_in(language)] if explained else [],
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
