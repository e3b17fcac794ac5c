"""The late policy of a cohort as nbgrader's plug-in, for its own ``autograde``."""

from __future__ import annotations

from nbgrader.plugins import BasePlugin
from traitlets import Unicode

from maitrise.cohort.cohort import open_cohort


class CohortLatePenalty(BasePlugin):  # type: ignore[misc]
    """Takes from a late submission what ``cohort.toml`` says."""

    cohort = Unicode("", help="Folder of the cohort").tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Points lost, or None when nothing is."""
        policy = open_cohort(self.cohort).late
        return policy.penalty(score, total_seconds_late)
