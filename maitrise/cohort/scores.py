"""The marks as nbgrader's database holds them, hand marks and late penalties included."""

from __future__ import annotations

from dataclasses import dataclass

from maitrise.cohort.database import connect


@dataclass(frozen=True, slots=True)
class Score:
    """One graded cell of one submission.

    Attributes:
        auto: what marking gave; None while only a person can.
        manual: what a person gave, in place of it.
        extra: extra credit that a person gave.
        late_penalty: of the whole submission, 0 when it was in time.
        maximum: points of the cell.
        needs_hand_mark: whether a person has to look at it.
    """

    learner: str
    assignment: str
    cell: str
    auto: float | None
    manual: float | None
    extra: float
    late_penalty: float
    maximum: float
    needs_hand_mark: bool

    @property
    def points(self) -> float:
        """What counts: the hand mark before the automatic one, and extra credit."""
        marked = self.auto if self.manual is None else self.manual
        return (marked or 0.0) + self.extra


def read_scores(database: str) -> tuple[Score, ...]:
    """Every graded cell of every submission, by learner, assignment and cell, in one statement."""
    from sqlalchemy import inspect, select

    from maitrise.cohort.tables import (
        ASSIGNMENT,
        BASE_CELL,
        GRADE,
        GRADE_CELL,
        SUBMITTED_ASSIGNMENT,
        SUBMITTED_NOTEBOOK,
    )

    grade, notebook, submitted, assignment, base, cell = (
        GRADE,
        SUBMITTED_NOTEBOOK,
        SUBMITTED_ASSIGNMENT,
        ASSIGNMENT,
        BASE_CELL,
        GRADE_CELL,
    )
    statement = (
        select(
            submitted.c.student_id,
            assignment.c.name,
            base.c.name,
            grade.c.auto_score,
            grade.c.manual_score,
            grade.c.extra_credit,
            notebook.c.late_submission_penalty,
            cell.c.max_score,
            grade.c.needs_manual_grade,
        )
        .join(notebook, grade.c.notebook_id == notebook.c.id)
        .join(submitted, notebook.c.assignment_id == submitted.c.id)
        .join(assignment, submitted.c.assignment_id == assignment.c.id)
        .join(base, grade.c.cell_id == base.c.id)
        .join(cell, cell.c.id == base.c.id)
        .order_by(submitted.c.student_id, assignment.c.name, base.c.name)
    )
    engine = connect(database)
    try:
        if not inspect(engine).has_table("grade"):
            return ()
        with engine.connect() as connection:
            return tuple(
                Score(
                    learner,
                    name,
                    which,
                    auto,
                    manual,
                    extra or 0.0,
                    penalty or 0.0,
                    maximum,
                    bool(needs),
                )
                for learner, name, which, auto, manual, extra, penalty, maximum, needs in (
                    connection.execute(statement)
                )
            )
    finally:
        engine.dispose()
