"""Reading a file once for as long as it stays as it is.

A report or a certificate of each of sixty people asks for the same cases; reading one takes longer
than all the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def while_unchanged(read: Callable[[Path], T]) -> Callable[[Path], T]:
    """Have a function that reads a file read it anew only when the file has changed.

    What it returns is shared, and so must not be changed; what it raises is raised each time.
    """
    kept: dict[Path, tuple[tuple[int, int, int], T]] = {}

    @wraps(read)
    def reading(path: Path) -> T:
        try:
            found = path.stat()
        except OSError:
            return read(path)  # which says what is wrong
        stamp, place = (found.st_ino, found.st_mtime_ns, found.st_size), path.absolute()
        if place not in kept or kept[place][0] != stamp:
            kept[place] = stamp, read(path)
        return kept[place][1]

    return reading
