"""Files written whole, set aside, and read anew only when they have changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def write_whole(path: Path, content: bytes, *, synced: bool = True, private: bool = False) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    Args:
        path: the file.
        content: all of it.
        synced: whether it is on the disk on return; False where the caller sees to that.
        private: whether nobody else on this computer may read it.

    Raises:
        OSError: it could not be written; the old content is still there.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)  # Windows only
    try:
        descriptor = os.open(temporary, flags, 0o600 if private else 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def private_files() -> Iterator[None]:
    """Have every file and folder that is made inside be its owner's alone, whoever makes it.

    Windows has no such mode: a file there inherits who may read it from its folder.
    """
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def private_folder(folder: Path) -> None:
    """Make a folder where there is none, and those above it, that their owner alone can enter.

    Raises:
        OSError: it cannot be made.
    """
    if not folder.is_dir():
        if folder.parent != folder:
            private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def set_aside(path: Path, why: str) -> Path:
    """Give a file another name beside its own, so that nothing written later touches it.

    Args:
        path: the file, or whatever lies in its place.
        why: a word for the new name ("damaged").

    Raises:
        OSError: it could not be renamed; it lies where it was.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}.{why}-{stamp}.json")
    path.rename(aside)
    return aside


def while_unchanged(read: Callable[[Path], T]) -> Callable[[Path], T]:
    """Have a function that reads a file read it anew only when the file has changed.

    A report or a certificate of each of sixty people asks for the same cases, and reading one takes
    longer than all the rest. What is returned is shared, and so must not be changed; what is raised
    is raised each time.
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
