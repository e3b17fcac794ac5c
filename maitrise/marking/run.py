"""One marking from inbox to feedback: take in, then mark one assignment after the other."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from maitrise.base.errors import MaitriseError, WrongCallError, shown_reason
from maitrise.base.text import Language, say
from maitrise.cases import assignment, case_ids
from maitrise.cohort import Cohort
from maitrise.cohort.database import connect, enrol
from maitrise.marking.assignment_run import AssignmentRun
from maitrise.marking.inbox import walk_inbox
from maitrise.marking.intake import Intake
from maitrise.marking.lock import alone
from maitrise.marking.naming import NamePattern
from maitrise.marking.order import Order
from maitrise.marking.outcome import Outcome
from maitrise.marking.problem import Problem
from maitrise.marking.submission import Submission
from maitrise.marking.tidying import tidied

if TYPE_CHECKING:
    from sqlalchemy import Engine

Progress = Callable[[str, int, int], None]
_NOT_WRITTEN = {errno.EACCES, errno.EDQUOT, errno.ENOSPC, errno.EPERM, errno.EROFS}


class MarkingRun:
    """One marking of one cohort."""

    def __init__(
        self, cohort: Cohort, order: Order, language: Language, progress: Progress
    ) -> None:
        self._cohort, self._order, self._progress = cohort, order, progress
        self._language: Language = language
        self._database = order.gradebook or cohort.database
        self._cases = case_ids()
        self.outcome = Outcome()

    def run(self) -> Outcome:
        """Do it.

        Raises:
            WrongCallError: the inbox, the gradebook or an option cannot be used.
            BusyError: another marking of this cohort is at work.
        """
        from sqlalchemy.exc import SQLAlchemyError

        self._check_inboxes()
        engine = connect(self._database)
        try:
            with alone(self._cohort.folder, engine, self._language), tidied(self._cohort.folder):
                enrol(engine, self._cohort.people.values())
                self._mark(self._taken_in(), engine)
        except SQLAlchemyError as error:
            why = str(error).partition("\n")[0][:200]
            raise WrongCallError(say("cohort.no-gradebook", self._language, why=why)) from error
        except OSError as error:
            if error.errno not in _NOT_WRITTEN:
                raise
            values = {"folder": self._cohort.folder, "why": shown_reason(error, self._language)}
            raise WrongCallError(say("mark.not-written", self._language, **values)) from error
        finally:
            engine.dispose()
        return self.outcome

    def _check_inboxes(self) -> None:
        if not self._cohort.people:
            raise WrongCallError(say("mark.nobody", self._language, name=self._cohort.folder.name))
        folder = self._cohort.folder.resolve()
        for inbox in self._order.inboxes:
            if not inbox.exists():
                raise WrongCallError(say("mark.no-inbox", self._language, inbox=inbox))
            inside = inbox.resolve().is_relative_to(folder)
            is_submitted = inbox.resolve().is_relative_to(folder / "submitted")
            if (inside and not is_submitted) or folder.is_relative_to(inbox.resolve()):
                raise WrongCallError(say("mark.inbox-in-cohort", self._language, inbox=inbox))

    def _taken_in(self) -> list[Submission]:
        """Take in the inboxes."""
        if not self._order.inboxes:
            return []
        written = self._order.pattern
        pattern = NamePattern(written, self._language) if written else None
        tell = self.outcome.problems.append
        intake = Intake(self._cohort, self._cases, tell, self._language, pattern)
        self._progress("taking-in", 0, 0)
        intake.take(walk_inbox(self._order.inboxes, tell))
        return intake.submissions()

    def _mark(self, submissions: Sequence[Submission], engine: Engine) -> None:
        by_assignment: dict[str, list[Submission]] = {}
        for submission in submissions:
            by_assignment.setdefault(submission.assignment, []).append(submission)
        for name in self._marked_before():
            by_assignment.setdefault(name, [])
        done = 0
        for name, mine in sorted(by_assignment.items()):
            try:
                of_assignment = AssignmentRun(
                    self._cohort, self._order, name, engine, self._database, self.outcome,
                    self._language,
                )  # fmt: skip
            except MaitriseError as error:
                values = {"why": error, "count": len(mine)}
                self.outcome.problems.append(Problem(name, "not-markable", "kept", "", values))
                continue
            for count in of_assignment.mark(mine):
                done += count
                self._progress("marking", done, len(submissions))
            of_assignment.refresh()

    def _marked_before(self) -> set[str]:
        found = {path.stem for path in (self._cohort.folder / "marks").glob("*/*.json")}
        known = {assignment(case, each) for case in self._cases for each in ("fr", "en")}
        return found & known
