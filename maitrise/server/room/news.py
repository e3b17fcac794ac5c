"""Tell pages that watch a room when it has changed."""

from __future__ import annotations

import asyncio


class News:
    """A counter of changes that coroutines can wait for."""

    def __init__(self) -> None:
        self.number = 0
        self._next: asyncio.Future[None] | None = None

    def notify(self) -> None:
        """Count a change, and wake the coroutines that wait for one."""
        self.number += 1
        if self._next and not self._next.done():
            self._next.set_result(None)

    async def wait_for_change(self, number: int, seconds: float) -> int:
        """Wait until the counter differs from ``number``; returns the counter.

        Args:
            seconds: the longest wait; then the same number is returned, so that the caller can
                send something and notice a broken connection.
        """
        if self.number == number:
            if self._next is None or self._next.done():
                self._next = asyncio.get_running_loop().create_future()
            await asyncio.wait([self._next], timeout=seconds)
        return self.number
