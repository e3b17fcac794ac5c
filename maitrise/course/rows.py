"""Reading a table of ``course/data/``: CSV with a header, every fault with its row."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.text import Text


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its line in the file, and its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column."""
        return self.cells[column]

    @property
    def text(self) -> Text:
        """The columns ``fr`` and ``en``, spaces set."""
        return Text(fr=self["fr"], en=self["en"]).typeset()

    def fault(self, problem: str, remedy: str) -> Fault:
        """A fault of this row."""
        return Fault(self.file, f"row {self.line}", problem, remedy)

    def unless_one_of(self, column: str, allowed: Sequence[str]) -> list[Fault]:
        """A fault if the cell holds anything else; none otherwise."""
        if self[column] in allowed:
            return []
        return [self.fault(f"{column} is {self[column]!r}", f"Use one of: {', '.join(allowed)}")]


def read_rows(path: Path, columns: Sequence[str]) -> tuple[CsvRow, ...]:
    """The rows of a table whose columns are exactly these, in this order, no cell empty.

    Raises:
        CourseError: no such file, another header, or rows that do not fit it (all of them).
    """
    file = shown_path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = csv.reader(handle, strict=True)
            read = [(lines.line_num, line) for line in lines]
    except FileNotFoundError as error:
        raise _whole(file, "the file does not exist", "Create it, or mend the name") from error
    except UnicodeDecodeError as error:
        raise _whole(file, "the file is not in UTF-8", "Save it again as UTF-8") from error
    except csv.Error as error:
        raise _whole(file, f"this is not CSV: {error}", "Mend the quotation marks") from error
    header = read[0][1] if read else []
    if header != list(columns):
        found = ",".join(header) or "nothing"
        raise _whole(file, f"the header is {found}", f"Make it {','.join(columns)}")
    faults: list[Fault] = []
    rows = []
    for line, cells in read[1:]:
        row = CsvRow(file, line, dict(zip(columns, cells, strict=False)))
        missing = [name for name in columns if not row.cells.get(name, "").strip()]
        if len(cells) > len(columns):
            remedy = "Put quotation marks around a text that holds a comma"
            faults.append(row.fault(f"{len(cells)} cells for {len(columns)} columns", remedy))
        elif missing:
            faults.append(row.fault(f"nothing in {', '.join(missing)}", "Fill every column"))
        else:
            rows.append(row)
    if faults:
        raise CourseError(faults)
    return tuple(rows)


def repeated(rows: Sequence[CsvRow], *columns: str) -> list[Fault]:
    """A fault for every row whose cells in these columns stand in an earlier row too."""
    seen: dict[tuple[str, ...], int] = {}
    faults = []
    for row in rows:
        key = tuple(row[column] for column in columns)
        if key in seen:
            problem = f"{', '.join(columns)} {' '.join(key)} stands in row {seen[key]} already"
            faults.append(row.fault(problem, "Keep one of the two"))
        seen.setdefault(key, row.line)
    return faults


def _whole(file: str, problem: str, remedy: str) -> CourseError:
    return CourseError([Fault(file, "", problem, remedy)])
