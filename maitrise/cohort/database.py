"""The gradebook's database, spoken to in SQL: a file of SQLite's, or a PostgreSQL server.

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
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from maitrise.cohort.database_fault import (
    DamagedDatabaseError,
    DatabaseError,
    Kind,
    NoDriverError,
    OtherDatabaseError,
    ProtectedDatabaseError,
    is_of_a_driver,
    kind_of,
)
from maitrise.cohort.person import Person

_SQLITE = "sqlite:///"
_VALUE = re.compile(r":([a-z_]+)")
_ROWS_AT_ONCE = 500  # so few stay in the processor's own memory: half as long again with 20,000
_PATIENCE = "5s"
_REACHED_WITHIN = 10  # seconds, where an address does not say; of the driver's own it is minutes
_OURS = {Kind.DAMAGED: DamagedDatabaseError, Kind.PROTECTED: ProtectedDatabaseError}

Values = Mapping[str, Any]


class Database:
    """An open gradebook; values of a statement stand in it as ``:name``.

    Attributes:
        is_server: whether it is a PostgreSQL server.
    """

    def __init__(self, address: str) -> None:
        """Open it.

        Args:
            address: ``sqlite:///`` and a path, or ``postgresql://…``.

        Raises:
            DatabaseError: it cannot be reached, or is none of the two.
        """
        self.is_server = not address.startswith(_SQLITE)
        with _as_our_error():
            self._connection: Any = (
                _server(address) if self.is_server else _file(address.removeprefix(_SQLITE))
            )

    @property
    def is_lost(self) -> bool:
        """Whether a server has dropped the line."""
        return self.is_server and bool(self._connection.closed)

    def close(self) -> None:
        """Close it."""
        self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done inside, or nothing of it.

        Raises:
            DatabaseError: it could not be written.
        """
        self.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.execute("ROLLBACK")
            raise
        self.execute("COMMIT")

    def execute(self, statement: str, values: Values | None = None) -> None:
        """Run a statement whose rows nobody wants."""
        self._run(statement, values).close()

    def execute_all(self, statement: str, rows: Sequence[Values]) -> None:
        """Run a statement once for each row of values."""
        if rows:
            with _as_our_error():
                cursor = self._connection.cursor()
                cursor.executemany(self._written(statement), [self._given(row) for row in rows])
                cursor.close()

    def rows(self, statement: str, values: Values | None = None) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        cursor = self._run(statement, values)
        with _as_our_error():
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.close()
        return rows

    def columns(
        self, statement: str, values: Values | None = None
    ) -> Iterator[tuple[tuple[Any, ...], ...]]:
        """The columns of a statement's rows, some rows at a time: there may be a million."""
        cursor = self._run(statement, values)
        with _as_our_error():
            while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                yield tuple(zip(*rows, strict=True))
        cursor.close()

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows, each with a value for every column in order."""
        if rows:
            values = ", ".join(["%s" if self.is_server else "?"] * len(rows[0]))
            with _as_our_error():
                cursor = self._connection.cursor()
                cursor.executemany(f"INSERT INTO {table} VALUES ({values})", rows)
                cursor.close()

    def upsert(self, table: str, rows: Sequence[Values], *, key: str, instead: str = "") -> None:
        """Insert rows; where one with the same key is there, update it.

        Args:
            rows: all with the same columns.
            key: the columns, with commas, of the constraint that tells whether a row is there.
            instead: what is set then, ``excluded`` being the refused row; by default every column
                of the row but its key and its id.
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
        """What follows a column to say that it is one of the list ``:name``, however long."""
        return f"= ANY(:{name})" if self.is_server else f"IN (SELECT value FROM json_each(:{name}))"

    def notices(self, seconds: float) -> Iterator[str]:
        """What a server that was told to ``LISTEN`` passes on, as it comes, for so long."""
        with _as_our_error():
            for each in self._connection.notifies(timeout=seconds):
                yield each.payload

    def has_table(self, table: str) -> bool:
        """Whether there is a table of this name."""
        where = "pg_tables WHERE tablename" if self.is_server else "sqlite_master WHERE name"
        return bool(self.rows(f"SELECT 1 FROM {where} = :table", {"table": table}))

    def _run(self, statement: str, values: Values | None) -> Any:
        with _as_our_error():
            cursor = self._connection.cursor()
            return cursor.execute(self._written(statement), self._given(values or {}))

    def _written(self, statement: str) -> str:
        return _VALUE.sub(r"%(\1)s", statement) if self.is_server else statement

    def _given(self, values: Values) -> Values:
        """Values as the driver takes them: SQLite has no lists and no moments."""
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
    """Have tables of a server hold no byte of rows that are gone, and no sample of their values.

    Where somebody has a table open for long, its space is only freed.

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
def _as_our_error() -> Iterator[None]:
    """Have any driver's error be ours."""
    try:
        yield
    except Exception as error:
        if not is_of_a_driver(error):
            raise
        raise _OURS.get(kind_of(error), DatabaseError)(str(error)) from error


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")  # as SQLAlchemy writes it
    return json.dumps(value) if isinstance(value, list) else value


def database_url(written: str) -> str:
    """The address for nbgrader, with the driver that the course installs: psycopg, not psycopg2.

    In an address a question mark ends the path; in a folder's name it is a letter like others.

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
    """Have every person as a student in the gradebook, in one transaction."""
    rows = []
    for person in people:
        first, last = person.names
        email = person.email or None
        rows.append({"id": person.id, "first_name": first, "last_name": last, "email": email})
    with database.transaction():
        database.upsert("student", rows, key="id",
                        instead="first_name = excluded.first_name, last_name = excluded.last_name,"
                                " email = excluded.email")  # fmt: skip
