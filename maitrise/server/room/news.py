"""Telling the pages that watch a room that it has changed."""

from __future__ import annotations

import asyncio


class News:
    """A number that goes up with each change; whoever waits for the next is woken."""

    def __init__(self) -> None:
        self.number = 0
        self._next: asyncio.Future[None] | None = None

    def tell(self) -> None:
        """Something has changed."""
        self.number += 1
        if self._next and not self._next.done():
            self._next.set_result(None)

    async def after(self, number: int, seconds: float) -> int:
        """The number of the latest change: at once if it is another one, else when there is one.

        Args:
            seconds: after so many the same number is given, so that a broken line shows.
        """
        if self.number == number:
            if self._next is None or self._next.done():
                self._next = asyncio.get_running_loop().create_future()
            await asyncio.wait([self._next], timeout=seconds)
        return self.number
