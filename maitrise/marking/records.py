"""Learning records that learners chose to hand in, kept one file a learner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from maitrise.base.files import write_whole
from maitrise.learner.statement_shape import is_after, statement_of

RECORDS = "records"
"""The folder of a cohort that holds them."""
_MOST_STATEMENTS = 20_000


def take_record(cohort: Path, learner: str, content: bytes | None) -> int:
    """Add the statements that are new to ``records/<learner>.jsonl``; see :meth:`Records.take`."""
    return Records(cohort).take(learner, content)


class Records:
    """Adds statements to the records of a cohort.

    The latest record is cached: twenty records of a learner in one archive are read only once.
    """

    def __init__(self, cohort: Path) -> None:
        self._folder = cohort / RECORDS
        self._learner = ""
        self._content = b""
        self._known: set[str] = set()

    def take(self, learner: str, content: bytes | None) -> int:
        """Add the statements that are new to ``records/<learner>.jsonl``.

        Args:
            learner: roster id.
            content: lines of JSON; None for a file too large to be read.

        Returns:
            How many lines could not be used: they hold no statement, or are beyond the most that
            a record holds.

        Raises:
            OSError: the record could not be read or written.
        """
        if content is None:
            return 1
        self._open(learner)
        latest, room = _latest(), _MOST_STATEMENTS - len(self._known)
        lines = [line.strip() for line in content.splitlines() if line.strip()]
        new: dict[str, bytes] = {}
        damaged = max(0, len(lines) - _MOST_STATEMENTS)
        for line in lines[:_MOST_STATEMENTS]:
            statement = statement_of(line)
            if statement is None or is_after(statement["timestamp"], latest):
                damaged += 1
            elif statement["id"] not in self._known:
                new.setdefault(statement["id"], line)
        damaged += max(0, len(new) - room)
        added = dict(list(new.items())[: max(0, room)])
        if added:
            self._folder.mkdir(exist_ok=True)
            together = self._content + b"".join(line + b"\n" for line in added.values())
            write_whole(self._path(learner), together)
            self._content = together
            self._known.update(added)
        return damaged

    def _path(self, learner: str) -> Path:
        return self._folder / f"{learner}.jsonl"

    def _open(self, learner: str) -> None:
        if learner == self._learner:
            return
        self._learner = ""  # until it is read
        path = self._path(learner)
        self._content = path.read_bytes() if path.exists() else b""
        self._known = {statement["id"] for statement in statements_in(self._content)[0]}
        self._learner = learner


def statements_in(content: bytes) -> tuple[list[dict[str, Any]], int]:
    """The statements of a record, and how many of its lines cannot be used."""
    lines = [line for line in content.splitlines() if line.strip()]
    read = [statement for line in lines if (statement := statement_of(line)) is not None]
    latest = _latest()
    past = [statement for statement in read if not is_after(statement["timestamp"], latest)]
    return past, len(lines) - len(past)


def _latest() -> datetime:
    """The latest plausible moment of a statement, with room for wrong clocks."""
    return datetime.now(UTC) + timedelta(days=2)
