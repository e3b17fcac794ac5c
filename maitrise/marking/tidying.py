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


@contextmanager
def tidied(folder: Path) -> Iterator[None]:
    """Work in a cohort's folder that holds nothing half written.

    Only after a marking that did not come to its end is anything looked for: a large cohort has
    a hundred thousand files.
    """
    mark = folder / AT_WORK
    if mark.exists():
        for tree in TREES:
            for below, _, names in os.walk(folder / tree):
                for name in filter(_HALF_WRITTEN.fullmatch, names):
                    Path(below, name).unlink(missing_ok=True)
    mark.touch()
    yield
    mark.unlink(missing_ok=True)
