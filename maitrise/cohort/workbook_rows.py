"""The rows of a workbook as a person sees them: the sheet and the rows shown, numbers as displayed.

Nothing is read without a limit: a workbook of a kilobyte can declare a billion cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, iterparse

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_XML = 20 * 1024 * 1024  # bytes of a workbook, unpacked
MOST_ROWS = 100_000
MOST_CELLS = 1_000_000
_MOST_COLUMNS = 16_384
LAST_HEADER = 20  # rows in which a table begins, with a title and what it says of itself
_CUT = 1e15  # from here on a spreadsheet does not keep each digit of a number
_COLUMN = re.compile("[A-Z]{1,3}")
_PART = re.compile(r'"[^"]*"|\\.|.')  # of a number format: quoted, escaped, or one sign
_PLAIN = "0-/ ()"

Row = tuple[int, list[str]]
Place = tuple[int, int]


class TooLargeError(ValueError):
    """A workbook larger than any list of people."""


@dataclass(frozen=True, slots=True)
class VisibleSheet:
    """The visible part of a workbook.

    Attributes:
        rows: those shown, each with its number; of a hidden column, nothing.
        hidden_rows: how many that hold anything are hidden, by a filter or by hand.
        hidden_columns: how many that hold anything are hidden.
        name: of the sheet.
        others: the names of the other sheets that hold anything.
        cut: the cells with a number of more than 15 digits, by row and place from 0: the
            spreadsheet has not kept the last ones.
    """

    rows: tuple[Row, ...]
    hidden_rows: int
    hidden_columns: int
    name: str
    others: tuple[str, ...]
    cut: frozenset[Place]


def visible_rows(content: bytes, is_header: Callable[[list[str]], bool]) -> VisibleSheet:
    """The first visible sheet with the header of a table, else the first that holds anything.

    Args:
        content: the bytes of an XLSX file.
        is_header: whether the cells of a row are the header that is looked for.

    Returns:
        Of a formula, the value that the spreadsheet stored, else the formula as "#=…".

    Raises:
        TooLargeError: more than the limits above.
        Exception: it is no workbook; openpyxl raises whatever it stumbles over.
    """
    with _opened(content) as book:
        shown = [each for each in book.worksheets if each.sheet_state == "visible"]
        filled = [each for each in shown if _holds_anything(each)] or (shown or book.worksheets)[:1]
        sheet = next((each for each in filled if _has_row(each, is_header)), filled[0])
        others = [each for each in filled if each is not sheet]
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            marks = _Marks.of(archive, sheet._worksheet_path)  # not public; a test holds it
        rows = [
            (number, [cell or marks.formulas.get((number, at), "") for at, cell in enumerate(row)])
            for number, row in _rows(sheet)
        ]
    hidden = {
        at for _, cells in rows for at, cell in enumerate(cells) if cell and at in marks.columns
    }
    kept = [
        (number, ["" if at in hidden else cell for at, cell in enumerate(cells)])
        for number, cells in rows
        if number not in marks.rows
    ]
    out = sum(any(cells) for number, cells in rows if number in marks.rows)
    names = tuple(each.title for each in others)
    return VisibleSheet(tuple(kept), out, len(hidden), sheet.title, names, frozenset(marks.cut))


def every_row(content: bytes, most: int) -> Iterator[list[str]]:
    """The rows of all sheets of a workbook, those that are hidden included, as they are shown.

    Args:
        content: the bytes of an XLSX file.
        most: how many cells are read.

    Raises:
        TooLargeError: more than the limits above.
        Exception: it is no workbook; openpyxl raises whatever it stumbles over.
    """
    with _opened(content) as book:
        for sheet in book.worksheets:
            for _, cells in _rows(sheet):
                most -= len(cells)
                if most < 0:
                    raise TooLargeError
                yield cells


@contextmanager
def _opened(content: bytes) -> Iterator[Workbook]:
    from openpyxl import load_workbook

    _refuse_too_large(content)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        yield book
    finally:
        book.close()


def _refuse_too_large(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_XML:
            raise TooLargeError


@dataclass(frozen=True, slots=True)
class _Marks:
    """What openpyxl does not report when it reads row by row.

    Attributes:
        rows: numbers of those that are hidden.
        columns: places of those that are hidden, from 0.
        formulas: of cells whose value nobody has worked out, by row and place, as "#=…": someone
            may well be called "=…".
        cut: see :class:`VisibleSheet`.
    """

    rows: set[int]
    columns: set[int]
    formulas: dict[Place, str]
    cut: set[Place]

    @classmethod
    def of(cls, archive: zipfile.ZipFile, path: str) -> _Marks:
        """Those of a sheet."""
        marks, number = cls(set(), set(), {}, set()), 0
        with archive.open(path) as sheet:
            for _, element in iterparse(sheet):
                is_hidden = element.get("hidden") in ("1", "true")
                match element.tag.rpartition("}")[2]:
                    case "col" if is_hidden:
                        first, last = (int(element.get(each, "1")) for each in ("min", "max"))
                        marks.columns.update(range(first - 1, min(last, _MOST_COLUMNS)))
                    case "row":
                        number = int(element.get("r") or number + 1)
                        if is_hidden:
                            marks.rows.add(number)
                        marks._note_cells(element, number)
                        element.clear()
        return marks

    def _note_cells(self, row: Element, number: int) -> None:
        for at, cell in enumerate(row):
            formula, value = (
                next((each for each in cell if each.tag.endswith(f"}}{name}")), None)
                for name in ("f", "v")
            )
            written = "" if value is None else value.text or ""
            where = _COLUMN.match(cell.get("r", ""))
            place = number, at if where is None else _place_of(where[0])
            if formula is not None and not written:
                self.formulas[place] = f"#={formula.text or ''}"
            elif written and cell.get("t", "n") == "n" and abs(float(written)) >= _CUT:
                self.cut.add(place)


def _place_of(letters: str) -> int:
    """The place of a column from its letters, from 0.

    >>> _place_of("A"), _place_of("AB")
    (0, 27)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


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


def _has_row(sheet: Any, is_wanted: Callable[[list[str]], bool]) -> bool:
    return any(is_wanted(cells) for _, cells in islice(_rows(sheet), LAST_HEADER))


def _displayed(cell: Any) -> str:
    """A cell as the spreadsheet shows it: 123 in the format ``00000`` reads 00123."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return _in_digits(value, cell.number_format or "")
    return str(value)


def _in_digits(value: int, form: str) -> str:
    """A number in a format of zeros and signs; as it is in any other.

    >>> _in_digits(123, '"P-"00000'), _in_digits(123, "00-00;-0"), _in_digits(1234, "#,##0")
    ('P-00123', '01-23', '1234')
    """
    parts = _PART.findall(form.partition(";")[0])
    zeros = parts.count("0")
    if zeros < 1 or any(len(part) == 1 and part not in _PLAIN for part in parts):
        return str(value)
    digits = str(value).zfill(zeros)
    shown, left = [], digits[len(digits) - zeros :]
    for part in parts:
        if part == "0":
            shown.append(digits[: len(digits) - len(left) + 1] if len(left) == zeros else left[0])
            left = left[1:]
        else:
            shown.append(part.strip('"') if part.startswith('"') else part[-1])
    return "".join(shown)
