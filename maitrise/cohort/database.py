"""The gradebook's database: nbgrader's own tables, in a file or on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say
from maitrise.cohort.person import Person

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_ROWS_AT_ONCE = 500  # so few stay in the processor's own memory: half as long again with 20,000


def database_url(written: str) -> str:
    """The address with the driver that the course installs (psycopg, not the old psycopg2).

    >>> database_url("postgresql://localhost/marks")
    'postgresql+psycopg://localhost/marks'
    """
    for scheme in ("postgresql://", "postgres://"):
        if written.startswith(scheme):
            return "postgresql+psycopg://" + written.removeprefix(scheme)
    return written


def connect(database: str) -> Engine:
    """An engine for a gradebook.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the address cannot be used.
    """
    from sqlalchemy import create_engine, event

    engine = create_engine(database_url(database))
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _more_cache(connection: Any, _: object) -> None:
            # Ids are random, so that a large gradebook is written all over: 64 MiB hold it whole.
            connection.execute("PRAGMA cache_size = -65536")

    return engine


def columns(connection: Connection, statement: Any) -> Iterator[tuple[tuple[Any, ...], ...]]:
    """The columns of many rows, some rows at a time, from the driver's own cursor.

    Twice as fast as rows of SQLAlchemy's: a gradebook holds a million. Values are the driver's.
    """
    written = statement.compile(connection, compile_kwargs={"literal_binds": True})
    cursor = connection.connection.cursor()
    try:
        cursor.execute(str(written))
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            yield tuple(zip(*rows, strict=True))
    finally:
        cursor.close()


def gradebook_refusal(error: Exception, language: Language) -> WrongCallError | None:
    """What to tell whoever asked, if an error is the gradebook's; else None."""
    from sqlalchemy.exc import SQLAlchemyError

    if not isinstance(error, SQLAlchemyError):
        return None
    why = str(error).partition("\n")[0][:200]
    return WrongCallError(say("cohort.no-gradebook", language, why=why))


def enrol(engine: Engine, people: Iterable[Person]) -> None:
    """Have every person as a student in the gradebook, in one transaction."""
    from maitrise.cohort.tables import STUDENT

    rows = []
    for person in people:
        first, last = person.names
        email = person.email or None
        rows.append({"id": person.id, "first_name": first, "last_name": last, "email": email})
    with engine.begin() as connection:
        upsert(connection, STUDENT, rows, key=("id",))


def upsert(
    connection: Connection,
    table: Any,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    instead: Callable[[Any, Any], Mapping[str, Any]] | None = None,
) -> None:
    """Insert rows; where one with the same key is there, update it.

    Args:
        table: its table.
        rows: all with the same columns.
        key: the columns of the unique constraint that tells whether a row is there.
        instead: from the table and the refused row to what is updated; by default every column
            of the row but its key.
    """
    if not rows:
        return
    # Each dialect is imported where it is used alone: both take a quarter of a small marking.
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    statement = dialect.insert(table)
    refused = statement.excluded
    if instead is None:
        updated: Mapping[str, Any] = {
            name: refused[name] for name in rows[0] if name not in key and name != "id"
        }
    else:
        updated = instead(table.c, refused)
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=dict(updated)), list(rows)
    )
