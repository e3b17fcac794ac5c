"""What may be wrong with the gradebook's database, and what to say of it to whoever asked."""

from __future__ import annotations

import sqlite3
from enum import StrEnum

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say

_LONGEST_WHY = 200
# SQLite has one code for whatever is wrong with a statement.
_NO_GRADEBOOK = ("no such table", "no such column")


class Kind(StrEnum):
    """What is wrong, as far as it asks for something else to be done."""

    FULL = "full"
    LOCKED = "locked"
    PROTECTED = "protected"
    DISK = "disk"
    DAMAGED = "damaged"
    OTHER = "other"


# By the first two words of SQLite's codes (https://www.sqlite.org/rescode.html), and by psycopg's
# classes of the codes of PostgreSQL.
_KINDS = {
    "SQLITE_FULL": Kind.FULL,
    "SQLITE_BUSY": Kind.LOCKED,
    "SQLITE_LOCKED": Kind.LOCKED,
    "SQLITE_CANTOPEN": Kind.PROTECTED,
    "SQLITE_PERM": Kind.PROTECTED,
    "SQLITE_READONLY": Kind.PROTECTED,
    "SQLITE_IOERR": Kind.DISK,
    "SQLITE_CORRUPT": Kind.DAMAGED,
    "SQLITE_NOTADB": Kind.DAMAGED,
    "DiskFull": Kind.FULL,
    "LockNotAvailable": Kind.LOCKED,
    "IoError": Kind.DISK,
}


class DatabaseError(Exception):
    """The gradebook cannot be reached, read or written; the message is the driver's."""


class DamagedDatabaseError(DatabaseError):
    """The file is no gradebook, or is damaged: as it is, it can neither be read nor written."""


class ProtectedDatabaseError(DatabaseError):
    """The file is whole, but nobody lets us open it or write it: its rights, or its disk's."""


class OtherDatabaseError(DatabaseError):
    """An address of a database that is neither SQLite nor PostgreSQL; the message names it."""


class NoDriverError(DatabaseError):
    """What speaks to a PostgreSQL server is not installed."""


def refusal_of(error: Exception, language: Language) -> WrongCallError:
    """What to tell whoever asked, of an error of the gradebook's."""
    why = str(error).partition("\n")[0][:_LONGEST_WHY]
    if isinstance(error, OtherDatabaseError):
        return WrongCallError(say("cohort.other-database", language, kind=why))
    if isinstance(error, NoDriverError):
        return WrongCallError(say("cohort.no-driver", language))
    kind = kind_of(error)
    is_known = kind not in (Kind.DAMAGED, Kind.OTHER)
    key = f"cohort.gradebook-{kind}" if is_known else "cohort.no-gradebook"
    return WrongCallError(say(key, language, why=why))


def kind_of(error: BaseException) -> Kind:
    """What is wrong, by the driver's code of the error, or of the one behind it."""
    behind: BaseException | None = error
    while behind is not None:
        name = type(behind).__name__
        if isinstance(behind, sqlite3.Error):
            code = getattr(behind, "sqlite_errorname", "")  # not where Python itself refuses
            name = "_".join(code.split("_")[:2])
            if any(words in str(behind) for words in _NO_GRADEBOOK):
                return Kind.DAMAGED
        if isinstance(behind, DamagedDatabaseError):
            return Kind.DAMAGED
        if name in _KINDS:
            return _KINDS[name]
        behind = getattr(behind, "orig", None) or behind.__cause__  # SQLAlchemy's, or ours
    return Kind.OTHER


def gradebook_refusal(error: Exception, language: Language) -> WrongCallError | None:
    """The same, if an error is the gradebook's, met by us or by nbgrader; else None."""
    return refusal_of(error, language) if _is_of_a_database(error) else None


def database_fault_behind(error: BaseException) -> BaseException | None:
    """The database's own error, if nbgrader gave up for one and says something else."""
    behind: BaseException | None = error
    while behind is not None:
        if _is_of_a_database(behind):
            return behind
        behind = behind.__cause__ or behind.__context__
    return None


def _is_of_a_database(error: BaseException) -> bool:
    is_sqlalchemys = type(error).__module__.startswith("sqlalchemy.")
    return isinstance(error, DatabaseError) or is_sqlalchemys or is_of_a_driver(error)


def is_of_a_driver(error: BaseException) -> bool:
    """Whether an error comes from what speaks to a database."""
    return type(error).__module__.partition(".")[0] in ("sqlite3", "psycopg")
