"""Write files whole, set them aside, and cache what is read until a file has changed."""

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
        synced: whether to wait until it is on disk; False if the caller waits later.
        private: whether only its owner may read it.

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
    """Make every file and folder created in the block readable by its owner only.

    On Windows this does nothing: a file inherits the access rights of its folder.
    """
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def private_folder(folder: Path) -> None:
    """Create a folder, and its parents, if missing; only their owner may enter them.

    Raises:
        OSError: it cannot be created.
    """
    if not folder.is_dir():
        if folder.parent != folder:
            private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def set_aside(path: Path, why: str) -> Path:
    """Rename a file in its folder, so that later writes do not overwrite it.

    Args:
        path: the file, or a folder or link of that name.
        why: a word for the new name ("damaged").

    Returns:
        The new path.

    Raises:
        OSError: it could not be renamed; nothing has changed.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}.{why}-{stamp}.json")
    path.rename(aside)
    return aside


def while_unchanged(read: Callable[[Path], T]) -> Callable[[Path], T]:
    """Cache the result of a function that reads a file, until the file has changed.

    Reports and certificates read the same cases for each of sixty people, and reading one is slow.
    The result is shared, so it must not be changed. Errors are not cached.
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
