"""The files of one learner in one folder or archive, while they are taken in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from maitrise.cases import parse_assignment
from maitrise.marking.submission import Submission


@dataclass(frozen=True, slots=True)
class Unread:
    """A sheet that cannot be read, or a notebook, which is read only if there is no sheet."""

    file: str
    handed_in: datetime
    kept: str | None
    why: str = ""
    wrong: str = "bad-sheet"
    is_proven: bool = True

    @property
    def case(self) -> str:
        """The case in whose folder it is kept, "" for none."""
        named = parse_assignment(Path(self.kept or "").parent.name)
        return named[0] if named else ""


@dataclass(slots=True)
class HandIn:
    """The files of one learner in one folder or archive."""

    learner: str
    sheets: list[Submission] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notebooks: list[Unread] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    secret: str = ""

    def newest(self) -> Iterator[tuple[Submission, Submission | None]]:
        """Yield sheets, the preferred ones last, each with an earlier rival of its rank or None."""
        best: dict[str, Submission] = {}
        for sheet in sorted(self.sheets, key=lambda sheet: (sheet.rank, sheet.latest)):
            other = best.get(sheet.assignment)
            is_rival = other and other.rank == sheet.rank and other.file != sheet.file
            yield sheet, other if is_rival else None
            best[sheet.assignment] = sheet
