"""The gradebook's database, used by SQL: an SQLite file, or a PostgreSQL server.

nbgrader makes its tables and reads them through SQLAlchemy, whose import alone takes a quarter of a
small marking. Here the statements are the SQL that both databases understand, and this module is
where they differ.
"""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from maitrise.cohort.database_fault import (
    DamagedDatabaseError,
    DatabaseError,
    DatabaseFault,
    NoDriverError,
    OtherDatabaseError,
    ProtectedDatabaseError,
    database_fault_of,
    is_driver_error,
)
from maitrise.cohort.person import Person

_SQLITE = "sqlite:///"
_VALUE = re.compile(r":([a-z_]+)")
_ROWS_AT_ONCE = 500  # so few stay in the processor's own memory: half as long again with 20,000
_PATIENCE = "5s"
_REACHED_WITHIN = 10  # seconds, where an address does not say; of the driver's own it is minutes
_OURS = {
    DatabaseFault.DAMAGED: DamagedDatabaseError,
    DatabaseFault.PROTECTED: ProtectedDatabaseError,
}

Values = Mapping[str, Any]


class Database:
    """An open gradebook; SQL statements have placeholders ``:name``.

    Attributes:
        is_server: whether it is a PostgreSQL server.
    """

    def __init__(self, address: str) -> None:
        """Open it.

        Args:
            address: ``sqlite:///`` and a path, or ``postgresql://…``.

        Raises:
            DatabaseError: it cannot be reached, or is neither SQLite nor PostgreSQL.
        """
        self.is_server = not address.startswith(_SQLITE)
        with _as_database_error():
            self._connection: Any = (
                _server(address) if self.is_server else _file(address.removeprefix(_SQLITE))
            )

    @property
    def is_lost(self) -> bool:
        """Whether a server has closed the connection."""
        return self.is_server and bool(self._connection.closed)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block in a transaction: all of its writes, or none.

        Raises:
            DatabaseError: it could not be written.
        """
        self.execute("BEGIN")
        try:
            yield
        except BaseException:
            with suppress(DatabaseError):  # SQLite has done so by itself where the disk is full
                self.execute("ROLLBACK")
            raise
        self.execute("COMMIT")

    def execute(self, statement: str, values: Values | None = None) -> None:
        """Run a statement without reading rows."""
        self._run(statement, values).close()

    def execute_all(self, statement: str, rows: Sequence[Values]) -> None:
        """Run a statement once for each row of values."""
        if rows:
            with _as_database_error():
                cursor = self._connection.cursor()
                cursor.executemany(self._written(statement), [self._given(row) for row in rows])
                cursor.close()

    def rows(self, statement: str, values: Values | None = None) -> list[tuple[Any, ...]]:
        """Run a query and return all rows."""
        cursor = self._run(statement, values)
        with _as_database_error():
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.close()
        return rows

    def columns(
        self, statement: str, values: Values | None = None
    ) -> Iterator[tuple[tuple[Any, ...], ...]]:
        """Run a query and yield its rows batch by batch, each batch as a tuple of columns."""
        cursor = self._run(statement, values)
        with _as_database_error():
            while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                yield tuple(zip(*rows, strict=True))
        cursor.close()

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows, each with a value for every column in order."""
        if rows:
            values = ", ".join(["%s" if self.is_server else "?"] * len(rows[0]))
            with _as_database_error():
                cursor = self._connection.cursor()
                cursor.executemany(f"INSERT INTO {table} VALUES ({values})", rows)
                cursor.close()

    def upsert(self, table: str, rows: Sequence[Values], *, key: str, instead: str = "") -> None:
        """Insert rows; update those whose key is there already.

        Args:
            rows: all with the same columns.
            key: the columns, with commas, of the unique constraint.
            instead: the ``SET`` clause of the update, ``excluded`` being the new row; by default
                every column of the row but its key and its id.
        """
        if not rows:
            return
        names = list(rows[0])
        keys = {"id", *re.findall(r"\w+", key)}
        instead = instead or ", ".join(f"{x} = excluded.{x}" for x in names if x not in keys)
        values = ", ".join(f":{name}" for name in names)
        self.execute_all(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"
            f" ON CONFLICT ({key}) DO UPDATE SET {instead}",
            rows,
        )

    def among(self, name: str) -> str:
        """The SQL that follows a column to test that its value is in the list ``:name``."""
        return f"= ANY(:{name})" if self.is_server else f"IN (SELECT value FROM json_each(:{name}))"

    def notices(self, seconds: float) -> Iterator[str]:
        """Yield the payloads of PostgreSQL notifications (after ``LISTEN``) for some seconds."""
        with _as_database_error():
            for each in self._connection.notifies(timeout=seconds):
                yield each.payload

    def has_table(self, table: str) -> bool:
        """Whether a table of this name exists."""
        where = "pg_tables WHERE tablename" if self.is_server else "sqlite_master WHERE name"
        return bool(self.rows(f"SELECT 1 FROM {where} = :table", {"table": table}))

    def _run(self, statement: str, values: Values | None) -> Any:
        with _as_database_error():
            cursor = self._connection.cursor()
            return cursor.execute(self._written(statement), self._given(values or {}))

    def _written(self, statement: str) -> str:
        return _VALUE.sub(r"%(\1)s", statement) if self.is_server else statement

    def _given(self, values: Values) -> Values:
        """Values as the driver takes them: SQLite has no lists and no timestamps."""
        if self.is_server:
            return values
        return {name: _for_sqlite(value) for name, value in values.items()}


def _file(path: str) -> Any:
    if Path(path).is_dir():
        raise DamagedDatabaseError(os.strerror(errno.EISDIR))
    if Path(path).is_symlink() and not Path(path).exists():  # SQLite would make what it leads to
        raise DamagedDatabaseError(os.strerror(errno.ENOENT))
    connection = sqlite3.connect(path, isolation_level=None)
    # Ids are random, so that a large gradebook is written all over: 64 MiB hold it whole.
    connection.execute("PRAGMA cache_size = -65536")
    return connection


def _server(address: str) -> Any:
    if not address.startswith(("postgresql", "postgres:")):
        raise OtherDatabaseError(address.partition(":")[0])
    try:
        import psycopg
    except ImportError as error:
        raise NoDriverError(str(error)) from error

    written = re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql:", address)
    if "connect_timeout" not in psycopg.conninfo.conninfo_to_dict(written):
        written = psycopg.conninfo.make_conninfo(written, connect_timeout=_REACHED_WITHIN)
    return psycopg.connect(written, autocommit=True)


def write_anew(database: Database, tables: Iterable[str]) -> None:
    """Rewrite tables of a server without the bytes of deleted rows or samples of their values.

    A table that another session keeps open is only vacuumed without being rewritten.

    Raises:
        DatabaseError: the server cannot be reached.
    """
    database.execute(f"SET lock_timeout = '{_PATIENCE}'")
    try:
        for table in tables:
            try:
                database.execute(f"VACUUM (FULL, ANALYZE) {table}")
            except DatabaseError:
                database.execute(f"VACUUM (ANALYZE) {table}")
    finally:
        database.execute("RESET lock_timeout")


@contextmanager
def _as_database_error() -> Iterator[None]:
    """Raise a driver's errors as ``DatabaseError``."""
    try:
        yield
    except Exception as error:
        if not is_driver_error(error):
            raise
        raise _OURS.get(database_fault_of(error), DatabaseError)(str(error)) from error


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")  # as SQLAlchemy writes it
    return json.dumps(value) if isinstance(value, list) else value


def database_url(written: str) -> str:
    """The address for nbgrader, with the driver that the course installs: psycopg, not psycopg2.

    A question mark in the name of a folder is escaped: in an address it would end the path.

    >>> database_url("postgresql://localhost/marks")
    'postgresql+psycopg://localhost/marks'
    >>> database_url("sqlite:////MOA ou AMOA ? mars/gradebook.db")
    'sqlite:////MOA ou AMOA %3F mars/gradebook.db'
    """
    if written.startswith(_SQLITE):
        from sqlalchemy.engine import URL

        return URL.create("sqlite", database=written.removeprefix(_SQLITE)).render_as_string()
    return re.sub(r"^postgres(ql)?:", "postgresql+psycopg:", written)


def enrol(database: Database, people: Iterable[Person]) -> None:
    """Insert or update every person as a student of the gradebook, in one transaction."""
    rows = []
    for person in people:
        first, last = person.names
        email = person.email or None
        rows.append({"id": person.id, "first_name": first, "last_name": last, "email": email})
    with database.transaction():
        database.upsert("student", rows, key="id",
                        instead="first_name = excluded.first_name, last_name = excluded.last_name,"
                                " email = excluded.email")  # fmt: skip
