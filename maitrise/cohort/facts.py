"""The facts: one row an answer, in the gradebook's database beside nbgrader's own rows.

Marking writes them in the transaction that writes the grades, and reports read them alone. A fact
says who answered which question of which case in which language, for which competency, what it
brought and what was wrong in it. Who and what stand once, in tables of submissions and questions:
a million facts are a few numbers each.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from maitrise.base.text import Language
from maitrise.cases.files import assignment

if TYPE_CHECKING:
    from sqlalchemy import Connection

_IDS_AT_ONCE = 400  # in one statement; old versions of SQLite take 999 at most


class Mistake(NamedTuple):
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
    """What one graded cell of a submission came to.

    Attributes:
        question: the question's id; in an exam, of the item that this learner was given.
        verdict: of the automatic mark.
        auto: automatic points; None where only a person can mark.
        manual: points that a person gave in their place; None without.
        extra: extra credit that a person gave; None without.
        is_waiting: whether a person has to look at it.
    """

    cell: str
    question: str
    competency: str
    maximum: float
    verdict: str
    mistakes: tuple[Mistake, ...] = ()
    auto: float | None = None
    manual: float | None = None
    extra: float | None = None
    is_waiting: bool = False

    @property
    def points(self) -> float:
        """What counts, before the late penalty: the hand mark before the automatic one."""
        given = self.auto if self.manual is None else self.manual
        return (given or 0.0) + (self.extra or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionFacts:
    """A marked submission.

    Attributes:
        notebook: nbgrader's id of the submitted notebook, which its grades hang on.
        handed_in: in UTC; None where nbgrader's own row does not say.
        penalty: points lost for being late; None when it was in time.
        digest: of the files handed in and of the keys; while it stands, nothing is to be done.
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


def create_tables(connection: Connection) -> None:
    """Have the tables in a gradebook that has none: a new one, or one of an old version."""
    from sqlalchemy import inspect

    from maitrise.cohort.tables import FACT, FACTS

    if not inspect(connection).has_table(FACT.name):
        FACTS.create_all(connection)


def write_facts(connection: Connection, submissions: Sequence[SubmissionFacts]) -> None:
    """Write submissions with their answers, in place of what was known of them before."""
    from sqlalchemy import delete, insert

    from maitrise.cohort.database import upsert
    from maitrise.cohort.tables import FACT, SUBMISSION

    if not submissions:
        return
    rows = [
        {
            "notebook_id": submission.notebook,
            "learner": submission.learner,
            "case_id": submission.case,
            "language": submission.language,
            "handed_in": naive(submission.handed_in) if submission.handed_in else None,
            "penalty": submission.penalty,
            "digest": submission.digest,
            "kept": "\n".join(submission.kept),
        }
        for submission in submissions
    ]
    upsert(connection, SUBMISSION, rows, key=("notebook_id",))
    ids = _submission_ids(connection, [submission.notebook for submission in submissions])
    questions = _question_ids(connection, submissions)
    connection.execute(delete(FACT).where(FACT.c.submission_id.in_(list(ids.values()))))
    facts = [
        {
            "submission_id": ids[submission.notebook],
            "question_id": questions[_question_key(submission.case, answer)],
            "auto": answer.auto,
            "manual": answer.manual,
            "extra": answer.extra,
            "waiting": answer.is_waiting,
            "verdict": answer.verdict,
            "mistakes": json.dumps(answer.mistakes) if answer.mistakes else None,
        }
        for submission in submissions
        for answer in submission.answers
    ]
    if facts:
        connection.execute(insert(FACT), facts)


def marked_submissions(
    connection: Connection, *, case: str = "", language: Language | None = None
) -> list[SubmissionFacts]:
    """What is known of submissions, without their answers.

    Args:
        case: of this case alone, in ``language``; by default all.
    """
    from sqlalchemy import select

    from maitrise.cohort.tables import SUBMISSION

    columns = SUBMISSION.c
    statement = select(
        columns.notebook_id, columns.learner, columns.case_id, columns.language,
        columns.handed_in, columns.penalty, columns.digest, columns.kept,
    )  # fmt: skip
    if case:
        statement = statement.where(columns.case_id == case, columns.language == language)
    return [
        SubmissionFacts(
            notebook=notebook,
            learner=learner,
            case=case_id,
            language=spoken,
            handed_in=handed_in.replace(tzinfo=UTC) if handed_in else None,
            penalty=penalty,
            digest=digest,
            kept=tuple(kept.split("\n")) if kept else (),
        )
        for notebook, learner, case_id, spoken, handed_in, penalty, digest, kept in (
            connection.execute(statement)
        )
    ]


def marked_assignments(
    connection: Connection, learners: Collection[str]
) -> list[tuple[str, Language]]:
    """Case and language of every assignment that any of these learners was marked in."""
    from sqlalchemy import select

    from maitrise.cohort.tables import SUBMISSION

    columns = SUBMISSION.c
    pairs = connection.execute(select(columns.case_id, columns.language).distinct()).all()

    def has_any(case: str, language: str) -> bool:
        of_pair = select(columns.id).where(columns.case_id == case, columns.language == language)
        return any(
            connection.execute(of_pair.where(columns.learner.in_(part)).limit(1)).first()
            for part in in_parts(learners)
        )

    return [(case, language) for case, language in pairs if has_any(case, language)]


def erase_facts(connection: Connection, learners: Sequence[str]) -> None:
    """Erase all that is known of these learners; few enough to stand in one statement."""
    from sqlalchemy import delete, select

    from maitrise.cohort.tables import FACT, LESSON, PLAY, RECORD, SUBMISSION, TEST

    theirs = SUBMISSION.c.learner.in_(learners)
    ids = select(SUBMISSION.c.id).where(theirs)
    connection.execute(delete(FACT).where(FACT.c.submission_id.in_(ids)))
    connection.execute(delete(SUBMISSION).where(theirs))
    for table in (LESSON, TEST, PLAY, RECORD):
        connection.execute(delete(table).where(table.c.learner.in_(learners)))


def naive(moment: datetime) -> datetime:
    """A moment as nbgrader's tables hold it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def in_parts(values: Iterable[Any], size: int = _IDS_AT_ONCE) -> Iterator[list[Any]]:
    """Some values at a time: as many as may stand in one statement."""
    left = iter(values)
    while part := list(islice(left, size)):
        yield part


def _submission_ids(connection: Connection, notebooks: Sequence[str]) -> dict[str, int]:
    from sqlalchemy import select

    from maitrise.cohort.tables import SUBMISSION

    ids: dict[str, int] = {}
    for part in in_parts(notebooks):
        statement = select(SUBMISSION.c.notebook_id, SUBMISSION.c.id).where(
            SUBMISSION.c.notebook_id.in_(part)
        )
        ids.update((notebook, number) for notebook, number in connection.execute(statement))
    return ids


_QuestionKey = tuple[str, str, str, str, float]


def _question_key(case: str, answer: AnswerFact) -> _QuestionKey:
    return case, answer.cell, answer.question, answer.competency, answer.maximum


def _question_ids(
    connection: Connection, submissions: Sequence[SubmissionFacts]
) -> Mapping[_QuestionKey, int]:
    """The id of each question that was asked; those that are new are added."""
    from sqlalchemy import insert, select

    from maitrise.cohort.tables import QUESTION

    columns = QUESTION.c
    key = (columns.case_id, columns.cell, columns.question, columns.competency, columns.maximum)
    cases = {submission.case for submission in submissions}
    statement = select(columns.id, *key).where(columns.case_id.in_(cases))

    def known() -> dict[_QuestionKey, int]:
        return {(*row[1:],): row[0] for row in connection.execute(statement)}

    ids = known()
    wanted = dict.fromkeys(
        _question_key(submission.case, answer)
        for submission in submissions
        for answer in submission.answers
    )
    new = [
        dict(zip(("case_id", "cell", "question", "competency", "maximum"), row, strict=True))
        for row in wanted
        if row not in ids
    ]
    if new:
        connection.execute(insert(QUESTION), new)
        ids = known()
    return ids
