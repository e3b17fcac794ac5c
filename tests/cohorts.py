"""Cohorts and hand-ins for tests: real cases, honest answers, and files that are made by hand."""

from __future__ import annotations

import io
import json
import random
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select

from maitrise.base.text import Language
from maitrise.cases import Case, assignment, case_file, read_case
from maitrise.cohort import Cohort, Person, create_cohort, open_cohort
from maitrise.cohort.database import connect
from maitrise.cohort.person import write_people
from maitrise.cohort.places import repository_folder
from maitrise.cohort.tables import (
    ASSIGNMENT,
    BASE_CELL,
    COMMENT,
    FACT,
    GRADE,
    GRADE_CELL,
    QUESTION,
    SUBMISSION,
    SUBMITTED_ASSIGNMENT,
    SUBMITTED_NOTEBOOK,
)
from maitrise.kinds import Question
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.choices import ChoicesQuestion
from maitrise.kinds.match import MatchQuestion
from maitrise.kinds.number import NumberQuestion
from maitrise.kinds.order import OrderQuestion
from maitrise.kinds.raci import RaciQuestion
from maitrise.kinds.rows import RowsQuestion
from maitrise.kinds.text import TextQuestion
from maitrise.marking import MarkingOptions, MarkingRun, Outcome

CASE = "payroll"
AT = "2026-11-20T10:15:00Z"


@cache
def case(name: str = CASE) -> Case:
    """A case of the course."""
    return read_case(case_file(name))


def people(count: int) -> list[Person]:
    """Learners p-0001, p-0002 …"""
    return [
        Person(f"p-{n:04d}", f"Ana Testeur{n}", f"ana{n}@example.org", "fr", "")
        for n in range(1, count + 1)
    ]


def made_cohort(folder: Path, count: int = 30) -> Cohort:
    """A cohort with people, and the assignment in its gradebook, as a first marking leaves it."""
    create_cohort(str(folder), "Essai", "fr")
    write_people(folder, people(count))
    inbox = folder.parent / "first"
    inbox.mkdir()
    (inbox / "payroll-fr-p-0030.zip").write_bytes(hand_in("p-0030"))
    cohort = open_cohort(str(folder))
    run(cohort, inbox)
    forget_submissions(cohort)
    return cohort


def forget_submissions(cohort: Cohort) -> None:
    """Leave a cohort as if nobody had handed in."""
    engine = connect(cohort.database)
    with engine.begin() as connection:
        for table in (FACT, SUBMISSION, COMMENT, GRADE, SUBMITTED_NOTEBOOK, SUBMITTED_ASSIGNMENT):
            connection.execute(table.delete())
    engine.dispose()
    for name in ("autograded", "feedback", "kept", "records", "submitted"):
        shutil.rmtree(cohort.folder / name, ignore_errors=True)


def copy_of(made: Path, folder: Path) -> Cohort:
    """Another cohort like one that was made before; making one takes nbgrader seconds."""
    shutil.copytree(made, folder)
    return open_cohort(str(folder))


def run(cohort: Cohort, *inboxes: Path, **options: Any) -> Outcome:
    """Mark, in this process."""
    options.setdefault("workers", 1)
    wanted = MarkingOptions(inboxes=inboxes, **options)
    return MarkingRun(cohort, wanted, "en", lambda step, done, total: None).run()


def answer_to(question: Question, luck: random.Random) -> Any:
    """An honest answer, right or not."""
    match question:
        case ChoiceQuestion():
            return luck.choice(question.options).id
        case ChoicesQuestion():
            return [option.id for option in question.options if luck.random() < 0.5]
        case RowsQuestion():
            return [row.id for row in question.rows if luck.random() < 0.5]
        case OrderQuestion():
            ids = [item.id for item in question.items]
            if luck.random() < 0.5:
                luck.shuffle(ids)
            return ids
        case MatchQuestion():
            filled = [row for row in question.rows if luck.random() < 0.9]
            return {row.id: luck.choice([row.key, question.categories[0].id]) for row in filled}
        case RaciQuestion():
            return {
                row.id: dict(row.key if luck.random() < 0.5 else dict.fromkeys(row.key, "I"))
                for row in question.rows
            }
        case NumberQuestion():
            return luck.choice([question.key, *(each.value for each in question.wrongs), 12.5])
        case TextQuestion():
            return luck.choice(["Monsieur,\n\nLe projet <b>tient</b> le cap.", ""])
    raise TypeError(type(question).__name__)


def answers(seed: int, name: str = CASE) -> dict[str, Any]:
    """Honest answers to most of a case's questions."""
    luck = random.Random(seed)
    return {
        question.id: {"value": answer_to(question, luck), "at": AT}
        for question in case(name).questions.values()
        if luck.random() < 0.9
    }


def right_answers(name: str = CASE) -> dict[str, Any]:
    """The answers that bring every point a machine can give, and a text."""
    from maitrise.kinds import model_answer

    return {
        question.id: {
            "value": "Un texte." if isinstance(question, TextQuestion) else model_answer(question),
            "at": AT,
        }
        for question in case(name).questions.values()
    }


def sheet(
    learner: str,
    given: Mapping[str, Any] | None = None,
    *,
    name: str = CASE,
    language: Language = "fr",
    **changed: Any,
) -> bytes:
    """The bytes of an answer sheet."""
    whole = {
        "format": 1,
        "case": name,
        "language": language,
        "learner": learner,
        "answers": right_answers(name) if given is None else given,
        **changed,
    }
    return json.dumps(whole, ensure_ascii=False).encode("utf-8", "backslashreplace")


def notebook(name: str = CASE, language: Language = "fr") -> bytes:
    """A case's notebook as released."""
    folder = repository_folder() / "exercises" / assignment(name, language)
    return (folder / f"{name}.ipynb").read_bytes()


def notebook_with_answers(learner: str, given: Mapping[str, Any], name: str = CASE) -> bytes:
    """A notebook that carries answers in its outputs, as one that was saved does."""
    whole = json.loads(notebook(name))
    for cell in whole["cells"]:
        question = cell["id"].removeprefix("answer-")
        if question in given and cell["cell_type"] == "code" and cell["id"] != question:
            bundle = {
                "question": question,
                **given[question],
                "case": name,
                "language": "fr",
                "learner": learner,
            }
            data = {"application/vnd.maitrise.answer+json": bundle}
            cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]
    return json.dumps(whole).encode()


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def hand_in(learner: str, given: Mapping[str, Any] | None = None, name: str = CASE) -> bytes:
    """The zip that a learner hands in."""
    files = {"answers.json": sheet(learner, given, name=name), f"{name}.ipynb": notebook(name)}
    return packed(files)


def dump(cohort: Cohort, database: str = "") -> list[tuple[Any, ...]]:
    """All that the gradebook says of submissions, without the ids that rows happen to have."""
    engine = connect(database or cohort.database)
    submitted, book = SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK
    common = (submitted.c.student_id, ASSIGNMENT.c.name, BASE_CELL.c.name)
    rows: list[tuple[Any, ...]] = []
    with engine.connect() as connection:
        for table, columns in (
            (
                GRADE,
                (
                    GRADE.c.auto_score,
                    GRADE.c.manual_score,
                    GRADE.c.extra_credit,
                    GRADE.c.needs_manual_grade,
                ),
            ),
            (COMMENT, (COMMENT.c.auto_comment, COMMENT.c.manual_comment)),
        ):
            statement = (
                select(
                    *common,
                    submitted.c.timestamp,
                    book.c.late_submission_penalty,
                    book.c.flagged,
                    *columns,
                )
                .select_from(table)
                .join(book, table.c.notebook_id == book.c.id)
                .join(submitted, book.c.assignment_id == submitted.c.id)
                .join(ASSIGNMENT, submitted.c.assignment_id == ASSIGNMENT.c.id)
                .join(BASE_CELL, table.c.cell_id == BASE_CELL.c.id)
                .order_by(*common)
            )
            rows += [(table.name, *row) for row in connection.execute(statement)]
    engine.dispose()
    return rows


@dataclass(frozen=True)
class Grade:
    """One graded cell of one submission, as nbgrader's own rows have it."""

    learner: str
    assignment: str
    cell: str
    auto: float | None
    manual: float | None
    extra: float | None
    late_penalty: float
    maximum: float
    needs_hand_mark: bool

    @property
    def points(self) -> float:
        marked = self.auto if self.manual is None else self.manual
        return (marked or 0.0) + (self.extra or 0.0)


def grades(cohort: Cohort) -> list[Grade]:
    """Every graded cell of every submission, by learner, assignment and cell."""
    submitted, book = SUBMITTED_ASSIGNMENT, SUBMITTED_NOTEBOOK
    statement = (
        select(
            submitted.c.student_id,
            ASSIGNMENT.c.name,
            BASE_CELL.c.name,
            GRADE.c.auto_score,
            GRADE.c.manual_score,
            GRADE.c.extra_credit,
            book.c.late_submission_penalty,
            GRADE_CELL.c.max_score,
            GRADE.c.needs_manual_grade,
        )
        .select_from(GRADE)
        .join(book, GRADE.c.notebook_id == book.c.id)
        .join(submitted, book.c.assignment_id == submitted.c.id)
        .join(ASSIGNMENT, submitted.c.assignment_id == ASSIGNMENT.c.id)
        .join(BASE_CELL, GRADE.c.cell_id == BASE_CELL.c.id)
        .join(GRADE_CELL, GRADE_CELL.c.id == BASE_CELL.c.id)
        .order_by(submitted.c.student_id, ASSIGNMENT.c.name, BASE_CELL.c.name)
    )
    engine = connect(cohort.database)
    with engine.connect() as connection:
        rows = [
            Grade(*row[:6], row[6] or 0.0, row[7], bool(row[8]))
            for row in connection.execute(statement)
        ]
    engine.dispose()
    return rows


def facts(cohort: Cohort, database: str = "") -> list[tuple[Any, ...]]:
    """Every fact of the cohort with what it speaks of, by learner, case, language and cell."""
    statement = (
        select(
            *(SUBMISSION.c[each] for each in ("learner", "case_id", "language")),
            *(QUESTION.c[each] for each in ("cell", "question", "competency", "maximum")),
            *(FACT.c[each] for each in ("auto", "manual", "extra", "waiting", "verdict",
                                        "mistakes")),
            *(SUBMISSION.c[each] for each in ("handed_in", "penalty", "digest", "kept")),
        )
        .select_from(FACT)
        .join(SUBMISSION, SUBMISSION.c.id == FACT.c.submission_id)
        .join(QUESTION, QUESTION.c.id == FACT.c.question_id)
        .order_by(SUBMISSION.c.learner, SUBMISSION.c.case_id, SUBMISSION.c.language,
                  QUESTION.c.cell)
    )  # fmt: skip
    engine = connect(database or cohort.database)
    with engine.connect() as connection:
        known = inspect(connection).has_table(FACT.name)
        rows = [(*row,) for row in connection.execute(statement)] if known else []
    engine.dispose()
    return rows
