"""Read and write nbgrader's gradebook, many submissions at a time, with the facts.

The rows are those that nbgrader itself would have written, submission by submission: the same
tables, the same values, hand marks and comments untouched.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from maitrise.base.text import Language
from maitrise.cohort.database import Database
from maitrise.cohort.facts import SubmissionFacts, marked_submissions, write_facts
from maitrise.cohort.table_moments import as_duration, as_moment, as_naive_utc
from maitrise.marking.job import HandMarks, MarkedSubmission
from maitrise.marking.prepare import AssignmentRows

NO_RESPONSE = "No response."  # nbgrader's own words, which its pages look for
_OF_ASSIGNMENT = (
    " JOIN submitted_notebook n ON t.notebook_id = n.id"
    " JOIN submitted_assignment s ON n.assignment_id = s.id"
    " JOIN base_cell b ON t.cell_id = b.id WHERE s.assignment_id = :assignment"
)


@dataclass(frozen=True, slots=True)
class GradebookEntry:
    """A submission in the gradebook.

    Attributes:
        facts: its facts; None if only nbgrader has marked it.
    """

    handed_in: datetime | None
    extension: timedelta | None
    penalty: float | None
    facts: SubmissionFacts | None


class AssignmentGradebook:
    """The part of the gradebook that belongs to one assignment."""

    def __init__(
        self, database: Database, rows: AssignmentRows, case: str, language: Language
    ) -> None:
        self._database, self._rows = database, rows
        self._case, self._language = case, language
        self._of_assignment = {"assignment": rows.assignment}

    def set_due(self, due: datetime | None) -> datetime | None:
        """Set the due date from the cohort's settings; without one, the gradebook's date stays.

        Returns:
            The due date that counts, in UTC.
        """
        if due is None:
            return self._rows.due
        if due != self._rows.due:
            self._database.execute(
                "UPDATE assignment SET duedate = :due WHERE id = :assignment",
                {"due": as_naive_utc(due), **self._of_assignment},
            )
        return due

    def entries(self) -> dict[str, GradebookEntry]:
        """Every submission of the assignment in the gradebook, by learner."""
        known = marked_submissions(self._database, case=self._case, language=self._language)
        facts = {submission.learner: submission for submission in known}
        return {
            learner: GradebookEntry(
                as_moment(at), as_duration(extension), penalty, facts.get(learner)
            )
            for learner, at, extension, penalty in self._database.rows(
                "SELECT s.student_id, s.timestamp, s.extension, n.late_submission_penalty"
                " FROM submitted_assignment s JOIN submitted_notebook n ON n.assignment_id = s.id"
                " WHERE s.assignment_id = :assignment",
                self._of_assignment,
            )
        }

    def hand_marks(self) -> dict[str, HandMarks]:
        """Marks and comments given by hand, by learner; learners without any are missing."""
        given: dict[str, dict[str, tuple[float | None, float | None, bool]]] = {}
        for learner, cell, *marks in self._database.rows(
            "SELECT s.student_id, b.name, t.manual_score, t.extra_credit, t.needs_manual_grade"
            f" FROM grade t{_OF_ASSIGNMENT}"
            " AND (t.manual_score IS NOT NULL OR t.extra_credit IS NOT NULL)",
            self._of_assignment,
        ):
            given.setdefault(learner, {})[cell] = (*marks,)
        said: dict[str, dict[str, str]] = {}
        for learner, cell, comment in self._database.rows(
            f"SELECT s.student_id, b.name, t.manual_comment FROM comment t{_OF_ASSIGNMENT}"
            " AND t.manual_comment IS NOT NULL",
            self._of_assignment,
        ):
            said.setdefault(learner, {})[cell] = comment
        return {
            learner: _hand_marks(given.get(learner, {}), said.get(learner, {}))
            for learner in dict.fromkeys((*given, *said))
        }

    def write(self, submissions: Sequence[MarkedSubmission]) -> None:
        """Write marked submissions and their facts, all in one transaction."""
        with self._database.transaction():
            notebooks = self._submissions(submissions)
            for is_new in (True, False):
                same = [marked for marked in submissions if marked.is_new is is_new]
                self._grades(same, notebooks, is_new=is_new)
            self._comments(submissions, notebooks)
            write_facts(
                self._database,
                [self._facts(marked, notebooks[marked.learner]) for marked in submissions],
            )

    def set_penalties(self, penalties: Mapping[str, float | None]) -> None:
        """Update late penalties, after hand marks have changed the scores."""
        if not penalties:
            return
        rows = [
            {"learner": learner, "penalty": penalty, "case": self._case,
             "language": self._language, **self._of_assignment}
            for learner, penalty in penalties.items()
        ]  # fmt: skip
        with self._database.transaction():
            self._database.execute_all(
                "UPDATE submitted_notebook SET late_submission_penalty = :penalty"
                " WHERE assignment_id = (SELECT id FROM submitted_assignment"
                " WHERE assignment_id = :assignment AND student_id = :learner)",
                rows,
            )
            self._database.execute_all(
                "UPDATE maitrise_submission SET penalty = :penalty"
                " WHERE learner = :learner AND case_id = :case AND language = :language",
                rows,
            )

    def waiting(self) -> list[str]:
        """The learners whose submission waits for a hand mark."""
        rows = self._database.rows(
            f"SELECT DISTINCT s.student_id FROM grade t{_OF_ASSIGNMENT} AND t.needs_manual_grade"
            " ORDER BY s.student_id",
            self._of_assignment,
        )
        return [learner for (learner,) in rows]

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

    def _submissions(self, submissions: Sequence[MarkedSubmission]) -> dict[str, str]:
        """Insert or update the rows of submissions; returns the notebook's id by learner."""
        ids = self._submitted_assignments(submissions)
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
        self._database.upsert(
            "submitted_notebook",
            of_notebook,
            key="notebook_id, assignment_id",
            instead="late_submission_penalty = excluded.late_submission_penalty",
        )
        learner_of = {id_: learner for learner, id_ in ids.items()}
        books = self._database.rows(
            "SELECT assignment_id, id FROM submitted_notebook"
            f" WHERE notebook_id = :notebook AND assignment_id {self._database.among('ids')}",
            {"notebook": self._rows.notebook, "ids": list(learner_of)},
        )
        return {learner_of[assignment]: id_ for assignment, id_ in books}

    def _submitted_assignments(self, submissions: Sequence[MarkedSubmission]) -> dict[str, str]:
        rows = [
            {
                "id": _id("submitted", self._rows.assignment, marked.learner),
                "assignment_id": self._rows.assignment,
                "student_id": marked.learner,
                "timestamp": as_naive_utc(marked.handed_in),
            }
            for marked in submissions
        ]
        key = "assignment_id, student_id"
        self._database.upsert("submitted_assignment", rows, key=key)
        learners = [marked.learner for marked in submissions]
        return dict(
            self._database.rows(
                "SELECT student_id, id FROM submitted_assignment"
                f" WHERE assignment_id = :assignment AND student_id {self._database.among('who')}",
                {"who": learners, **self._of_assignment},
            )
        )

    def _grades(
        self,
        submissions: Sequence[MarkedSubmission],
        notebooks: Mapping[str, str],
        *,
        is_new: bool,
    ) -> None:
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
        # As nbgrader does: a mark that a person gave stays, and is to be looked at again.
        needs = "TRUE" if is_new else "grade.needs_manual_grade"
        self._database.upsert(
            "grade",
            rows,
            key="cell_id, notebook_id",
            instead="auto_score = excluded.auto_score, needs_manual_grade ="
            f" CASE WHEN grade.manual_score IS NOT NULL THEN {needs}"
            " ELSE excluded.needs_manual_grade END",
        )

    def _comments(
        self, submissions: Iterable[MarkedSubmission], notebooks: Mapping[str, str]
    ) -> None:
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
        self._database.upsert(
            "comment",
            rows,
            key="cell_id, notebook_id",
            instead="auto_comment = excluded.auto_comment",
        )


def _hand_marks(
    given: Mapping[str, tuple[float | None, float | None, bool]], comments: Mapping[str, str]
) -> HandMarks:
    """The hand marks of one submission, from points, extra credit and ``waiting`` by cell."""
    return HandMarks(
        points={cell: points for cell, (points, _, _) in given.items() if points is not None},
        extra={cell: extra for cell, (_, extra, _) in given.items() if extra is not None},
        comments=comments,
        waiting=frozenset(cell for cell, (_, _, needs) in given.items() if needs),
    )


def _id(*parts: str) -> str:
    """An id that is the same at every run, so that marking twice gives the same gradebook.

    It begins with the end of the learner's id, so that rows written together are near each other in
    the index, and writing to a large gradebook is as fast as to a small one.
    """
    together = parts[-1].encode().hex()[-16:].rjust(16, "0")
    return together + uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("maitrise", *parts))).hex[:16]
