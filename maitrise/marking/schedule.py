"""Where submissions are marked: in this process, in workers on this machine, or on Dask.

All run the same pure function on batches, which are returned in any order.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from multiprocessing import parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say
from maitrise.marking.job import Job, MarkedSubmission
from maitrise.marking.prepared import PreparedAssignment
from maitrise.marking.problem import Problem
from maitrise.marking.work import mark_batch

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Marked = list[MarkedSubmission | Problem]

BATCH = 40
WORTH_WORKERS = 400  # below, starting workers takes longer than marking
PATIENCE = 10.0  # seconds for a scheduler to answer
STALLED = 120.0  # seconds in which a cluster marks nothing; a batch takes some


def mark_batches(
    prepared: PreparedAssignment,
    batches: Iterable[Sequence[Job]],
    *,
    scheduler: str,
    workers: int | None,
    total: int,
    language: Language,
    in_own_process: bool = False,
) -> Iterator[Marked]:
    """Mark batches of submissions of one assignment; yields the result of each batch.

    Args:
        batches: an iterator, so that few are in memory.
        scheduler: address of a Dask scheduler; "" for this machine.
        workers: processes on this machine; by default one per processor if that is faster.
        total: how many submissions there are, to decide whether workers are faster.
        language: of the messages.
        in_own_process: use a worker process even for few submissions.

    Raises:
        WrongCallError: the scheduler cannot be reached, or its client is not installed.
    """
    if scheduler:
        yield from _on_cluster(prepared, batches, scheduler, language)
        return
    count = workers or (cores() if total >= WORTH_WORKERS else 1)
    if count == 1 and not (in_own_process and total):
        for jobs in batches:
            yield mark_batch(prepared, jobs)
        return
    yield from _on_this_machine(prepared, batches, count)


def _on_this_machine(
    prepared: PreparedAssignment, batches: Iterable[Sequence[Job]], count: int
) -> Iterator[Marked]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    @contextmanager
    def workers_of(most: int | None) -> Iterator[ProcessPoolExecutor]:
        # A forked worker would inherit the database's connection and this process's lock.
        with ProcessPoolExecutor(
            most or count, mp_context=get_context("spawn"), initializer=_end_with_parent
        ) as pool:
            try:
                yield pool
            finally:
                _close_broken_pool(pool)

    yield from _mark_despite_crashes(prepared, batches, workers_of, 2 * count, BrokenProcessPool)


def _end_with_parent() -> None:
    """Make a worker exit with its parent, even if that is killed; else it would wait for ever."""
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def _close_broken_pool(pool: Any) -> None:
    """Close the queue of a broken pool, whose feeder thread would otherwise block for ever.

    CPython does so itself since 3.11.5 (gh-94777).
    """
    if sys.version_info < (3, 11, 5) and pool._broken:
        pool._call_queue._reader.close()


def cores() -> int:
    """The number of processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _mark_despite_crashes(
    prepared: PreparedAssignment,
    batches: Iterable[Sequence[Job]],
    workers_of: Callable[[int | None], AbstractContextManager[Executor]],
    most: int,
    died: type[Exception],
    patience: float | None = None,
) -> Iterator[Marked]:
    """Mark batches although workers may die; only the submission that killed one is not marked.

    Args:
        workers_of: makes an executor, with a number of workers or, for None, as many as planned.
        most: how many batches are submitted at once.
        died: the exception for a batch whose worker has died.
        patience: seconds in which a batch has to be marked; None for no limit.

    Raises:
        TimeoutError: no batch was marked in this time.
    """
    left = iter(batches)
    suspects: Sequence[Job] | None = None
    while suspects is None or suspects:
        with workers_of(None) as workers:
            suspects = yield from _in_flight(prepared, left, workers.submit, most, died, patience)
        yield from _one_by_one(prepared, suspects, workers_of, died, patience)


def _in_flight(
    prepared: PreparedAssignment,
    batches: Iterator[Sequence[Job]],
    submit: Callable[..., Future[Marked]],
    most: int,
    died: type[Exception],
    patience: float | None,
) -> Generator[Marked, None, list[Job]]:
    """Mark batches until all are marked or a worker has died.

    Returns:
        The jobs that were not marked then; one of them killed the worker.
    """
    from concurrent.futures import FIRST_COMPLETED, wait

    waiting: dict[Future[Marked], Sequence[Job]] = {}
    suspects: list[Job] = []
    while True:
        for jobs in islice(batches, 0 if suspects else most - len(waiting)):
            try:
                waiting[submit(mark_batch, prepared, jobs)] = jobs
            except died:
                suspects += jobs
                break
        if not waiting:
            return suspects
        done = wait(waiting, patience, return_when=FIRST_COMPLETED).done
        if not done:
            raise TimeoutError
        for future in done:
            jobs = waiting.pop(future)
            try:
                yield future.result()
            except died:
                suspects += jobs


def _one_by_one(
    prepared: PreparedAssignment,
    jobs: Iterable[Job],
    workers_of: Callable[[int | None], AbstractContextManager[Executor]],
    died: type[Exception],
    patience: float | None,
) -> Iterator[Marked]:
    """Mark submissions one at a time, to find the one that kills a worker."""
    left = deque(jobs)
    while left:
        with workers_of(1) as worker:
            while left:
                job = left.popleft()
                try:
                    yield worker.submit(mark_batch, prepared, [job]).result(patience)
                except died:
                    yield [
                        Problem(job.file, "worker-died", "kept", "memory", learner=job.person.id)
                    ]
                    break


def _on_cluster(
    prepared: PreparedAssignment,
    batches: Iterable[Sequence[Job]],
    scheduler: str,
    language: Language,
) -> Iterator[Marked]:
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise WrongCallError(say("mark.no-cluster", language)) from error
    try:
        client: Any = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise WrongCallError(say("mark.no-scheduler", language, address=scheduler)) from error
    with client, client.get_executor(pure=False) as cluster:
        most = 2 * max(1, sum(client.nthreads().values()))

        def workers_of(_: int | None) -> AbstractContextManager[Executor]:
            return nullcontext(cluster)

        try:
            yield from _mark_despite_crashes(
                prepared, batches, workers_of, most, KilledWorker, STALLED
            )
        except TimeoutError as error:
            # After a worker's death a cluster may never return its batches.
            cluster.shutdown(wait=False)
            raise WrongCallError(say("mark.stalled", language, address=scheduler)) from error
