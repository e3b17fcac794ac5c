"""Validate and score the answers of a sheet with the course's own code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from maitrise.base.errors import AnswerError
from maitrise.cases import Case
from maitrise.cohort.facts import AnswerFact, WrongPart
from maitrise.kinds import Answer, Asked, Mark, Question, Verdict, ask, read_answer, score
from maitrise.kinds.mark import DECIMALS
from maitrise.learner.sheet import AnswerSheet

_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """A graded cell with its question, answer and mark.

    Attributes:
        asked: what the question asks, in the sheet's language.
        raw: the answer as in the sheet.
        answer: the validated answer; None if it is blank or invalid.
        unreadable: an invalid answer as JSON; "" for a valid one.
    """

    question: Question
    asked: Asked
    raw: Any
    at: str
    answer: Answer | None
    mark: Mark
    unreadable: str = ""


def score_sheet(case: Case, sheet: AnswerSheet, learner: str) -> Mapping[str, ScoredAnswer]:
    """Score every graded cell of a case.

    Args:
        case: with its keys.
        sheet: what was handed in.
        learner: roster id, which decides the items of an exam. If that item is blank and the sheet
            has another learner's id, the item of that learner counts.
    """
    allotted = case.questions_for(learner)
    own = case.questions_for(sheet.learner) if case.slots and sheet.learner else allotted
    scored = {}
    for cell, question in allotted.items():
        chosen = _scored(question, sheet)
        if chosen.raw is None and own[cell].id != question.id:
            other = _scored(own[cell], sheet)
            chosen = other if other.raw is not None else chosen
        scored[cell] = chosen
    return scored


def answer_fact(cell: str, scored: ScoredAnswer) -> AnswerFact:
    """The fact of a scored answer, before any hand mark."""
    mark = scored.mark
    is_to_mark = mark.verdict is Verdict.TO_MARK
    lost = () if mark.verdict is Verdict.RIGHT else mark.reasons
    return AnswerFact(
        cell=cell,
        question=scored.question.id,
        competency=scored.question.competency,
        maximum=mark.maximum,
        verdict=str(mark.verdict),
        mistakes=tuple(
            WrongPart(reason.item, str(reason.verdict), reason.misconception or "")
            for reason in lost
            if reason.verdict in (Verdict.WRONG, Verdict.PARTLY)
        ),
        auto=None if is_to_mark else mark.points,
        is_waiting=is_to_mark,
    )


def unknown_answers(case: Case, sheet: AnswerSheet) -> list[str]:
    """Ids that the sheet answers and the case does not ask."""
    return [question for question in sheet.answers if question not in case.questions]


def _scored(question: Question, sheet: AnswerSheet) -> ScoredAnswer:
    entry = sheet.answers.get(question.id)
    raw = entry.value if entry else None
    at = entry.at if entry else ""
    asked = ask(question, sheet.language)
    try:
        answer = read_answer(asked, raw)
    except AnswerError as error:
        lost = Mark(0.0, question.points, Verdict.WRONG)
        found = json.dumps(getattr(error.__cause__, "found", raw), ensure_ascii=False)
        return ScoredAnswer(question, asked, raw, at, None, lost, found[:_LONGEST_SHOWN])
    mark = score(question, answer)
    rounded = replace(mark, points=round(mark.points, DECIMALS))
    return ScoredAnswer(question, asked, raw, at, answer, rounded)
