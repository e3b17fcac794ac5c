"""Release cases through nbgrader's exchange as they were built, without anybody's answers.

nbgrader gives out the whole folder. Whoever has tried a case where it is released from has left
their answers there: right ones would be the key in everybody's hands.
"""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseAssignment

from maitrise.base.errors import SheetError
from maitrise.base.text import say
from maitrise.cases.second_copy import answers_in_notebook
from maitrise.cohort.cohort import open_cohort

LEARNER_FILES = ("answers.json", "answers.*.json", "*.zip")
"""What answering leaves beside a notebook: sheet, copy, what was set aside, what was handed in."""


class ReleaseAssignmentOfExchange(ExchangeReleaseAssignment):  # type: ignore[misc]
    """nbgrader's own exporter, but without files that hold answers."""

    def copy_files(self) -> None:
        """Release the case; refuse while its notebook itself holds answers."""
        for notebook in sorted(Path(self.src_path).glob("*.ipynb")):
            if _holds_answers(notebook):
                language = open_cohort(self.coursedir.root).settings.language
                self.fail(say("cohort.answers-in-release", language, path=notebook))
        super().copy_files()

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """Copy a folder without the files that answering leaves in it."""
        usual = self.coursedir.ignore
        self.coursedir.ignore = [*usual, *LEARNER_FILES]
        try:
            super().do_copy(src, dest, log)
        finally:
            self.coursedir.ignore = usual  # collecting goes by it, and is after just these files


def _holds_answers(notebook: Path) -> bool:
    try:
        return bool(answers_in_notebook(notebook.read_bytes()))
    except SheetError:
        return False  # nbgrader says itself what is wrong with it
