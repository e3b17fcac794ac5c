"""Where documents of learners are read and written: outside the server's event loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

T = TypeVar("T")


class DocumentWorker(Protocol):
    """Runs functions that read and write documents, outside the event loop."""

    async def run(self, folder: Path, act: Callable[[], T]) -> T:
        """Run a function on the documents of a learner; returns once its writes are on disk."""
        ...

    def finish(self) -> None:
        """Wait for running functions; no more are accepted."""
