"""Limit the requests of one browser: a page in use never reaches the limit, a loop does."""

from __future__ import annotations

import time
from collections.abc import Callable

_A_SECOND, _AT_ONCE = 30.0, 300.0
_MOST_KNOWN = 20_000


class RateLimit:
    """A token bucket for each browser."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def allows(self, device: str) -> bool:
        """Count a request; returns whether the browser is still within the limit."""
        now = self._clock()
        left, since = self._left.get(device, (_AT_ONCE, now))
        left = min(_AT_ONCE, left + (now - since) * _A_SECOND)
        if len(self._left) >= _MOST_KNOWN and device not in self._left:
            self._left.clear()
        self._left[device] = max(0.0, left - 1), now
        return left >= 1
