"""One page at a time: a lock on a folder that several running pages write in."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Ten seconds in all: several pages that write without a pause leave one that waits its turn.
_TRIES, _PAUSE = 1000, 0.01


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let no other page write in this folder between the reading of a file and its writing.

    As far as the system can: where it has no such lock (Windows, some network folders), or a
    page holds it for more than ten seconds, the writing goes on without.
    """
    descriptor = None
    with suppress(ImportError, OSError):
        folder.mkdir(parents=True, exist_ok=True)
        import fcntl  # no Windows

        descriptor = os.open(folder, os.O_RDONLY)
        for _ in range(_TRIES):
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)
