"""Prepare an assignment for marking: nbgrader's rows of it, and our released notebook.

nbgrader itself writes the assignment, its notebook and its cells, by the pipeline behind
``nbgrader generate_assignment``, once a cohort and again when the case has changed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from maitrise.base.errors import MaitriseError
from maitrise.base.files import write_whole
from maitrise.base.text import Language, say
from maitrise.cases import Case, assignment
from maitrise.cohort import Cohort
from maitrise.cohort.course_config import course_id, reachable_alembic
from maitrise.cohort.database import Database, database_url
from maitrise.cohort.database_fault import DatabaseError, database_fault_behind
from maitrise.cohort.places import repository_folder
from maitrise.cohort.table_moments import as_moment
from maitrise.course import competencies, lessons
from maitrise.marking.prepared import CellText, PreparedAssignment, TaughtCompetency, TemplateCell

PREPARED = ".prepared"


@dataclass(frozen=True, slots=True)
class AssignmentRows:
    """nbgrader's ids of an assignment and its cells.

    Attributes:
        graded: of the graded cells, by name.
        commented: of the cells that may have comments, by name.
        due: the gradebook's due date, in UTC.
    """

    assignment: str
    notebook: str
    graded: Mapping[str, str]
    commented: Mapping[str, str]
    due: datetime | None = None


def prepare(
    cohort: Cohort,
    database: Database,
    address: str,
    case: Case,
    language: Language,
    spoken: Language,
) -> tuple[PreparedAssignment, AssignmentRows]:
    """Make sure that the assignment is in the gradebook, and read what marking needs of it.

    Args:
        language: of the assignment.
        spoken: of the messages.

    Raises:
        DatabaseError: the gradebook cannot be read or written.
        MaitriseError: the case is not built, or it was changed in a way that the gradebook of a
            cohort with submissions cannot follow; the message says what to do.
    """
    name = assignment(case.id, language)
    source = repository_folder() / "solutions" / name / f"{case.id}.ipynb"
    released = repository_folder() / "exercises" / name
    not_built = MaitriseError(say("mark.not-built", spoken, assignment=name, case=case.id))
    if not source.is_file() or not (released / source.name).is_file():
        raise not_built
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    mark = cohort.folder / PREPARED / f"{name}{_which(cohort, address)}"
    rows = _read_rows(database, name)
    if rows is None or not mark.exists() or mark.read_text() != digest:
        _generate(cohort, address, name, language, spoken)
        mark.parent.mkdir(exist_ok=True)
        write_whole(mark, digest.encode())
        rows = _read_rows(database, name)
    if rows is None:
        raise not_built
    return _prepared(database, rows, case, language, released, digest), rows


def _which(cohort: Cohort, address: str) -> str:
    """A suffix that distinguishes another gradebook's marker file from that of the cohort's own."""
    if address == cohort.database:
        return ""
    return "." + hashlib.sha256(address.encode()).hexdigest()[:8]


def _generate(
    cohort: Cohort, address: str, name: str, language: Language, spoken: Language
) -> None:
    """Run nbgrader's own pipeline into the gradebook; the released files are deleted."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    with tempfile.TemporaryDirectory(prefix="maitrise-") as temporary, _quiet():
        config = Config(
            {
                "CourseDirectory": {
                    "root": str(repository_folder()),
                    "source_directory": "solutions",
                    "release_directory": str(Path(temporary).resolve()),
                    "assignment_id": name,
                    "db_url": database_url(address),
                    "course_id": course_id(cohort.folder),
                },
                "ClearSolutions": {
                    "code_stub": {"python": f"# {say('case.stub-code', language)}"},
                    "text_stub": say("case.stub-text", language),
                },
            }
        )
        made = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        made.log.setLevel(logging.CRITICAL)
        try:
            with reachable_alembic():
                made.start()
        except (NbGraderException, SystemExit) as error:
            if fault := database_fault_behind(error):
                raise DatabaseError(str(fault)) from fault
            raise MaitriseError(say("mark.changed-case", spoken, assignment=name)) from error


@contextmanager
def _quiet() -> Iterator[None]:
    log = logging.getLogger("traitlets")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _read_rows(database: Database, name: str) -> AssignmentRows | None:
    assignments = database.rows(
        "SELECT a.id, n.id, a.duedate FROM assignment a"
        " JOIN notebook n ON n.assignment_id = a.id WHERE a.name = :name",
        {"name": name},
    )
    if not assignments:
        return None
    assignment_, notebook, due = assignments[0]
    cells = database.rows(
        "SELECT name, id, type FROM base_cell WHERE notebook_id = :notebook", {"notebook": notebook}
    )
    graded = {cell: id_ for cell, id_, kind in cells if kind == "GradeCell"}
    commented = {cell: id_ for cell, id_, kind in cells if kind == "SolutionCell"}
    return AssignmentRows(assignment_, notebook, graded, commented, as_moment(due))


def _taught(language: Language) -> Mapping[str, TaughtCompetency]:
    titles = {name: lesson.title.said_in(language) for name, lesson in lessons().items()}
    return {
        name: TaughtCompetency(
            competency.name.said_in(language),
            tuple(titles[lesson] for lesson in competency.lessons if lesson in titles),
        )
        for name, competency in competencies().items()
    }


def _prepared(
    database: Database,
    rows: AssignmentRows,
    case: Case,
    language: Language,
    released: Path,
    digest: str,
) -> PreparedAssignment:
    """The data for workers: the released notebook, and locked cells as nbgrader has them."""
    sources = {
        name: (source, checksum, bool(locked))
        for name, source, checksum, locked in database.rows(
            "SELECT name, source, checksum, locked FROM source_cell WHERE notebook_id = :notebook",
            {"notebook": rows.notebook},
        )
    }
    notebook = json.loads((released / f"{case.id}.ipynb").read_bytes())
    files = {
        path.name: path.read_bytes()
        for path in sorted(released.iterdir())
        if path.is_file() and path.suffix in (".json", ".csv")
    }
    return PreparedAssignment(
        case=case,
        language=language,
        cells=tuple(_templates(notebook["cells"], sources)),
        metadata=notebook["metadata"],
        taught=_taught(language),
        files=files,
        digest=digest,
    )


def _templates(
    cells: Iterable[dict[str, Any]], sources: Mapping[str, tuple[str, str, bool]]
) -> Iterator[TemplateCell]:
    """Each released cell, and the same as nbgrader overwrites it when it marks."""
    position = 0
    for cell in cells:
        released = {**cell, "source": "".join(cell["source"])}
        if cell["cell_type"] == "code":
            position += 1
            released["execution_count"] = position
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        marked = dict(released)
        if name in sources:
            source, checksum, locked = sources[name]
            settings = {**cell["metadata"]["nbgrader"], "checksum": checksum}
            marked["metadata"] = {**cell["metadata"], "nbgrader": settings}
            if locked:
                marked["source"] = source
        is_code = cell["cell_type"] == "code"
        yield TemplateCell(
            name, position if is_code else 0, CellText.of(released), CellText.of(marked)
        )
