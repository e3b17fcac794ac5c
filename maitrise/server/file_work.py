"""Work on learners' files: off the loop that serves everybody, one learner's at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")
_THREADS = 16  # they wait for the disk, not for the processor


class FileWork:
    """Where the reading and writing of files is done."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="files")
        self._queues: WeakValueDictionary[Path, asyncio.Lock] = WeakValueDictionary()

    async def do(self, folder: Path, act: Callable[[], T]) -> T:
        """Do something in a learner's folder once what was asked there before is done.

        Without the queue, threads would wait for the folder's lock, and others for a thread.
        """
        queue = self._queues.setdefault(folder, asyncio.Lock())
        async with queue:
            return await asyncio.get_running_loop().run_in_executor(self._pool, act)

    def finish(self) -> None:
        """Let what is under way end; nothing more is taken on."""
        self._pool.shutdown(wait=True)
