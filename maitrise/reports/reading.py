"""Reading the marks and the records of a cohort: of a large one, by several processes at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from maitrise.cohort.marks_table import MarksTable, read_marks
from maitrise.learner.record import read_record
from maitrise.reports.taken import Taken

MANY = 1_000
"""From so many people on, other processes cost less time than they save."""
_AT_ONCE = 250
MOST_PROCESSES = 4

Found = tuple[MarksTable, Taken]


@contextmanager
def reading(folder: Path, learners: Sequence[str]) -> Iterator[Iterator[Found]]:
    """Begin to read what these learners did; what is found comes in their order.

    Args:
        folder: the cohort's.

    Raises:
        MaitriseError: a file is no marks; when it is its turn.
    """
    from maitrise.marking.schedule import cores  # here: no worker needs what it imports

    processes = min(MOST_PROCESSES, cores())
    if len(learners) < MANY or processes < 2:
        yield iter([_read(folder, learners)])
        return
    parts = [learners[start : start + _AT_ONCE] for start in range(0, len(learners), _AT_ONCE)]
    # A worker that was forked would hold the database's connection of this process.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield pool.map(_read, [folder] * len(parts), parts)


def _read(folder: Path, learners: Sequence[str]) -> Found:
    taken = Taken()
    for learner in learners:
        taken.add(learner, read_record(folder / "records" / f"{learner}.jsonl"))
    return read_marks(folder, learners), taken
