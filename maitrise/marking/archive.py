"""Reading an archive that a learner or a platform made, in memory and within limits.

Nothing is ever extracted to the disk, so that no name in an archive can lead anywhere. What is
refused is named: links, names that climb, passwords, damage, and what unpacks to far more than
anyone hands in.
"""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import IO

from maitrise.marking.item import Item, is_litter, limit_for
from maitrise.marking.problem import Problem, shown_place

DEEPEST = 2  # a platform's download, and the learner's own archive in it
MOST_MEMBERS = 20_000
MOST_MEMBERS_INSIDE = 200
MOST_BYTES_INSIDE = 64 * 1024 * 1024
_LARGEST_RATIO = 400  # a notebook that repeats one output reaches 200
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OverflowError,
)

Tell = Callable[[Problem], None]


def is_archive(content: bytes) -> bool:
    """Whether these bytes begin as a zip archive does."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def members(archive: Item, file: IO[bytes], tell: Tell, depth: int = 1) -> Iterator[Item]:
    """Each file of an archive and of the archives inside it, one in memory at a time.

    Args:
        archive: the archive itself.
        file: its bytes.
        tell: is given a problem for each member that is refused.
        depth: 1 for an archive of the inbox, 2 for one inside it.
    """

    def refuse(place: tuple[str, ...], wrong: str, done: str, remedy: str) -> None:
        tell(Problem(shown_place(place), wrong, done, remedy))

    try:
        opened = zipfile.ZipFile(file)
        listed = opened.infolist()
    except _DAMAGE:
        yield archive  # kept as it is
        refuse(archive.place, "damaged-archive", "kept", "again")
        return
    if len(listed) > (MOST_MEMBERS if depth == 1 else MOST_MEMBERS_INSIDE):
        yield archive
        refuse(archive.place, "many-members", "kept", "again")
        return
    seen: set[str] = set()
    left = MOST_BYTES_INSIDE
    with opened:
        for info in listed:
            place = (*archive.place, *_parts(info))
            if info.is_dir() or any(is_litter(each) for each in place):
                continue
            wrong = _refusal(info)
            if wrong:
                refuse(place, wrong, "not-read", "again")
                continue
            if info.filename in seen:
                refuse(place, "two-of-one-name", "last-counts", "look")
            seen.add(info.filename)
            limit = min(limit_for(place[-1]), left) if depth > 1 else limit_for(place[-1])
            content = _content(opened, info, limit)
            if isinstance(content, str):
                refuse(place, content, "not-read", "again")
                continue
            left -= len(content) if depth > 1 else 0
            stamps = (*archive.stamps, (len(place) - 1, _changed(info, archive)))
            item = Item(place, stamps, content, len(content))
            if not is_archive(content):
                yield item
            elif depth < DEEPEST:
                yield from members(item, io.BytesIO(content), tell, depth + 1)
            else:
                yield item
                refuse(place, "nested-archive", "kept", "again")


def _parts(info: zipfile.ZipInfo) -> list[str]:
    """The names of a member's path; where the archive does not say, in what encoding fits."""
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
    parts = [each for each in name.replace("\\", "/").split("/") if each not in ("", ".")]
    return parts or ["?"]


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Why a member is not even opened."""
    name = info.orig_filename.replace("\\", "/")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if "\x00" in name or name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        return "climbing-name"
    if kind not in (0, stat.S_IFREG):
        return "link"
    if info.flag_bits & 0x1:
        return "password"
    return None


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes | str:
    """A member's bytes, or what is wrong with it."""
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


def _changed(info: zipfile.ZipInfo, archive: Item) -> datetime:
    """When a member was changed; archives hold local time, and 1980 where nobody said."""
    before = archive.stamps[-1][1]
    if info.date_time[0] <= 1980:
        return before
    try:
        return datetime(*info.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return before
