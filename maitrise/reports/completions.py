"""Completions for a learning management system: a line per path, case and lesson taken."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from maitrise.base.csv_cell import safe_cell
from maitrise.base.errors import CourseError, shown_path
from maitrise.base.structure import converter, structure
from maitrise.base.structure_faults import written
from maitrise.base.text import said
from maitrise.base.toml import fault, read_toml
from maitrise.cases import Case, case_file, case_ids, read_case
from maitrise.cohort import Cohort, Person
from maitrise.course import lessons
from maitrise.course.paths import OnboardingPath
from maitrise.reports.platform_report import PlatformExport
from maitrise.reports.results import Results

Source = Literal[
    "employee_id", "email", "course_code", "title", "language", "start", "completion", "status",
    "score", "minutes",
]  # fmt: skip
Thing = Literal["path", "case", "lesson"]
COLUMNS: tuple[Source, ...] = (
    "employee_id", "email", "course_code", "title", "language", "start", "completion", "status",
    "score", "minutes",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumn:
    """A column of the file: the data named by ``source``, or the constant ``value``."""

    name: str
    source: Source | None = None
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionMap:
    """The format of a platform's file.

    Attributes:
        include: the kinds of lines that are written.
        finished_only: whether lines that are not completed are left out.
        status: the platform's word for "completed" and "in progress".
        export: the format of the platform's own report, for importing it.
    """

    columns: tuple[MappedColumn, ...] = field(
        default=tuple(MappedColumn(name=x, source=x) for x in COLUMNS), metadata=written("column")
    )
    include: tuple[Thing, ...] = ("path", "case", "lesson")
    finished_only: bool = False
    delimiter: str = ","
    status: Mapping[str, str] = field(default_factory=dict)
    export: PlatformExport = field(default_factory=PlatformExport, metadata=written("from"))


def map_file(name: str) -> Path:
    """The file that ``--map`` means: a path, or the name of a ready-made map."""
    ready = Path(__file__).with_name("maps") / f"{name}.toml"
    return ready if ready.exists() else Path(name)


def ready_maps() -> tuple[str, ...]:
    """The names of the maps that come with the course."""
    return tuple(sorted(path.stem for path in Path(__file__).with_name("maps").glob("*.toml")))


def read_map(path: Path) -> CompletionMap:
    """Read a mapping file.

    Raises:
        CourseError: everything wrong with it.
    """
    made = converter()
    file = shown_path(path)
    read = structure(made, read_toml(path), CompletionMap, file, "")
    if isinstance(read, list):
        raise CourseError(read)
    faults = []
    if len(read.delimiter) != 1:
        problem, remedy = said("completions.delimiter"), said("completions.delimiter.remedy")
        faults.append(fault(file, "delimiter", problem, remedy))
    for column in read.columns:
        if (column.source is None) == (not column.value):
            problem, remedy = said("completions.source"), said("completions.source.remedy")
            faults.append(fault(file, f"column {column.name}", problem, remedy))
    if faults:
        raise CourseError(faults)
    return read


def completions(cohort: Cohort, wanted: CompletionMap, tables: Results) -> str:
    """The file as text; every person's lines in their own language.

    A case is completed once it is handed in and nothing in it waits for a mark; a lesson when
    the learner's record says so; a path when its cases are completed, since records are handed
    in by choice. Score: percent of the points. Minutes: as planned, not as measured.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=wanted.delimiter, lineterminator="\r\n")
    writer.writerow([safe_cell(column.name) for column in wanted.columns])
    for thing, line in _lines(cohort, tables):
        if thing not in wanted.include or (wanted.finished_only and line["status"] != "completed"):
            continue
        said = {**line, "status": wanted.status.get(line["status"], line["status"])}
        writer.writerow(
            [
                safe_cell(said[column.source] if column.source else column.value)
                for column in wanted.columns
            ]
        )
    return buffer.getvalue()


def _lines(cohort: Cohort, tables: Results) -> Iterator[tuple[Thing, Mapping[str, str]]]:
    cases = {name: read_case(case_file(name)) for name in case_ids()}
    attempts: dict[str, list[Mapping[str, object]]] = {}
    for row in tables.attempts.to_dict("records"):
        attempts.setdefault(str(row["learner"]), []).append(row)
    taken: dict[str, list[Mapping[str, object]]] = {}
    for row in tables.lessons.to_dict("records"):
        taken.setdefault(str(row["learner"]), []).append(row)
    for person in cohort.people.values():
        whose = {"employee_id": person.id, "email": person.email, "language": person.language}
        handed_in = {str(row["case"]): row for row in attempts.get(person.id, [])}
        days = sorted(str(row["handed_in"])[:10] for row in handed_in.values())
        path = tables.paths.get(person.profile)
        began = sorted([*days, *(str(row["began"])[:10] for row in taken.get(person.id, []))])
        if path and began:
            yield "path", {**whose, **_path_cells(path, handed_in, cases, began[0], days, person)}
        for row in handed_in.values():
            yield "case", {**whose, **_case_cells(row, cases, person)}
        for row in taken.get(person.id, []):
            yield "lesson", {**whose, **_lesson_cells(row, person)}


def _is_marked(row: Mapping[str, object]) -> bool:
    return not row["waiting"]


def _path_cells(
    path: OnboardingPath,
    handed_in: Mapping[str, Mapping[str, object]],
    cases: Mapping[str, Case],
    began: str,
    days: Sequence[str],
    person: Person,
) -> Mapping[str, str]:
    """The cells of a path: completed when all of its cases are marked."""
    of_path = [handed_in[name] for name in path.cases if name in handed_in]
    is_done = len(of_path) == len(path.cases) and all(map(_is_marked, of_path))
    maximum = sum(float(str(row["maximum"])) for row in of_path)
    points = sum(float(str(row["points"])) for row in of_path)
    minutes = sum(lessons()[name].minutes for name in path.lessons)
    minutes += sum(cases[name].minutes for name in path.cases if name in cases)
    return {
        "course_code": path.id, "title": path.name.said_in(person.language),
        "start": began, "completion": days[-1] if is_done else "",
        "status": "completed" if is_done else "in progress",
        "score": _percent(points / maximum) if is_done and maximum else "",
        "minutes": str(minutes),
    }  # fmt: skip


def _case_cells(
    row: Mapping[str, object], cases: Mapping[str, Case], person: Person
) -> Mapping[str, str]:
    """The cells of a case that was handed in: completed when it is marked."""
    case, day, is_done = cases[str(row["case"])], str(row["handed_in"])[:10], _is_marked(row)
    return {
        "course_code": case.id, "language": str(row["language"]),
        "title": case.title.said_in(person.language), "start": day,
        "completion": day if is_done else "",
        "status": "completed" if is_done else "in progress",
        "score": _percent(float(str(row["share"]))) if is_done else "",
        "minutes": str(case.minutes),
    }  # fmt: skip


def _lesson_cells(row: Mapping[str, object], person: Person) -> Mapping[str, str]:
    """The cells of a lesson that the learner's record shows as begun."""
    lesson, ended = lessons()[str(row["lesson"])], str(row["finished"])[:10]
    return {
        "course_code": lesson.id, "title": lesson.title.said_in(person.language),
        "start": str(row["began"])[:10], "completion": ended,
        "status": "completed" if ended else "in progress", "score": "",
        "minutes": str(lesson.minutes),
    }  # fmt: skip


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
