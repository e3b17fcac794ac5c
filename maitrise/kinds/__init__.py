"""Questions: what they are, how authors write them, how answers are read, marked and said.

A kind of question is a folder here; ``contract`` says what it holds. Needs the standard library
and cattrs only, so that it also runs in a browser's Python.
"""

from maitrise.kinds.bank import Bank, Quiz, read_bank, read_question
from maitrise.kinds.contract import Answer, Asked, Difficulty, Kind, PartText, Question
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.registry import (
    answer_from_code,
    answer_markdown,
    ask,
    asked_data,
    is_marked_by_hand,
    key,
    key_lines,
    kind,
    kind_names,
    kind_of,
    model_answer,
    page_data,
    question_markdown,
    read_answer,
    read_asked,
    score,
    solution_lines,
    texts_of,
)

__all__ = [
    "Answer",
    "Asked",
    "Bank",
    "Difficulty",
    "Kind",
    "Mark",
    "PartText",
    "Question",
    "Quiz",
    "Reason",
    "Verdict",
    "answer_from_code",
    "answer_markdown",
    "ask",
    "asked_data",
    "is_marked_by_hand",
    "key",
    "key_lines",
    "kind",
    "kind_names",
    "kind_of",
    "model_answer",
    "page_data",
    "question_markdown",
    "read_answer",
    "read_asked",
    "read_bank",
    "read_question",
    "score",
    "solution_lines",
    "texts_of",
]
