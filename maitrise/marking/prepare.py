"""An assignment made ready for marking: nbgrader's rows for it, and our own released notebook.

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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maitrise.base.errors import MaitriseError
from maitrise.base.files import write_whole
from maitrise.base.text import Language, say
from maitrise.cases import Case, assignment
from maitrise.cohort import Cohort
from maitrise.cohort.course_config import course_id, reachable_alembic
from maitrise.cohort.database import database_url
from maitrise.cohort.places import repository_folder
from maitrise.course import competencies, lessons
from maitrise.marking.prepared import CellText, PreparedAssignment, TaughtCompetency, TemplateCell

if TYPE_CHECKING:
    from sqlalchemy import Engine

PREPARED = ".prepared"


@dataclass(frozen=True, slots=True)
class AssignmentRows:
    """The ids that nbgrader gave to an assignment and its cells.

    Attributes:
        graded: of the graded cells, by name.
        commented: of the cells that comments hang on, by name.
        due: as the gradebook holds it, in UTC without a zone.
    """

    assignment: str
    notebook: str
    graded: Mapping[str, str]
    commented: Mapping[str, str]
    due: Any = None


def prepare(
    cohort: Cohort, engine: Engine, database: str, case: Case, language: Language
) -> tuple[PreparedAssignment, AssignmentRows]:
    """Have the assignment in the gradebook, and read what marking needs of it.

    Raises:
        MaitriseError: the case is not built, or it was changed in a way that the gradebook of a
            cohort with submissions cannot follow; the message says what to do.
    """
    name = assignment(case.id, language)
    source = repository_folder() / "solutions" / name / f"{case.id}.ipynb"
    released = repository_folder() / "exercises" / name
    if not source.is_file() or not (released / source.name).is_file():
        raise MaitriseError(say("mark.not-built", language, assignment=name, case=case.id))
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    mark = cohort.folder / PREPARED / f"{name}{_which(cohort, database)}"
    rows = _read_rows(engine, name)
    if rows is None or not mark.exists() or mark.read_text() != digest:
        _generate(cohort, database, name, language)
        mark.parent.mkdir(exist_ok=True)
        write_whole(mark, digest.encode())
        rows = _read_rows(engine, name)
    if rows is None:
        raise MaitriseError(say("mark.not-built", language, assignment=name, case=case.id))
    return _prepared(engine, rows, case, language, released, digest), rows


def _which(cohort: Cohort, database: str) -> str:
    """What tells another gradebook's mark from that of the cohort's own."""
    if database == cohort.database:
        return ""
    return "." + hashlib.sha256(database.encode()).hexdigest()[:8]


def _generate(cohort: Cohort, database: str, name: str, language: Language) -> None:
    """Run nbgrader's own pipeline into the gradebook; what it releases is thrown away."""
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
                    "db_url": database_url(database),
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
            raise MaitriseError(say("mark.changed-case", language, assignment=name)) from error


@contextmanager
def _quiet() -> Iterator[None]:
    log = logging.getLogger("traitlets")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _read_rows(engine: Engine, name: str) -> AssignmentRows | None:
    from sqlalchemy import select

    from maitrise.cohort.tables import ASSIGNMENT, BASE_CELL, NOTEBOOK

    assignments, notebooks, cells = (ASSIGNMENT, NOTEBOOK, BASE_CELL)
    with engine.connect() as connection:
        found = connection.execute(
            select(assignments.c.id, notebooks.c.id, assignments.c.duedate)
            .join(notebooks, notebooks.c.assignment_id == assignments.c.id)
            .where(assignments.c.name == name)
        ).first()
        if found is None:
            return None
        of_notebook = connection.execute(
            select(cells.c.name, cells.c.id, cells.c.type).where(cells.c.notebook_id == found[1])
        ).all()
    graded = {cell: id_ for cell, id_, kind in of_notebook if kind == "GradeCell"}
    commented = {cell: id_ for cell, id_, kind in of_notebook if kind == "SolutionCell"}
    return AssignmentRows(found[0], found[1], graded, commented, found[2])


def _taught(language: Language) -> Mapping[str, TaughtCompetency]:
    titles = {name: each.title.said_in(language) for name, each in lessons().items()}
    return {
        name: TaughtCompetency(
            each.name.said_in(language),
            tuple(titles[lesson] for lesson in each.lessons if lesson in titles),
        )
        for name, each in competencies().items()
    }


def _prepared(
    engine: Engine,
    rows: AssignmentRows,
    case: Case,
    language: Language,
    released: Path,
    digest: str,
) -> PreparedAssignment:
    """What workers need: the released notebook, and locked cells as nbgrader has them."""
    from sqlalchemy import select

    from maitrise.cohort.tables import SOURCE_CELL

    table = SOURCE_CELL
    with engine.connect() as connection:
        sources = {
            name: (source, checksum, locked)
            for name, source, checksum, locked in connection.execute(
                select(table.c.name, table.c.source, table.c.checksum, table.c.locked).where(
                    table.c.notebook_id == rows.notebook
                )
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
