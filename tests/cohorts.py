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

from maitrise.base.text import Language
from maitrise.cases import Case, assignment, case_file, read_case
from maitrise.cohort import Cohort, Person, create_cohort, open_cohort
from maitrise.cohort.database import Database
from maitrise.cohort.person import write_people
from maitrise.cohort.places import repository_folder
from maitrise.cohort.table_moments import as_moment
from maitrise.kinds import is_marked_by_hand, model_answer
from maitrise.kinds.trial import trial_of
from maitrise.marking import MarkingOptions, MarkingOutcome, MarkingRun

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
    with Database(cohort.database) as database:
        for table in (
            "maitrise_fact", "maitrise_submission", "comment", "grade", "submitted_notebook",
            "submitted_assignment",
        ):  # fmt: skip
            database.execute(f"DELETE FROM {table}")
    for name in ("autograded", "feedback", "kept", "records", "submitted"):
        shutil.rmtree(cohort.folder / name, ignore_errors=True)


def copy_of(made: Path, folder: Path) -> Cohort:
    """Another cohort like one that was made before; making one takes nbgrader seconds."""
    shutil.copytree(made, folder)
    return open_cohort(str(folder))


def copy_to_report(made: Path, folder: Path) -> Cohort:
    """The same for reports and papers: without the many files that only nbgrader reads."""
    shutil.copytree(made, folder, ignore=shutil.ignore_patterns("autograded", "submitted"))
    return open_cohort(str(folder))


def run(cohort: Cohort, *inboxes: Path, **options: Any) -> MarkingOutcome:
    """Mark, in this process."""
    options.setdefault("workers", 1)
    wanted = MarkingOptions(inboxes=inboxes, **options)
    return MarkingRun(cohort, wanted, "en", lambda step, done, total: None).run()


def answers(seed: int, name: str = CASE) -> dict[str, Any]:
    """Honest answers to most of a case's questions."""
    luck = random.Random(seed)
    return {
        question.id: {"value": trial_of(question).some_answer(question, luck), "at": AT}
        for question in case(name).questions.values()
        if luck.random() < 0.9
    }


def right_answers(name: str = CASE) -> dict[str, Any]:
    """The answers that bring every point a machine can give, and a text."""
    return {
        question.id: {
            "value": "Un texte." if is_marked_by_hand(question) else model_answer(question),
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


_SUBMITTED = (
    " JOIN submitted_notebook n ON t.notebook_id = n.id"
    " JOIN submitted_assignment s ON n.assignment_id = s.id"
    " JOIN assignment a ON s.assignment_id = a.id JOIN base_cell b ON t.cell_id = b.id"
)
_IN_ORDER = " ORDER BY s.student_id, a.name, b.name"


def dump(cohort: Cohort, address: str = "") -> list[tuple[Any, ...]]:
    """All that the gradebook says of submissions, without the ids that rows happen to have."""
    with Database(address or cohort.database) as database:
        grades = database.rows(
            "SELECT 'grade', s.student_id, a.name, b.name, s.timestamp, n.late_submission_penalty,"
            " n.flagged, t.auto_score, t.manual_score, t.extra_credit, t.needs_manual_grade"
            f" FROM grade t{_SUBMITTED}{_IN_ORDER}"
        )
        comments = database.rows(
            "SELECT 'comment', s.student_id, a.name, b.name, s.timestamp,"
            " n.late_submission_penalty, n.flagged, t.auto_comment, t.manual_comment"
            f" FROM comment t{_SUBMITTED}{_IN_ORDER}"
        )
    return [
        (*row[:4], str(as_moment(row[4]))[:19], row[5], bool(row[6]), *row[7:10],
         *(bool(each) for each in row[10:]))
        for row in grades
    ] + [(*row[:4], str(as_moment(row[4]))[:19], row[5], bool(row[6]), *row[7:])
         for row in comments]  # fmt: skip


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
    with Database(cohort.database) as database:
        rows = database.rows(
            "SELECT s.student_id, a.name, b.name, t.auto_score, t.manual_score, t.extra_credit,"
            " coalesce(n.late_submission_penalty, 0.0), c.max_score, t.needs_manual_grade"
            f" FROM grade t{_SUBMITTED} JOIN grade_cells c ON c.id = b.id{_IN_ORDER}"
        )
    return [Grade(*row[:8], bool(row[8])) for row in rows]


def facts(cohort: Cohort, address: str = "") -> list[tuple[Any, ...]]:
    """Every fact of the cohort with what it speaks of, by learner, case, language and cell."""
    with Database(address or cohort.database) as database:
        if not database.has_table("maitrise_fact"):
            return []
        rows = database.rows(
            "SELECT k.learner, k.case_id, k.language, q.cell, q.question, q.competency, q.maximum,"
            " f.auto, f.manual, f.extra, f.waiting, f.verdict, f.mistakes, k.handed_in, k.penalty,"
            " k.digest, k.kept FROM maitrise_fact f"
            " JOIN maitrise_submission k ON k.id = f.submission_id"
            " JOIN maitrise_question q ON q.id = f.question_id"
            " ORDER BY k.learner, k.case_id, k.language, q.cell"
        )
    return [(*row[:10], bool(row[10]), *row[11:13], as_moment(row[13]), *row[14:]) for row in rows]
