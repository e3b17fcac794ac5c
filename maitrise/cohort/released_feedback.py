"""Release feedback through nbgrader's exchange, to those who handed in through it.

A page is found there by the secret that ``nbgrader submit`` has left in the hand-in. nbgrader's own
release stops at the first page that has none, which somebody has sent by mail, or all have.
"""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

from maitrise.cohort.places import SECRET


class ReleaseFeedbackOfExchange(ExchangeReleaseFeedback):  # type: ignore[misc]
    """nbgrader's own exporter, but without pages of learners who did not use the exchange."""

    def copy_files(self) -> None:
        """Release the pages of those who handed in through the exchange; say how many did not."""
        pages = Path(self.src_path).parent.parent.glob(f"*/{self.coursedir.assignment_id}/*.html")
        without = {page.parent.parent.name for page in pages if not _has_secret(page.parent)}
        excluded = filter(None, (self.coursedir.student_id_exclude, *sorted(without)))
        self.coursedir.student_id_exclude = ",".join(excluded)
        if without:
            self.log.warning(
                "%d did not hand in through the exchange: their pages stay in feedback/.",
                len(without),
            )
        super().copy_files()


def _has_secret(folder: Path) -> bool:
    return (folder / SECRET).is_file()
