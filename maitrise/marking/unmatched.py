"""Files of nobody knows whom: kept aside, and told in as few lines as will do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from maitrise.base.errors import SheetError
from maitrise.learner.sheet import parse_sheet
from maitrise.marking.inbox_file import OTHER_ARCHIVES, InboxFile
from maitrise.marking.problem import Notify, Problem, shown_place
from maitrise.marking.who import Doubt

ARCHIVES = {".zip", *OTHER_ARCHIVES}
_SHEET = re.compile(r"answers.*\.json", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Unmatched:
    """One of them; ``claimed`` is the id that its sheet says, "" for none."""

    place: tuple[str, ...]
    is_sheet: bool
    is_notebook: bool
    is_archive: bool
    claimed: str

    @property
    def is_stray(self) -> bool:
        """Whether no name could make it count."""
        return not (self.is_sheet or self.is_notebook or self.is_archive)


class UnmatchedFiles:
    """Those of one taking in, by the folder or archive in which they lie."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._found: dict[tuple[tuple[str, ...], Doubt], list[_Unmatched]] = {}

    def add(self, file: InboxFile, doubt: Doubt) -> None:
        """Remember a file and why it is nobody's."""
        unmatched = _Unmatched(
            file.place,
            is_sheet(file),
            file.suffix == ".ipynb",
            file.suffix in ARCHIVES,
            _claimed(file),
        )
        self._found.setdefault((file.container, doubt), []).append(unmatched)

    def say(self) -> None:
        """One line for the folder or archive of one person; a line a file where it is several's."""
        for (container, doubt), files in self._found.items():
            sheets = sum(file.is_sheet for file in files)
            notebooks = sum(file.is_notebook for file in files)
            if container and len(files) > 1 and max(sheets, notebooks) == 1:
                claimed = next((file.claimed for file in files if file.claimed), "")
                files = [_Unmatched(container, True, True, True, claimed)]
            for file in files:
                self._say(file, doubt)
        self._found.clear()

    def _say(self, file: _Unmatched, doubt: Doubt) -> None:
        wrong, remedy = f"unmatched-{doubt}", "rename"
        if doubt is Doubt.NOBODY and file.claimed:
            wrong = "claimed"
        elif doubt is Doubt.NOBODY and file.is_stray:
            wrong, remedy = "stray", "if-answers"
        values = {"id": file.claimed}
        self._notify(Problem(shown_place(file.place), wrong, "unmatched", remedy, values))


def is_sheet(file: InboxFile) -> bool:
    """Whether a file is an answer sheet, by its name or by what it holds."""
    return bool(_SHEET.fullmatch(file.name)) or _has_answers(file)


def _has_answers(file: InboxFile) -> bool:
    return file.suffix == ".json" and file.content is not None and b'"answers"' in file.content


def _claimed(file: InboxFile) -> str:
    """The id that an unmatched sheet claims; only told, never believed."""
    if not _has_answers(file) or file.content is None:
        return ""
    try:
        return parse_sheet(file.content, "en").learner
    except SheetError:
        return ""
