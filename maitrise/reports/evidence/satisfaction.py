"""What learners answered to the questionnaire, question by question."""

from __future__ import annotations

from collections.abc import Iterator

from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.cohort.places import QUALITY
from maitrise.reports.bars import FEW
from maitrise.reports.csv_table import csv_table
from maitrise.reports.evidence.kept_table import KeptTable, as_csv, read_kept
from maitrise.reports.evidence.piece import Piece, first_and_last, missing_piece
from maitrise.reports.section import Value, ValueKind

SATISFACTION = "satisfaction"


def satisfaction(cohort: Cohort, language: Language, *, is_anonymous: bool) -> Piece:
    """The answers of every table in the folder, and what they come to, question by question.

    A column whose answers are all whole numbers from 1 to 5 is taken for a question with marks.

    Args:
        is_anonymous: leave the answers out, and keep what they come to.

    A file that cannot be read is missing, and says why.
    """
    folder = cohort.folder / QUALITY / SATISFACTION
    tables, missing = {}, []
    for path in sorted(folder.glob("*")):
        is_table = path.suffix.lower() in (".csv", ".xlsx") and path.is_file()
        if is_table and not path.name.startswith((".", "~")):
            tables[path], unread = read_kept(path, cohort.folder, language)
            missing += unread
    filled = {path: table for path, table in tables.items() if table.rows}
    count = sum(len(table.rows) for table in filled.values())
    files = {}
    if filled:
        heads = [say(f"evidence.column.{table}", language) for table in
                 ("file", "question", "given", "mean", "mark-1", "mark-2", "mark-3", "mark-4",
                  "mark-5")]  # fmt: skip
        kinds: list[ValueKind] = ["text", "text", "whole", "number"]
        kinds += ["whole"] * 5
        rows = [row for path, table in filled.items() for row in _marks(path.name, table)]
        files[say("evidence.file.satisfaction", language)] = csv_table(heads, kinds, rows, language)
        if not is_anonymous:
            files |= {f"{path.stem}.csv": as_csv(table, language) for path, table in filled.items()}
    where = f"{QUALITY}/{SATISFACTION}"
    if not count:
        missing.append(missing_piece("satisfaction", language, folder=where))
    elif count < len(cohort.people):
        values = {"count": count, "people": len(cohort.people), "folder": where}
        missing.append(missing_piece("satisfaction-some", language, **values))
    days = [day for table in filled.values() for day in table.days]
    said = say("evidence.answers", language, count=count) if count else ""
    notes = tuple(note for table in tables.values() for note in table.notes)
    return Piece("satisfaction", files, said, first_and_last(days), tuple(missing), notes)


def _marks(file: str, table: KeptTable) -> Iterator[tuple[Value, ...]]:
    for place, head in enumerate(table.heads):
        given = [row[place] for row in table.rows if row[place]]
        if given and all(mark in ("1", "2", "3", "4", "5") for mark in given):
            marks = [int(mark) for mark in given]
            mean = sum(marks) / len(marks) if len(marks) >= FEW else None
            yield (file, head, len(marks), mean, *(marks.count(mark) for mark in range(1, 6)))
