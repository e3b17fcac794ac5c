"""One at a time: locks between processes, on every system.

A lock is an empty file that the system locks (``filelock``: ``flock``, or ``LockFileEx`` on
Windows). The system gives it up when the process ends, however it ends, so none is ever left over;
the file itself stays and says nothing.
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
def one_at_a_time(folder: Path, home: Path | None = None) -> Iterator[None]:
    """Let no other page of this learner write in this folder between reading a file and writing it.

    As far as the system can. Where it has no locks (some network folders), where nothing can be
    written beside the learner's data, or when a page holds the lock for more than ten seconds, the
    writing goes on without: an answer is worth more than an order.

    The lock lies in the learner's own folder: beside a case's answers it would be handed in.

    Args:
        folder: where is written.
        home: the learner's own folder; that of this process unless given.
    """
    home = home or learner_folder()
    # Seen from home: a server and a notebook may have it under different paths.
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
    """The lock that a file stands for, not taken yet.

    Args:
        path: the file; it is made where there is none, with its folder.
        seconds: how long taking it waits for somebody else; then it raises ``filelock.Timeout``,
            an ``OSError``. Where the system has no locks it raises another ``OSError`` at once.
    """
    import filelock  # with asyncio: only where something is written

    # A lock of our own making in place of the system's would outlive a process that is killed.
    with suppress(OSError):  # which taking it will tell
        private_folder(path.parent)
    return filelock.FileLock(
        path, timeout=seconds, poll_interval=_PAUSE, fallback_to_soft=False, mode=0o600
    )
