"""nbgrader's tables, as far as marks are read and written in bulk.

nbgrader makes and keeps them; they are repeated here because importing nbgrader takes longer than
marking a class. A test holds them to nbgrader's own.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Enum,
    Float,
    Interval,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

STUDENT = Table(
    "student",
    METADATA,
    Column("id", String(128), primary_key=True),
    Column("first_name", String(128)),
    Column("last_name", String(128)),
    Column("email", String(128)),
)
ASSIGNMENT = Table(
    "assignment",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", String(128)),
    Column("duedate", DateTime()),
)
NOTEBOOK = Table(
    "notebook",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", String(128)),
    Column("assignment_id", String(32)),
)
BASE_CELL = Table(
    "base_cell",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", String(128)),
    Column("notebook_id", String(32)),
    Column("type", String(50)),
)
GRADE_CELL = Table(
    "grade_cells",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("max_score", Float()),
    Column("cell_type", Enum("code", "markdown", name="grade_cell_type")),
)
SOURCE_CELL = Table(
    "source_cell",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", String(128)),
    Column("locked", Boolean()),
    Column("source", Text()),
    Column("checksum", String(128)),
    Column("notebook_id", String(32)),
)
SUBMITTED_ASSIGNMENT = Table(
    "submitted_assignment",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("assignment_id", String(32)),
    Column("student_id", String(128)),
    Column("timestamp", DateTime()),
    Column("extension", Interval()),
)
SUBMITTED_NOTEBOOK = Table(
    "submitted_notebook",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("assignment_id", String(32)),
    Column("notebook_id", String(32)),
    Column("flagged", Boolean()),
    Column("late_submission_penalty", Float(0)),
)
GRADE = Table(
    "grade",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("cell_id", String(32)),
    Column("notebook_id", String(32)),
    Column("auto_score", Float()),
    Column("manual_score", Float()),
    Column("extra_credit", Float()),
    Column("needs_manual_grade", Boolean()),
)
COMMENT = Table(
    "comment",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("cell_id", String(32)),
    Column("notebook_id", String(32)),
    Column("auto_comment", Text()),
    Column("manual_comment", Text()),
)
