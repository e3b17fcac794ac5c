"""Walk an inbox: folders, archives and single files.

Only regular files that nothing else points to are opened; links, devices and pipes are named.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import IO

from maitrise.base.moments import computer_zone
from maitrise.marking.archive import members
from maitrise.marking.inbox_file import (
    ARCHIVE_BYTES,
    DEEPEST_FOLDER,
    InboxFile,
    is_archive,
    is_litter,
    limit_for,
    wrong_archive,
)
from maitrise.marking.problem import Notify, Problem, report_errors, shown_place

_LATEST = datetime(9999, 12, 30, tzinfo=UTC)  # what calendars show in any zone
_IN_MEMORY = 4_000_000  # bytes of an archive that is read at once


def walk_inbox(
    inboxes: Iterable[Path], notify: Notify, zone: tzinfo | None = None
) -> Iterator[InboxFile]:
    """Yield every file of the inboxes and of the archives in them, one in memory at a time.

    Args:
        inboxes: folders or files.
        notify: called with a problem for each file that is refused.
        zone: of the class, for times in archives; by default that of the computer.
    """
    zone = zone or computer_zone()
    for inbox in inboxes:
        # The inbox's own name says nothing about who handed in, but a single file's does.
        if inbox.is_dir() and not inbox.is_symlink():
            yield from _folder(inbox, (), notify, zone)
        else:
            yield from _file(inbox, (inbox.name,), notify, zone)


def _folder(
    folder: Path, place: tuple[str, ...], notify: Notify, zone: tzinfo
) -> Iterator[InboxFile]:
    if len(place) > DEEPEST_FOLDER:
        notify(Problem(shown_place(place), "deep-folder", "not-read", "again"))
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        notify(Problem(shown_place(place), "gone", "not-read", "run-again"))
        return
    except OSError as error:
        notify(Problem(shown_place(place), "unreadable", "not-read", "rights", {"why": error}))
        return
    for entry in entries:
        inside = (*place, entry.name)
        if is_litter(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            walk = _folder if place else _top_folder
            yield from walk(Path(entry.path), inside, notify, zone)
        else:
            yield from _file(Path(entry.path), inside, notify, zone)


def _top_folder(
    folder: Path, place: tuple[str, ...], notify: Notify, zone: tzinfo
) -> Iterator[InboxFile]:
    """The files of a top folder of the inbox, usually one person's; an empty one is reported."""
    told: list[Problem] = []

    def noting(problem: Problem) -> None:
        told.append(problem)
        notify(problem)

    is_empty = True
    for file in _folder(folder, place, noting, zone):
        is_empty = False
        yield file
    if is_empty and not told:
        notify(Problem(shown_place(place), "empty-file", "left", "again"))


def _file(path: Path, place: tuple[str, ...], notify: Notify, zone: tzinfo) -> Iterator[InboxFile]:
    def refuse(wrong: str, done: str, remedy: str, **values: object) -> None:
        notify(Problem(shown_place(place), wrong, done, remedy, values))

    try:
        opened = open_regular(path)
    except FileNotFoundError:
        refuse("gone", "not-read", "run-again")
        return
    except OSError as error:
        refuse("unreadable", "not-read", "rights", why=error)
        return
    if isinstance(opened, str):
        refuse(opened, "not-read", "copy")
        return
    with opened as file, report_errors(notify, place):
        yield from _contents(path, place, file, notify, zone)


def _contents(
    path: Path, place: tuple[str, ...], file: IO[bytes], notify: Notify, zone: tzinfo
) -> Iterator[InboxFile]:
    """The file, or the files of an archive."""

    def refuse(wrong: str, done: str, remedy: str) -> None:
        notify(Problem(shown_place(place), wrong, done, remedy))

    state = os.fstat(file.fileno())
    stamps = ((len(place) - 1, _changed(state)),)
    beginning = file.read(4)
    file.seek(0)
    whole = InboxFile(place, stamps, None, state.st_size, path, on_disk=path, opened=file)
    if is_archive(path.name, beginning):
        if state.st_size > ARCHIVE_BYTES:
            refuse("too-large", "not-read", "again")
        else:
            content = file if whole.size > _IN_MEMORY else io.BytesIO(file.read())
            yield from members(whole, content, notify, zone)
        return
    limit = limit_for(path.name)
    content_of = file.read(limit + 1) if state.st_size <= limit else None
    if content_of is None or len(content_of) > limit:  # it may grow while it is read
        file.seek(0)
        yield whole
        return
    yield replace(whole, content=content_of, opened=None)
    wrong = wrong_archive(path.name, content_of)
    if wrong:
        refuse(wrong[0], "kept", wrong[1])


def _changed(state: os.stat_result) -> datetime:
    """When a file was changed; a disk may have times that ``datetime`` cannot represent."""
    try:
        return datetime.fromtimestamp(max(0, state.st_mtime), UTC)
    except (ValueError, OverflowError, OSError):
        return _LATEST


def open_regular(path: Path) -> IO[bytes] | str:
    """Open a regular file without blocking; returns a key of what it is if it is none."""
    state = path.lstat()
    if stat.S_ISLNK(state.st_mode):
        return "link"
    if not stat.S_ISREG(state.st_mode):
        return "no-file"
    if state.st_nlink > 1:
        return "hard-link"
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    file = os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # changed since it was looked at
        file.close()
        return "no-file"
    return file
