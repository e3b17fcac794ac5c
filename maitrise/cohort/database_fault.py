"""What may be wrong with the gradebook's database, and what to say of it to whoever asked."""

from __future__ import annotations

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say

_LONGEST_WHY = 200
_FULL = ("is full", "No space left", "disk I/O error")  # as both drivers say it
_LOCKED = "database is locked"  # as SQLite says it of a file


class DatabaseError(Exception):
    """The gradebook cannot be reached, read or written; the message is the driver's."""


class DamagedDatabaseError(DatabaseError):
    """The file is no database, or is damaged: nothing will ever be read from it as it is."""


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
    text = str(error)
    key = "cohort.no-gradebook"
    if any(words in text for words in _FULL):
        key = "cohort.gradebook-full"
    elif _LOCKED in text:
        key = "cohort.gradebook-locked"
    return WrongCallError(say(key, language, why=why))


def gradebook_refusal(error: Exception, language: Language) -> WrongCallError | None:
    """The same, if an error is the gradebook's, met by us or by nbgrader; else None."""
    return refusal_of(error, language) if _is_of_a_database(error) else None


def database_fault_behind(error: BaseException) -> DatabaseError | None:
    """The gradebook's own fault, if nbgrader gave up for one and says something else."""
    behind: BaseException | None = error
    while behind is not None:
        if _is_of_a_database(behind):
            return DatabaseError(str(behind))
        behind = behind.__cause__ or behind.__context__
    return None


def _is_of_a_database(error: BaseException) -> bool:
    from_ = type(error).__module__.partition(".")[0]
    return isinstance(error, DatabaseError) or from_ in ("sqlalchemy", "sqlite3", "psycopg")
