"""What learners answer in a room, in a database: the cohort's own file, or a server's tables.

A room acknowledges an answer once it is committed, and commits many at once: what one learner in a
folder of files needs twice the disk's time for, three hundred share. A cohort whose gradebook is on
a PostgreSQL server keeps its answers there too, so that several processes can serve one room; any
other has ``room/room.db``, beside its gradebook and not in it: marking holds that for seconds.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say
from maitrise.cohort.cohort import Cohort
from maitrise.cohort.database import Database, DatabaseError, write_anew

FOLDER = "room"
"""The folder in a cohort's with what a room keeps; for its owner alone."""
FORMAT = "1"
_FILE = "room.db"
_TABLES = {
    "document": """learner VARCHAR(128), name VARCHAR(160), content TEXT NOT NULL,
        version VARCHAR(32) NOT NULL, PRIMARY KEY (learner, name)""",
    "statement": """learner VARCHAR(128), id VARCHAR(36), place BIGINT NOT NULL,
        content TEXT NOT NULL, PRIMARY KEY (learner, id)""",
    "erasure": "learner VARCHAR(128) PRIMARY KEY, mark VARCHAR(32) NOT NULL",
    "admission": """device VARCHAR(64) PRIMARY KEY, learner VARCHAR(128) NOT NULL,
        name TEXT NOT NULL, state VARCHAR(8) NOT NULL, at VARCHAR(32) NOT NULL""",
    "setting": "name VARCHAR(32) PRIMARY KEY, value TEXT NOT NULL",
}
_OF_LEARNERS = ("document", "statement", "erasure", "admission")


@dataclass(frozen=True, slots=True)
class Admission:
    """A browser that has asked to come in.

    Attributes:
        device: what its cookie says; nobody can guess it.
        learner: the roster id that it asks for; "" for somebody who is not on the list.
        name: as the roster has it, or as it was typed.
        state: "in", "waiting" for the trainer, or "out".
        at: when it asked.
    """

    device: str
    learner: str
    name: str
    state: str
    at: str


def room_address(cohort: Cohort) -> str:
    """The database of a cohort's rooms."""
    shared = cohort.settings.gradebook
    return shared if shared and not shared.startswith("sqlite") else f"sqlite:///{_file(cohort)}"


def has_answers(cohort: Cohort) -> bool:
    """Whether anybody can have answered in a room of this cohort."""
    return not room_address(cohort).startswith("sqlite") or _file(cohort).is_file()


def open_room_answers(cohort: Cohort, language: Language) -> RoomAnswers:
    """Open the answers of a cohort's rooms, for this thread; their tables are made if need be.

    Raises:
        DatabaseError: they cannot be reached.
        OSError: the folder cannot be made.
        WrongCallError: another version of the course has written them.
    """
    address = room_address(cohort)
    if address.startswith("sqlite"):
        folder = _file(cohort).parent
        folder.mkdir(mode=0o700, exist_ok=True)
        # Made by us first: SQLite would make it for everybody to read, and its journal likewise.
        os.close(os.open(_file(cohort), os.O_RDWR | os.O_CREAT, 0o600))
    answers = RoomAnswers(Database(address))
    try:
        if answers.prepared() != FORMAT:
            raise WrongCallError(say("room.other-format", language, folder=cohort.folder))
    except BaseException:
        answers.close()
        raise
    return answers


def _file(cohort: Cohort) -> Path:
    return cohort.folder / FOLDER / _FILE


class RoomAnswers:
    """The answers of a cohort's rooms, in the thread that has opened them."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def prepared(self) -> str:
        """Have every table be there.

        Returns:
            The format in which they are written.
        """
        database = self.database
        if not database.is_server:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")  # on the disk once it is committed
            database.execute("PRAGMA secure_delete = ON")
        for name, columns in _TABLES.items():
            database.execute(f"CREATE TABLE IF NOT EXISTS maitrise_room_{name} ({columns})")
        database.execute(
            "CREATE INDEX IF NOT EXISTS maitrise_room_place"
            " ON maitrise_room_statement (learner, place)"
        )
        database.execute(
            "INSERT INTO maitrise_room_setting VALUES ('format', :format) ON CONFLICT DO NOTHING",
            {"format": FORMAT},
        )
        return self.setting("format")

    def close(self) -> None:
        """Close them."""
        self.database.close()

    # --- Documents -----------------------------------------------------------------------------

    def document(self, learner: str, name: str) -> tuple[str, str]:
        """A document's text and its version; twice "" where there is none."""
        found = self.database.rows(
            "SELECT content, version FROM maitrise_room_document"
            " WHERE learner = :learner AND name = :name",
            {"learner": learner, "name": name},
        )
        return (found[0][0], found[0][1]) if found else ("", "")

    def put(self, learner: str, name: str, content: str, version: str, before: str) -> bool:
        """Write a document that is still as it was.

        Args:
            before: the version that it was made from; "" where there was none.

        Returns:
            Whether it was written.
        """
        row = {"learner": learner, "name": name, "content": content, "version": version}
        if not before:
            statement = (
                "INSERT INTO maitrise_room_document VALUES (:learner, :name, :content, :version)"
                " ON CONFLICT DO NOTHING RETURNING 1"
            )
            return bool(self.database.rows(statement, row))
        statement = (
            "UPDATE maitrise_room_document SET content = :content, version = :version"
            " WHERE learner = :learner AND name = :name AND version = :before RETURNING 1"
        )
        return bool(self.database.rows(statement, {**row, "before": before}))

    def delete(self, learner: str, name: str, before: str) -> bool:
        """Delete a document that is still as it was; whether it was."""
        return bool(
            self.database.rows(
                "DELETE FROM maitrise_room_document WHERE learner = :learner AND name = :name"
                " AND version = :before RETURNING 1",
                {"learner": learner, "name": name, "before": before},
            )
        )

    def names(self, learner: str) -> list[str]:
        """The names of a learner's documents."""
        rows = self.database.rows(
            "SELECT name FROM maitrise_room_document WHERE learner = :learner ORDER BY name",
            {"learner": learner},
        )
        return [name for (name,) in rows]

    def size(self, learner: str) -> int:
        """How many characters are kept of a learner, record and all."""
        ((documents,), (statements,)) = (
            self.database.rows(
                f"SELECT coalesce(sum(length(content)), 0) FROM maitrise_room_{table}"
                " WHERE learner = :learner",
                {"learner": learner},
            )[0]
            for table in ("document", "statement")
        )
        return int(documents) + int(statements)

    def documents_named(self, beginning: str) -> list[tuple[str, str, str]]:
        """Learner, name and text of every document whose name begins so."""
        rows = self.database.rows(
            "SELECT learner, name, content FROM maitrise_room_document WHERE name LIKE :beginning",
            {"beginning": f"{beginning}%"},
        )
        return [(learner, name, content) for learner, name, content in rows]

    # --- The record ------------------------------------------------------------------------------

    def add_statement(self, learner: str, name: str, content: str) -> None:
        """Add a statement to a learner's record, unless it is there."""
        row = {
            "learner": learner,
            "name": name,
            "place": self.count_statements(learner) + 1,
            "content": content,
        }
        self.database.execute(
            "INSERT INTO maitrise_room_statement VALUES (:learner, :name, :place, :content)"
            " ON CONFLICT DO NOTHING",
            row,
        )

    def statements(self, learner: str) -> list[str]:
        """A learner's record, oldest first, each as JSON."""
        rows = self.database.rows(
            "SELECT content FROM maitrise_room_statement WHERE learner = :learner ORDER BY place",
            {"learner": learner},
        )
        return [content for (content,) in rows]

    def count_statements(self, learner: str) -> int:
        """How many statements a learner's record has, about: the place of the last."""
        ((last,),) = self.database.rows(
            "SELECT coalesce(max(place), 0) FROM maitrise_room_statement WHERE learner = :learner",
            {"learner": learner},
        )
        return int(last)

    def clear_statements(self, learner: str) -> None:
        """Empty a learner's record, to write it anew."""
        self.database.execute(
            "DELETE FROM maitrise_room_statement WHERE learner = :learner", {"learner": learner}
        )

    # --- Erasing ---------------------------------------------------------------------------------

    def mark(self, learner: str) -> str:
        """The mark of a learner's last erasing; "" before the first."""
        rows = self.database.rows(
            "SELECT mark FROM maitrise_room_erasure WHERE learner = :learner", {"learner": learner}
        )
        return str(rows[0][0]) if rows else ""

    def erase(self, learner: str, mark: str) -> int:
        """Delete a learner's documents and record, and leave a mark; how many there were."""
        count = len(self.names(learner)) + bool(self.statements(learner))
        for table in ("document", "statement"):
            self.database.execute(
                f"DELETE FROM maitrise_room_{table} WHERE learner = :learner", {"learner": learner}
            )
        row = {"learner": learner, "mark": mark}
        self.database.upsert("maitrise_room_erasure", [row], key="learner")
        return count

    # --- The room --------------------------------------------------------------------------------

    def setting(self, name: str) -> str:
        """What the room has set down under a name; "" for nothing."""
        rows = self.database.rows(
            "SELECT value FROM maitrise_room_setting WHERE name = :name", {"name": name}
        )
        return str(rows[0][0]) if rows else ""

    def set(self, name: str, value: str) -> None:
        """Set something down under a name."""
        row = {"name": name, "value": value}
        self.database.upsert("maitrise_room_setting", [row], key="name")

    def admissions(self) -> list[Admission]:
        """Every browser that has asked to come in."""
        rows = self.database.rows(
            "SELECT device, learner, name, state, at FROM maitrise_room_admission ORDER BY at"
        )
        return [Admission(*row) for row in rows]

    def admission(self, device: str) -> Admission | None:
        """A browser that has asked to come in."""
        rows = self.database.rows(
            "SELECT device, learner, name, state, at FROM maitrise_room_admission"
            " WHERE device = :device",
            {"device": device},
        )
        return Admission(*rows[0]) if rows else None

    def admit(self, admission: Admission) -> None:
        """Set down who has asked, and what became of it."""
        names = ("device", "learner", "name", "state", "at")
        row: dict[str, Any] = {name: getattr(admission, name) for name in names}
        self.database.upsert("maitrise_room_admission", [row], key="device")

    def end(self) -> None:
        """Forget what let people in; what they have answered stays."""
        self.database.execute("DELETE FROM maitrise_room_admission")
        self.database.execute("DELETE FROM maitrise_room_setting WHERE name <> 'format'")


def room_rows(cohort: Cohort, learner: str, language: Language) -> dict[str, list[Any]]:
    """What rooms have kept of a person, for them to be given: documents and record, as written."""
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
    """Erase people from what rooms have kept, with nothing left in its pages.

    Raises:
        DatabaseError: it cannot be reached, or somebody reads from it all the while.
    """
    if not has_answers(cohort) or not learners:
        return
    answers = open_room_answers(cohort, language)
    database = answers.database
    try:
        with database.transaction():
            for table in _OF_LEARNERS:
                database.execute(
                    f"DELETE FROM maitrise_room_{table} WHERE learner {database.among('learners')}",
                    {"learners": list(learners)},
                )
        if database.is_server:
            write_anew(database, [f"maitrise_room_{each}" for each in _OF_LEARNERS])
            return
        database.execute("VACUUM")
        ((is_busy, _, _),) = database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        if is_busy:
            raise DatabaseError(say("room.still-read", language))
    finally:
        answers.close()
