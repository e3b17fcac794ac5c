"""The code of the day: what the wall shows, and how often somebody may be wrong about it."""

from __future__ import annotations

import hmac
import re
import secrets
import time
from collections import deque
from collections.abc import Callable

# No vowels, so that no code is a word; nothing that is read as something else from six metres.
_LETTERS, _DIGITS = "BCDFGHJKLMNPQRSTVWXZ", "23456789"
_EACH = 3
HOURS = 14
"""How long a code is good for: a day of training."""
OF_AN_ADDRESS = 30
_ADDRESSES = 10
OF_THE_ROOM = _ADDRESSES * OF_AN_ADDRESS
"""Wrong codes within ten minutes: a class shares one address, so that these are many."""
_WITHIN = 600.0  # seconds


def new_code() -> str:
    """A code that nobody knows: one of four million.

    >>> len(new_code().replace(" ", ""))
    6
    """
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_EACH))
    digits = "".join(secrets.choice(_DIGITS) for _ in range(_EACH))
    return f"{letters} {digits}"


def is_code(code: str, shown: str) -> bool:
    """Whether somebody shows the code, however they write it.

    >>> is_code("KLM 427", "klm-427"), is_code("KLM 427", "KLM 42")
    (True, False)
    """
    return hmac.compare_digest(_bare(code), _bare(shown[:40]))


def _bare(written: str) -> bytes:
    return re.sub(r"[^0-9A-Z]", "", written.upper()).encode("ascii")


class WrongCodes:
    """The wrong codes of the last minutes, or other attempts in vain.

    Right ones are not counted: a class comes in at once.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, *, of_an_address: int = OF_AN_ADDRESS
    ) -> None:
        """Begin with none.

        Args:
            clock: seconds that only go on; setting the computer's clock changes nothing.
            of_an_address: how many are looked at of one address; ten times as many of all.
        """
        self._clock, self._of_an_address = clock, of_an_address
        self._wrong: deque[tuple[float, str]] = deque(maxlen=_ADDRESSES * of_an_address)

    def may_try(self, address: str) -> bool:
        """Whether a code from this address is looked at."""
        self._forget_old()
        own = sum(each == address for _, each in self._wrong)
        return own < self._of_an_address and not self.are_too_many

    @property
    def are_too_many(self) -> bool:
        """Whether nobody new is let in for now, wherever they come from."""
        self._forget_old()
        return len(self._wrong) == self._wrong.maxlen

    @property
    def count(self) -> int:
        """How many there were in the last minutes."""
        self._forget_old()
        return len(self._wrong)

    def add(self, address: str) -> None:
        """One more."""
        self._wrong.append((self._clock(), address))

    def forget(self) -> None:
        """Begin anew: the trainer has changed the code, or says that all is well."""
        self._wrong.clear()

    def _forget_old(self) -> None:
        since = self._clock() - _WITHIN
        while self._wrong and self._wrong[0][0] < since:
            self._wrong.popleft()
