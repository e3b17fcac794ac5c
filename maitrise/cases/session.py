"""One open case: the sheet beside the notebook, its second copy, who is asked what."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from maitrise.base.errors import AnswerError, SheetError
from maitrise.base.number import write_shortest
from maitrise.base.places import learner_folder
from maitrise.base.text import Language, say
from maitrise.cases.files import SHEET, assignment
from maitrise.cases.public_form import ReleasedCase
from maitrise.cases.second_copy import LARGEST_NOTEBOOK, sheet_in_notebook
from maitrise.kinds import Answer, Asked, read_answer
from maitrise.learner.documents import LearnerDocuments
from maitrise.learner.identity import current_learner, roster_id
from maitrise.learner.sheet import AnswerSheet, Entry, parse_sheet
from maitrise.learner.sheet_file import SheetFile

_NOTHING = Entry(value=None, at="")


class CaseSession:
    """The answers of one learner to one case, kept as they are given.

    Attributes:
        released: what is asked.
        lesson: the assignment's name.
        learner: the id on the sheet.
        asked: the question of each graded cell, in reading order.
        notices: what the learner should be told about the sheet on opening it.
    """

    def __init__(self, released: ReleasedCase, folder: Path) -> None:
        self.released = released
        self.language: Language = released.language
        self.lesson = assignment(released.id, released.language)
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self.folder = folder
        place = self._place_of_sheet(folder)
        on_disk = _sheet_on_disk(place, self.language)
        self.learner = _learner(on_disk, is_drawn=bool(released.slots))
        self._sheet = SheetFile(place, released.id, self.language, self.learner)
        self.notices = self._sheet.notices
        self._restore_from_notebook()
        self.asked: Mapping[str, Asked] = released.questions_for(self.learner)
        self._by_id = {asked.id: asked for asked in self.asked.values()}
        self._watchers: list[Callable[[str], None]] = []

    @property
    def sheet(self) -> AnswerSheet:
        """What has been answered."""
        return self._sheet.sheet

    @property
    def is_source(self) -> bool:
        """Whether this is the notebook with the keys: its answers are kept nowhere."""
        return self._temporary is not None

    def watch(self, watcher: Callable[[str], None]) -> None:
        """Have something done whenever an answer changes; it is given the question's id."""
        self._watchers.append(watcher)

    def entry(self, question: str) -> Entry:
        """What the sheet holds for a question; an empty entry when it holds nothing."""
        return self.sheet.answers.get(question, _NOTHING)

    def answer(self, question: str) -> Answer | None:
        """The answer as scoring takes it; None when blank, or when it no longer fits."""
        try:
            return read_answer(self._by_id[question], self.entry(question).value)
        except AnswerError:
            return None

    def put(self, question: str, value: object) -> None:
        """Keep an answer.

        Raises:
            SheetError: it is not on disk; it is kept in memory and goes with the next writing.
        """
        try:
            self._sheet.put(question, value)
        finally:
            self._changed(question)

    def refresh(self) -> None:
        """Take over what the page has written to the sheet since."""
        before = dict(self.sheet.answers)
        self._sheet.refresh()
        for question, entry in self.sheet.answers.items():
            if before.get(question) != entry:
                self._changed(question)

    def documents(self) -> LearnerDocuments:
        """The learner's documents, with this case's answers where this session has them."""
        return LearnerDocuments(learner_folder(), {self.lesson: self._sheet.path.parent})

    def sign(self, learner: str) -> None:
        """Put the trainer's id of the learner on the sheet.

        An exam keeps the id that its questions were drawn for.

        Raises:
            SheetError: it could not be written.
        """
        if not self.released.slots:
            self._sheet.sign(learner)
            self.learner = learner

    def count(self) -> int:
        """How many questions there are."""
        return len(self.asked)

    def blank(self) -> list[int]:
        """The numbers of the questions without an answer, from 1."""
        asked = enumerate(self.asked.values(), start=1)
        return [number for number, question in asked if self.answer(question.id) is None]

    def number_of(self, cell: str) -> int:
        """The number of a question, from 1."""
        return list(self.asked).index(cell) + 1

    def facts(self) -> Mapping[str, Any]:
        """Minutes and points of the case, in words."""
        return {
            "minutes": self.released.minutes,
            "points": write_shortest(self.released.points, self.language, 2),
        }

    def _changed(self, question: str) -> None:
        if question in self._by_id:
            for watcher in self._watchers:
                watcher(question)

    def _place_of_sheet(self, folder: Path) -> Path:
        if (folder.parent / f"{self.released.id}.toml").exists():
            # nbgrader copies whatever lies in a source folder over the learners' files.
            self._temporary = tempfile.TemporaryDirectory(prefix="maitrise-")
            folder = Path(self._temporary.name)
        return folder / SHEET

    def _restore_from_notebook(self) -> None:
        """Where the sheet is gone, take the answers that the saved notebook carries."""
        notebook = self.folder / f"{self.released.id}.ipynb"
        if self.sheet.answers or self.is_source or not notebook.is_file():
            return
        try:
            if notebook.stat().st_size > LARGEST_NOTEBOOK:
                return
            content = notebook.read_bytes()
            found = sheet_in_notebook(content, case=self.released.id, language=self.language)
        except (OSError, SheetError):
            return
        if found:
            self._sheet.take_from(found.answers)
            with suppress(SheetError):  # the page reads it from the disk
                self._sheet.sign(self.learner)
            if self.released.slots:
                self.learner = found.learner or self.learner
            self.notices.append(say("case.from-notebook", self.language, count=len(found.answers)))


def _sheet_on_disk(path: Path, language: Language) -> AnswerSheet | None:
    """The sheet as it lies there; none where it cannot be read (opening it will say why)."""
    try:
        return parse_sheet(path.read_bytes(), language)
    except (OSError, SheetError):
        return None


def _learner(on_disk: AnswerSheet | None, *, is_drawn: bool) -> str:
    """The id on the sheet.

    An exam that has been begun goes on with the questions it began with. Where nbgrader runs the
    notebook nobody sits before it: the sheet says whose it is.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return on_disk.learner if on_disk else ""
    if is_drawn and on_disk and on_disk.answers and on_disk.learner:
        return on_disk.learner
    return roster_id() or current_learner().id
