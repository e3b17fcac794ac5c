"""The tables of a gradebook: nbgrader's, as far as marks are read and written in bulk, and ours.

nbgrader makes and keeps its own; they are repeated here because importing nbgrader takes longer
than marking a class, and a test compares the two. Ours hold the facts (``facts.py``) and what
learning records show; their names begin with ``maitrise_``, so that they meet no table of a later
nbgrader.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Enum,
    Float,
    ForeignKey,
    Integer,
    Interval,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
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

FACTS = MetaData()

SUBMISSION = Table(
    "maitrise_submission",
    FACTS,
    Column("id", Integer, primary_key=True),
    Column("notebook_id", String(32), nullable=False, unique=True),
    Column("learner", String(128), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("language", String(2), nullable=False),
    Column("handed_in", DateTime()),
    Column("penalty", Float()),
    Column("digest", String(128), nullable=False),
    Column("kept", Text(), nullable=False),
)
QUESTION = Table(
    "maitrise_question",
    FACTS,
    Column("id", Integer, primary_key=True),
    Column("case_id", String(64), nullable=False),
    Column("cell", String(128), nullable=False),
    Column("question", String(128), nullable=False),
    Column("competency", String(16), nullable=False),
    Column("maximum", Float(), nullable=False),
    UniqueConstraint("case_id", "cell", "question", "competency", "maximum"),
)
FACT = Table(
    "maitrise_fact",
    FACTS,
    Column("submission_id", ForeignKey(SUBMISSION.c.id), primary_key=True),
    Column("question_id", ForeignKey(QUESTION.c.id), primary_key=True),
    Column("auto", Float()),
    Column("manual", Float()),
    Column("extra", Float()),
    Column("waiting", Boolean(), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("mistakes", Text()),
    sqlite_with_rowid=False,  # rows lie in the order of their key, in which they are read
)
RECORD = Table(
    "maitrise_record",
    FACTS,
    Column("learner", String(128), primary_key=True),
    Column("bytes", Integer, nullable=False),
    Column("version", String(32), nullable=False),
    Column("statements", Integer, nullable=False),
    Column("last_day", String(10), nullable=False),
)
LESSON = Table(
    "maitrise_lesson",
    FACTS,
    Column("learner", String(128), primary_key=True),
    Column("lesson", String(64), primary_key=True),
    Column("answered", Integer, nullable=False),
    Column("began", String(32), nullable=False),
    Column("finished", String(32), nullable=False),
)
TEST = Table(
    "maitrise_test",
    FACTS,
    Column("learner", String(128), primary_key=True),
    Column("test", String(16), primary_key=True),
    Column("competency", String(16), primary_key=True),
    Column("asked", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("points", Float(), nullable=False),
    Column("maximum", Float(), nullable=False),
    Column("share", Float(), nullable=False),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
)
PLAY = Table(
    "maitrise_play",
    FACTS,
    Column("learner", String(128), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("scenario", String(64), nullable=False),
    Column("ending", String(64), nullable=False),
    Column("at", String(64), nullable=False),
)
