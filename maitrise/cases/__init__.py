"""Graded cases: one file an author writes, nbgrader's notebooks, and what a notebook talks to.

``solutions/<case>.toml`` ▶ ``solutions/<case>-<language>/`` ▶ ``exercises/<case>-<language>/``.
Building, widgets and hand-in are imported from their own modules, so that marking stays light.
"""

from maitrise.cases.feedback import feedback_markdown, reasons_markdown
from maitrise.cases.files import assignment, case_file, case_ids, parse_assignment
from maitrise.cases.model import Case, Section, Slot
from maitrise.cases.reading import read_case
from maitrise.cases.second_copy import answers_in_notebook, sheet_in_notebook
from maitrise.cases.table import Table, TableColumn

__all__ = [
    "Case",
    "Section",
    "Slot",
    "Table",
    "TableColumn",
    "answers_in_notebook",
    "assignment",
    "case_file",
    "case_ids",
    "feedback_markdown",
    "parse_assignment",
    "read_case",
    "reasons_markdown",
    "sheet_in_notebook",
]
