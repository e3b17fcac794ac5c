"""Locks between processes, on every system.

A lock is an empty file that the system locks (``filelock``: ``flock``, or ``LockFileEx`` on
Windows). The system releases it when the process ends, even if it is killed, so no lock is ever
left over; the empty file stays.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from maitrise.base.files import private_folder
from maitrise.base.places import learner_folder

if TYPE_CHECKING:
    from filelock import BaseFileLock

# Several pages that write without a pause leave one that waits its turn.
_SECONDS, _PAUSE = 10, 0.01


@contextmanager
def folder_lock(folder: Path, home: Path | None = None) -> Iterator[None]:
    """Lock a folder against other pages of this learner while a file is read, changed and written.

    The block runs even without the lock: where the file system has none (some network folders),
    where nothing can be written in the learner's folder, or when another page keeps the lock for
    more than ten seconds. Losing an answer would be worse than writing out of turn.

    The lock file is in the learner's own folder: beside a case's answers it would be handed in.

    Args:
        folder: the folder in which files are written.
        home: the learner's own folder; by default that of this process.
    """
    home = home or learner_folder()
    # Relative to home: a server and a notebook may see it under different paths.
    place = os.path.normcase(os.path.relpath(os.path.realpath(folder), os.path.realpath(home)))
    name = hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    lock = file_lock(home / "locks" / f"{name}.lock", seconds=_SECONDS)
    with suppress(OSError):  # a timeout is one too
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def file_lock(path: Path, *, seconds: float) -> BaseFileLock:
    """Make the lock of a file, without acquiring it.

    Args:
        path: the lock file; it is created, with its folder, if missing.
        seconds: how long ``acquire`` waits for another process; then it raises
            ``filelock.Timeout``, an ``OSError``. Where the file system has no locks, ``acquire``
            raises another ``OSError`` at once.
    """
    import filelock  # with asyncio: only where something is written

    # No fallback to filelock's soft locks: they would outlive a process that is killed.
    with suppress(OSError):  # acquiring it will raise the reason
        private_folder(path.parent)
    return filelock.FileLock(
        path, timeout=seconds, poll_interval=_PAUSE, fallback_to_soft=False, mode=0o600
    )
