"""The one thread that reads and writes a room's answers, and commits many jobs together.

A commit waits for the disk. Jobs that arrive during a commit go into the next transaction: no job
waits for more than two commits, and 300 learners need no more commits than one. A page gets its
reply after the commit, so that no acknowledged answer is lost.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from maitrise.base.text import Language, say
from maitrise.cohort import Cohort
from maitrise.cohort.database import Database
from maitrise.cohort.database_fault import DatabaseError, DatabaseFault, database_fault_of
from maitrise.cohort.room_answers import RoomAnswers
from maitrise.cohort.room_database import open_room_answers, room_address
from maitrise.learner.document_shape import DocumentError, DocumentErrorReason
from maitrise.server.room.other_processes import OtherProcesses

T = TypeVar("T")
_MOST_AT_ONCE = 256
_LOG = logging.getLogger("maitrise.room")


@dataclass(slots=True)
class _Job:
    """A function to run in the thread, and its result."""

    act: Callable[[], Any]
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None


class AnswerThread:
    """Reads and writes a room's answers, in a thread of its own.

    Attributes:
        answers: to be used only in functions given to ``run``.
        language: of what trainers are told.
        other_processes: other processes that serve the same room.
        trouble: why the last commit failed, in words for the trainer; "" when all is well.
    """

    answers: RoomAnswers

    def __init__(self, cohort: Cohort, language: Language) -> None:
        """Start the thread, which opens the cohort's answers.

        Raises:
            DatabaseError, OSError, WrongCallError: they cannot be opened.
        """
        self.trouble = ""
        self.language: Language = language
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._after: list[Callable[[], None]] = []
        self._opened = threading.Event()
        self._refused: BaseException | None = None
        self._address = room_address(cohort)
        self.other_processes = OtherProcesses(cohort)
        self._thread = threading.Thread(target=self._run, args=(cohort,), name="answer_thread")
        self._thread.start()
        self._opened.wait()
        if self._refused:
            self._thread.join()
            raise self._refused

    async def run(self, folder: Path, act: Callable[[], T]) -> T:
        """Run a function in the thread; returns its result after the commit.

        Raises:
            DocumentError: the commit failed; none of its writes are kept.
        """
        self._loop = asyncio.get_running_loop()
        job = _Job(act, self._loop.create_future())
        self._jobs.put(job)
        result: T = await job.future
        return result

    def once_written(self, act: Callable[[], None]) -> None:
        """Call a function in the event loop after the current job is committed."""
        self._after.append(act)

    def notify_others(self, *what: str) -> None:
        """Notify the room's other processes when the current job is committed."""
        self.other_processes.notify(self.answers.database, *what)

    def finish(self) -> None:
        """Finish the queued jobs, then close."""
        self.other_processes.stop()
        self._jobs.put(None)
        self._thread.join()

    # --- In the thread ---------------------------------------------------------------------------

    def _run(self, cohort: Cohort) -> None:
        try:
            self.answers = open_room_answers(cohort, self.language)
        except Exception as error:  # noqa: BLE001 - raised again by the constructor
            self._refused = error
            return
        finally:
            self._opened.set()
        is_over = False
        while not is_over:
            batch, is_over = self._asked()
            if batch:
                self._commit(batch)
        self.answers.close()

    def _asked(self) -> tuple[list[_Job], bool]:
        """The jobs queued since the last commit, at least one; and whether the thread is to end."""
        batch: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            batch.append(job)
            if len(batch) == _MOST_AT_ONCE:
                return batch, False
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return batch, False
        return batch, True

    def _commit(self, batch: list[_Job]) -> None:
        """Run a batch in one transaction; if that fails, each job in a transaction of its own.

        After a restart of the database server the connection is opened again, once for the whole
        batch. If that fails, all jobs fail at once, so that none waits for another's attempt.
        """
        fault = self._fault_of(batch)
        if fault and self._is_lost:
            fault = self._fault_of(batch, anew=True)
        if fault is None or self._is_lost or len(batch) == 1:
            self._answer(batch, fault)
            return
        for job in batch:
            self._answer([job], fault if self._is_lost else (fault := self._fault_of([job])))

    @property
    def _is_lost(self) -> bool:
        return self.answers.database.is_lost

    def _fault_of(self, batch: list[_Job], *, anew: bool = False) -> Exception | None:
        """Run a batch in one transaction; returns the error if it failed.

        Args:
            anew: open a new connection to the server first.
        """
        self._after = []
        try:
            if anew:
                self.answers = RoomAnswers(Database(self._address))
            with self.answers.database.transaction():
                for job in batch:
                    job.result = job.act()
        except Exception as error:  # noqa: BLE001 - set on the futures
            with suppress(DatabaseError):  # a commit that failed may have left it open
                self.answers.database.execute("ROLLBACK")
            self._after = []
            # Without what led to it: its frames hold the database open.
            is_database = isinstance(error, DatabaseError)
            return _refusal(error, self.language) if is_database else error
        return None

    def _answer(self, batch: list[_Job], fault: Exception | None) -> None:
        """Resolve the futures of a batch, in the event loop."""
        for job in batch:
            job.error = fault
        self.trouble = str(fault) if isinstance(fault, DocumentError) else ""
        after, self._after = self._after, []
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_tell, batch, after)


def _tell(batch: list[_Job], after: list[Callable[[], None]]) -> None:
    """Set the results or errors of a batch, then call what waits for the commit."""
    for job in batch:
        if job.future.done():  # the request was cancelled
            continue
        if job.error:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)
    for act in after:
        try:
            act()
        except Exception:  # noqa: BLE001 - what is on the disk stays, whatever shows it
            _LOG.exception("What was written could not be shown.")


def _refusal(error: Exception, language: Language) -> DocumentError:
    """A database error as the ``DocumentError`` that pages understand."""
    is_full = database_fault_of(error) is DatabaseFault.FULL
    reason: DocumentErrorReason = "full" if is_full else "off"
    why = say("system.ENOSPC", language) if is_full else say("room.database-failed", language)
    return DocumentError(reason, say("document.not-written", language, why=why))
