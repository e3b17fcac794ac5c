"""Who does the work: this process, workers on this machine, or a Dask cluster.

Each runs the same pure function on the same batches, and batches come back in any order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say
from maitrise.marking.job import Job, MarkedSubmission
from maitrise.marking.prepared import PreparedAssignment
from maitrise.marking.problem import Problem
from maitrise.marking.work import mark_batch

if TYPE_CHECKING:
    from concurrent.futures import Future

Marked = list[MarkedSubmission | Problem]

BATCH = 40
WORTH_WORKERS = 400  # below, starting workers takes longer than marking


def marked(
    prepared: PreparedAssignment,
    batches: Iterable[Sequence[Job]],
    *,
    scheduler: str,
    workers: int | None,
    total: int,
    language: Language,
) -> Iterator[Marked]:
    """Mark batches of submissions of one assignment.

    Args:
        batches: made when they are needed, so that few are in memory.
        scheduler: address of a Dask scheduler; "" for this machine.
        workers: processes on this machine; by default as many as pay.
        total: how many submissions there are, to tell whether workers pay.
        language: of the messages.

    Raises:
        WrongCallError: the scheduler cannot be reached, or its client is not installed.
    """
    if scheduler:
        yield from _on_cluster(prepared, batches, scheduler, language)
        return
    count = workers or (cores() if total >= WORTH_WORKERS else 1)
    if count == 1:
        for jobs in batches:
            yield mark_batch(prepared, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A worker that was forked would hold the database's connection and the lock of this process.
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        yield from _in_flight(prepared, batches, pool.submit, most=2 * count)


def cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _in_flight(
    prepared: PreparedAssignment,
    batches: Iterable[Sequence[Job]],
    submit: Callable[..., Future[Marked]],
    most: int,
) -> Iterator[Marked]:
    from concurrent.futures import FIRST_COMPLETED, wait

    waiting: set[Future[Marked]] = set()
    left = iter(batches)
    while True:
        for jobs in islice(left, most - len(waiting)):
            waiting.add(submit(mark_batch, prepared, jobs))
        if not waiting:
            return
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()


def _on_cluster(
    prepared: PreparedAssignment,
    batches: Iterable[Sequence[Job]],
    scheduler: str,
    language: Language,
) -> Iterator[Marked]:
    try:
        from distributed import Client
    except ImportError as error:
        raise WrongCallError(say("mark.no-cluster", language)) from error
    try:
        client: Any = Client(scheduler, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise WrongCallError(say("mark.no-scheduler", language, address=scheduler)) from error
    with client, client.get_executor(pure=False) as cluster:
        most = 2 * max(1, sum(client.nthreads().values()))
        yield from _in_flight(prepared, batches, cluster.submit, most)
