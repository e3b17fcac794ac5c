"""Notifications between the processes of one room, if several share a PostgreSQL server.

A process notifies the others in the transaction of its writes (``NOTIFY``), so that PostgreSQL
delivers the notification only if the transaction is committed.
"""

from __future__ import annotations

import json
import logging
import secrets
import threading
from collections.abc import Callable

from maitrise.cohort import Cohort
from maitrise.cohort.database import Database
from maitrise.cohort.database_fault import DatabaseError
from maitrise.cohort.room_database import is_on_server, room_address

_CHANNEL = "maitrise_room"
_LISTEN_SECONDS = 0.5  # seconds until the thread sees that the room has stopped
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0  # seconds before a lost connection is tried again
_LOG = logging.getLogger("maitrise.room")


class OtherProcesses:
    """The other processes of a room; none if the answers are in an SQLite file."""

    def __init__(self, cohort: Cohort) -> None:
        self._address, self._are_any = room_address(cohort), is_on_server(cohort)
        self._own = secrets.token_hex(4)
        self._is_over = threading.Event()
        self._is_listening = threading.Event()
        self._thread: threading.Thread | None = None

    def notify(self, database: Database, *what: str) -> None:
        """Notify the others when the current transaction is committed."""
        if database.is_server:
            said = {"channel": _CHANNEL, "said": json.dumps([self._own, *what])}
            database.rows("SELECT pg_notify(:channel, :said)", said)

    def listen(self, heard: Callable[[list[str]], object], missed: Callable[[], object]) -> None:
        """Listen to notifications in a thread, until :meth:`stop`.

        Args:
            heard: called with each notification.
            missed: called when a lost connection is back, since notifications were missed.
        """
        if not self._are_any:
            return
        self._thread = threading.Thread(
            target=self._run, args=(heard, missed), name="other processes"
        )
        self._thread.start()
        self._is_listening.wait()

    def stop(self) -> None:
        """Stop listening."""
        self._is_over.set()
        if self._thread:
            self._thread.join()

    def _run(self, heard: Callable[[list[str]], object], missed: Callable[[], object]) -> None:
        pause = _FIRST_PAUSE
        while not self._is_over.is_set():
            try:
                with Database(self._address) as database:
                    database.execute(f"LISTEN {_CHANNEL}")
                    pause = _FIRST_PAUSE
                    if self._is_listening.is_set():  # the connection was lost, or failed before
                        missed()
                    self._is_listening.set()
                    self._hear(database, heard)
            except DatabaseError:
                _LOG.exception("What other processes write is not heard; it is tried again.")
            self._is_listening.set()  # opening the room does not wait for the server
            self._is_over.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _hear(self, database: Database, heard: Callable[[list[str]], object]) -> None:
        while not self._is_over.is_set():
            for said in database.notices(_LISTEN_SECONDS):
                who, *what = json.loads(said)
                if who != self._own:
                    heard(what)
