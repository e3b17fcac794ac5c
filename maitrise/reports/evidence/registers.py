"""The registers of a cohort: adaptations, complaints and improvements."""

from __future__ import annotations

from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.cohort.places import QUALITY
from maitrise.reports.evidence.kept_table import KeptTable, as_csv, read_kept
from maitrise.reports.evidence.piece import Piece, missing_piece

REGISTERS = {
    "adaptations": ("day", "who", "need", "adaptation", "by", "effect"),
    "complaints": ("day", "from", "nature", "what", "answer", "answered"),
    "improvements": ("day", "source", "seen", "measure", "by", "due", "done", "effect"),
}
"""The columns of each register; the first is a day."""
_CLOSING = {"complaints": "answered", "improvements": "done"}


def register(cohort: Cohort, name: str, language: Language, *, is_anonymous: bool) -> Piece:
    """A register with its entries.

    Args:
        is_anonymous: count the entries and leave them out: free words may name somebody.

    A file that cannot be read is missing, and says why.
    """
    where = f"{QUALITY}/{name}.csv"
    path = cohort.folder / where
    found, missing = (
        read_kept(path, cohort.folder, language)
        if path.is_file() or path.is_dir()
        else (KeptTable((), ()), [])
    )
    if not found.rows and not missing:
        missing.append(missing_piece(name, language, file=where))
    closing = REGISTERS[name].index(_CLOSING[name]) if name in _CLOSING else None
    if closing is not None:
        is_open = sum(len(row) <= closing or not row[closing] for row in found.rows)
        if is_open:
            missing.append(missing_piece(f"{name}-open", language, count=is_open, file=where))
    files = {}
    if found.rows and not is_anonymous:
        files[path.name] = as_csv(found, language)
    count = say("evidence.entries", language, count=len(found.rows)) if found.rows else ""
    return Piece(name, files, count, found.days, tuple(missing), found.notes)
