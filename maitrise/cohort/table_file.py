"""Reading a table that somebody exported: CSV in any usual encoding and separator, or XLSX."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from maitrise.base.errors import WrongCallError, shown_reason
from maitrise.base.text import Language, say

MAXIMUM_BYTES = 20 * 1024 * 1024
MAXIMUM_ROWS = 100_000
_ENCODINGS = ("utf-8-sig", "cp1252")

Line = tuple[int, list[str]]


def read_table(path: Path, language: Language) -> list[Line]:
    """The lines of a table that are not empty, each with its number as an editor shows it.

    Raises:
        WrongCallError: it cannot be opened, or is neither CSV nor XLSX.
    """
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise WrongCallError(say("cohort.table-too-large", language, file=path))
        content = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        key = "missing" if isinstance(error, FileNotFoundError) else "folder"
        raise WrongCallError(say(f"cohort.table-{key}", language, file=path)) from error
    except OSError as error:
        why = shown_reason(error, language)
        raise WrongCallError(
            say("cohort.table-unreadable", language, file=path, why=why)
        ) from error
    try:
        is_workbook = content.startswith(b"PK")
        lines = list(_workbook(content) if is_workbook else _separated(content))
    except WrongCallError:
        raise
    except Exception as error:
        raise WrongCallError(say("cohort.table-damaged", language, file=path)) from error
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise WrongCallError(say("cohort.table-old-excel", language, file=path))
    if not is_workbook and (path.suffix.lower() in (".xlsx", ".xlsm") or content[:4] == b"%PDF"):
        raise WrongCallError(say("cohort.table-damaged", language, file=path))
    return [(number, cells) for number, cells in lines if any(cells)]


def _separated(content: bytes) -> Iterator[Line]:
    text = _decoded(content)
    first = text.partition("\n")[0]
    separator = max(";\t,", key=first.count)  # the header says which
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    for row in reader:
        yield before + 1, [cell.strip() for cell in row]
        before = reader.line_num


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")  # Excel's "Unicode text"
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _workbook(content: bytes) -> Iterator[Line]:
    """The first sheet that holds anything; of a formula, the value that Excel stored."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > 10 * MAXIMUM_BYTES:
            raise ValueError("too large")
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        filled = (each for each in book.worksheets if _holds_anything(each))
        sheet = next(filled, book.worksheets[0])
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > MAXIMUM_ROWS:
                raise ValueError("too many rows")
            yield number, [_written(value) for value in row]
    finally:
        book.close()


def _holds_anything(sheet: Any) -> bool:
    rows = islice(sheet.iter_rows(values_only=True), MAXIMUM_ROWS)
    return any(value is not None for row in rows for value in row)


def _written(value: object) -> str:
    """A cell as a person would type it: Excel keeps an id like 42 as 42.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
