"""Remove half-written files of a marking that crashed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".marking.at-work"
TREES = (".prepared", "autograded", "feedback", "kept", "records", "submitted")
_HALF_WRITTEN = re.compile(r"\..+\.(?:\d+\.tmp|part)")  # as write_whole and keep name them


def half_written(folder: Path) -> Iterator[Path]:
    """The half-written files that an interrupted command has left below a folder."""
    for below, _, names in os.walk(folder):
        yield from (Path(below, name) for name in names if _HALF_WRITTEN.fullmatch(name))


@contextmanager
def clean_after_crash(folder: Path) -> Iterator[bool]:
    """Run a block that writes in a cohort's folder, after removing half-written files.

    Yields whether the marking before was interrupted. Only then are files looked for: a large
    cohort has a hundred thousand.
    """
    mark = folder / UNFINISHED
    was_interrupted = mark.exists()
    if was_interrupted:
        for tree in TREES:
            for path in half_written(folder / tree):
                path.unlink(missing_ok=True)
    mark.touch()
    yield was_interrupted
    mark.unlink(missing_ok=True)
