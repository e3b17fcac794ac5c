"""Read and write learners' files in threads, one function per folder at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")
_THREADS = 16  # they wait for the disk, not for the processor


class FileWorker:
    """Runs functions that read and write files, in a pool of threads."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="files")
        self._queues: WeakValueDictionary[Path, asyncio.Lock] = WeakValueDictionary()

    async def run(self, folder: Path, act: Callable[[], T]) -> T:
        """Run a function after the earlier ones of the same folder.

        Without the queue, threads would wait for the folder's lock, and other folders for a thread.
        """
        queue = self._queues.setdefault(folder, asyncio.Lock())
        async with queue:
            return await asyncio.get_running_loop().run_in_executor(self._pool, act)

    def finish(self) -> None:
        """Wait for running functions; no more are accepted."""
        self._pool.shutdown(wait=True)
