"""The rows of a workbook as a person sees them: the sheet and the rows shown, numbers as displayed.

Nothing is read without a limit: a workbook of a kilobyte can declare a billion cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any
from xml.etree.ElementTree import iterparse

MOST_XML = 20 * 1024 * 1024  # bytes of a workbook, unpacked
MOST_ROWS = 100_000
MOST_CELLS = 1_000_000
_ZEROS = re.compile(r'(?:"(?P<before>[^"]*)")?(?P<zeros>0+)(?:"(?P<after>[^"]*)")?')

Row = tuple[int, list[str]]


class TooLargeError(ValueError):
    """A workbook that no list of people needs."""


def visible_rows(content: bytes) -> tuple[list[Row], int]:
    """The rows of the first visible sheet that holds anything, each with its number.

    Args:
        content: the bytes of an XLSX file.

    Returns:
        The rows that are shown (of a formula, the value that the spreadsheet stored), and how
        many are hidden, by a filter or by hand.

    Raises:
        TooLargeError: more than the limits above.
        Exception: it is no workbook; openpyxl raises whatever it stumbles over.
    """
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_XML:
            raise TooLargeError
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        shown = [each for each in book.worksheets if each.sheet_state == "visible"]
        filled = (each for each in shown if _holds_anything(each))
        sheet = next(filled, (shown or book.worksheets)[0])
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            hidden = _hidden_rows(archive, sheet._worksheet_path)  # not public; a test holds it
        rows = list(_rows(sheet))
    finally:
        book.close()
    kept = [(number, cells) for number, cells in rows if number not in hidden]
    return kept, sum(any(cells) for number, cells in rows if number in hidden)


def _hidden_rows(archive: zipfile.ZipFile, path: str) -> set[int]:
    hidden, number = set(), 0
    with archive.open(path) as sheet:
        for _, element in iterparse(sheet):
            if element.tag.endswith("}row"):
                number = int(element.get("r") or number + 1)
                if element.get("hidden") in ("1", "true"):
                    hidden.add(number)
                element.clear()
    return hidden


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file declares of its size may be anything
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells += len(row)
        if number > MOST_ROWS or cells > MOST_CELLS:
            raise TooLargeError
        yield number, [_displayed(cell) for cell in row]


def _holds_anything(sheet: Any) -> bool:
    return any(any(cells) for _, cells in islice(_rows(sheet), 1000))


def _displayed(cell: Any) -> str:
    """A cell as the spreadsheet shows it: 123 in the format ``00000`` reads 00123."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        form = _ZEROS.fullmatch(cell.number_format or "")
        if form and form["zeros"] != "0":
            digits = str(value).zfill(len(form["zeros"]))
            return f"{form['before'] or ''}{digits}{form['after'] or ''}"
    return str(value)
