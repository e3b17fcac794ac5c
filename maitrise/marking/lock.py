"""One marking at a time: on a cohort's folder, and on a gradebook that trainers share."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from maitrise.base.errors import BusyError
from maitrise.base.text import Language, say

if TYPE_CHECKING:
    from sqlalchemy import Engine

LOCK = ".marking.lock"


@contextmanager
def alone(folder: Path, engine: Engine, language: Language) -> Iterator[None]:
    """Hold the cohort for one marking; given up when the process ends, however it ends.

    SQLite's own lock is the one that every system of ours has.

    Raises:
        BusyError: another marking is at work.
    """
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as held:
        try:
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise BusyError(say("mark.busy", language, folder=folder)) from error
        with _alone_on_server(folder, engine, language):
            yield
        held.execute("ROLLBACK")


@contextmanager
def _alone_on_server(folder: Path, engine: Engine, language: Language) -> Iterator[None]:
    if engine.dialect.name != "postgresql":
        yield
        return
    from sqlalchemy import text

    key = {"key": zlib.crc32(b"maitrise mark")}
    with engine.connect() as connection:
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), key).scalar():
            raise BusyError(say("mark.busy", language, folder=folder))
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)
