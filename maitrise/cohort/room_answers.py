"""What learners answer in a room, in a database: documents, learning records, admissions.

A room acknowledges an answer once it is committed. It commits the answers of many learners in one
transaction, because each commit has to wait for the disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maitrise.cohort.database import Database

FORMAT = "1"
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


@dataclass(frozen=True, slots=True)
class Admission:
    """A browser's request to enter the room, and what was decided.

    Attributes:
        device: the value of its cookie, which cannot be guessed.
        learner: the roster id that it asks for; "" for a person who is not on the roster.
        name: as in the roster, or as it was typed.
        state: "in", "waiting" for the trainer, or "out".
        at: when it asked.
    """

    device: str
    learner: str
    name: str
    state: str
    at: str


class RoomAnswers:
    """The answers of a cohort's rooms; to be used in the thread that opened it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def create_tables(self) -> str:
        """Create the tables that are missing.

        Returns:
            The format version of the tables, which an older or newer version may have created.
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
        """Close the connection."""
        self.database.close()

    # --- Documents -----------------------------------------------------------------------------

    def document(self, learner: str, name: str) -> tuple[str, str]:
        """A document's text and its version; both "" if there is none."""
        found = self.database.rows(
            "SELECT content, version FROM maitrise_room_document"
            " WHERE learner = :learner AND name = :name",
            {"learner": learner, "name": name},
        )
        return (found[0][0], found[0][1]) if found else ("", "")

    def put(self, learner: str, name: str, content: str, version: str, before: str) -> bool:
        """Write a document, unless another page has changed it.

        Args:
            before: the version that this one was made from; "" if there was none.

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
        """Delete a document unless another page has changed it; returns whether it was deleted."""
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
        """How many characters a learner's documents and record have together."""
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
        """Learner, name and text of every document whose name begins with ``beginning``."""
        rows = self.database.rows(
            "SELECT learner, name, content FROM maitrise_room_document WHERE name LIKE :beginning",
            {"beginning": f"{beginning}%"},
        )
        return [(learner, name, content) for learner, name, content in rows]

    # --- The record ------------------------------------------------------------------------------

    def add_statement(self, learner: str, name: str, content: str) -> None:
        """Add a statement to a learner's record, unless it is there already."""
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
        """About how many statements a learner's record has: the place of the last one."""
        ((last,),) = self.database.rows(
            "SELECT coalesce(max(place), 0) FROM maitrise_room_statement WHERE learner = :learner",
            {"learner": learner},
        )
        return int(last)

    def clear_statements(self, learner: str) -> None:
        """Delete a learner's record, before it is rewritten."""
        self.database.execute(
            "DELETE FROM maitrise_room_statement WHERE learner = :learner", {"learner": learner}
        )

    # --- Erasing ---------------------------------------------------------------------------------

    def erasure_mark(self, learner: str) -> str:
        """The mark of a learner's last erasure; "" before the first."""
        rows = self.database.rows(
            "SELECT mark FROM maitrise_room_erasure WHERE learner = :learner", {"learner": learner}
        )
        return str(rows[0][0]) if rows else ""

    def erase(self, learner: str, erasure_mark: str) -> int:
        """Delete a learner's documents and record, set the mark; returns how many were deleted."""
        count = len(self.names(learner)) + bool(self.statements(learner))
        for table in ("document", "statement"):
            self.database.execute(
                f"DELETE FROM maitrise_room_{table} WHERE learner = :learner", {"learner": learner}
            )
        row = {"learner": learner, "mark": erasure_mark}
        self.database.upsert("maitrise_room_erasure", [row], key="learner")
        return count

    # --- The room --------------------------------------------------------------------------------

    def setting(self, name: str) -> str:
        """The value of a setting of the room; "" if it is not set."""
        rows = self.database.rows(
            "SELECT value FROM maitrise_room_setting WHERE name = :name", {"name": name}
        )
        return str(rows[0][0]) if rows else ""

    def set(self, name: str, value: str) -> None:
        """Set a setting of the room."""
        row = {"name": name, "value": value}
        self.database.upsert("maitrise_room_setting", [row], key="name")

    def admissions(self) -> list[Admission]:
        """The admissions of all browsers, oldest first."""
        rows = self.database.rows(
            "SELECT device, learner, name, state, at FROM maitrise_room_admission ORDER BY at"
        )
        return [Admission(*row) for row in rows]

    def admission(self, device: str) -> Admission | None:
        """The admission of one browser; None if it never asked."""
        rows = self.database.rows(
            "SELECT device, learner, name, state, at FROM maitrise_room_admission"
            " WHERE device = :device",
            {"device": device},
        )
        return Admission(*rows[0]) if rows else None

    def admit(self, admission: Admission) -> None:
        """Insert or update an admission."""
        names = ("device", "learner", "name", "state", "at")
        row: dict[str, Any] = {name: getattr(admission, name) for name in names}
        self.database.upsert("maitrise_room_admission", [row], key="device")

    def end(self) -> None:
        """Delete all admissions and settings; answers stay."""
        self.database.execute("DELETE FROM maitrise_room_admission")
        self.database.execute("DELETE FROM maitrise_room_setting WHERE name <> 'format'")
