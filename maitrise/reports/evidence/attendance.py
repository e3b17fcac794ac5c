"""Attendance: the sheets made, and the signed ones that a trainer keeps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from maitrise.base.errors import shown_reason
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.cohort.places import QUALITY
from maitrise.reports.evidence.kept_table import day_in
from maitrise.reports.evidence.piece import (
    Missing,
    Piece,
    first_and_last,
    missing_piece,
    unread_piece,
)

SIGNED = "signed"
_SCANS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".webp")


def attendance(cohort: Cohort, language: Language, *, is_anonymous: bool) -> Piece:
    """The sheets made, and the signed ones that the trainer put into the folder.

    Args:
        is_anonymous: count them and leave them out: they name everybody.
    """
    sheets = (cohort.folder / "papers" / "attendance").glob("*.pdf")
    made = sorted(path for path in sheets if path.is_file())
    folder = cohort.folder / QUALITY / SIGNED
    signed = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() in _SCANS and not path.name.startswith(".")
    ]
    days = [day for path in signed if (day := day_in(path.name))]
    unsigned = [day for path in made if (day := day_in(path.name)) and day not in days]
    undated = [path.name for path in signed if not day_in(path.name)]
    where = f"{QUALITY}/{SIGNED}"
    missing = []
    if not made and not signed:
        missing.append(missing_piece("attendance", language, folder=where))
    if unsigned:
        missing.append(
            missing_piece("attendance-unsigned", language, folder=where, days=", ".join(unsigned))
        )
    if undated:
        count = len(undated)
        missing.append(missing_piece("attendance-undated", language, folder=where, count=count))
    files: dict[str, bytes] = {}
    if not is_anonymous:
        blank, of_signed = (
            say(f"evidence.folder.{name}", language) for name in ("sheets", "signed")
        )
        contents, unread = _contents((*made, *signed), cohort.folder, language)
        missing += unread
        files |= {f"{blank}/{path.name}": contents[path] for path in made if path in contents}
        files |= {
            f"{of_signed}/{path.relative_to(folder).as_posix()}": contents[path]
            for path in signed
            if path in contents
        }
    # A sheet that nobody signed is there to be signed: it shows nothing.
    count_said = (
        say("evidence.sheets", language, signed=len(signed), made=len(made)) if signed else ""
    )
    return Piece("attendance", files, count_said, first_and_last(days), tuple(missing))


def _contents(
    paths: Sequence[Path], folder: Path, language: Language
) -> tuple[dict[Path, bytes], list[Missing]]:
    """Files by path, and those that cannot be read."""
    read: dict[Path, bytes] = {}
    unread: list[Missing] = []
    for path in paths:
        try:
            read[path] = path.read_bytes()
        except OSError as error:
            place = path.relative_to(folder).as_posix()
            why = say("evidence.missing.unread", language, file=place,
                      why=shown_reason(error, language))  # fmt: skip
            unread.append(unread_piece(place, why, language))
    return read, unread
