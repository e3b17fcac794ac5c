"""Answers that people might give: right, partly right, wrong or none, made up from a seed."""

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from maitrise.cases import Case
from maitrise.kinds import Question, model_answer
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.choices import ChoicesQuestion
from maitrise.kinds.match import MatchQuestion
from maitrise.kinds.number import NumberQuestion
from maitrise.kinds.order import OrderQuestion
from maitrise.kinds.raci import RaciQuestion
from maitrise.kinds.raci.question import LETTERS
from maitrise.kinds.rows import RowsQuestion
from maitrise.kinds.text import TextQuestion

AT = "2026-11-22T10:15:00Z"


def made_up(question: Question, random: Random) -> Any:
    """An answer to a question; None now and then."""
    if random.random() < 0.15:
        return None
    if random.random() < 0.25:
        return model_answer(question)
    match question:
        case ChoiceQuestion():
            return random.choice(question.options).id
        case ChoicesQuestion():
            return [option.id for option in question.options if random.random() < 0.5]
        case RowsQuestion():
            return [row.id for row in question.rows if random.random() < 0.4]
        case OrderQuestion():
            return random.sample([item.id for item in question.items], len(question.items))
        case MatchQuestion():
            categories = [category.id for category in question.categories]
            rows = [row.id for row in question.rows if random.random() < 0.9]
            return {row: random.choice(categories) for row in rows}
        case RaciQuestion():
            return {
                row.id: {
                    role: random.choice((row.key[role], random.choice(LETTERS)))
                    for role in question.roles
                }
                for row in question.rows
            }
        case NumberQuestion():
            values = [wrong.value for wrong in question.wrongs]
            near = question.key + question.tolerance * random.choice((-2, -1, 1, 2))
            return random.choice([*values, near, question.key, -1.5])
        case TextQuestion():
            return random.choice(("Je propose d’ajourner.", "<b>*Non*</b>\n\n1. $x$ `y`"))
    raise TypeError(type(question).__name__)


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
    asked = case.allotted(learner).values()
    return {question.id: made_up(question, random) for question in asked}


def model_answers(case: Case, learner: str) -> dict[str, Any]:
    """The model answers to all that a learner is asked, by the question's id."""
    return {question.id: model_answer(question) for question in case.allotted(learner).values()}
