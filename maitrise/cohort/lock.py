"""One at a time at a cohort: who marks, reports, writes papers, gives data away or erases.

A report that was begun before an erasure and written after it would bring the person back.
Whoever has the lock reads the list of people anew: it may have changed while they waited.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from maitrise.base.errors import BusyError, shown_reason
from maitrise.base.files import private_files
from maitrise.base.locking import file_lock
from maitrise.base.text import Language, say
from maitrise.cohort.database import Database

LOCK = ".marking.lock"


@contextmanager
def at_work(folder: Path, language: Language, *, seconds: float = 0) -> Iterator[None]:
    """Keep everybody else from the cohort; given up when the process ends, however it ends.

    Args:
        folder: the cohort's.
        language: of the messages.
        seconds: how long to wait for somebody else.

    Raises:
        BusyError: somebody else is at work, or the folder lies where the system has no locks.
    """
    busy = say("mark.busy", language, folder=folder)
    with private_files(), held(folder / LOCK, busy, language, seconds=seconds):
        _shut_out_strangers(folder)
        yield


@contextmanager
def held(path: Path, busy: str, language: Language, *, seconds: float = 0) -> Iterator[None]:
    """Hold a lock; given up when the process ends, however it ends.

    Args:
        path: the file that is locked.
        busy: what is said where somebody else holds it.
        language: of the messages.
        seconds: how long to wait for somebody else.

    Raises:
        BusyError: somebody else holds it, or it lies where the system has no locks.
    """
    from filelock import Timeout

    lock = file_lock(path, seconds=seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(busy) from error
    except OSError as error:
        values = {"folder": path.parent, "why": shown_reason(error, language)}
        raise BusyError(say("mark.no-lock", language, **values)) from error
    try:
        yield
    finally:
        lock.release()


def _shut_out_strangers(folder: Path) -> None:
    """Close a cohort of an older version to other accounts; a group that may write in it stays.

    On many systems everybody is in the group that a folder happens to have, and may read in it.
    """
    with suppress(OSError):  # it is somebody else's, who shares it
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode & stat.S_IRWXO:
            strangers = stat.S_IRWXO if mode & stat.S_IWGRP else stat.S_IRWXO | stat.S_IRWXG
            folder.chmod(mode & ~strangers)


@contextmanager
def alone(folder: Path, database: Database, language: Language) -> Iterator[None]:
    """The same, and nobody else marks into or erases from a gradebook that trainers share.

    Raises:
        BusyError: somebody else is at work, or the folder lies where the system has no locks.
    """
    with at_work(folder, language), _alone_on_server(folder, database, language):
        yield


@contextmanager
def _alone_on_server(folder: Path, database: Database, language: Language) -> Iterator[None]:
    if not database.is_server:
        yield
        return
    key = {"key": zlib.crc32(b"maitrise mark")}
    ((is_ours,),) = database.rows("SELECT pg_try_advisory_lock(:key)", key)
    if not is_ours:
        raise BusyError(say("mark.busy", language, folder=folder))
    try:
        yield
    finally:
        database.execute("SELECT pg_advisory_unlock(:key)", key)
