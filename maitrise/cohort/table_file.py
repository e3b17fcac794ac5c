"""Read a table: CSV in any usual encoding and with any usual separator, or XLSX."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from maitrise.base.csv_cell import typed_text
from maitrise.base.errors import WrongCallError, shown_reason
from maitrise.base.text import Language, say
from maitrise.cohort.encoding import GUESSED, decode
from maitrise.cohort.workbook_rows import MOST_CELLS, MOST_ROWS, Place, TooLargeError, visible_rows

MAXIMUM_BYTES = 20 * 1024 * 1024
_SEPARATOR_LINE = re.compile(r"sep=(?P<separator>[;,\t|])\r?\n", re.IGNORECASE)
_AS_TEXT = re.compile(r'\s*="([^"]*)"\s*')  # how exports keep a spreadsheet from reading 007 as 7
_JOINERS = "\u200c\u200d"  # part of the spelling in some scripts, so never taken out

Line = tuple[int, list[str]]


class OpenQuoteError(csv.Error):
    """A quotation mark is opened in a CSV and never closed: the rest would be one cell.

    Attributes:
        number: of the line where it opens.
    """

    def __init__(self, number: int) -> None:
        super().__init__(f"a quotation mark opens on line {number} and is not closed")
        self.number = number


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as it was read.

    Attributes:
        lines: those that are not empty, each with its number as an editor shows it.
        notes: remarks for the trainer (rows left out, accents to check).
        cut: the cells whose numbers a spreadsheet has rounded, by line and column from 0.
    """

    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    cut: frozenset[Place] = frozenset()


def _any_row(cells: list[str]) -> bool:
    return any(cells)


def read_table(
    path: Path, language: Language, is_header: Callable[[list[str]], bool] = _any_row
) -> ReadTable:
    """Read a CSV or XLSX file of at most 20 MiB.

    Args:
        path: the file.
        language: of the messages.
        is_header: whether cells are the header looked for: a workbook's sheet that has none is
            passed over for one that has.

    Raises:
        WrongCallError: it cannot be opened, or is neither CSV nor XLSX.
    """
    content = _bytes_of(path, language)
    is_workbook = content.startswith(b"PK")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise WrongCallError(say("cohort.table-old-excel", language, file=path))
    if not is_workbook and (path.suffix.lower() in (".xlsx", ".xlsm") or content[:4] == b"%PDF"):
        raise WrongCallError(say("cohort.table-damaged", language, file=path))
    if is_workbook:
        with faults_in_words(path, language, unknown="cohort.table-damaged"):
            return _workbook(content, language, is_header)
    with faults_in_words(path, language):
        return _separated(content, language)


@contextmanager
def faults_in_words(
    path: Path,
    language: Language,
    *,
    damaged: str = "cohort.table-damaged",
    unknown: str = "cohort.table-encoding",
) -> Iterator[None]:
    """Raise errors of reading a table as ``WrongCallError``, in the reader's language.

    Args:
        path: the table's.
        language: of the messages.
        damaged: the key of what is said of a CSV out of form.
        unknown: the key of what is said of anything that is not foreseen.

    Raises:
        WrongCallError: in place of whatever was raised.
    """
    try:
        yield
    except WrongCallError:
        raise
    except OSError as error:
        why = shown_reason(error, language)
        words = say("cohort.table-unreadable", language, file=path, why=why)
        raise WrongCallError(words) from error
    except TooLargeError as error:
        words = say("cohort.table-too-many", language, file=path, rows=MOST_ROWS)
        raise WrongCallError(words) from error
    except OpenQuoteError as error:
        words = say("cohort.table-open-quote", language, file=path, line=error.number)
        raise WrongCallError(words) from error
    except csv.Error as error:
        raise WrongCallError(say(damaged, language, file=path)) from error
    except Exception as error:
        raise WrongCallError(say(unknown, language, file=path)) from error


def _bytes_of(path: Path, language: Language) -> bytes:
    with faults_in_words(path, language):
        try:
            with path.open("rb") as file:
                content = file.read(MAXIMUM_BYTES + 1)
        except (FileNotFoundError, IsADirectoryError) as error:
            key = "missing" if isinstance(error, FileNotFoundError) else "folder"
            raise WrongCallError(say(f"cohort.table-{key}", language, file=path)) from error
    if len(content) > MAXIMUM_BYTES:
        raise WrongCallError(say("cohort.table-too-large", language, file=path))
    return content


def _workbook(
    content: bytes, language: Language, is_header: Callable[[list[str]], bool]
) -> ReadTable:
    sheet = visible_rows(content, is_header)
    counted = (("hidden", sheet.hidden_rows), ("hidden-columns", sheet.hidden_columns))
    notes = [say(f"cohort.note.{key}", language, count=count) for key, count in counted if count]
    if sheet.others:
        listed = ", ".join(name[:40] for name in sheet.others[:5])
        notes.append(say("cohort.note.sheets", language, read=sheet.name[:40], sheets=listed))
    lines = ((number, [cleaned(cell) for cell in cells]) for number, cells in sheet.rows)
    return ReadTable(tuple(line for line in lines if any(line[1])), tuple(notes), sheet.cut)


def _separated(content: bytes, language: Language) -> ReadTable:
    text, encoding = decode(content)
    lines = tuple(separated_lines(text))
    notes: tuple[str, ...] = ()
    if encoding in GUESSED:
        cells = (cell for _, line in lines for cell in line)
        if accented := next((cell for cell in cells if not cell.isascii()), ""):
            notes = (say("cohort.note.accents", language, read=accented[:60]),)
    return ReadTable(lines, notes)


def separated_lines(text: str) -> Iterator[Line]:
    """The lines of a CSV text that are not empty; the first line shows the separator.

    Raises:
        TooLargeError: more lines or cells than a list of people has.
        csv.Error: a cell is longer than 131,072 characters, or a quotation mark is left open.
    """
    named = _SEPARATOR_LINE.match(text)  # what Excel writes and hides
    before = 0
    if named:
        text, before = text[named.end() :], 1
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = named["separator"] if named else max(";\t,|", key=first.count)
    written = io.StringIO(text, newline="").readlines()
    reader = csv.reader(written, delimiter=separator)
    cells, start, number = 0, before, before + 1
    for row in reader:
        number, before = before + 1, start + reader.line_num
        cells += len(row)
        if number > MOST_ROWS or cells > MOST_CELLS:
            raise TooLargeError
        line = [_as_typed(cell) for cell in row]
        if any(line):
            yield number, line
    _refuse_open_quote(written[number - start - 1 :], separator, number)


def _refuse_open_quote(last_row: list[str], separator: str, number: int) -> None:
    try:
        list(csv.reader(last_row, delimiter=separator, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):  # any other fault of form was read as offices mean it
            raise OpenQuoteError(number) from error


def _as_typed(cell: str) -> str:
    """A cell without what keeps a spreadsheet from reading it as a number or a formula."""
    return typed_text(cleaned(_AS_TEXT.sub(r"\1", cell) if '="' in cell else cell))


def cleaned(cell: str) -> str:
    """A cell without invisible characters: marks of direction, unusual spaces.

    >>> cleaned("\\u200eÉloïse\\u00a0Roy ")
    'Éloïse Roy'
    """
    if cell.isascii():  # most cells of a long list: nothing in them is out of sight
        return cell.strip()
    composed = unicodedata.normalize("NFC", cell)
    visible = (
        " " if unicodedata.category(each) == "Zs" else each
        for each in composed
        if each in _JOINERS or unicodedata.category(each) != "Cf"
    )
    return "".join(visible).strip()
