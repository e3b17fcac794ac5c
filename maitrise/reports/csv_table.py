"""Tables as CSV that a spreadsheet opens well: no cell of them is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from maitrise.base.csv_cell import safe_cell
from maitrise.base.locale import LOCALES
from maitrise.base.number import write_plain
from maitrise.base.text import Language
from maitrise.reports.section import Value, ValueKind


def csv_table(
    heads: Sequence[str],
    kinds: Sequence[ValueKind],
    rows: Iterable[Sequence[Value]],
    language: Language,
) -> bytes:
    """A table as a spreadsheet of this language opens it: UTF-8 with a mark, ``;`` in French.

    Args:
        kinds: of the columns; "share" is written in percent, with one decimal.
    """
    buffer = io.StringIO()
    delimiter = LOCALES[language].csv_delimiter
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([safe_cell(head) for head in heads])
    for row in rows:
        writer.writerow(
            [_cell(value, kind, language) for value, kind in zip(row, kinds, strict=True)]
        )
    return buffer.getvalue().encode("utf-8-sig", "backslashreplace")


def _cell(value: Value, kind: ValueKind, language: Language) -> str:
    if value is None or value == "" or value != value:
        return ""
    if kind in ("share", "number"):
        number = float(value) * (100 if kind == "share" else 1)
        return write_plain(number, language, 1 if kind == "share" else 2)
    # A number of ours may begin with a minus; only what somebody typed can be a formula.
    return str(value) if kind == "whole" else safe_cell(str(value))
