"""nbgrader's gradebook, read and written many submissions at a time, with the facts beside it.

The rows are those that nbgrader itself would have written, submission by submission: the same
tables, the same values, hand marks and comments untouched.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from maitrise.base.text import Language
from maitrise.cohort.database import upsert
from maitrise.cohort.facts import SubmissionFacts, marked_submissions, naive, write_facts
from maitrise.marking.job import HandMarks, MarkedSubmission
from maitrise.marking.prepare import AssignmentRows

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

NO_RESPONSE = "No response."  # nbgrader's own words, which its pages look for


@dataclass(frozen=True, slots=True)
class GradebookEntry:
    """What the gradebook holds of a submission.

    Attributes:
        facts: what marking knows of it; None where nbgrader alone has marked it.
    """

    handed_in: datetime | None
    extension: timedelta | None
    penalty: float | None
    facts: SubmissionFacts | None


class AssignmentGradebook:
    """The part of the gradebook that belongs to one assignment."""

    def __init__(self, engine: Engine, rows: AssignmentRows, case: str, language: Language) -> None:
        self._engine, self._rows = engine, rows
        self._case, self._language = case, language

    def set_due(self, due: datetime | None) -> datetime | None:
        """Have the assignment due when the cohort says; the gradebook's own date where it does not.

        Returns:
            The date that counts, in UTC.
        """
        from sqlalchemy import update

        from maitrise.cohort.tables import ASSIGNMENT

        if due is None:
            written: datetime | None = self._rows.due
            return written.replace(tzinfo=UTC) if written else None
        if naive(due) != self._rows.due:
            with self._engine.begin() as connection:
                connection.execute(
                    update(ASSIGNMENT)
                    .where(ASSIGNMENT.c.id == self._rows.assignment)
                    .values(duedate=naive(due))
                )
        return due

    def entries(self) -> dict[str, GradebookEntry]:
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
            known = marked_submissions(connection, case=self._case, language=self._language)
            facts = {submission.learner: submission for submission in known}
            return {
                learner: GradebookEntry(
                    at.replace(tzinfo=UTC) if at else None, extension, penalty, facts.get(learner)
                )
                for learner, at, extension, penalty in connection.execute(statement)
            }

    def hand_marks(self) -> dict[str, HandMarks]:
        """What people have said of submissions, by learner; who has none is missing."""
        from sqlalchemy import or_, select

        from maitrise.cohort import tables as t

        submitted, notebook, base = t.SUBMITTED_ASSIGNMENT, t.SUBMITTED_NOTEBOOK, t.BASE_CELL
        grade, comment = t.GRADE.c, t.COMMENT.c

        def of_assignment(table: Any, *columns: Any) -> Any:
            return (
                select(submitted.c.student_id, base.c.name, *columns)
                .select_from(table)
                .join(notebook, table.c.notebook_id == notebook.c.id)
                .join(submitted, notebook.c.assignment_id == submitted.c.id)
                .join(base, table.c.cell_id == base.c.id)
                .where(submitted.c.assignment_id == self._rows.assignment)
            )

        points = of_assignment(
            t.GRADE, grade.manual_score, grade.extra_credit, grade.needs_manual_grade
        ).where(or_(grade.manual_score.is_not(None), grade.extra_credit.is_not(None)))
        comments = of_assignment(t.COMMENT, comment.manual_comment).where(
            comment.manual_comment.is_not(None)
        )
        given: dict[str, dict[str, tuple[float | None, float | None, bool]]] = {}
        said: dict[str, dict[str, str]] = {}
        with self._engine.connect() as connection:
            for learner, cell, *marks in connection.execute(points):
                given.setdefault(learner, {})[cell] = (*marks,)
            for learner, cell, comment_ in connection.execute(comments):
                said.setdefault(learner, {})[cell] = comment_
        return {
            learner: _hand_marks(given.get(learner, {}), said.get(learner, {}))
            for learner in dict.fromkeys((*given, *said))
        }

    def write(self, submissions: Sequence[MarkedSubmission]) -> None:
        """Write marked submissions and their facts, all in one transaction."""
        with self._engine.begin() as connection:
            notebooks = self._submissions(connection, submissions)
            for is_new in (True, False):
                same = [marked for marked in submissions if marked.is_new is is_new]
                self._grades(connection, same, notebooks, is_new=is_new)
            self._comments(connection, submissions, notebooks)
            write_facts(
                connection,
                [self._facts(marked, notebooks[marked.learner]) for marked in submissions],
            )

    def set_penalties(self, penalties: Mapping[str, float | None]) -> None:
        """Bring late penalties up to date, after hand marks have changed the scores."""
        from sqlalchemy import bindparam, select, update

        from maitrise.cohort.tables import SUBMISSION, SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK

        if not penalties:
            return
        submitted, notebook = SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK
        of_learner = select(submitted.c.id).where(
            submitted.c.assignment_id == self._rows.assignment,
            submitted.c.student_id == bindparam("learner"),
        )
        statement = (
            update(notebook)
            .where(notebook.c.assignment_id == of_learner.scalar_subquery())
            .values(late_submission_penalty=bindparam("penalty"))
        )
        facts = (
            update(SUBMISSION)
            .where(
                SUBMISSION.c.learner == bindparam("whose"),
                SUBMISSION.c.case_id == self._case,
                SUBMISSION.c.language == self._language,
            )
            .values(penalty=bindparam("lost"))
        )
        with self._engine.begin() as connection:
            connection.execute(
                statement,
                [{"learner": learner, "penalty": lost} for learner, lost in penalties.items()],
            )
            connection.execute(
                facts, [{"whose": learner, "lost": lost} for learner, lost in penalties.items()]
            )

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

    def _facts(self, marked: MarkedSubmission, notebook: str) -> SubmissionFacts:
        return SubmissionFacts(
            notebook=notebook,
            learner=marked.learner,
            case=self._case,
            language=self._language,
            handed_in=marked.handed_in,
            penalty=marked.penalty,
            digest=marked.digest,
            kept=marked.kept,
            answers=marked.answers,
        )

    def _submissions(
        self, connection: Connection, submissions: Sequence[MarkedSubmission]
    ) -> dict[str, str]:
        """The submitted notebook's id by learner, whether the rows were there or not."""
        from sqlalchemy import select

        from maitrise.cohort.tables import SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK

        submitted, notebook = SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK
        rows = [
            {
                "id": _id("submitted", self._rows.assignment, marked.learner),
                "assignment_id": self._rows.assignment,
                "student_id": marked.learner,
                "timestamp": naive(marked.handed_in),
            }
            for marked in submissions
        ]
        upsert(connection, submitted, rows, key=("assignment_id", "student_id"))
        of_learners = select(submitted.c.student_id, submitted.c.id).where(
            submitted.c.assignment_id == self._rows.assignment,
            submitted.c.student_id.in_([marked.learner for marked in submissions]),
        )
        ids: dict[str, str] = {row.student_id: row.id for row in connection.execute(of_learners)}
        of_notebook = [
            {
                "id": _id("notebook", self._rows.notebook, marked.learner),
                "assignment_id": ids[marked.learner],
                "notebook_id": self._rows.notebook,
                "flagged": False,
                "late_submission_penalty": marked.penalty,
            }
            for marked in submissions
        ]
        upsert(
            connection,
            notebook,
            of_notebook,
            key=("notebook_id", "assignment_id"),
            instead=lambda old, new: {"late_submission_penalty": new.late_submission_penalty},
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
        submissions: Sequence[MarkedSubmission],
        notebooks: Mapping[str, str],
        *,
        is_new: bool,
    ) -> None:
        from sqlalchemy import case

        from maitrise.cohort.tables import GRADE

        rows = [
            {
                "id": _id("grade", self._rows.graded[answer.cell], marked.learner),
                "cell_id": self._rows.graded[answer.cell],
                "notebook_id": notebooks[marked.learner],
                "auto_score": answer.auto,
                "needs_manual_grade": answer.auto is None,
            }
            for marked in submissions
            for answer in marked.answers
        ]

        def instead(old: Any, new: Any) -> Mapping[str, Any]:
            # As nbgrader does: a mark that a person gave stays, and is to be looked at again.
            needs = True if is_new else old.needs_manual_grade
            again = case((old.manual_score.is_not(None), needs), else_=new.needs_manual_grade)
            return {"auto_score": new.auto_score, "needs_manual_grade": again}

        upsert(connection, GRADE, rows, key=("cell_id", "notebook_id"), instead=instead)

    def _comments(
        self,
        connection: Connection,
        submissions: Iterable[MarkedSubmission],
        notebooks: Mapping[str, str],
    ) -> None:
        from maitrise.cohort.tables import COMMENT

        rows = [
            {
                "id": _id("comment", cell_id, marked.learner),
                "cell_id": cell_id,
                "notebook_id": notebooks[marked.learner],
                "auto_comment": NO_RESPONSE
                if cell.removeprefix("answer-") in marked.blank
                else None,
            }
            for marked in submissions
            for cell, cell_id in self._rows.commented.items()
        ]
        upsert(
            connection,
            COMMENT,
            rows,
            key=("cell_id", "notebook_id"),
            instead=lambda old, new: {"auto_comment": new.auto_comment},
        )


def _hand_marks(
    given: Mapping[str, tuple[float | None, float | None, bool]], comments: Mapping[str, str]
) -> HandMarks:
    """Of one submission, from points, extra credit and whether to look again by cell."""
    return HandMarks(
        points={cell: points for cell, (points, _, _) in given.items() if points is not None},
        extra={cell: extra for cell, (_, extra, _) in given.items() if extra is not None},
        comments=comments,
        waiting=frozenset(cell for cell, (_, _, needs) in given.items() if needs),
    )


def _id(*parts: str) -> str:
    """An id that is the same at every run, so that marking twice leaves the same gradebook.

    It begins with the end of the learner's id: rows that are written together then lie together,
    and a large gradebook is no slower to write than a small one.
    """
    together = parts[-1].encode().hex()[-16:].rjust(16, "0")
    return together + uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("maitrise", *parts))).hex[:16]
