"""Graded cases: one file an author writes, nbgrader's notebooks, and what a notebook talks to.

``solutions/<case>.toml`` ▶ ``solutions/<case>-<language>/`` ▶ ``exercises/<case>-<language>/``.
Building, widgets and hand-in are imported from their own modules, so that marking stays light.
"""

from maitrise.cases.files import assignment, case_file, case_ids, parse_assignment
from maitrise.cases.model import Case, Section, Slot
from maitrise.cases.reading import read_case
from maitrise.cases.table import Table, TableColumn

__all__ = [
    "Case",
    "Section",
    "Slot",
    "Table",
    "TableColumn",
    "assignment",
    "case_file",
    "case_ids",
    "parse_assignment",
    "read_case",
]
