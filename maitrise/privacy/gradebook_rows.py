"""Read a person's rows in the gradebook, and erase them without leaving deleted bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from maitrise.cohort.database import Database, write_anew
from maitrise.cohort.facts import TABLES, create_tables, erase_facts

_WORK = (
    " FROM submitted_assignment s JOIN assignment a ON s.assignment_id = a.id"
    " JOIN submitted_notebook n ON n.assignment_id = s.id"
)
_CELLS = f"{_WORK} JOIN {{table}} t ON t.notebook_id = n.id JOIN base_cell b ON t.cell_id = b.id"
# By what the rows are called in what a person is given: columns, where they come from, whose.
_ROWS = {
    "student": ("id first_name last_name email", " FROM student", "id"),
    "submissions": (
        "a.name:assignment s.timestamp:handed_in s.extension n.late_submission_penalty n.flagged",
        _WORK,
        "s.student_id",
    ),
    "grades": (
        "a.name:assignment b.name:question t.auto_score t.manual_score t.extra_credit"
        " t.needs_manual_grade",
        _CELLS.format(table="grade"),
        "s.student_id",
    ),
    "comments": (
        "a.name:assignment b.name:question t.auto_comment t.manual_comment",
        _CELLS.format(table="comment"),
        "s.student_id",
    ),
    "answers": (
        "k.case_id k.language q.question q.competency f.auto f.manual f.extra q.maximum f.verdict"
        " f.mistakes",
        " FROM maitrise_fact f JOIN maitrise_submission k ON k.id = f.submission_id"
        " JOIN maitrise_question q ON q.id = f.question_id",
        "k.learner",
    ),
    "record": ("bytes statements last_day", " FROM maitrise_record", "learner"),
    "lessons": ("lesson answered began finished", " FROM maitrise_lesson", "learner"),
    "tests": (
        "test competency asked answered points maximum first_day last_day",
        " FROM maitrise_test",
        "learner",
    ),
    "plays": ("scenario ending at", " FROM maitrise_play", "learner"),
}
_NBGRADERS = ("comment", "grade", "submitted_notebook", "submitted_assignment", "student")


def rows_of(database: Database, learner: str) -> dict[str, list[dict[str, Any]]]:
    """Every row about a learner, by kind, with names in place of ids."""
    if not database.has_table("student"):
        return {}
    create_tables(database)
    kinds = {}
    for name, (columns, source, whose) in _ROWS.items():
        parts = [column.partition(":") for column in columns.split()]
        names = [alias or column.rpartition(".")[2] for column, _, alias in parts]
        rows = database.rows(
            f"SELECT {', '.join(column for column, _, _ in parts)}{source}"
            f" WHERE {whose} = :learner ORDER BY 1, 2",
            {"learner": learner},
        )
        kinds[name] = [dict(zip(names, row, strict=True)) for row in rows]
    return kinds


def students_of(database: Database) -> set[str]:
    """The ids of all students in the gradebook."""
    if not database.has_table("student"):
        return set()
    return {learner for (learner,) in database.rows("SELECT id FROM student")}


def erase_rows(database: Database, learners: Sequence[str]) -> None:
    """Delete every row about these learners in one transaction, then their deleted bytes.

    The SQLite file, or the tables of PostgreSQL, are rewritten; backups and logs of a server stay
    as long as its administrator keeps them.
    """
    if not database.has_table("student"):
        return
    create_tables(database)
    if not database.is_server:
        database.execute("PRAGMA secure_delete = ON")
    with database.transaction():
        erase_facts(database, learners)
        _erase(database, learners)
    if database.is_server:
        write_anew(database, (*_NBGRADERS, *TABLES))
    else:
        database.execute("PRAGMA journal_mode = DELETE")  # folds a -wal file back in
        database.execute("VACUUM")


def texts_of(database: Database) -> Iterator[str]:
    """Every text in a cohort's database, in our tables and nbgrader's.

    Raises:
        DatabaseError: it cannot be read.
    """
    if database.is_server:
        tables = [*_NBGRADERS, *TABLES]
    else:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        tables = [name for (name,) in database.rows(named)]
    for table in filter(database.has_table, tables):
        quoted = table.replace('"', '""')
        for columns in database.columns(f'SELECT * FROM "{quoted}"'):
            for row in zip(*columns, strict=True):
                yield " ".join(value for value in row if isinstance(value, str))


def _erase(database: Database, learners: Sequence[str]) -> None:
    theirs = f"student_id {database.among('learners')}"
    assignments = f"SELECT id FROM submitted_assignment WHERE {theirs}"
    notebooks = f"SELECT id FROM submitted_notebook WHERE assignment_id IN ({assignments})"
    for statement in (
        f"DELETE FROM comment WHERE notebook_id IN ({notebooks})",
        f"DELETE FROM grade WHERE notebook_id IN ({notebooks})",
        f"DELETE FROM submitted_notebook WHERE assignment_id IN ({assignments})",
        f"DELETE FROM submitted_assignment WHERE {theirs}",
        f"DELETE FROM student WHERE id {database.among('learners')}",
    ):
        database.execute(statement, {"learners": list(learners)})
