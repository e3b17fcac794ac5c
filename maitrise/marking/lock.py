"""One marking at a time, in a tidy folder: of a cohort, and on a gradebook that trainers share."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maitrise.base.errors import BusyError, shown_reason
from maitrise.base.locking import file_lock
from maitrise.base.text import Language, say
from maitrise.cohort.database import Database

LOCK = ".marking.lock"
AT_WORK = ".marking.at-work"
TREES = (".prepared", "autograded", "feedback", "kept", "records", "submitted")
_HALF_WRITTEN = re.compile(r"\..+\.(?:\d+\.tmp|part)")  # as write_whole and keep name them


@contextmanager
def alone(folder: Path, database: Database, language: Language) -> Iterator[None]:
    """Hold the cohort for one marking; given up when the process ends, however it ends.

    Raises:
        BusyError: another marking is at work, or the folder lies where the system has no locks.
    """
    from filelock import Timeout

    lock = file_lock(folder / LOCK, seconds=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(say("mark.busy", language, folder=folder)) from error
    except OSError as error:
        why = shown_reason(error, language)
        raise BusyError(say("mark.no-lock", language, folder=folder, why=why)) from error
    try:
        with _alone_on_server(folder, database, language):
            yield
    finally:
        lock.release()


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
