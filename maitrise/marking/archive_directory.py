"""What stands at the end of an archive: how large its directory is, before anybody reads that.

Ten million entries of no content take a minute and a gigabyte to be listed, and fit in a file of
which nobody thinks ill. The end record says where the directory lies and how long it is (PKWARE's
APPNOTE 6.3, 4.3.14 to 4.3.16); how many entries it can hold is then counted without reading them.
"""

from __future__ import annotations

import struct
from typing import IO
from zipfile import BadZipFile

_ENTRY = b"PK\x01\x02"
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 0xFFFF
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_LONG_END, _LONG_END_SIZE = b"PK\x06\x06", 56
_BYTES_AN_ENTRY = 250  # its 46, a path, and what platforms add; a few may have more


class TooManyMembersError(Exception):
    """An archive says that it holds more files than is read."""


def look_at_directory(file: IO[bytes], most: int) -> None:
    """Refuse an archive whose directory holds more than so many entries.

    Args:
        file: the archive; where it is read next has changed afterwards.
        most: how many files are read.

    Raises:
        TooManyMembersError: it holds more, or its directory is as long as if it did.
        BadZipFile: it has no directory.
    """
    end, size = _end_of(file)
    if size > most * _BYTES_AN_ENTRY + _LONGEST_COMMENT:
        raise TooManyMembersError
    if end < size:
        raise BadZipFile("the directory is longer than the archive")
    file.seek(end - size)
    if file.read(size).count(_ENTRY) > most:
        raise TooManyMembersError


def _end_of(file: IO[bytes]) -> tuple[int, int]:
    """Where the directory ends, and how long it is; as ``zipfile`` finds it."""
    length = file.seek(0, 2)
    start = max(0, length - _END_SIZE - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    bare = tail[-_END_SIZE:]  # without a comment after it
    is_bare = bare.startswith(_END) and bare.endswith(b"\x00\x00")
    found = len(tail) - _END_SIZE if is_bare else tail.rfind(_END)
    if found < 0 or len(tail) - found < _END_SIZE:
        raise BadZipFile("there is no end record")
    end = start + found
    (size,) = struct.unpack_from("<L", tail, found + 12)
    long = end - _LOCATOR_SIZE - _LONG_END_SIZE
    if long >= 0:
        file.seek(long)
        record = file.read(_LONG_END_SIZE + _LOCATOR_SIZE)
        if record.startswith(_LONG_END) and record.startswith(_LOCATOR, _LONG_END_SIZE):
            return long, struct.unpack_from("<Q", record, 40)[0]
    return end, size
