"""Files whose owner is unknown: kept apart, and reported in few lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from maitrise.base.errors import SheetError
from maitrise.learner.sheet import parse_sheet
from maitrise.marking.inbox_file import OTHER_ARCHIVES, InboxFile
from maitrise.marking.owner_finder import NoOwner
from maitrise.marking.problem import Notify, Problem, shown_place

ARCHIVES = {".zip", *OTHER_ARCHIVES}
_SHEET = re.compile(r"answers.*\.json", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Unmatched:
    """An unmatched file; ``claimed`` is the id in its sheet, "" for none."""

    place: tuple[str, ...]
    is_sheet: bool
    is_notebook: bool
    is_archive: bool
    claimed: str

    @property
    def is_stray(self) -> bool:
        """Whether it could not be a submission under any name."""
        return not (self.is_sheet or self.is_notebook or self.is_archive)


class UnmatchedFiles:
    """The unmatched files of an intake, by folder or archive."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._found: dict[tuple[tuple[str, ...], NoOwner], list[_Unmatched]] = {}

    def add(self, file: InboxFile, doubt: NoOwner) -> None:
        """Add a file, and why it has no owner."""
        unmatched = _Unmatched(
            file.place,
            is_sheet(file),
            file.suffix == ".ipynb",
            file.suffix in ARCHIVES,
            _claimed(file),
        )
        self._found.setdefault((file.container, doubt), []).append(unmatched)

    def report(self) -> None:
        """Report one line per folder or archive of one person; one per file if of several."""
        for (container, doubt), files in self._found.items():
            sheets = sum(file.is_sheet for file in files)
            notebooks = sum(file.is_notebook for file in files)
            if container and len(files) > 1 and max(sheets, notebooks) == 1:
                claimed = next((file.claimed for file in files if file.claimed), "")
                files = [_Unmatched(container, True, True, True, claimed)]
            for file in files:
                self._say(file, doubt)
        self._found.clear()

    def _say(self, file: _Unmatched, doubt: NoOwner) -> None:
        wrong, remedy = f"unmatched-{doubt}", "rename"
        if doubt is NoOwner.NOBODY and file.claimed:
            wrong = "claimed"
        elif doubt is NoOwner.NOBODY and file.is_stray:
            wrong, remedy = "stray", "if-answers"
        values = {"id": file.claimed}
        self._notify(Problem(shown_place(file.place), wrong, "unmatched", remedy, values))


def is_sheet(file: InboxFile) -> bool:
    """Whether a file is an answer sheet, by its name or by what it holds."""
    return bool(_SHEET.fullmatch(file.name)) or _has_answers(file)


def _has_answers(file: InboxFile) -> bool:
    return file.suffix == ".json" and file.content is not None and b'"answers"' in file.content


def _claimed(file: InboxFile) -> str:
    """The id in an unmatched sheet; only reported, never trusted."""
    if not _has_answers(file) or file.content is None:
        return ""
    try:
        return parse_sheet(file.content, "en").learner
    except SheetError:
        return ""
