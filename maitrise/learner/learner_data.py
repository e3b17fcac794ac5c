"""The files that the course keeps about a learner."""

from __future__ import annotations

from pathlib import Path

from maitrise.base.places import learner_folder

# What is a learner's own in the folder; the rest of it belongs to Jupyter.
PATTERNS = (
    "record*.jsonl",
    "answers/*.json",
    "cases/*.json",
    "scenarios/*.json",
    "*.json",  # the pseudonym, the cards, what else a page keeps by itself
    "outbox/*.txt",
)


def record_file() -> Path:
    """The path of the learning record."""
    return learner_folder() / "record.jsonl"


def learner_files(folder: Path | None = None) -> list[Path]:
    """Every file with data of the learner: answers, record, cards, pseudonym.

    Args:
        folder: the learner's; by default that of this computer's user.
    """
    folder = folder or learner_folder()
    return [path for pattern in PATTERNS for path in sorted(folder.glob(pattern))]
