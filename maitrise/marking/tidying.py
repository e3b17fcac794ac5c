"""A cohort's folder that holds nothing half written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_WORK = ".marking.at-work"
TREES = (".prepared", "autograded", "feedback", "kept", "records", "submitted")
_HALF_WRITTEN = re.compile(r"\..+\.(?:\d+\.tmp|part)")  # as write_whole and keep name them


def half_written(folder: Path) -> Iterator[Path]:
    """What a command that did not come to its end has left below a folder."""
    for below, _, names in os.walk(folder):
        yield from (Path(below, name) for name in names if _HALF_WRITTEN.fullmatch(name))


@contextmanager
def tidied(folder: Path) -> Iterator[bool]:
    """Work in a cohort's folder that holds nothing half written.

    Says whether the marking before did not come to its end.

    Only after a marking that did not come to its end is anything looked for: a large cohort has
    a hundred thousand files.
    """
    mark = folder / AT_WORK
    was_ended = mark.exists()
    if was_ended:
        for tree in TREES:
            for path in half_written(folder / tree):
                path.unlink(missing_ok=True)
    mark.touch()
    yield was_ended
    mark.unlink(missing_ok=True)
