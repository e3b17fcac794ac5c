"""Of the rooms of one cohort, one at a time is open, where its answers are a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from maitrise.base.errors import BusyError
from maitrise.base.locking import file_lock
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.cohort.room_database import FOLDER, room_address


@contextmanager
def only_room(cohort: Cohort, language: Language) -> Iterator[None]:
    """Hold the cohort for one room; several share one whose answers are on a server.

    Raises:
        BusyError: another room of this cohort is open.
    """
    if not room_address(cohort).startswith("sqlite"):
        yield
        return
    folder = cohort.folder / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = file_lock(folder / ".room.lock", seconds=0)
    try:
        lock.acquire()
    except TimeoutError as error:
        raise BusyError(say("room.busy", language, title=cohort.title)) from error
    try:
        yield
    finally:
        lock.release()
