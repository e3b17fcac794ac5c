"""Answers that people might give: right, partly right, wrong or none, made up from a seed."""

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from maitrise.cases import Case
from maitrise.kinds import Question, model_answer
from maitrise.kinds.trial import trial_of

AT = "2026-11-22T10:15:00Z"


def made_up(question: Question, random: Random) -> Any:
    """An answer to a question; None now and then."""
    if random.random() < 0.15:
        return None
    if random.random() < 0.25:
        return model_answer(question)
    return trial_of(question).some_answer(question, random)


def sheet(case: Case, language: str, learner: str, answers: Mapping[str, Any]) -> bytes:
    """An answer sheet as it lies on disk; ``answers`` by the question's id."""
    whole = {
        "format": 1,
        "case": case.id,
        "language": language,
        "learner": learner,
        "answers": {name: {"value": value, "at": AT} for name, value in answers.items()},
    }
    return json.dumps(whole).encode()


def made_up_answers(case: Case, learner: str, seed: str) -> dict[str, Any]:
    """Answers to all that a learner is asked, by the question's id."""
    random = Random(seed)
    asked = case.questions_for(learner).values()
    return {question.id: made_up(question, random) for question in asked}


def model_answers(case: Case, learner: str) -> dict[str, Any]:
    """The model answers to all that a learner is asked, by the question's id."""
    return {
        question.id: model_answer(question) for question in case.questions_for(learner).values()
    }
