"""The late policy of a cohort as nbgrader's plug-in, for its own ``autograde``."""

from __future__ import annotations

from nbgrader.plugins import BasePlugin
from traitlets import Unicode

from maitrise.base.moments import seconds_on_the_clock
from maitrise.cohort.cohort import open_cohort
from maitrise.cohort.table_moments import as_moment


class CohortLatePenalty(BasePlugin):  # type: ignore[misc]
    """Gives late submissions the penalty of ``cohort.toml``."""

    cohort = Unicode("", help="Folder of the cohort").tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Points lost, or None; days are counted in the time zone of the class.

        Args:
            total_seconds_late: as nbgrader counts them, across changes of clock.
        """
        cohort = open_cohort(self.cohort)
        submission = self.parent.gradebook.find_submission(self.parent.assignment_id, student_id)
        due, at = as_moment(submission.duedate), as_moment(submission.timestamp)
        late = seconds_on_the_clock(due, at, cohort.zone) if due and at else total_seconds_late
        return cohort.late.penalty(score, late)
