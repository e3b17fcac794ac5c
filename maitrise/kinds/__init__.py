"""Questions: what they are, how authors write them, how answers are read and scored.

Needs the standard library and cattrs only, so that it also runs in a browser's Python.
"""

from maitrise.kinds.answer import Answer, read_answer
from maitrise.kinds.bank import Bank, Quiz, read_bank
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.markdown import question_markdown, solution_lines
from maitrise.kinds.model import (
    Category,
    Choice,
    Choices,
    Column,
    Criterion,
    FreeText,
    Item,
    KnownWrong,
    Match,
    MatchRow,
    Number,
    Option,
    Order,
    Question,
    Raci,
    RaciRow,
    Rows,
    TableRow,
)
from maitrise.kinds.scoring import score

__all__ = [
    "Answer",
    "Bank",
    "Category",
    "Choice",
    "Choices",
    "Column",
    "Criterion",
    "FreeText",
    "Item",
    "KnownWrong",
    "Mark",
    "Match",
    "MatchRow",
    "Number",
    "Option",
    "Order",
    "Question",
    "Quiz",
    "Raci",
    "RaciRow",
    "Reason",
    "Rows",
    "TableRow",
    "Verdict",
    "question_markdown",
    "read_answer",
    "read_bank",
    "score",
    "solution_lines",
]
