"""Read an archive that a learner or a platform made, in memory and within limits.

Nothing is extracted to disk, so that names in an archive can do no harm. Refused members are
reported: links, names with ``..``, passwords, damage, and content far larger than any hand-in.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import IO

from maitrise.base.moments import computer_zone, in_utc
from maitrise.marking.archive_directory import TooManyMembersError, look_at_directory
from maitrise.marking.inbox_file import (
    DEEPEST_FOLDER,
    InboxFile,
    is_archive,
    is_litter,
    limit_for,
    wrong_archive,
)
from maitrise.marking.problem import Notify, Problem, shown_place

DEEPEST = 2  # a platform's download, and the learner's own archive in it
MOST_MEMBERS = 20_000
MOST_MEMBERS_INSIDE = 200
MOST_BYTES_INSIDE = 64 * 1024 * 1024
MOST_TIMES_ITS_SIZE = 20  # all that a platform's download holds, to what it takes on the disk
_LARGEST_RATIO = 400  # a notebook that repeats one output reaches 200
# Others ask for as much memory as their first bytes say.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)


@dataclass(slots=True)
class _Left:
    """What may still be unpacked from an archive of the inbox and the archives inside it.

    Attributes:
        zone: of the class, for times in the archive.
    """

    bytes: int
    zone: tzinfo
    members: int = MOST_MEMBERS
    is_spent: bool = False


def members(
    archive: InboxFile, file: IO[bytes], notify: Notify, zone: tzinfo | None = None
) -> Iterator[InboxFile]:
    """Yield each file of an archive and of the archives inside it, one in memory at a time.

    Args:
        archive: the archive itself.
        file: its bytes.
        notify: called with a problem for each member that is refused.
        zone: of the class, as times in an archive have no zone; by default the computer's.
    """
    left = _Left(
        max(MOST_BYTES_INSIDE, MOST_TIMES_ITS_SIZE * archive.size), zone or computer_zone()
    )
    yield from _members(archive, file, notify, left, depth=1)


def _members(
    archive: InboxFile, file: IO[bytes], notify: Notify, left: _Left, depth: int
) -> Iterator[InboxFile]:
    """The files of one archive: of the inbox at depth 1, inside another at depth 2."""
    most = MOST_MEMBERS if depth == 1 else MOST_MEMBERS_INSIDE

    def refuse(place: tuple[str, ...], wrong: str, done: str, remedy: str) -> None:
        notify(Problem(shown_place(place), wrong, done, remedy))

    opened = _opened(file, most)
    if isinstance(opened, str):
        yield archive  # kept as it is
        refuse(archive.place, opened, "kept", "again")
        return
    is_empty = True
    seen: set[str] = set()
    inside = left.bytes if depth == 1 else min(left.bytes, MOST_BYTES_INSIDE)
    with opened:
        for info, parts, place in _listed(opened, archive):
            is_empty = False
            wrong = _refusal(info, parts)
            if wrong:
                refuse(place, wrong, "not-read", "again")
                continue
            left.members -= 1
            if left.members < 0:
                left.is_spent = True
                refuse(place, "many-members", "rest-left", "again")
                return
            if info.filename in seen:
                refuse(place, "two-of-one-name", "last-counts", "look")
            seen.add(info.filename)
            limit = min(limit_for(place[-1]), MOST_BYTES_INSIDE)
            if min(inside, left.bytes) < info.file_size <= limit:
                left.is_spent = left.bytes < info.file_size
                refuse(place, "bomb", "rest-left", "again")
                return
            content = _content(opened, info, limit)
            if isinstance(content, str):
                refuse(place, content, "not-read", "again")
                continue
            inside -= len(content)  # never more than the size that it states, which was looked at
            left.bytes -= len(content)
            stamps = (*archive.stamps, (len(place) - 1, _changed(info, archive, left.zone)))
            item = InboxFile(place, stamps, content, len(content), archive.source)
            yield from _unpacked(item, content, notify, left, depth)
            if left.is_spent:
                return
    if is_empty:
        yield archive  # kept as it is
        refuse(archive.place, "empty-file", "kept", "again")


def _listed(
    opened: zipfile.ZipFile, archive: InboxFile
) -> Iterator[tuple[zipfile.ZipInfo, list[str], tuple[str, ...]]]:
    """The members that are files, with their names and their place in the inbox."""
    for info in opened.infolist():
        parts = _parts(info)
        place = (*archive.place, *parts[:DEEPEST_FOLDER], *parts[DEEPEST_FOLDER:][-1:])
        if not info.is_dir() and not any(is_litter(part) for part in place):
            yield info, parts, place


def _unpacked(
    item: InboxFile, content: bytes, notify: Notify, left: _Left, depth: int
) -> Iterator[InboxFile]:
    """A member, or the files in it if it is an archive that may be opened."""
    is_zip = is_archive(item.name, content)
    if is_zip and depth < DEEPEST:
        yield from _members(item, io.BytesIO(content), notify, left, depth + 1)
        return
    yield item
    place = shown_place(item.place)
    if is_zip:
        notify(Problem(place, "nested-archive", "kept", "again"))
    elif wrong := wrong_archive(item.name, content):
        notify(Problem(place, wrong[0], "kept", wrong[1]))


def _opened(file: IO[bytes], most: int) -> zipfile.ZipFile | str:
    """Open an archive; returns what is wrong (a key) if its directory cannot be read."""
    try:
        look_at_directory(file, most)
        return zipfile.ZipFile(file)
    except TooManyMembersError:
        return "many-members"
    except _DAMAGE:
        return "damaged-archive"


def _parts(info: zipfile.ZipInfo) -> list[str]:
    """The names in a member's path; the encoding is guessed if the archive does not state it."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        try:
            raw = name.encode("cp437")
            try:
                name = raw.decode("utf-8")
            except UnicodeDecodeError:
                name = raw.decode("cp850")
        except UnicodeEncodeError:
            pass
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    return parts or ["?"]


def _refusal(info: zipfile.ZipInfo, parts: list[str]) -> str | None:
    """Why a member is not opened (a key); None if it may be."""
    if len(parts) > DEEPEST_FOLDER:
        return "deep-folder"
    name = info.orig_filename.replace("\\", "/")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if "\x00" in name or name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        return "climbing-name"
    if kind not in (0, stat.S_IFREG):
        return "link"
    if info.flag_bits & 0x1:
        return "password"
    return None if info.compress_type in _METHODS else "other-compression"


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes | str:
    """A member's bytes; returns what is wrong (a key) if they cannot be read."""
    if info.file_size > limit:
        return "too-large"
    if info.file_size > 1_000_000 and info.file_size > _LARGEST_RATIO * max(1, info.compress_size):
        return "bomb"
    try:
        with archive.open(info) as file:
            content = file.read(limit + 1)
    except _DAMAGE:
        return "damaged-member"
    return content if len(content) <= limit else "bomb"


def _changed(info: zipfile.ZipInfo, archive: InboxFile, zone: tzinfo) -> datetime:
    """When a member was changed; archives have times without zone, and 1980 for unknown."""
    before = archive.stamps[-1][1]
    if info.date_time[0] <= 1980:
        return before
    try:
        return in_utc(datetime(*info.date_time), zone)
    except (ValueError, OverflowError, OSError):
        return before
