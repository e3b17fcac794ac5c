"""The learning record: a file of xAPI statements, one JSON a line, added to and never rewritten."""

from __future__ import annotations

import errno
import json
import mmap
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from maitrise.base.files import private_folder
from maitrise.base.text import Language, say
from maitrise.learner.document_shape import DocumentError

LARGEST_RECORD = 32 * 1024 * 1024
"""Bytes of a record that a page is sent: some 23,000 answers. It is read in two seconds or so, and
a page waits for eight."""


def append_statement(path: Path, statement: Mapping[str, Any]) -> None:
    """Add one statement to the record, in one write at its end.

    Raises:
        OSError: it could not be written; what was there is untouched.
    """
    private_folder(path.parent)
    written = json.dumps(statement, ensure_ascii=False, allow_nan=False) + "\n"
    line = written.encode("utf-8", "backslashreplace")  # half an emoji becomes a JSON escape
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)  # Windows only
    descriptor = os.open(path, flags, 0o600)
    try:
        end = os.lseek(descriptor, 0, os.SEEK_END)
        if end and not _ends_with_newline(descriptor, end):
            line = b"\n" + line  # the page was killed while it wrote: that line stays as it is
        if os.write(descriptor, line) != len(line):
            os.ftruncate(descriptor, end)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(descriptor)


def read_statements(path: Path) -> tuple[list[dict[str, Any]], int]:
    """The statements of a record, oldest first, and how many lines could not be read.

    A damaged line is skipped and stays in the file.
    """
    read = [_statement_in(line) for line in _lines(path)]
    statements = [statement for statement in read if statement is not None]
    return statements, len(read) - len(statements)


def refuse_too_large(path: Path, language: Language) -> None:
    """Refuse to read a record that is too large for a page.

    Raises:
        DocumentError: it is too large.
        OSError: its size cannot be read.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return
    if size > LARGEST_RECORD:
        sizes = {"size": _mebibytes(size), "limit": _mebibytes(LARGEST_RECORD)}
        raise DocumentError("large", say("record.too-large", language, file=str(path), **sizes))


def would_be_too_large(language: Language) -> str:
    """The message that a record would be too large to be read again."""
    return say("record.would-be-too-large", language, limit=_mebibytes(LARGEST_RECORD))


def holds_statement(path: Path, statement: str) -> bool:
    """Whether a record has a statement already; a page repeats a request that failed."""
    wanted = f'{{"id": "{statement}"'.encode()
    try:
        with (
            path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as all_,
        ):
            return all_.find(wanted) >= 0
    except (FileNotFoundError, ValueError):  # there is none, or it is empty
        return False


def damaged_lines(path: Path) -> bytes:
    """The damaged lines of a record, which :func:`read_statements` skips, unchanged."""
    lines = (line.removesuffix(b"\n") for line in _lines(path) if _statement_in(line) is None)
    return b"".join(line + b"\n" for line in lines)


def _mebibytes(size: int) -> int:
    """A size in mebibytes, rounded up, so that a size over a limit is not shown as the limit."""
    return -(-size // 2**20)


def _lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as file:
            yield from (line for line in file if line.strip())


def _statement_in(line: bytes) -> dict[str, Any] | None:
    """The statement in a line; None for a damaged line."""
    try:
        read = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) and "verb" in read else None


def _ends_with_newline(descriptor: int, end: int) -> bool:
    os.lseek(descriptor, end - 1, os.SEEK_SET)
    last = os.read(descriptor, 1)
    os.lseek(descriptor, 0, os.SEEK_END)
    return last == b"\n"
