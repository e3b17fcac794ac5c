"""Where the answers of a cohort's rooms are kept; exporting and erasing those of a person.

A cohort whose gradebook is on a PostgreSQL server keeps its answers there too, so that several
processes can serve one room; any other has ``room/room.db``, beside its gradebook and not in it:
marking holds that for seconds.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say
from maitrise.cohort.cohort import Cohort
from maitrise.cohort.database import Database, write_anew
from maitrise.cohort.database_fault import DatabaseError
from maitrise.cohort.room_answers import FORMAT, RoomAnswers

FOLDER = "room"
"""The folder in a cohort's with what a room keeps; for its owner alone."""
_FILE = "room.db"
_LEARNER_TABLES = ("document", "statement", "erasure", "admission")


def room_address(cohort: Cohort) -> str:
    """The database of a cohort's rooms."""
    return cohort.settings.gradebook if is_on_server(cohort) else f"sqlite:///{_file(cohort)}"


def is_on_server(cohort: Cohort) -> bool:
    """Whether the answers are on a PostgreSQL server, which several processes may share."""
    shared = cohort.settings.gradebook
    return shared != "" and not shared.startswith("sqlite")


def has_answers(cohort: Cohort) -> bool:
    """Whether this cohort may have answers of a room: it has their database."""
    return is_on_server(cohort) or _file(cohort).is_file()


def open_room_answers(cohort: Cohort, language: Language) -> RoomAnswers:
    """Open the answers of a cohort's rooms for this thread; missing tables are created.

    Raises:
        DatabaseError: they cannot be reached.
        OSError: the folder cannot be made.
        WrongCallError: another version of the course has written them.
    """
    if not is_on_server(cohort):
        folder = _file(cohort).parent
        folder.mkdir(mode=0o700, exist_ok=True)
        # Created here first: SQLite would create it, and its journal, readable by all users.
        os.close(os.open(_file(cohort), os.O_RDWR | os.O_CREAT, 0o600))
    answers = RoomAnswers(Database(room_address(cohort)))
    try:
        if answers.create_tables() != FORMAT:
            raise WrongCallError(say("room.other-format", language, folder=cohort.folder))
    except BaseException:
        answers.close()
        raise
    return answers


def _file(cohort: Cohort) -> Path:
    return cohort.folder / FOLDER / _FILE


def room_rows(cohort: Cohort, learner: str, language: Language) -> dict[str, list[Any]]:
    """The documents and the record of a person, for an export of their data."""
    if not has_answers(cohort):
        return {}
    answers = open_room_answers(cohort, language)
    try:
        documents = [
            {"name": name, "content": answers.document(learner, name)[0]}
            for name in answers.names(learner)
        ]
        return {"documents": documents, "record": answers.statements(learner)}
    finally:
        answers.close()


def erase_from_rooms(cohort: Cohort, learners: Sequence[str], language: Language) -> None:
    """Erase people from the answers of rooms; no deleted bytes stay in the database file.

    Raises:
        DatabaseError: it cannot be reached, or another session reads from it all the time.
    """
    if not has_answers(cohort) or not learners:
        return
    answers = open_room_answers(cohort, language)
    database = answers.database
    try:
        with database.transaction():
            for table in _LEARNER_TABLES:
                database.execute(
                    f"DELETE FROM maitrise_room_{table} WHERE learner {database.among('learners')}",
                    {"learners": list(learners)},
                )
        if database.is_server:
            write_anew(database, [f"maitrise_room_{each}" for each in _LEARNER_TABLES])
            return
        database.execute("VACUUM")
        ((is_busy, _, _),) = database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        if is_busy:
            raise DatabaseError(say("room.still-read", language))
    finally:
        answers.close()
