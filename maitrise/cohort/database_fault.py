"""The errors of the gradebook's database, and the message that each gives the trainer."""

from __future__ import annotations

import sqlite3
from enum import StrEnum

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say

_LONGEST_WHY = 200
# SQLite has one code for whatever is wrong with a statement.
_NO_GRADEBOOK = ("no such table", "no such column")


class DatabaseFault(StrEnum):
    """What is wrong: one member for each different remedy."""

    FULL = "full"
    LOCKED = "locked"
    PROTECTED = "protected"
    DISK = "disk"
    DAMAGED = "damaged"
    OTHER = "other"


# By the first two words of SQLite's codes (https://www.sqlite.org/rescode.html), and by psycopg's
# classes of the codes of PostgreSQL.
_KINDS = {
    "SQLITE_FULL": DatabaseFault.FULL,
    "SQLITE_BUSY": DatabaseFault.LOCKED,
    "SQLITE_LOCKED": DatabaseFault.LOCKED,
    "SQLITE_CANTOPEN": DatabaseFault.PROTECTED,
    "SQLITE_PERM": DatabaseFault.PROTECTED,
    "SQLITE_READONLY": DatabaseFault.PROTECTED,
    "SQLITE_IOERR": DatabaseFault.DISK,
    "SQLITE_CORRUPT": DatabaseFault.DAMAGED,
    "SQLITE_NOTADB": DatabaseFault.DAMAGED,
    "DiskFull": DatabaseFault.FULL,
    "LockNotAvailable": DatabaseFault.LOCKED,
    "IoError": DatabaseFault.DISK,
}


class DatabaseError(Exception):
    """The gradebook cannot be reached, read or written; the message is the driver's."""


class DamagedDatabaseError(DatabaseError):
    """The file is not a gradebook, or is damaged."""


class ProtectedDatabaseError(DatabaseError):
    """The file may not be opened or written: its permissions, or a read-only disk."""


class OtherDatabaseError(DatabaseError):
    """The address of a database that is neither SQLite nor PostgreSQL; the message names it."""


class NoDriverError(DatabaseError):
    """The driver for PostgreSQL is not installed."""


def refusal_of(error: Exception, language: Language) -> WrongCallError:
    """An error of the gradebook as the error that a command shows."""
    why = str(error).partition("\n")[0][:_LONGEST_WHY]
    if isinstance(error, OtherDatabaseError):
        return WrongCallError(say("cohort.other-database", language, kind=why))
    if isinstance(error, NoDriverError):
        return WrongCallError(say("cohort.no-driver", language))
    kind = database_fault_of(error)
    is_known = kind not in (DatabaseFault.DAMAGED, DatabaseFault.OTHER)
    key = f"cohort.gradebook-{kind}" if is_known else "cohort.no-gradebook"
    return WrongCallError(say(key, language, why=why))


def database_fault_of(error: BaseException) -> DatabaseFault:
    """What is wrong, by the driver's error code; causes of the error are looked at too."""
    behind: BaseException | None = error
    while behind is not None:
        name = type(behind).__name__
        if isinstance(behind, sqlite3.Error):
            code = getattr(behind, "sqlite_errorname", "")  # not where Python itself refuses
            name = "_".join(code.split("_")[:2])
            if any(words in str(behind) for words in _NO_GRADEBOOK):
                return DatabaseFault.DAMAGED
        if isinstance(behind, DamagedDatabaseError):
            return DatabaseFault.DAMAGED
        if name in _KINDS:
            return _KINDS[name]
        behind = getattr(behind, "orig", None) or behind.__cause__  # SQLAlchemy's, or ours
    return DatabaseFault.OTHER


def gradebook_refusal(error: Exception, language: Language) -> WrongCallError | None:
    """As :func:`refusal_of`; None for an error that does not come from a database."""
    return refusal_of(error, language) if _is_of_a_database(error) else None


def database_fault_behind(error: BaseException) -> BaseException | None:
    """The database error that caused another error, such as one of nbgrader's; None without."""
    behind: BaseException | None = error
    while behind is not None:
        if _is_of_a_database(behind):
            return behind
        behind = behind.__cause__ or behind.__context__
    return None


def _is_of_a_database(error: BaseException) -> bool:
    is_sqlalchemys = type(error).__module__.startswith("sqlalchemy.")
    return isinstance(error, DatabaseError) or is_sqlalchemys or is_driver_error(error)


def is_driver_error(error: BaseException) -> bool:
    """Whether a database driver raised an error."""
    return type(error).__module__.partition(".")[0] in ("sqlite3", "psycopg")
