"""Of the rooms of one cohort, one at a time is open, where its answers are a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from maitrise.base.errors import SetupError, shown_reason
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.cohort.lock import hold_lock
from maitrise.cohort.room_database import FOLDER, is_on_server


@contextmanager
def only_room(cohort: Cohort, language: Language) -> Iterator[None]:
    """Hold the cohort for one room; several share one whose answers are on a server.

    Raises:
        BusyError: another room of this cohort is open, or its folder lies where the system has no
            locks.
        SetupError: nothing can be written in the cohort's folder.
    """
    if is_on_server(cohort):
        yield
        return
    folder = cohort.folder / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        why = shown_reason(error, language)
        raise SetupError(say("room.not-writable", language, folder=folder, why=why)) from error
    with hold_lock(folder / ".room.lock", say("room.busy", language, title=cohort.title), language):
        yield
