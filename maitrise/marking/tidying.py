"""Files that were half written when a marking was cut short."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_WORK = ".marking.at-work"
TREES = (".prepared", "autograded", "feedback", "kept", "marks", "records", "submitted")
_HALF_WRITTEN = re.compile(r"\..+\.(?:\d+\.tmp|part)")  # as write_whole and keep name them


@contextmanager
def tidied(folder: Path) -> Iterator[None]:
    """Work in a cohort's folder that holds nothing half written.

    Only after a marking that did not come to its end is anything looked for: a large cohort has
    a hundred thousand files.
    """
    mark = folder / AT_WORK
    if mark.exists():
        for tree in TREES:
            _remove_half_written(folder / tree)
    mark.touch()
    yield
    mark.unlink(missing_ok=True)


def _remove_half_written(tree: Path) -> None:
    for below, _, names in os.walk(tree):
        for name in names:
            if _HALF_WRITTEN.fullmatch(name):
                Path(below, name).unlink(missing_ok=True)
