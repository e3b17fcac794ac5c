"""The lease of an open page: it may write until all of the learner's data is erased.

A page has answers in memory, and writing them after an erasure would bring them back. So each
erasure writes a new random mark. A page remembers the mark that it read when it was opened, and
may write only while that mark is still the current one.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maitrise.base.errors import ErasedError
from maitrise.base.files import write_whole
from maitrise.base.locking import folder_lock
from maitrise.base.text import Language, say


@contextmanager
def writing(folder: Path, expected_mark: str, language: Language) -> Iterator[None]:
    """Lock a learner's folder for writing, if it was not erased since the page was opened.

    Args:
        folder: the learner's.
        expected_mark: the erasure mark that the page read when it was opened.

    Raises:
        ErasedError: the data was erased since then; the block is not run.
    """
    with folder_lock(folder, home=folder):
        if erasure_mark(folder) != expected_mark:
            raise ErasedError(say("my-record.gone", language))
        yield


@contextmanager
def erasing(folder: Path) -> Iterator[None]:
    """Write a new mark, which ends every page's lease, and lock the folder for the block.

    Raises:
        OSError: the mark could not be written; every page may still write.
    """
    with folder_lock(folder, home=folder):
        write_whole(_file(folder), f"{secrets.token_hex(8)}\n".encode(), private=True)
        yield


def erasure_mark(folder: Path) -> str:
    """The mark of the last erasure; "" if there is none, or none that can be read."""
    try:
        return _file(folder).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _file(folder: Path) -> Path:
    return folder / "erased.txt"
