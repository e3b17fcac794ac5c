"""Take in the cohort's own ``submitted/`` tree without keeping its files again.

``nbgrader collect`` puts hand-ins there, and marking puts its own notebook in their place; the
learner's files are kept before that. When the tree is taken in again, a folder that still holds
what marking wrote counts as those files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from maitrise.base.errors import MaitriseError
from maitrise.cases import sheet_in_notebook
from maitrise.cases.files import SHEET
from maitrise.cohort.facts import SubmissionFacts
from maitrise.learner.sheet import AnswerSheet, parse_sheet
from maitrise.marking.exchange import TIMESTAMP, stamp_of
from maitrise.marking.inbox_file import InboxFile
from maitrise.marking.problem import shown_place
from maitrise.marking.submission import Submission, sheet_bytes

Known = Mapping[tuple[str, str], SubmissionFacts]
"""What was marked before, by learner and assignment."""


class AlreadyKept:
    """Finds earlier submissions in a cohort's own tree."""

    def __init__(self, cohort: Path, known: Callable[[], Known]) -> None:
        """Begin without reading anything.

        Args:
            cohort: its folder.
            known: returns the marked submissions; called once, for the first file of the tree.
        """
        self._cohort, self._ask = cohort, known
        self._tree = Path(os.path.realpath(cohort)) / "submitted"
        self._known: Known | None = None
        self._folders: dict[Path, tuple[SubmissionFacts, AnswerSheet] | None] = {}

    def submission(self, file: InboxFile) -> Submission | None:
        """The earlier submission whose sheet or notebook, as marking wrote it, is this file."""
        if file.on_disk is None:
            return None
        folder = file.on_disk.parent
        if folder not in self._folders:
            self._folders[folder] = self._look_at(Path(os.path.realpath(folder)))
        before = self._folders[folder]
        if before is None or file.name not in (SHEET, f"{before[0].case}.ipynb"):
            return None
        facts, sheet = before
        if file.name != SHEET and not _is_of(file.content, sheet):
            return None  # somebody else's, laid there since
        assert facts.handed_in is not None
        latest = max((entry.at for entry in sheet.answers.values()), default="")
        return Submission(
            facts.learner,
            facts.case,
            facts.language,
            facts.handed_in,
            facts.kept[0],
            shown_place(file.place),
            facts.kept[0].endswith(".ipynb"),
            latest=latest,
            all_kept=facts.kept,
        )

    def _look_at(self, folder: Path) -> tuple[SubmissionFacts, AnswerSheet] | None:
        """The submission marked from a folder, with its answers."""
        if folder.parent.parent != self._tree:
            return None
        if self._known is None:
            self._known = self._ask()
        facts = self._known.get((folder.parts[-2], folder.parts[-1]))
        if facts is None or not facts.kept or facts.handed_in is None:
            return None
        try:
            if (folder / TIMESTAMP).read_bytes() != stamp_of(facts.handed_in):
                return None  # handed in anew
            sheet = _sheet(facts, (self._cohort / facts.kept[0]).read_bytes())
            if (folder / SHEET).read_bytes() != sheet_bytes(sheet):
                return None
        except (OSError, MaitriseError):
            return None
        return facts, sheet


def _is_of(notebook: bytes | None, sheet: AnswerSheet) -> bool:
    """Whether a notebook holds the answers of a sheet, as marking writes it."""
    try:
        carried = sheet_in_notebook(notebook or b"", case=sheet.case)
    except MaitriseError:
        return False
    answers = carried.answers if carried else {}
    return bool(answers) >= bool(sheet.answers) and all(
        question in sheet.answers and entry.value == sheet.answers[question].value
        for question, entry in answers.items()
    )


def _sheet(facts: SubmissionFacts, own: bytes) -> AnswerSheet:
    """The answers in the learner's own file."""
    if not facts.kept[0].endswith(".ipynb"):
        return parse_sheet(own, "en")
    sheet = sheet_in_notebook(own, case=facts.case)
    if sheet is None:
        return AnswerSheet(facts.case, facts.language, "", {})
    return AnswerSheet(facts.case, facts.language, sheet.learner, sheet.answers)
