"""The pure function that a worker runs: submissions in, files and marks out.

It reads no file, opens no database, starts no kernel and runs nothing that a learner wrote, so
that it does the same in this process, in another, and on another machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from maitrise.base.errors import SheetError
from maitrise.cases import sheet_in_notebook
from maitrise.cases.files import SHEET
from maitrise.cohort.facts import AnswerFact
from maitrise.learner.sheet import AnswerSheet, parse_sheet
from maitrise.marking.exchange import TIMESTAMP, stamp_of
from maitrise.marking.job import HandMarks, Job, MarkedSubmission
from maitrise.marking.prepared import PreparedAssignment
from maitrise.marking.problem import Problem
from maitrise.marking.rebuild import notebooks
from maitrise.marking.scored import ScoredAnswer, answer_fact, score_sheet, unknown_answers
from maitrise.marking.submission import sheet_bytes


def mark_batch(
    prepared: PreparedAssignment, jobs: Sequence[Job]
) -> list[MarkedSubmission | Problem]:
    """Mark submissions of one assignment; an error becomes the problem of that submission."""
    done: list[MarkedSubmission | Problem] = []
    for job in jobs:
        try:
            done.append(mark(prepared, job))
        except Exception as error:  # noqa: BLE001 - the next submission is to be marked all the same
            values = {"why": f"{type(error).__name__}: {error}"}
            done.append(
                Problem(job.file, "own-fault", "kept", "report", values, learner=job.person.id)
            )
    return done


def mark(prepared: PreparedAssignment, job: Job) -> MarkedSubmission:
    """Mark one submission.

    Raises:
        SheetError: the answers cannot be read.
    """
    sheet = _sheet(prepared, job)
    scored = score_sheet(prepared.case, sheet, job.person.id)
    answers = tuple(
        _with_hand_marks(answer_fact(cell, answer), job) for cell, answer in scored.items()
    )
    penalty = _penalty(prepared, job, answers)
    page = b""
    if prepared.feedback:
        from maitrise.marking.feedback_page import feedback_page  # and all that draws a page

        page = feedback_page(prepared, job, scored, answers, penalty)
    return MarkedSubmission(
        learner=job.person.id,
        handed_in=job.handed_in,
        digest=job.digest,
        kept=job.kept,
        files=_files(prepared, job, sheet, scored, page),
        answers=answers,
        blank=frozenset(
            cell for cell, answer in scored.items() if answer.raw in (None, "", [], {})
        ),
        penalty=penalty,
        page=page,
        is_new=job.is_new,
        problems=tuple(_problems(prepared, job, sheet, scored)),
    )


def page_place(prepared: PreparedAssignment, learner: str) -> str:
    """The path of a feedback page in the cohort's folder, as nbgrader's exchange expects it."""
    return f"feedback/{learner}/{prepared.name}/{prepared.case.id}.html"


def _sheet(prepared: PreparedAssignment, job: Job) -> AnswerSheet:
    if not job.in_notebook:
        return parse_sheet(job.content, prepared.language)
    case, language = prepared.case.id, prepared.language
    sheet = sheet_in_notebook(job.content, case=case, language=language)
    if sheet is None:
        raise SheetError("the notebook holds no answer")
    return AnswerSheet(case, language, sheet.learner, sheet.answers)


def _with_hand_marks(answer: AnswerFact, job: Job) -> AnswerFact:
    """The answer with its hand mark, which has to be looked at again if the answer is new."""
    hand: HandMarks = job.hand
    extra = hand.extra.get(answer.cell)
    manual = hand.points.get(answer.cell)
    if manual is None and extra is None:
        return answer
    is_waiting = answer.is_waiting
    if manual is not None:
        is_waiting = job.is_new or answer.cell in hand.waiting
    return replace(answer, manual=manual, extra=extra, is_waiting=is_waiting)


def _penalty(prepared: PreparedAssignment, job: Job, answers: Sequence[AnswerFact]) -> float | None:
    """The late penalty as nbgrader computes it, from the score with hand marks and extra credit."""
    score = sum(answer.points for answer in answers)
    penalty = prepared.late.penalty(score, job.seconds_late(prepared.zone))
    return None if penalty is None else max(0.0, min(penalty, score))


def _files(
    prepared: PreparedAssignment,
    job: Job,
    sheet: AnswerSheet,
    scored: Mapping[str, ScoredAnswer],
    page: bytes,
) -> dict[str, bytes]:
    submitted, autograded = notebooks(prepared, sheet, scored)
    notebook = f"{prepared.case.id}.ipynb"
    below = f"{job.person.id}/{prepared.name}"
    handed_in = {SHEET: sheet_bytes(sheet), TIMESTAMP: stamp_of(job.handed_in)}
    files = {f"submitted/{below}/{name}": content for name, content in handed_in.items()}
    files[f"submitted/{below}/{notebook}"] = submitted
    for name, content in {**handed_in, **prepared.files}.items():
        files[f"autograded/{below}/{name}"] = content
    files[f"autograded/{below}/{notebook}"] = autograded
    if prepared.feedback:
        files[page_place(prepared, job.person.id)] = page
    return files


def _problems(
    prepared: PreparedAssignment, job: Job, sheet: AnswerSheet, scored: Mapping[str, ScoredAnswer]
) -> Iterator[Problem]:
    learner = job.person.id
    values: dict[str, object]
    for cell, answer in scored.items():
        if answer.unreadable:
            values = {"question": cell, "given": answer.unreadable}
            yield Problem(job.file, "bad-answer", "zero", "look", values, learner=learner)
    unknown = unknown_answers(prepared.case, sheet)
    if unknown:
        values = {"questions": ", ".join(unknown[:5]), "count": len(unknown)}
        yield Problem(job.file, "unknown-questions", "rest-marked", "", values, False, learner)
    if sheet.learner and sheet.learner != learner and any(sheet.answers):
        values = {"id": sheet.learner, "learner": learner}
        yield Problem(job.file, "other-learner", "marked", "look", values, learner=learner)
    ahead = [entry.at for entry in sheet.answers.values() if entry.at[:10] > _today()]
    if ahead:
        values = {"at": max(ahead)}
        yield Problem(job.file, "future-answers", "marked-all", "", values, False, learner)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
