"""The lock of a cohort: one command at a time marks, reports, writes papers, exports or erases.

Without it, a report begun before an erasure and written after it would bring the person back.
A command that has the lock reads the list of people again: it may have changed during the wait.
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
from maitrise.cohort.database_fault import DatabaseError

LOCK = ".marking.lock"


@contextmanager
def lock_cohort(folder: Path, language: Language, *, seconds: float = 0) -> Iterator[None]:
    """Lock a cohort against other commands; the lock ends with the process, even if it is killed.

    Args:
        folder: the cohort's.
        language: of the messages.
        seconds: how long to wait for another command to finish.

    Raises:
        BusyError: another command has the lock, or the file system of the folder has no locks.
    """
    busy = say("mark.busy", language, folder=folder)
    with private_files(), hold_lock(folder / LOCK, busy, language, seconds=seconds):
        _remove_access_of_others(folder)
        yield


@contextmanager
def hold_lock(path: Path, busy: str, language: Language, *, seconds: float = 0) -> Iterator[None]:
    """Lock a file; the lock ends with the process, even if it is killed.

    Args:
        path: the file that is locked.
        busy: the message of the error if another process has the lock.
        language: of the messages.
        seconds: how long to wait for another process.

    Raises:
        BusyError: another process has the lock, or the file system has no locks.
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


def _remove_access_of_others(folder: Path) -> None:
    """Remove other accounts' access to a cohort of an older version; keep a group that may write.

    On many systems all users share the default group of a folder, and so could read it.
    """
    with suppress(OSError):  # it is somebody else's, who shares it
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode & stat.S_IRWXO:
            strangers = stat.S_IRWXO if mode & stat.S_IWGRP else stat.S_IRWXO | stat.S_IRWXG
            folder.chmod(mode & ~strangers)


@contextmanager
def lock_cohort_and_gradebook(
    folder: Path, database: Database, language: Language
) -> Iterator[None]:
    """Lock a cohort, and its gradebook too where several trainers share one on a server.

    Raises:
        BusyError: another command has a lock, or the file system of the folder has no locks.
    """
    with lock_cohort(folder, language), _gradebook_lock(folder, database, language):
        yield


@contextmanager
def _gradebook_lock(folder: Path, database: Database, language: Language) -> Iterator[None]:
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
        with suppress(DatabaseError):  # a server that has dropped the line has no lock left
            database.execute("SELECT pg_advisory_unlock(:key)", key)
