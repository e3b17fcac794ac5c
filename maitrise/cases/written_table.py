"""A table as an author writes it, CSV text with a column for each language, to a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence

from maitrise.base.errors import Fault
from maitrise.base.locale import LOCALES
from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.cases.table import ROW_ID, Cell, Table, TableColumn, read_cell


def read_table(
    name: str, title: Text, written: str, columns: Sequence[TableColumn], file: str
) -> Table | list[Fault]:
    """Read the CSV text of a table.

    The column of the row ids may be described too, first; that gives it a heading.

    Args:
        name: the table's id.
        written: CSV; its first column is ``id``, a column may stand twice, ``.fr`` and ``.en``.
        columns: what the author says of each column.
        file: the file's name, for the faults.
    """
    place = f"table {name}"
    id_title = columns[0].title if columns and columns[0].id == ROW_ID else None
    columns = columns[1:] if id_title else columns
    # Indented CSV reads well in TOML; the spaces are not part of it.
    lines = [line.strip() for line in written.strip().splitlines()]
    records = list(csv.reader(line for line in lines if line))
    if len(records) < 2:
        remedy = "Write a header line and a line for each row"
        return [Fault(file, place, "it has no rows", remedy)]
    header = [each.strip() for each in records[0]]
    faults = [Fault(file, place, *what) for what in _faults_of_header(header, columns)]
    if faults:
        return faults
    rows, faults = _read_rows(records[1:], header, columns, file, place)
    return faults or Table(
        id=name, title=title, columns=tuple(columns), rows=rows, id_title=id_title
    )


def _read_rows(
    records: Sequence[Sequence[str]],
    header: Sequence[str],
    columns: Sequence[TableColumn],
    file: str,
    place: str,
) -> tuple[dict[str, Mapping[str, Cell]], list[Fault]]:
    """The rows by id, and every fault found in them."""
    faults: list[Fault] = []
    rows: dict[str, Mapping[str, Cell]] = {}
    for position, record in enumerate(records, start=1):
        where = f"{place}, row {record[0].strip() or f'number {position}'}"
        if len(record) != len(header):
            problem = f"it has {len(record)} cells, the header has {len(header)}"
            remedy = "Put a text that has a comma between quotation marks"
            faults.append(Fault(file, where, problem, remedy))
            continue
        row = record[0].strip()
        if not row or row in rows:
            problem = "the row has no id" if not row else "the row id stands twice"
            faults.append(Fault(file, where, problem, "Give each row an id of its own"))
            continue
        cells: dict[str, Cell] = {}
        for column in columns:
            try:
                cells[column.id] = read_cell(column, _written(record, header, column.id))
            except ValueError as error:
                faults.append(Fault(file, f"{where}, {column.id}", str(error), "Mend this cell"))
        rows[row] = cells
    return rows, faults


def _faults_of_header(
    header: Sequence[str], columns: Sequence[TableColumn]
) -> Iterator[tuple[str, str]]:
    if header[0] != ROW_ID:
        yield f"its first column is {header[0]!r}", "Begin the header with id"
    bases = list(dict.fromkeys(_base(each) for each in header[1:]))
    named = [column.id for column in columns]
    for base in bases:
        forms = [each for each in header[1:] if _base(each) == base]
        if forms not in ([base], [f"{base}.fr", f"{base}.en"], [f"{base}.en", f"{base}.fr"]):
            problem = f"the column {base!r} is there as {', '.join(forms)}"
            yield problem, f"Write {base}, or both {base}.fr and {base}.en, once"
        if base not in named:
            yield f"the column {base!r} is not described", "Add a [[table.column]] for it"
    for name in named:
        if name not in bases:
            yield (
                f"the column {name!r} is missing from the CSV",
                "Add it, or remove its description",
            )
        if named.count(name) > 1:
            yield f"the column {name!r} is described twice", "Describe it once"
    for column in columns:
        if column.decimals is not None and not 0 <= column.decimals <= 6:
            yield f"the column {column.id!r} has {column.decimals} decimals", "Write 0 to 6"
    if list(dict.fromkeys(bases)) != named and set(bases) == set(named):
        yield "its columns are described in another order", "Use the order of the CSV"


def _base(column: str) -> str:
    for language in LANGUAGES:
        if column.endswith(f".{language}"):
            return column.removesuffix(f".{language}")
    return column


def _written(record: Sequence[str], header: Sequence[str], column: str) -> Mapping[Language, str]:
    by_name = dict(zip(header, record, strict=True))
    said: dict[Language, str] = {
        language: by_name.get(f"{column}.{language}", by_name.get(column, ""))
        for language in LANGUAGES
    }
    if column in by_name:
        return said
    return {language: LOCALES[language].typeset(words) for language, words in said.items()}
