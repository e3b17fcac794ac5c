"""One marking from inbox to feedback: take in all files, then mark each assignment."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence

from maitrise.base.errors import MaitriseError, WrongCallError, shown_reason
from maitrise.base.text import Language, say
from maitrise.cases import assignment, case_ids
from maitrise.cohort import Cohort
from maitrise.cohort.database import Database, enrol
from maitrise.cohort.database_fault import DatabaseError, refusal_of
from maitrise.cohort.facts import marked_assignments, marked_submissions
from maitrise.cohort.lock import lock_cohort_and_gradebook
from maitrise.cohort.places import HANDED_IN
from maitrise.marking.already_kept import Known
from maitrise.marking.assignment_run import AssignmentRun
from maitrise.marking.inbox import walk_inbox
from maitrise.marking.intake import Intake
from maitrise.marking.naming import NamePattern
from maitrise.marking.problem import NOT_WRITTEN, Problem
from maitrise.marking.problem_limiter import ProblemLimiter
from maitrise.marking.request import MarkingOptions, MarkingOutcome
from maitrise.marking.submission import Submission
from maitrise.marking.tidying import TREES, clean_after_crash
from maitrise.marking.upkeep import sync_hand_marks_and_records, sync_submissions

Progress = Callable[[str, int, int], None]
_WRONG_PLACE = {errno.EEXIST, errno.EISDIR, errno.ENOTDIR}


class MarkingRun:
    """One marking of one cohort."""

    def __init__(
        self, cohort: Cohort, options: MarkingOptions, language: Language, progress: Progress
    ) -> None:
        self._cohort, self._options, self._progress = cohort, options, progress
        self._language: Language = language
        self._address = options.gradebook or cohort.database
        self._cases = case_ids()
        self._was_ended = False  # the marking before this one, by the system
        self.outcome = MarkingOutcome()

    def run(self) -> MarkingOutcome:
        """Run the marking and return its outcome.

        Raises:
            WrongCallError: the inbox, the gradebook or an option cannot be used.
            BusyError: another command is working on this cohort.
        """
        self._check_inboxes()
        folder = self._cohort.folder
        try:
            with (
                Database(self._address) as database,
                lock_cohort_and_gradebook(folder, database, self._language),
            ):
                # Somebody may have been erased while this waited for its turn.
                self._cohort = cohort = self._cohort.as_of_now()
                self._check_folder()
                with clean_after_crash(folder) as self._was_ended:
                    enrol(database, cohort.people.values())
                    sync_submissions(cohort, database)
                    self._mark(self._taken_in(database), database)
                    notify = self.outcome.problems.append
                    sync_hand_marks_and_records(cohort, database, notify, again=self._options.again)
        except DatabaseError as error:
            raise refusal_of(error, self._language) from error
        except OSError as error:
            if error.errno not in NOT_WRITTEN | _WRONG_PLACE:
                raise
            raise self._not_written(error) from error
        return self.outcome

    def _not_written(self, error: OSError) -> WrongCallError:
        where = error.filename or self._cohort.folder
        values = {"folder": where, "why": shown_reason(error, self._language)}
        return WrongCallError(say("mark.not-written", self._language, **values))

    def _check_folder(self) -> None:
        """Refuse to begin if one of our folders is something else; raises ``WrongCallError``."""
        for name in TREES:
            path = self._cohort.folder / name
            if path.exists() and not path.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))

    def _check_inboxes(self) -> None:
        if not self._cohort.people:
            raise WrongCallError(say("mark.nobody", self._language, name=self._cohort.folder.name))
        folder = self._cohort.folder.resolve()
        for inbox in self._options.inboxes:
            if not inbox.exists():
                raise WrongCallError(say("mark.no-inbox", self._language, inbox=inbox))
            inside = inbox.resolve().is_relative_to(folder)
            is_submitted = inbox.resolve().is_relative_to(folder / "submitted")
            if (inside and not is_submitted) or folder.is_relative_to(inbox.resolve()):
                raise WrongCallError(say("mark.inbox-in-cohort", self._language, inbox=inbox))

    def _taken_in(self, database: Database) -> list[Submission]:
        """Take in the inboxes, and what was handed in by the button of a room."""
        own = self._cohort.folder / HANDED_IN
        inboxes = (*self._options.inboxes, *([own] if own.is_dir() else []))
        if not inboxes:
            return []

        def known() -> Known:
            before = marked_submissions(database)
            return {(one.learner, one.assignment): one for one in before}

        written = self._options.pattern
        pattern = NamePattern(written, self._language) if written else None
        notify = ProblemLimiter(self.outcome.problems.append)
        intake = Intake(
            self._cohort, self._cases, notify, self._language, pattern=pattern, known=known
        )
        self._progress("taking-in", 0, 0)
        intake.take(walk_inbox(inboxes, notify, self._cohort.zone))
        submissions = intake.submissions()
        notify.report_omitted()
        return submissions

    def _mark(self, submissions: Sequence[Submission], database: Database) -> None:
        by_assignment: dict[str, list[Submission]] = {}
        for submission in submissions:
            by_assignment.setdefault(submission.assignment, []).append(submission)
        for case, language in marked_assignments(database, self._cohort.people):
            if case in self._cases:
                by_assignment.setdefault(assignment(case, language), [])
        done = 0
        for name, of_assignment in sorted(by_assignment.items()):
            try:
                marking = AssignmentRun(
                    self._cohort, self._options, name, database, self._address, self.outcome,
                    self._language, in_own_process=self._was_ended,
                )  # fmt: skip
            except MaitriseError as error:
                values = {"why": error, "count": len(of_assignment)}
                self.outcome.problems.append(Problem(name, "not-markable", "kept", "", values))
                continue
            for count in marking.mark(of_assignment):
                done += count
                self._progress("marking", done, len(submissions))
            marking.refresh()
