"""Work on what is kept of learners, off the loop that serves everybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

T = TypeVar("T")


class Work(Protocol):
    """Where documents are read and written."""

    async def do(self, folder: Path, act: Callable[[], T]) -> T:
        """Do something with the documents of a learner; done once what it wrote is on the disk."""
        ...

    def finish(self) -> None:
        """Let what is under way end; nothing more is taken on."""
