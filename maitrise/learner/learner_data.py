"""What the course keeps of a learner: where it lies, as a table to take away, and erased."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from maitrise.base.locale import LOCALES
from maitrise.base.number import write_plain
from maitrise.base.places import learner_folder
from maitrise.base.text import Language
from maitrise.learner.activity import checked_answers
from maitrise.learner.lease import erasing

# What is a learner's own in the folder; the rest of it belongs to Jupyter.
_PATTERNS = (
    "record*.jsonl",
    "answers/*.json",
    "cases/*.json",
    "scenarios/*.json",
    "*.json",  # the pseudonym, the cards, what else a page keeps by itself
    "outbox/*.txt",
)
_COLUMNS = (
    "when",
    "lesson",
    "question",
    "competency",
    "difficulty",
    "right",
    "points",
    "maximum",
)


def record_file() -> Path:
    """The learning record."""
    return learner_folder() / "record.jsonl"


def learner_files(folder: Path | None = None) -> list[Path]:
    """Every file that holds something of the learner: answers, record, cards, pseudonym.

    Args:
        folder: the learner's; by default that of whoever uses this computer.
    """
    folder = folder or learner_folder()
    return [path for pattern in _PATTERNS for path in sorted(folder.glob(pattern))]


def erase() -> int:
    """Delete every file of the learner; nothing brings them back, no page that is open either.

    Returns:
        How many files there were.

    Raises:
        OSError: one could not be deleted; those before it are gone.
    """
    with erasing(learner_folder()):
        files = learner_files()
        for path in files:
            path.unlink(missing_ok=True)
    return len(files)


def record_csv(statements: Iterable[Mapping[str, Any]], language: Language) -> str:
    """The checked answers as a table: one row an answer, with a byte order mark for Excel."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=LOCALES[language].csv_delimiter)
    writer.writerow(_COLUMNS)
    for answer in checked_answers(statements):
        right = "" if answer.success is None else str(answer.success).lower()
        points = [write_plain(value, language) for value in (answer.points, answer.maximum)]
        row = (
            answer.at,
            answer.lesson,
            answer.question,
            answer.competency,
            answer.difficulty,
            right,
        )
        writer.writerow([*map(_inert, row), *points])
    return out.getvalue()


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula, whatever a damaged record holds."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
