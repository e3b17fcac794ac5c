"""The facts brought up to date with what they are made from.

People mark by hand in formgrader, nbgrader marks by its own commands, a cohort may come from a
version that had no facts, and records are files: none of them tells us. So whoever reads facts
has them brought up to date first. What agrees already is only compared, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Any

from maitrise.base.errors import MaitriseError
from maitrise.cases import Case, case_file, case_ids, parse_assignment, read_case
from maitrise.cases.files import SHEET
from maitrise.cohort import Cohort
from maitrise.cohort.database import columns, connect
from maitrise.cohort.facts import (
    AnswerFact,
    SubmissionFacts,
    create_tables,
    in_parts,
    write_facts,
)
from maitrise.cohort.old_marks import read_old_marks
from maitrise.learner.sheet import parse_sheet
from maitrise.marking.records import bring_records_up_to_date
from maitrise.marking.scored import answer_fact, score_sheet

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_AT_ONCE = 200  # submissions made anew in one transaction


@contextmanager
def current_facts(cohort: Cohort) -> Iterator[Connection]:
    """A connection to the cohort's gradebook, whose facts are up to date.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the gradebook cannot be read or written.
    """
    engine = connect(cohort.database)
    try:
        bring_up_to_date(cohort, engine)
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def bring_up_to_date(cohort: Cohort, engine: Engine) -> None:
    """Have the facts of a cohort say what its gradebook, its records and its files say now.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the gradebook cannot be read or written.
    """
    know_submissions(cohort, engine)
    take_over(cohort, engine)


def know_submissions(cohort: Cohort, engine: Engine) -> None:
    """Have facts of every submission that the gradebook holds, and of no other.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the gradebook cannot be read or written.
    """
    with engine.begin() as connection:
        create_tables(connection)
    unknown = _look_through_gradebook(cohort, engine)
    for part in in_parts(unknown, _AT_ONCE):
        with engine.begin() as connection:
            grades = _grades(connection, [submission.notebook for submission in part])
            write_facts(
                connection,
                [_made_anew(cohort, one, grades.get(one.notebook, {})) for one in part],
            )


def take_over(cohort: Cohort, engine: Engine, *, again: bool = False) -> None:
    """Have the facts say what people have said of submissions, and what records show.

    Args:
        again: read records anew, whether they have changed or not.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the gradebook cannot be read or written.
    """
    with engine.begin() as connection:
        _take_over_hand_marks(connection)
        bring_records_up_to_date(cohort, connection, again=again)


def _look_through_gradebook(cohort: Cohort, engine: Engine) -> list[SubmissionFacts]:
    """Forget what is gone, take over late penalties, and list what the facts do not know."""
    from sqlalchemy import bindparam, delete, func, or_, select, update

    from maitrise.cohort import tables as t

    book, submitted, known = t.SUBMITTED_NOTEBOOK, t.SUBMITTED_ASSIGNMENT, t.SUBMISSION
    differs = (
        select(
            book.c.id, submitted.c.student_id, t.ASSIGNMENT.c.name, submitted.c.timestamp,
            book.c.late_submission_penalty, known.c.id, known.c.handed_in,
        )
        .join(submitted, book.c.assignment_id == submitted.c.id)
        .join(t.ASSIGNMENT, submitted.c.assignment_id == t.ASSIGNMENT.c.id)
        .outerjoin(known, known.c.notebook_id == book.c.id)
        .where(
            or_(
                known.c.id.is_(None),
                known.c.handed_in.is_distinct_from(submitted.c.timestamp),
                func.coalesce(known.c.penalty, 0.0)
                != func.coalesce(book.c.late_submission_penalty, 0.0),
            )
        )
    )  # fmt: skip
    gone = (
        select(known.c.id)
        .outerjoin(book, book.c.id == known.c.notebook_id)
        .where(book.c.id.is_(None))
    )
    penalties, unknown = [], []
    cases = set(case_ids())
    with engine.begin() as connection:
        for part in in_parts(connection.execute(gone).scalars().all()):
            connection.execute(delete(t.FACT).where(t.FACT.c.submission_id.in_(part)))
            connection.execute(delete(known).where(known.c.id.in_(part)))
        for notebook, learner, name, at, penalty, id_, before in connection.execute(differs):
            parsed = parse_assignment(name)
            if id_ is not None and before == at:
                penalties.append({"id_": id_, "lost": penalty})
            elif parsed and parsed[0] in cases and learner in cohort.people:
                moment = at.replace(tzinfo=UTC) if at else None
                unknown.append(
                    SubmissionFacts(
                        notebook=notebook, learner=learner, case=parsed[0], language=parsed[1],
                        handed_in=moment, penalty=penalty,
                    )
                )  # fmt: skip
        if penalties:
            statement = update(known).where(known.c.id == bindparam("id_"))
            connection.execute(statement.values(penalty=bindparam("lost")), penalties)
    return unknown


@dataclass(frozen=True, slots=True)
class _Grade:
    """What nbgrader holds of a graded cell of a submission."""

    auto: float | None
    manual: float | None
    extra: float | None
    maximum: float
    is_waiting: bool


def _grades(connection: Connection, notebooks: Sequence[str]) -> Mapping[str, Mapping[str, _Grade]]:
    """The grades of some submitted notebooks, by notebook and cell."""
    from sqlalchemy import select

    from maitrise.cohort import tables as t

    book, grade, base, cell = t.SUBMITTED_NOTEBOOK, t.GRADE, t.BASE_CELL, t.GRADE_CELL
    grades: dict[str, dict[str, _Grade]] = {}
    # By the cells of the assignment first: nbgrader's index of grades begins with the cell.
    statement = (
        select(
            grade.c.notebook_id, base.c.name, grade.c.auto_score, grade.c.manual_score,
            grade.c.extra_credit, cell.c.max_score, grade.c.needs_manual_grade,
        )
        .select_from(book)
        .join(base, base.c.notebook_id == book.c.notebook_id)
        .join(cell, cell.c.id == base.c.id)
        .join(grade, (grade.c.cell_id == base.c.id) & (grade.c.notebook_id == book.c.id))
        .where(book.c.id.in_(notebooks))
    )  # fmt: skip
    for notebook, name, auto, manual, extra, maximum, waiting in connection.execute(statement):
        of_book = grades.setdefault(notebook, {})
        of_book[name] = _Grade(auto, manual, extra, maximum, bool(waiting))
    return grades


def _made_anew(
    cohort: Cohort, submission: SubmissionFacts, grades: Mapping[str, _Grade]
) -> SubmissionFacts:
    """A submission with its answers: from the marks of an old version, else from its sheet."""
    old = read_old_marks(cohort.folder, submission.learner, submission.assignment)
    if old is not None and old.handed_in == submission.handed_in:
        answers = old.answers
        submission = replace(submission, digest=old.digest, kept=old.kept)
    else:
        answers = tuple(_scored_anew(cohort, submission))
    by_cell = {answer.cell: answer for answer in answers}
    return replace(
        submission,
        answers=tuple(
            replace(
                by_cell.get(cell) or _bare(submission.case, cell),
                maximum=grade.maximum,
                auto=grade.auto,
                manual=grade.manual,
                extra=grade.extra,
                is_waiting=grade.is_waiting,
            )
            for cell, grade in grades.items()
        ),
    )


def _scored_anew(cohort: Cohort, submission: SubmissionFacts) -> Iterator[AnswerFact]:
    """What the sheet in ``submitted/`` comes to today; nothing where there is none to be read."""
    below = cohort.folder / "submitted" / submission.learner / submission.assignment
    try:
        sheet = parse_sheet((below / SHEET).read_bytes(), submission.language)
        scored = score_sheet(_case(submission.case), sheet, submission.learner)
    except (OSError, MaitriseError):
        return
    for cell, answer in scored.items():
        yield answer_fact(cell, answer)


def _bare(case: str, cell: str) -> AnswerFact:
    """What can be said of a cell of which only the points are known."""
    question = _case(case).questions.get(cell)
    competency = question.competency if question else ""
    return AnswerFact(cell=cell, question=cell, competency=competency, maximum=0.0, verdict="")


def _case(case: str) -> Case:
    return read_case(case_file(case))


_HandRow = tuple[int, str, float | None, float | None, bool]


def _rows(connection: Connection, statement: Any) -> set[_HandRow]:
    """Submission, cell, points, extra credit and whether it waits; True and 1 are the same."""
    return {row for part in columns(connection, statement) for row in zip(*part, strict=True)}


def _take_over_hand_marks(connection: Connection) -> None:
    """Points, extra credit and what waits, as people have left them in the gradebook."""
    from sqlalchemy import bindparam, or_, select, update

    from maitrise.cohort import tables as t

    grade, fact = t.GRADE.c, t.FACT.c
    in_gradebook = (
        select(t.SUBMISSION.c.id, t.BASE_CELL.c.name, grade.manual_score, grade.extra_credit,
               grade.needs_manual_grade)
        .select_from(t.GRADE)
        .join(t.SUBMISSION, t.SUBMISSION.c.notebook_id == grade.notebook_id)
        .join(t.BASE_CELL, t.BASE_CELL.c.id == grade.cell_id)
        .where(or_(grade.manual_score.is_not(None), grade.extra_credit.is_not(None),
                   grade.needs_manual_grade))
    )  # fmt: skip
    in_facts = (
        select(fact.submission_id, t.QUESTION.c.cell, fact.manual, fact.extra, fact.waiting)
        .select_from(t.FACT)
        .join(t.QUESTION, t.QUESTION.c.id == fact.question_id)
        .where(or_(fact.manual.is_not(None), fact.extra.is_not(None), fact.waiting))
    )
    said, known = _rows(connection, in_gradebook), _rows(connection, in_facts)
    new: dict[tuple[int, str], tuple[Any, ...]] = {
        row[:2]: (None, None, False) for row in known - said
    }
    new |= {row[:2]: row[2:] for row in said - known}
    if not new:
        return
    cell = select(t.QUESTION.c.id).where(t.QUESTION.c.cell == bindparam("cell"))
    statement = (
        update(t.FACT)
        .where(fact.submission_id == bindparam("submission"), fact.question_id.in_(cell))
        .values(manual=bindparam("points"), extra=bindparam("more"), waiting=bindparam("needs"))
    )
    rows = [
        {"submission": submission, "cell": cell, "points": points, "more": extra, "needs": needs}
        for (submission, cell), (points, extra, needs) in new.items()
    ]
    connection.execute(statement, rows)
