"""nbgrader's gradebook, read and written many submissions at a time.

The rows are those that nbgrader itself would have written, submission by submission: the same
tables, the same values, hand marks and comments untouched.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from maitrise.cohort.database import upsert
from maitrise.marking.kit import HandMarks, Result
from maitrise.marking.prepare import Rows

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

NO_RESPONSE = "No response."  # nbgrader's own words, which its pages look for


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gradebook holds of a submission."""

    handed_in: datetime | None
    extension: timedelta | None
    penalty: float | None


class AssignmentGradebook:
    """The part of the gradebook that belongs to one assignment."""

    def __init__(self, engine: Engine, rows: Rows) -> None:
        self._engine, self._rows = engine, rows

    def set_due(self, due: datetime | None) -> datetime | None:
        """Have the assignment due when the cohort says; the gradebook's own date where it does not.

        Returns:
            The date that counts, in UTC.
        """
        from sqlalchemy import update

        from maitrise.cohort.tables import ASSIGNMENT

        if due is None:
            held: datetime | None = self._rows.due
            return held.replace(tzinfo=UTC) if held else None
        naive = due.astimezone(UTC).replace(tzinfo=None)
        if naive != self._rows.due:
            table = ASSIGNMENT
            with self._engine.begin() as connection:
                connection.execute(
                    update(table).where(table.c.id == self._rows.assignment).values(duedate=naive)
                )
        return due

    def standings(self) -> dict[str, Standing]:
        """Every submission of the assignment that the gradebook holds, by learner."""
        from sqlalchemy import select

        from maitrise.cohort.tables import SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK

        submitted, notebook = SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK
        statement = (
            select(
                submitted.c.student_id,
                submitted.c.timestamp,
                submitted.c.extension,
                notebook.c.late_submission_penalty,
            )
            .join(notebook, notebook.c.assignment_id == submitted.c.id)
            .where(submitted.c.assignment_id == self._rows.assignment)
        )
        with self._engine.connect() as connection:
            return {
                learner: Standing(at.replace(tzinfo=UTC) if at else None, extension, penalty)
                for learner, at, extension, penalty in connection.execute(statement)
            }

    def hand_marks(self) -> dict[str, HandMarks]:
        """What people have said of submissions, by learner; who has none is missing."""
        from sqlalchemy import or_, select

        from maitrise.cohort.tables import (
            BASE_CELL,
            COMMENT,
            GRADE,
            SUBMITTED_ASSIGNMENT,
            SUBMITTED_NOTEBOOK,
        )

        submitted, notebook, base, grade, comment = (
            SUBMITTED_ASSIGNMENT,
            SUBMITTED_NOTEBOOK,
            BASE_CELL,
            GRADE,
            COMMENT,
        )

        def of_assignment(statement: Any, table: Any) -> Any:
            return (
                statement.join(notebook, table.c.notebook_id == notebook.c.id)
                .join(submitted, notebook.c.assignment_id == submitted.c.id)
                .join(base, table.c.cell_id == base.c.id)
                .where(submitted.c.assignment_id == self._rows.assignment)
            )

        points = of_assignment(
            select(
                submitted.c.student_id, base.c.name, grade.c.manual_score, grade.c.extra_credit
            ).select_from(grade),
            grade,
        ).where(or_(grade.c.manual_score.is_not(None), grade.c.extra_credit.is_not(None)))
        comments = of_assignment(
            select(submitted.c.student_id, base.c.name, comment.c.manual_comment).select_from(
                comment
            ),
            comment,
        ).where(comment.c.manual_comment.is_not(None))
        found: dict[str, tuple[dict[str, float], dict[str, float], dict[str, str]]] = {}
        with self._engine.connect() as connection:
            for learner, cell, manual, extra in connection.execute(points):
                mine = found.setdefault(learner, ({}, {}, {}))
                if manual is not None:
                    mine[0][cell] = manual
                if extra is not None:
                    mine[1][cell] = extra
            for learner, cell, said in connection.execute(comments):
                found.setdefault(learner, ({}, {}, {}))[2][cell] = said
        return {learner: HandMarks(*said) for learner, said in found.items()}

    def write(self, results: Sequence[Result]) -> None:
        """Write marked submissions, all in one transaction."""
        with self._engine.begin() as connection:
            notebooks = self._submissions(connection, results)
            for is_new in (True, False):
                same = [result for result in results if result.is_new is is_new]
                self._grades(connection, same, notebooks, is_new=is_new)
            self._comments(connection, results, notebooks)

    def set_penalties(self, penalties: Mapping[str, float | None]) -> None:
        """Bring late penalties up to date, after hand marks have changed the scores."""
        from sqlalchemy import bindparam, select, update

        from maitrise.cohort.tables import SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK

        if not penalties:
            return
        submitted, notebook = SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK
        mine = select(submitted.c.id).where(
            submitted.c.assignment_id == self._rows.assignment,
            submitted.c.student_id == bindparam("learner"),
        )
        statement = (
            update(notebook)
            .where(notebook.c.assignment_id == mine.scalar_subquery())
            .values(late_submission_penalty=bindparam("penalty"))
        )
        rows = [{"learner": each, "penalty": penalty} for each, penalty in penalties.items()]
        with self._engine.begin() as connection:
            connection.execute(statement, rows)

    def waiting(self) -> list[str]:
        """Learners whose submission waits for a hand mark."""
        from sqlalchemy import select

        from maitrise.cohort.tables import GRADE, SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK

        submitted, notebook, grade = (SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK, GRADE)
        statement = (
            select(submitted.c.student_id)
            .join(notebook, notebook.c.assignment_id == submitted.c.id)
            .join(grade, grade.c.notebook_id == notebook.c.id)
            .where(submitted.c.assignment_id == self._rows.assignment, grade.c.needs_manual_grade)
            .distinct()
            .order_by(submitted.c.student_id)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(statement).scalars())

    def _submissions(self, connection: Connection, results: Sequence[Result]) -> dict[str, str]:
        """The submitted notebook's id by learner, whether the rows were there or not."""
        from sqlalchemy import select

        from maitrise.cohort.tables import SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK

        submitted, notebook = SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK
        rows = [
            {
                "id": _id("submitted", self._rows.assignment, result.learner),
                "assignment_id": self._rows.assignment,
                "student_id": result.learner,
                "timestamp": result.handed_in.astimezone(UTC).replace(tzinfo=None),
            }
            for result in results
        ]
        upsert(connection, submitted, rows, key=("assignment_id", "student_id"))
        of_learners = select(submitted.c.student_id, submitted.c.id).where(
            submitted.c.assignment_id == self._rows.assignment,
            submitted.c.student_id.in_([result.learner for result in results]),
        )
        ids: dict[str, str] = {row.student_id: row.id for row in connection.execute(of_learners)}
        of_notebook = [
            {
                "id": _id("notebook", self._rows.notebook, result.learner),
                "assignment_id": ids[result.learner],
                "notebook_id": self._rows.notebook,
                "flagged": False,
                "late_submission_penalty": result.penalty,
            }
            for result in results
        ]
        upsert(
            connection,
            notebook,
            of_notebook,
            key=("notebook_id", "assignment_id"),
            instead=lambda held, new: {"late_submission_penalty": new.late_submission_penalty},
        )
        learner_of = {id_: learner for learner, id_ in ids.items()}
        return {
            learner_of[assignment]: id_
            for assignment, id_ in connection.execute(
                select(notebook.c.assignment_id, notebook.c.id).where(
                    notebook.c.notebook_id == self._rows.notebook,
                    notebook.c.assignment_id.in_(list(learner_of)),
                )
            )
        }

    def _grades(
        self,
        connection: Connection,
        results: Iterable[Result],
        notebooks: Mapping[str, str],
        *,
        is_new: bool,
    ) -> None:
        from sqlalchemy import case

        from maitrise.cohort.tables import GRADE

        rows = [
            {
                "id": _id("grade", cell_id, result.learner),
                "cell_id": cell_id,
                "notebook_id": notebooks[result.learner],
                "auto_score": result.auto[cell],
                "needs_manual_grade": result.auto[cell] is None,
            }
            for result in results
            for cell, cell_id in self._rows.graded.items()
        ]

        def instead(held: Any, new: Any) -> Mapping[str, Any]:
            # As nbgrader does: a mark that a person gave stays, and is to be looked at again.
            needs = True if is_new else held.needs_manual_grade
            again = case((held.manual_score.is_not(None), needs), else_=new.needs_manual_grade)
            return {"auto_score": new.auto_score, "needs_manual_grade": again}

        upsert(connection, GRADE, rows, key=("cell_id", "notebook_id"), instead=instead)

    def _comments(
        self, connection: Connection, results: Iterable[Result], notebooks: Mapping[str, str]
    ) -> None:
        from maitrise.cohort.tables import COMMENT

        rows = [
            {
                "id": _id("comment", cell_id, result.learner),
                "cell_id": cell_id,
                "notebook_id": notebooks[result.learner],
                "auto_comment": NO_RESPONSE
                if cell.removeprefix("answer-") in result.blank
                else None,
            }
            for result in results
            for cell, cell_id in self._rows.commented.items()
        ]
        upsert(
            connection,
            COMMENT,
            rows,
            key=("cell_id", "notebook_id"),
            instead=lambda held, new: {"auto_comment": new.auto_comment},
        )


def _id(*parts: str) -> str:
    """An id that is the same at every run, so that marking twice leaves the same gradebook.

    It begins with the end of the learner's id: rows that are written together then lie together,
    and a large gradebook is no slower to write than a small one.
    """
    together = parts[-1].encode().hex()[-16:].rjust(16, "0")
    return together + uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("maitrise", *parts))).hex[:16]
