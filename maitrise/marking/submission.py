"""A hand-in that can be marked: whose it is, of which assignment, and where its answers lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from maitrise.base.text import Language
from maitrise.cases import assignment
from maitrise.learner.sheet import AnswerSheet


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission of one learner and assignment: a sheet that can be read.

    Attributes:
        kept: the file that holds the answers, relative to the cohort's folder.
        in_notebook: whether the answers are the copy in a notebook.
        rank: 2 for a sheet, 1 for its backup copy, 0 for a notebook.
        latest: when the latest answer was given, according to the sheet.
        all_kept: every file of this hand-in.
        secret: by which nbgrader's exchange returns the page, "" without the exchange.
    """

    learner: str
    case: str
    language: Language
    handed_in: datetime
    kept: str
    file: str
    in_notebook: bool = False
    rank: int = 2
    latest: str = ""
    all_kept: tuple[str, ...] = ()
    secret: str = ""

    @property
    def assignment(self) -> str:
        """The name of the assignment."""
        return assignment(self.case, self.language)

    @property
    def age(self) -> tuple[datetime, int, str, str]:
        """The sort key that decides which of two counts: the newer one."""
        return self.handed_in, self.rank, self.latest, self.file


def sheet_bytes(sheet: AnswerSheet) -> bytes:
    """The bytes of a sheet, as written to ``submitted/``."""
    return sheet.as_json().encode("utf-8", "backslashreplace")
