"""The lease of an open page: it may write until all that is kept of the learner is erased.

A page holds answers in memory. Were they written after an erasing, they would be back. So each
erasing leaves a mark, a few random letters that say nothing of anyone; a page remembers the mark
that it found on opening, and writes only while it still stands.
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
def writing(folder: Path, mark: str, language: Language) -> Iterator[None]:
    """Hold off any erasing, and any other page, while one writes.

    Args:
        folder: the learner's.
        mark: that the page found on opening.

    Raises:
        ErasedError: everything was erased since the page was opened; nothing was written.
    """
    with folder_lock(folder, home=folder):
        if erasure_mark(folder) != mark:
            raise ErasedError(say("my-record.gone", language))
        yield


@contextmanager
def erasing(folder: Path) -> Iterator[None]:
    """End the lease of every open page, then hold off their writing.

    Raises:
        OSError: the mark could not be written; every page may write as before.
    """
    with folder_lock(folder, home=folder):
        write_whole(_file(folder), f"{secrets.token_hex(8)}\n".encode(), private=True)
        yield


def erasure_mark(folder: Path) -> str:
    """The mark of the last erasing; "" where there is none, or none that can be read."""
    try:
        return _file(folder).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _file(folder: Path) -> Path:
    return folder / "erased.txt"
