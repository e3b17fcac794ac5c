"""Bring the facts up to date with the gradebook, the sheets and the learning records.

Marks by hand in formgrader, nbgrader's own commands, cohorts of a version without facts and new
record files all change the sources without notice. So every reader of facts brings them up to date
first. If nothing has changed, they are only compared, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from maitrise.base.text import Language
from maitrise.cases import Case, case_file, case_ids, parse_assignment, read_case
from maitrise.cases.files import SHEET
from maitrise.cohort import Cohort
from maitrise.cohort.database import Database
from maitrise.cohort.facts import AnswerFact, SubmissionFacts, create_tables, write_facts
from maitrise.cohort.lock import lock_cohort
from maitrise.cohort.old_marks import read_old_marks
from maitrise.cohort.table_moments import as_moment
from maitrise.learner.sheet import parse_sheet
from maitrise.marking.problem import Notify, ignore_problem
from maitrise.marking.record_upkeep import sync_records
from maitrise.marking.scored import answer_fact, score_sheet

_AT_ONCE = 200  # submissions in one transaction
PATIENCE = 20
"""Seconds that a report waits for another command: two people may run one at once."""


@contextmanager
def current_facts(
    cohort: Cohort, language: Language, notify: Notify = ignore_problem
) -> Iterator[tuple[Cohort, Database]]:
    """Lock a cohort and bring its facts up to date.

    Write what is made from the facts inside the block: after it, somebody may be erased.

    Args:
        cohort: as it was when the command began.
        language: of the messages.
        notify: called with each learning record that cannot be read.

    Yields:
        The cohort as it is now, and its gradebook.

    Raises:
        BusyError: another command is working on this cohort.
        DatabaseError: the gradebook cannot be read or written.
    """
    with lock_cohort(cohort.folder, language, seconds=PATIENCE):
        now = cohort.as_of_now()
        with Database(now.database) as database:
            sync_facts(now, database, notify)
            yield now, database


def sync_facts(cohort: Cohort, database: Database, notify: Notify = ignore_problem) -> None:
    """Bring the facts of a cohort up to date with its gradebook, records and sheets.

    Raises:
        DatabaseError: the gradebook cannot be read or written.
    """
    sync_submissions(cohort, database)
    sync_hand_marks_and_records(cohort, database, notify)


def sync_submissions(cohort: Cohort, database: Database) -> None:
    """Add facts of new submissions in the gradebook, and delete those of removed ones.

    Raises:
        DatabaseError: the gradebook cannot be read or written.
    """
    create_tables(database)
    unknown = _compare_with_gradebook(cohort, database)
    for start in range(0, len(unknown), _AT_ONCE):
        part = unknown[start : start + _AT_ONCE]
        grades = _grades(database, [submission.notebook for submission in part])
        made = [_rebuilt_facts(cohort, one, grades.get(one.notebook, {})) for one in part]
        with database.transaction():
            write_facts(database, made)


def sync_hand_marks_and_records(
    cohort: Cohort, database: Database, notify: Notify, *, again: bool = False
) -> None:
    """Bring the facts up to date with marks by hand and with learning records.

    Args:
        notify: called with each learning record that cannot be read.
        again: read all records again, changed or not.

    Raises:
        DatabaseError: the gradebook cannot be read or written.
    """
    _take_over_hand_marks(database)
    sync_records(cohort, database, notify, again=again)


def _compare_with_gradebook(cohort: Cohort, database: Database) -> list[SubmissionFacts]:
    """Delete facts of removed submissions, update penalties; returns submissions without facts."""
    gone = database.rows(
        "SELECT k.id FROM maitrise_submission k LEFT JOIN submitted_notebook n"
        " ON n.id = k.notebook_id WHERE n.id IS NULL"
    )
    differs = database.rows(
        "SELECT n.id, s.student_id, a.name, s.timestamp, n.late_submission_penalty, k.id,"
        " k.handed_in FROM submitted_notebook n"
        " JOIN submitted_assignment s ON n.assignment_id = s.id"
        " JOIN assignment a ON s.assignment_id = a.id"
        " LEFT JOIN maitrise_submission k ON k.notebook_id = n.id"
        " WHERE k.id IS NULL OR k.handed_in <> s.timestamp"
        " OR (k.handed_in IS NULL) <> (s.timestamp IS NULL)"
        " OR coalesce(k.penalty, 0.0) <> coalesce(n.late_submission_penalty, 0.0)"
    )
    penalties, unknown, cases = [], [], set(case_ids())
    for notebook, learner, name, at, penalty, id_, before in differs:
        parsed = parse_assignment(name)
        if id_ is not None and before == at:
            penalties.append({"id": id_, "penalty": penalty})
        elif parsed and parsed[0] in cases and learner in cohort.people:
            unknown.append(
                SubmissionFacts(notebook=notebook, learner=learner, case=parsed[0],
                                language=parsed[1], handed_in=as_moment(at), penalty=penalty)
            )  # fmt: skip
    ids = [id_ for (id_,) in gone]
    if not ids and not penalties:
        return unknown
    with database.transaction():
        for table, column in (("maitrise_fact", "submission_id"), ("maitrise_submission", "id")):
            database.execute(
                f"DELETE FROM {table} WHERE {column} {database.among('ids')}", {"ids": ids}
            )
        database.execute_all(
            "UPDATE maitrise_submission SET penalty = :penalty WHERE id = :id", penalties
        )
    return unknown


@dataclass(frozen=True, slots=True)
class _Grade:
    """nbgrader's grade of one cell of a submission."""

    auto: float | None
    manual: float | None
    extra: float | None
    maximum: float
    is_waiting: bool


def _grades(database: Database, notebooks: Sequence[str]) -> Mapping[str, Mapping[str, _Grade]]:
    """The grades of some submitted notebooks, by notebook and cell."""
    grades: dict[str, dict[str, _Grade]] = {}
    # By the cells of the assignment first: nbgrader's index of grades begins with the cell.
    for notebook, cell, auto, manual, extra, maximum, waiting in database.rows(
        "SELECT n.id, b.name, g.auto_score, g.manual_score, g.extra_credit, c.max_score,"
        " g.needs_manual_grade FROM submitted_notebook n"
        " JOIN base_cell b ON b.notebook_id = n.notebook_id JOIN grade_cells c ON c.id = b.id"
        " JOIN grade g ON g.cell_id = b.id AND g.notebook_id = n.id"
        f" WHERE n.id {database.among('notebooks')}",
        {"notebooks": notebooks},
    ):
        grades.setdefault(notebook, {})[cell] = _Grade(auto, manual, extra, maximum, bool(waiting))
    return grades


def _rebuilt_facts(
    cohort: Cohort, submission: SubmissionFacts, grades: Mapping[str, _Grade]
) -> SubmissionFacts:
    """A submission with its answers: from the marks of an old version, else from its sheet."""
    old = read_old_marks(cohort.folder, submission.learner, submission.assignment)
    if old is not None and old.handed_in == submission.handed_in:
        answers = old.answers
        submission = replace(submission, digest=old.digest, kept=old.kept)
    else:
        answers = tuple(_rescored(cohort, submission))
    by_cell = {answer.cell: answer for answer in answers}
    return replace(
        submission,
        answers=tuple(
            replace(
                by_cell.get(cell) or _minimal_fact(submission.case, cell),
                maximum=grade.maximum,
                auto=grade.auto,
                manual=grade.manual,
                extra=grade.extra,
                is_waiting=grade.is_waiting,
            )
            for cell, grade in grades.items()
        ),
    )


def _rescored(cohort: Cohort, submission: SubmissionFacts) -> Iterator[AnswerFact]:
    """Score the sheet in ``submitted/`` again; yields nothing if it cannot be read."""
    below = cohort.folder / "submitted" / submission.learner / submission.assignment
    try:
        sheet = parse_sheet((below / SHEET).read_bytes(), submission.language)
        scored = score_sheet(_case(submission.case), sheet, submission.learner)
    except Exception:  # noqa: BLE001 - a learner's file must not stop the others
        return
    for cell, answer in scored.items():
        yield answer_fact(cell, answer)


def _minimal_fact(case: str, cell: str) -> AnswerFact:
    """The fact of a cell of which only the points are known."""
    question = _case(case).questions.get(cell)
    competency = question.competency if question else ""
    return AnswerFact(cell=cell, question=cell, competency=competency, maximum=0.0, verdict="")


def _case(case: str) -> Case:
    return read_case(case_file(case))


_GIVEN_BY_HAND = """
    SELECT submission, cell, manual, extra, waiting, max(side) FROM (
        SELECT k.id AS submission, b.name AS cell, g.manual_score AS manual,
            g.extra_credit AS extra, g.needs_manual_grade AS waiting, 1 AS side
        FROM grade g JOIN maitrise_submission k ON k.notebook_id = g.notebook_id
            JOIN base_cell b ON b.id = g.cell_id
        WHERE g.manual_score IS NOT NULL OR g.extra_credit IS NOT NULL OR g.needs_manual_grade
        UNION ALL SELECT f.submission_id, q.cell, f.manual, f.extra, f.waiting, 0
        FROM maitrise_fact f JOIN maitrise_question q ON q.id = f.question_id
        WHERE f.manual IS NOT NULL OR f.extra IS NOT NULL OR f.waiting
    ) both_sides GROUP BY submission, cell, manual, extra, waiting HAVING min(side) = max(side)
"""
"""Hand marks that only nbgrader's table (side 1) or only ours (side 0) has."""


def _take_over_hand_marks(database: Database) -> None:
    """Copy points and extra credit given by hand, and what waits, from the gradebook."""
    # A cell that only our table has was reset in the gradebook; else the gradebook counts.
    new: dict[tuple[int, str], tuple[float | None, float | None, bool]] = {}
    for submission, cell, *given, side in database.rows(_GIVEN_BY_HAND):
        if side:
            new[submission, cell] = tuple(given)
        else:
            new.setdefault((submission, cell), (None, None, False))
    if new:
        with database.transaction():
            database.execute_all(
                "UPDATE maitrise_fact SET manual = :manual, extra = :extra, waiting = :waiting"
                " WHERE submission_id = :submission AND question_id IN"
                " (SELECT id FROM maitrise_question WHERE cell = :cell)",
                [
                    {"submission": submission, "cell": cell, "manual": manual, "extra": extra,
                     "waiting": bool(waiting)}
                    for (submission, cell), (manual, extra, waiting) in new.items()
                ],
            )  # fmt: skip
