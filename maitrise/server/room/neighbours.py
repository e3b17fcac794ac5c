"""What other processes of the same room write, where several serve one on a PostgreSQL server.

Each tells the others in the transaction that it writes in, so that nothing is told that is not
kept; the server passes it on when that is committed (``NOTIFY``).
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
_LOOK_UP = 0.5  # seconds after which it is seen that the room has stopped
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0  # seconds before a lost line is tried again
_LOG = logging.getLogger("maitrise.room")


class Neighbours:
    """The other processes of a room; where answers are a file there are none."""

    def __init__(self, cohort: Cohort) -> None:
        self._address, self._are_any = room_address(cohort), is_on_server(cohort)
        self._own = secrets.token_hex(4)
        self._is_over = threading.Event()
        self._is_listening = threading.Event()
        self._thread: threading.Thread | None = None

    def tell(self, database: Database, *what: str) -> None:
        """Tell the others once the transaction is committed; to be used within one."""
        if database.is_server:
            said = {"channel": _CHANNEL, "said": json.dumps([self._own, *what])}
            database.rows("SELECT pg_notify(:channel, :said)", said)

    def listen(self, heard: Callable[[list[str]], object], missed: Callable[[], object]) -> None:
        """Have what others tell be heard from now on, in a thread of its own.

        Args:
            missed: is called once a lost line is back; what was told meanwhile nobody repeats.
        """
        if not self._are_any:
            return
        self._thread = threading.Thread(target=self._run, args=(heard, missed), name="neighbours")
        self._thread.start()
        self._is_listening.wait()

    def stop(self) -> None:
        """Hear no more."""
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
                    if self._is_listening.is_set():  # it was lost, or could not be had before
                        missed()
                    self._is_listening.set()
                    self._hear(database, heard)
            except DatabaseError:
                _LOG.exception("What other processes write is not heard; it is tried again.")
            self._is_listening.set()  # whoever opens the room does not wait for a server
            self._is_over.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _hear(self, database: Database, heard: Callable[[list[str]], object]) -> None:
        while not self._is_over.is_set():
            for said in database.notices(_LOOK_UP):
                who, *what = json.loads(said)
                if who != self._own:
                    heard(what)
