"""The pure function that a worker runs: submissions in, files and marks out.

It reads no file, opens no database, starts no kernel and runs nothing that a learner wrote, so
that it does the same in this process, in another, and on another machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from maitrise.base.errors import SheetError
from maitrise.cases import sheet_in_notebook
from maitrise.cases.files import SHEET
from maitrise.cohort.marked import (
    MarkedAnswer,
    MarkedCell,
    MarkedReason,
    MarkedSubmission,
    as_json,
)
from maitrise.kinds import Verdict
from maitrise.learner.sheet import AnswerSheet, now, parse_sheet
from maitrise.marking.already_kept import as_we_write_it
from maitrise.marking.exchange import TIMESTAMP, stamp_of
from maitrise.marking.feedback_page import feedback_page
from maitrise.marking.kit import Job, Kit, Result
from maitrise.marking.problem import Problem
from maitrise.marking.rebuild import notebooks
from maitrise.marking.scored import Scored, score_sheet, unknown_answers


def mark_batch(kit: Kit, jobs: Sequence[Job]) -> list[Result | Problem]:
    """Mark submissions of one assignment; one that breaks us is a problem and stops no other."""
    done: list[Result | Problem] = []
    for job in jobs:
        try:
            done.append(mark(kit, job))
        except Exception as error:  # noqa: BLE001 - the next submission is to be marked all the same
            values = {"why": f"{type(error).__name__}: {error}"}
            done.append(
                Problem(job.file, "own-fault", "kept", "report", values, learner=job.person.id)
            )
    return done


def mark(kit: Kit, job: Job) -> Result:
    """Mark one submission.

    Raises:
        SheetError: the answers cannot be read after all.
    """
    sheet = _sheet(kit, job)
    scored = score_sheet(kit.case, sheet, job.person.id)
    auto = {
        cell: None if each.mark.verdict is Verdict.TO_MARK else each.mark.points
        for cell, each in scored.items()
    }
    penalty = _penalty(kit, job, auto)
    problems = tuple(_problems(kit, job, sheet, scored))
    submitted, autograded = notebooks(kit, sheet, scored)
    page = feedback_page(kit, job, scored, penalty)
    return Result(
        learner=job.person.id,
        handed_in=job.handed_in,
        files=_files(kit, job, sheet, submitted, autograded, page),
        marks=_marks(kit, job, scored, problems),
        auto=auto,
        blank=frozenset(cell for cell, each in scored.items() if each.raw in (None, "", [], {})),
        penalty=penalty,
        page=page,
        is_new=job.is_new,
        problems=problems,
    )


def page_place(kit: Kit, learner: str) -> str:
    """Where the feedback page lies in the cohort's folder, as nbgrader's exchange expects it."""
    return f"feedback/{learner}/{kit.assignment}/{kit.case.id}.html"


def _sheet(kit: Kit, job: Job) -> AnswerSheet:
    if not job.in_notebook:
        return parse_sheet(job.content, kit.language)
    found = sheet_in_notebook(job.content, case=kit.case.id, language=kit.language)
    if found is None:
        raise SheetError("the notebook holds no answer")
    return AnswerSheet(kit.case.id, kit.language, found.learner, found.answers)


def _penalty(kit: Kit, job: Job, auto: Mapping[str, float | None]) -> float | None:
    """As nbgrader gives it: from the score with hand marks and extra credit, never more."""
    score = sum(
        (job.hand.points.get(cell, given) or 0.0) + job.hand.extra.get(cell, 0.0)
        for cell, given in auto.items()
    )
    penalty = kit.late.penalty(score, job.seconds_late)
    return None if penalty is None else max(0.0, min(penalty, score))


def _files(
    kit: Kit, job: Job, sheet: AnswerSheet, submitted: bytes, autograded: bytes, page: bytes
) -> dict[str, bytes]:
    below = f"{job.person.id}/{kit.assignment}"
    handed_in = {SHEET: as_we_write_it(sheet), TIMESTAMP: stamp_of(job.handed_in)}
    files = {f"submitted/{below}/{name}": content for name, content in handed_in.items()}
    files[f"submitted/{below}/{kit.case.id}.ipynb"] = submitted
    for name, content in {**handed_in, **kit.files}.items():
        files[f"autograded/{below}/{name}"] = content
    files[f"autograded/{below}/{kit.case.id}.ipynb"] = autograded
    files[page_place(kit, job.person.id)] = page
    return files


def _problems(
    kit: Kit, job: Job, sheet: AnswerSheet, scored: Mapping[str, Scored]
) -> list[Problem]:
    learner = job.person.id
    found = [
        Problem(job.file, "bad-answer", "zero", "look", {"question": cell, "why": each.unreadable},
                learner=learner)
        for cell, each in scored.items()
        if each.unreadable
    ]  # fmt: skip
    unknown = unknown_answers(kit.case, sheet)
    if unknown:
        values = {"questions": ", ".join(unknown[:5]), "count": len(unknown)}
        found.append(
            Problem(job.file, "unknown-questions", "rest-marked", "", values, False, learner)
        )
    if sheet.learner and sheet.learner != learner and any(sheet.answers):
        values = {"id": sheet.learner, "learner": learner}
        found.append(Problem(job.file, "other-learner", "marked", "look", values, learner=learner))
    ahead = [each.at for each in sheet.answers.values() if each.at[:10] > _tomorrow()]
    if ahead:
        values = {"at": max(ahead)}
        found.append(Problem(job.file, "future-answers", "marked-all", "", values, False, learner))
    return found


def _tomorrow() -> str:
    moment = datetime.now(UTC)
    return moment.replace(hour=23, minute=59).isoformat()[:10]


def _marks(kit: Kit, job: Job, scored: Mapping[str, Scored], problems: Sequence[Problem]) -> bytes:
    marked = MarkedSubmission(
        case=kit.case.id,
        case_version=kit.case.version,
        language=kit.language,
        learner=job.person.id,
        handed_in=job.handed_in.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        marked=now(),
        answers={
            cell: MarkedAnswer(each.question.id, each.raw, each.at)
            for cell, each in scored.items()
            if each.raw is not None
        },
        marks={
            cell: MarkedCell(
                each.question.id,
                each.question.competency,
                each.mark.points,
                each.mark.maximum,
                each.mark.verdict,
                tuple(
                    MarkedReason(reason.item, reason.verdict, reason.misconception)
                    for reason in each.mark.reasons
                ),
            )
            for cell, each in scored.items()
        },
        problems=tuple(problem.said_in(kit.language) for problem in problems),
        digest=job.digest,
        kept=job.kept,
    )
    return as_json(marked)
