"""A person's rows in nbgrader's gradebook: read, and erased with nothing left in its pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_AT_ONCE = 500  # ids in one statement; SQLite takes 999 at most in old versions


def rows_of(connection: Connection, learner: str) -> dict[str, list[dict[str, Any]]]:
    """Every row about a learner, by table, with the names of what the rows stand for."""
    from sqlalchemy import inspect, select

    from maitrise.cohort import tables as t

    if not inspect(connection).has_table("student"):
        return {}
    submitted, book = t.SUBMITTED_ASSIGNMENT, t.SUBMITTED_NOTEBOOK
    person = select(t.STUDENT).where(t.STUDENT.c.id == learner)
    work = (
        select(
            t.ASSIGNMENT.c.name.label("assignment"),
            submitted.c.timestamp.label("handed_in"),
            submitted.c.extension,
            book.c.late_submission_penalty,
            book.c.flagged,
        )
        .join(t.ASSIGNMENT, submitted.c.assignment_id == t.ASSIGNMENT.c.id)
        .join(book, book.c.assignment_id == submitted.c.id)
        .where(submitted.c.student_id == learner)
    )
    found = {"student": person, "submissions": work}
    for name, table, columns in (
        ("grades", t.GRADE, ("auto_score", "manual_score", "extra_credit",
                             "needs_manual_grade")),
        ("comments", t.COMMENT, ("auto_comment", "manual_comment")),
    ):  # fmt: skip
        found[name] = (
            select(
                t.ASSIGNMENT.c.name.label("assignment"),
                t.BASE_CELL.c.name.label("question"),
                *(table.c[each] for each in columns),
            )
            .select_from(table)
            .join(book, table.c.notebook_id == book.c.id)
            .join(submitted, book.c.assignment_id == submitted.c.id)
            .join(t.ASSIGNMENT, submitted.c.assignment_id == t.ASSIGNMENT.c.id)
            .join(t.BASE_CELL, table.c.cell_id == t.BASE_CELL.c.id)
            .where(submitted.c.student_id == learner)
            .order_by(t.ASSIGNMENT.c.name, t.BASE_CELL.c.name)
        )
    found |= _facts_of(connection, learner)
    return {
        name: [dict(row) for row in connection.execute(statement).mappings()]
        for name, statement in found.items()
    }


def _facts_of(connection: Connection, learner: str) -> dict[str, Any]:
    """Statements for what marking found and what the learning record shows."""
    from sqlalchemy import inspect, select

    from maitrise.cohort import tables as t

    if not inspect(connection).has_table(t.FACT.name):
        return {}
    submission, asked, fact = t.SUBMISSION.c, t.QUESTION.c, t.FACT.c
    answers = (
        select(
            submission.case_id, submission.language, asked.question, asked.competency,
            fact.auto, fact.manual, fact.extra, asked.maximum, fact.verdict, fact.mistakes,
        )
        .select_from(t.FACT)
        .join(t.SUBMISSION, submission.id == fact.submission_id)
        .join(t.QUESTION, asked.id == fact.question_id)
        .where(submission.learner == learner)
        .order_by(submission.case_id, submission.language, asked.id)
    )  # fmt: skip
    shown = {"record": t.RECORD, "lessons": t.LESSON, "tests": t.TEST, "plays": t.PLAY}
    return {
        "answers": answers,
        **{name: select(table).where(table.c.learner == learner) for name, table in shown.items()},
    }


def erase_rows(engine: Engine, learners: Iterable[str]) -> None:
    """Erase every row about these learners, in one transaction, then what the rows left behind.

    SQLite writes zeros over them and is written anew; PostgreSQL frees their space at once, while
    the server's own backups and logs live as long as its administrator keeps them.
    """
    from sqlalchemy import inspect

    from maitrise.cohort.tables import FACTS, METADATA

    if not inspect(engine).has_table("student"):
        return
    is_sqlite = engine.dialect.name == "sqlite"
    left = iter(learners)
    with engine.connect() as connection:
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        while some := list(islice(left, _AT_ONCE)):
            _erase(connection, some)
        connection.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")  # folds a -wal file back in
            connection.exec_driver_sql("VACUUM")
            return
        for table in (*FACTS.tables, *METADATA.tables):
            if inspect(connection).has_table(table):
                connection.exec_driver_sql(f"VACUUM {table}")


def _erase(connection: Connection, learners: Sequence[str]) -> None:
    from sqlalchemy import delete, select

    from maitrise.cohort.facts import create_tables, erase_facts
    from maitrise.cohort.tables import (
        COMMENT,
        GRADE,
        STUDENT,
        SUBMITTED_ASSIGNMENT,
        SUBMITTED_NOTEBOOK,
    )

    create_tables(connection)
    erase_facts(connection, learners)
    submitted = SUBMITTED_ASSIGNMENT.c.student_id.in_(learners)
    assignments = select(SUBMITTED_ASSIGNMENT.c.id).where(submitted)
    of_them = SUBMITTED_NOTEBOOK.c.assignment_id.in_(assignments)
    notebooks = select(SUBMITTED_NOTEBOOK.c.id).where(of_them)
    connection.execute(delete(COMMENT).where(COMMENT.c.notebook_id.in_(notebooks)))
    connection.execute(delete(GRADE).where(GRADE.c.notebook_id.in_(notebooks)))
    connection.execute(delete(SUBMITTED_NOTEBOOK).where(of_them))
    connection.execute(delete(SUBMITTED_ASSIGNMENT).where(submitted))
    connection.execute(delete(STUDENT).where(STUDENT.c.id.in_(learners)))
