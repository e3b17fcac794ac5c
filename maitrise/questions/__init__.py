"""Questions: what they are, how authors write them, how answers are read and scored.

Needs the standard library and cattrs only, so that it also runs in a browser's Python.
"""

from maitrise.questions.answer import Answer, read_answer
from maitrise.questions.bank import Bank, Quiz, read_bank
from maitrise.questions.mark import Mark, Reason, Verdict
from maitrise.questions.markdown import question_markdown, solution_lines
from maitrise.questions.model import (
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
from maitrise.questions.numeral import read_number, write_number, write_quantity
from maitrise.questions.scoring import score

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
    "read_number",
    "score",
    "solution_lines",
    "write_number",
    "write_quantity",
]
