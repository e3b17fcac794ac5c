"""Taking in the cohort's own ``submitted/`` tree: what is kept already is not kept again.

``nbgrader collect`` puts hand-ins there, and marking puts its own notebook in their place; the
learner's files are kept before that. When the tree is taken in again, a folder that still holds
what marking wrote stands for those files.
"""

from __future__ import annotations

import os
from pathlib import Path

from maitrise.base.errors import MaitriseError
from maitrise.cases import sheet_in_notebook
from maitrise.cases.files import SHEET
from maitrise.cohort.marked import MarkedSubmission, read_marked
from maitrise.learner.sheet import AnswerSheet, parse_sheet
from maitrise.marking.exchange import TIMESTAMP, stamp_of
from maitrise.marking.item import Item


def as_we_write_it(sheet: AnswerSheet) -> bytes:
    """A sheet as it stands in ``submitted/``."""
    return sheet.as_json().encode("utf-8", "backslashreplace")


class AlreadyKept:
    """The folders of a cohort's own tree, each looked at once."""

    def __init__(self, cohort: Path) -> None:
        self._cohort = cohort
        self._tree = Path(os.path.realpath(cohort)) / "submitted"
        self._looked_at: dict[Path, MarkedSubmission | None] = {}

    def marked_from(self, item: Item) -> MarkedSubmission | None:
        """What marking found in this item's folder, if marking wrote what lies there."""
        if item.on_disk is None:
            return None
        folder = item.on_disk.parent
        if folder not in self._looked_at:
            self._looked_at[folder] = self._look_at(Path(os.path.realpath(folder)))
        marked = self._looked_at[folder]
        written = (SHEET, f"{marked.case}.ipynb") if marked else ()
        return marked if item.name in written else None

    def _look_at(self, folder: Path) -> MarkedSubmission | None:
        if folder.parent.parent != self._tree:
            return None
        learner, assignment = folder.parts[-2:]
        try:
            marked = read_marked(self._cohort / "marks" / learner / f"{assignment}.json")
            if (folder / TIMESTAMP).read_bytes() != stamp_of(marked.handed_in_at):
                return None  # handed in anew
            own = (self._cohort / marked.kept[0]).read_bytes()
            same = (folder / SHEET).read_bytes() == as_we_write_it(_sheet(marked, own))
            return marked if same else None
        except (OSError, IndexError, MaitriseError):
            return None


def _sheet(marked: MarkedSubmission, own: bytes) -> AnswerSheet:
    """The answers in the learner's own file."""
    if not marked.kept[0].endswith(".ipynb"):
        return parse_sheet(own, "en")
    found = sheet_in_notebook(own, case=marked.case)
    answers = found.answers if found else {}
    return AnswerSheet(marked.case, marked.language, found.learner if found else "", answers)
