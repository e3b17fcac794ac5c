"""The facts: one row per answer, in the gradebook's database beside nbgrader's own tables.

Marking writes them in the transaction that writes the grades; reports read only them. A fact says
who answered which question of which case in which language, for which competency, the points and
what was wrong. Submissions and questions have tables of their own, so that each of a million facts
is a few numbers.

Names of tables begin with ``maitrise_``, so that no table of a later nbgrader has the same name.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from maitrise.base.text import Language
from maitrise.cases.files import assignment
from maitrise.cohort.database import Database
from maitrise.cohort.table_moments import as_moment, as_naive_utc

TABLES = {
    "maitrise_submission": """id {number} PRIMARY KEY,
        notebook_id VARCHAR(32) NOT NULL UNIQUE, learner VARCHAR(128) NOT NULL,
        case_id VARCHAR(64) NOT NULL, language VARCHAR(2) NOT NULL, handed_in TIMESTAMP,
        penalty DOUBLE PRECISION, digest VARCHAR(128) NOT NULL, kept TEXT NOT NULL""",
    "maitrise_question": """id {number} PRIMARY KEY,
        case_id VARCHAR(64) NOT NULL, cell VARCHAR(128) NOT NULL, question VARCHAR(128) NOT NULL,
        competency VARCHAR(16) NOT NULL, maximum DOUBLE PRECISION NOT NULL,
        UNIQUE (case_id, cell, question, competency, maximum)""",
    "maitrise_fact": """submission_id INTEGER NOT NULL REFERENCES maitrise_submission (id),
        question_id INTEGER NOT NULL REFERENCES maitrise_question (id), auto DOUBLE PRECISION,
        manual DOUBLE PRECISION, extra DOUBLE PRECISION, waiting BOOLEAN NOT NULL,
        verdict VARCHAR(16) NOT NULL, mistakes TEXT, PRIMARY KEY (submission_id, question_id)""",
    "maitrise_record": """learner VARCHAR(128) PRIMARY KEY, bytes INTEGER NOT NULL,
        version VARCHAR(32) NOT NULL, statements INTEGER NOT NULL, last_day VARCHAR(10) NOT NULL""",
    "maitrise_lesson": """learner VARCHAR(128), lesson VARCHAR(64), answered INTEGER NOT NULL,
        began VARCHAR(32) NOT NULL, finished VARCHAR(32) NOT NULL,
        PRIMARY KEY (learner, lesson)""",
    "maitrise_test": """learner VARCHAR(128), test VARCHAR(16), competency VARCHAR(16),
        asked INTEGER NOT NULL, answered INTEGER NOT NULL, points DOUBLE PRECISION NOT NULL,
        maximum DOUBLE PRECISION NOT NULL, share DOUBLE PRECISION NOT NULL,
        first_day VARCHAR(10) NOT NULL, last_day VARCHAR(10) NOT NULL,
        PRIMARY KEY (learner, test, competency)""",
    "maitrise_play": """learner VARCHAR(128), number INTEGER, scenario VARCHAR(64) NOT NULL,
        ending VARCHAR(64) NOT NULL, at VARCHAR(32) NOT NULL, PRIMARY KEY (learner, number)""",
}
"""The columns of each table."""
RECORD_TABLES = ("maitrise_record", "maitrise_lesson", "maitrise_test", "maitrise_play")
"""The tables filled from learning records."""
POINTS = "coalesce(f.manual, f.auto, 0.0) + coalesce(f.extra, 0.0)"
"""The points of a fact ``f`` before the late penalty; a hand mark replaces the automatic one."""


class WrongPart(NamedTuple):
    """A part of an answer that is wrong or partly so.

    Attributes:
        item: id of the option, row or item; "" for the whole answer.
        verdict: "wrong" or "partly".
        misconception: its code, "" for none.
    """

    item: str
    verdict: str
    misconception: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFact:
    """The marks of one graded cell of a submission.

    Attributes:
        question: the question's id; in an exam, of the item that this learner was given.
        verdict: of the automatic mark.
        auto: automatic points; None where only a person can mark.
        manual: points that a person gave instead; None if nobody did.
        extra: extra credit that a person gave; None if nobody did.
        is_waiting: whether a person has to look at it.
    """

    cell: str
    question: str
    competency: str
    maximum: float
    verdict: str
    mistakes: tuple[WrongPart, ...] = ()
    auto: float | None = None
    manual: float | None = None
    extra: float | None = None
    is_waiting: bool = False

    @property
    def points(self) -> float:
        """The points before the late penalty; a hand mark replaces the automatic one."""
        given = self.auto if self.manual is None else self.manual
        return (given or 0.0) + (self.extra or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionFacts:
    """A marked submission.

    Attributes:
        notebook: nbgrader's id of the submitted notebook, which its grades refer to.
        handed_in: in UTC; None if nbgrader's own row has no time.
        penalty: points lost for being late; None when it was in time.
        digest: hash of the files handed in and of the keys; marking skips it while unchanged.
        kept: the learner's own files, relative to the cohort's folder.
        answers: by graded cell.
    """

    notebook: str
    learner: str
    case: str
    language: Language
    handed_in: datetime | None
    penalty: float | None
    digest: str = ""
    kept: tuple[str, ...] = ()
    answers: tuple[AnswerFact, ...] = ()

    @property
    def assignment(self) -> str:
        """The name of the assignment."""
        return assignment(self.case, self.language)


def create_tables(database: Database) -> None:
    """Create the tables in a gradebook that lacks them: a new one, or one of an old version."""
    if database.has_table("maitrise_fact"):
        return
    number = "SERIAL" if database.is_server else "INTEGER"
    with database.transaction():
        for table, columns in TABLES.items():
            # Facts are then stored in the order of their key, in which they are read.
            in_order = table == "maitrise_fact" and not database.is_server
            database.execute(
                f"CREATE TABLE IF NOT EXISTS {table} ({columns.format(number=number)})"
                f"{' WITHOUT ROWID' if in_order else ''}"
            )


def write_facts(database: Database, submissions: Sequence[SubmissionFacts]) -> None:
    """Write submissions with their answers, replacing earlier facts of the same submissions."""
    if not submissions:
        return
    ids = _write_submissions(database, submissions)
    questions = _question_ids(database, submissions)
    database.execute(
        f"DELETE FROM maitrise_fact WHERE submission_id {database.among('ids')}",
        {"ids": list(ids.values())},
    )
    facts = [
        (
            ids[submission.notebook],
            questions[_question_key(submission.case, answer)],
            answer.auto,
            answer.manual,
            answer.extra,
            answer.is_waiting,
            answer.verdict,
            json.dumps(answer.mistakes) if answer.mistakes else None,
        )
        for submission in submissions
        for answer in submission.answers
    ]
    database.insert("maitrise_fact", facts)


def _write_submissions(
    database: Database, submissions: Sequence[SubmissionFacts]
) -> Mapping[str, int]:
    """Write the rows of submissions; returns the id of each row by notebook."""
    rows = [
        {
            "notebook_id": submission.notebook,
            "learner": submission.learner,
            "case_id": submission.case,
            "language": submission.language,
            "handed_in": as_naive_utc(submission.handed_in) if submission.handed_in else None,
            "penalty": submission.penalty,
            "digest": submission.digest,
            "kept": "\n".join(submission.kept),
        }
        for submission in submissions
    ]
    database.upsert("maitrise_submission", rows, key="notebook_id")
    known = database.rows(
        "SELECT notebook_id, id FROM maitrise_submission"
        f" WHERE notebook_id {database.among('notebooks')}",
        {"notebooks": [submission.notebook for submission in submissions]},
    )
    return dict(known)


def marked_submissions(
    database: Database, *, case: str = "", language: Language | None = None
) -> list[SubmissionFacts]:
    """The submissions that have facts, without their answers.

    Args:
        case: only those of this case in ``language``; by default all.
    """
    statement = (
        "SELECT notebook_id, learner, case_id, language, handed_in, penalty, digest, kept"
        " FROM maitrise_submission"
    )
    values = {"case": case, "language": language} if case else {}
    where = " WHERE case_id = :case AND language = :language" if case else ""
    return [
        SubmissionFacts(
            notebook=notebook,
            learner=learner,
            case=case_id,
            language=spoken,
            handed_in=as_moment(handed_in),
            penalty=penalty,
            digest=digest,
            kept=tuple(kept.split("\n")) if kept else (),
        )
        for notebook, learner, case_id, spoken, handed_in, penalty, digest, kept in (
            database.rows(statement + where, values)
        )
    ]


def marked_assignments(database: Database, learners: Collection[str]) -> list[tuple[str, Language]]:
    """Case and language of every assignment that has a marked submission of these learners."""
    return [
        (case, language)
        for case, language in database.rows(
            "SELECT DISTINCT case_id, language FROM maitrise_submission"
            f" WHERE learner {database.among('learners')}",
            {"learners": list(learners)},
        )
    ]


def erase_facts(database: Database, learners: Sequence[str]) -> None:
    """Delete every fact about these learners, those of their learning records included."""
    theirs, values = f"learner {database.among('learners')}", {"learners": list(learners)}
    database.execute(
        "DELETE FROM maitrise_fact WHERE submission_id IN"
        f" (SELECT id FROM maitrise_submission WHERE {theirs})",
        values,
    )
    for table in ("maitrise_submission", *RECORD_TABLES):
        database.execute(f"DELETE FROM {table} WHERE {theirs}", values)


_QuestionKey = tuple[str, str, str, str, float]


def _question_key(case: str, answer: AnswerFact) -> _QuestionKey:
    return case, answer.cell, answer.question, answer.competency, answer.maximum


def _question_ids(
    database: Database, submissions: Sequence[SubmissionFacts]
) -> Mapping[_QuestionKey, int]:
    """The id of each question that the submissions answer; new questions are inserted."""
    names = ("case_id", "cell", "question", "competency", "maximum")
    values: dict[str, Any] = {"cases": sorted({submission.case for submission in submissions})}

    def known() -> dict[_QuestionKey, int]:
        rows = database.rows(
            f"SELECT id, {', '.join(names)} FROM maitrise_question"
            f" WHERE case_id {database.among('cases')}",
            values,
        )
        return {(*row[1:],): row[0] for row in rows}

    ids = known()
    asked = dict.fromkeys(
        _question_key(submission.case, answer)
        for submission in submissions
        for answer in submission.answers
    )
    new = [dict(zip(names, row, strict=True)) for row in asked if row not in ids]
    if not new:
        return ids
    database.execute_all(
        f"INSERT INTO maitrise_question ({', '.join(names)}) VALUES"
        " (:case_id, :cell, :question, :competency, :maximum)",
        new,
    )
    return known()
