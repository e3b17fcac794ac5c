"""Reading a case: one TOML file, both languages side by side, every fault at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from cattrs import Converter

from maitrise.base.errors import CourseError, Fault, shown_path, shown_value
from maitrise.base.files import while_unchanged
from maitrise.base.structure import converter, structure
from maitrise.base.structure_faults import written
from maitrise.base.text import LANGUAGES, Text
from maitrise.base.toml import read_toml, tables_of
from maitrise.cases.blueprint import broken_blueprint
from maitrise.cases.figure import CaseFigure, faults_of_figure
from maitrise.cases.model import After, Blueprint, Case, Section, Slot
from maitrise.cases.rules import broken_case_rules
from maitrise.cases.table import Table, TableColumn
from maitrise.cases.written_table import read_table
from maitrise.kinds import Question, kind, kind_names, read_question

T = TypeVar("T")

_LISTS = ("section", "table", "figure", "slot", "question")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What stands above the lists of a case's file."""

    case: str
    version: int
    minutes: int
    after: After
    points: float
    title: Text
    summary: Text
    blueprint: Blueprint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTable:
    """A table as an author writes it."""

    id: str
    title: Text
    csv: str
    columns: tuple[TableColumn, ...] = field(metadata=written("column"))


@while_unchanged
def read_case(path: Path) -> Case:
    """Read a case and check every rule that an author can break.

    Raises:
        CourseError: with all the faults of the file at once.
    """
    raw = read_toml(path)
    file = shown_path(path)
    faults: list[Fault] = []
    lists = {name: _tables(raw, name, file, faults) for name in _LISTS}
    head = _head(raw, path.stem, file, faults)
    sections = _structured(lists["section"], "section", Section, file, faults)
    slots = _structured(lists["slot"], "slot", Slot, file, faults)
    tables = _read_tables(lists["table"], file, faults)
    figures = _structured(lists["figure"], "figure", CaseFigure, file, faults)
    readable = {table.id: table for table in tables}
    faults += [Fault(file, *each) for one in figures for each in faults_of_figure(one, readable)]
    questions = _read_questions(lists["question"], tables, file, faults)
    ids = {name: {str(each.get("id")) for each in lists[name]} for name in _LISTS}
    is_whole = head is not None and not faults
    faults += broken_case_rules(
        sections, slots, questions, ids, head.points if head and is_whole else None, file
    )
    if head and head.blueprint and not faults:
        kinds = {question.id: question.kind for question in questions}
        faults += [Fault(file, *each) for each in broken_blueprint(head.blueprint, slots, kinds)]
    if faults or head is None:
        raise CourseError(faults)
    return Case(
        id=head.case,
        version=head.version,
        minutes=head.minutes,
        after=head.after,
        points=head.points,
        title=head.title,
        summary=head.summary,
        sections=tuple(sections),
        tables=readable,
        figures={figure.id: figure for figure in figures},
        questions={question.id: question for question in questions},
        slots={slot.id: slot for slot in slots},
    )


@cache
def _converter() -> Converter:
    return converter()


def _head(raw: Mapping[str, Any], stem: str, file: str, faults: list[Fault]) -> _Head | None:
    body = {key: value for key, value in raw.items() if key not in _LISTS}
    read = structure(_converter(), body, _Head, file, "")
    if isinstance(read, list):
        faults += read
        return None
    if read.case != stem:
        remedy = f'Write case = "{stem}", as the file is called'
        faults.append(Fault(file, "", f"case is {shown_value(read.case)}", remedy))
    for name in ("version", "minutes"):
        if getattr(read, name) < 1:
            problem = f"{name} is {getattr(read, name)}"
            faults.append(Fault(file, "", problem, "Write a whole number of 1 or more"))
    return read


def _tables(
    raw: Mapping[str, Any], name: str, file: str, faults: list[Fault]
) -> list[dict[str, Any]]:
    """The tables that an author wrote as ``[[name]]``, each with an id of its own."""
    written = tables_of(raw, name, file, faults)
    ids = Counter(each["id"] for each in written if isinstance(each.get("id"), str))
    remedy = f"Give each {name} an id of its own"
    faults += [
        Fault(file, f"{name} {each}", f"the id stands {times} times", remedy)
        for each, times in ids.items()
        if times > 1
    ]
    return written


def _place(name: str, table: Mapping[str, Any], position: int) -> str:
    named = table.get("id")
    return f"{name} {named}" if isinstance(named, str) and named else f"{name} number {position}"


def _structured(
    tables: list[dict[str, Any]], name: str, cls: type[T], file: str, faults: list[Fault]
) -> list[T]:
    values: list[T] = []
    for position, table in enumerate(tables, start=1):
        read = structure(_converter(), table, cls, file, _place(name, table, position))
        if isinstance(read, list):
            faults += read
        else:
            values.append(read)
    return values


def _read_tables(written: list[dict[str, Any]], file: str, faults: list[Fault]) -> list[Table]:
    tables = []
    for each in _structured(written, "table", WrittenTable, file, faults):
        read = read_table(each.id, each.title, each.csv, each.columns, file)
        if isinstance(read, list):
            faults += read
        else:
            tables.append(read)
    return tables


def _read_questions(
    written: list[dict[str, Any]], tables: Sequence[Table], file: str, faults: list[Fault]
) -> list[Question]:
    by_id = {table.id: table for table in tables}
    questions = []
    for position, raw in enumerate(written, start=1):
        place = _place("question", raw, position)
        filled = _with_rows_of_table(raw, by_id, file, place)
        read = filled if isinstance(filled, list) else read_question(filled, file, place)
        if isinstance(read, list):
            faults += read
        else:
            questions.append(read)
    return questions


def _with_rows_of_table(
    raw: Mapping[str, Any], tables: Mapping[str, Table], file: str, place: str
) -> Mapping[str, Any] | list[Fault]:
    """A question that names a table of the case gets its columns and cells from it."""
    if "table" not in raw or not _takes_table(raw.get("kind")):
        return raw
    table = tables.get(raw["table"]) if isinstance(raw["table"], str) else None
    if table is None:
        problem = f"no sound table is called {shown_value(raw['table'])}"
        remedy = f"Use one of: {', '.join(tables)}" if tables else "Write it with [[table]]"
        return [Fault(file, place, problem, remedy)]
    faults = []
    known = {column.id: column for column in table.columns}
    columns = raw.get("columns", list(known))
    if not isinstance(columns, list):
        return [Fault(file, place, "columns is not a list", 'Write columns = ["…", "…"]')]
    for column in columns:
        if column not in known:
            problem = f"the table {table.id} has no column {shown_value(column)}"
            faults.append(Fault(file, place, problem, f"Use: {', '.join(known)}"))
    rows = raw.get("row", [])
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, Mapping) and "id" in row and row["id"] not in table.rows:
            part = f"{place}, row {row['id']}"
            problem = f"the table {table.id} has no such row"
            faults.append(Fault(file, part, problem, f"Use one of: {', '.join(table.rows)}"))
    if faults:
        return faults
    body = {key: value for key, value in raw.items() if key not in ("table", "columns")}
    body["column"] = [{"id": name, "text": known[name].title.by_language()} for name in columns]
    if isinstance(rows, list):
        body["row"] = [_with_cells(row, table, columns) for row in rows]
    return body


def _takes_table(name: object) -> bool:
    return name in kind_names() and kind(str(name)).takes_table


def _with_cells(row: object, table: Table, columns: Sequence[str]) -> object:
    """A row of a question with the cells of its table; an empty cell is a dash."""
    if not isinstance(row, Mapping) or row.get("id") not in table.rows:
        return row
    cells = table.rows[row["id"]]
    shown = {
        name: {
            language: table.column(name).shown(cells[name], language) or "–"
            for language in LANGUAGES
        }
        for name in columns
    }
    return {**row, "cells": shown}
