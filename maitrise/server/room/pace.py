"""How fast one browser may ask: a page at work never meets the limit, a loop does."""

from __future__ import annotations

import time
from collections.abc import Callable

_A_SECOND, _AT_ONCE = 30.0, 300.0
_MOST_KNOWN = 20_000


class Pace:
    """A bucket for each browser, from which each request takes a drop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def is_kept(self, device: str) -> bool:
        """Take down a request; whether this browser keeps to the pace."""
        now = self._clock()
        left, since = self._left.get(device, (_AT_ONCE, now))
        left = min(_AT_ONCE, left + (now - since) * _A_SECOND)
        if len(self._left) >= _MOST_KNOWN and device not in self._left:
            self._left.clear()
        self._left[device] = max(0.0, left - 1), now
        return left >= 1
