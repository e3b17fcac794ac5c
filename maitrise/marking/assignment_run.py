"""The marking of one assignment: new submissions first, then changes made by hand since.

The grades and facts of a submission are written last, in one transaction, when its files are on
disk. A submission without them was interrupted, and is marked again with the same result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import datetime, tzinfo

from maitrise.base.text import Language
from maitrise.cases import case_file, parse_assignment, read_case
from maitrise.cohort import Cohort
from maitrise.cohort.database import Database
from maitrise.cohort.facts import SubmissionFacts
from maitrise.learner.sheet import parse_sheet
from maitrise.marking.exchange import exchange_files
from maitrise.marking.gradebook import AssignmentGradebook
from maitrise.marking.job import HandMarks, Job, MarkedSubmission
from maitrise.marking.keeping import wait_for_disk, write_in_folder
from maitrise.marking.prepare import prepare
from maitrise.marking.problem import NOT_WRITTEN, Problem, report_errors
from maitrise.marking.request import AssignmentTally, MarkingOptions, MarkingOutcome
from maitrise.marking.schedule import BATCH, mark_batches
from maitrise.marking.submission import Submission, sheet_bytes
from maitrise.marking.work import mark, page_place


class AssignmentRun:
    """The marking of one assignment."""

    def __init__(
        self,
        cohort: Cohort,
        options: MarkingOptions,
        name: str,
        database: Database,
        address: str,
        outcome: MarkingOutcome,
        language: Language,
        *,
        in_own_process: bool = False,
    ) -> None:
        """Prepare the assignment for marking.

        Args:
            name: of the assignment.
            address: of the gradebook that ``database`` is.
            outcome: collects counts and problems.
            language: of messages to the trainer.
            in_own_process: mark in worker processes even if few submissions are to be marked. After
                a marking that the system ended, a submission that causes this then ends a
                worker, and can be named, instead of ending this process again.

        Raises:
            ValueError: it is not the name of an assignment.
            MaitriseError: the case cannot be marked.
        """
        parsed = parse_assignment(name)
        if parsed is None:
            raise ValueError(name)
        self._cohort, self._options, self._in_own_process = cohort, options, in_own_process
        self._outcome = outcome
        self._language: Language = language
        case = read_case(case_file(parsed[0]))  # only this case: reading one takes a while
        prepared, rows = prepare(cohort, database, address, case, parsed[1], language)
        self._prepared = replace(
            prepared, late=cohort.late, zone=cohort.zone, feedback=options.feedback
        )
        self._gradebook = AssignmentGradebook(database, rows, *parsed)
        self._due = self._gradebook.set_due(cohort.due(name))
        self._entries = self._gradebook.entries()
        self._hand = self._gradebook.hand_marks()
        self._secrets: dict[str, str] = {}
        self._tally = outcome.assignments.setdefault(name, AssignmentTally())

    def mark(self, submissions: Sequence[Submission]) -> Iterator[int]:
        """Mark the submissions that are not marked yet; yields the size of each batch when done."""
        for batch in mark_batches(
            self._prepared,
            _batches(self._jobs(submissions), BATCH),
            scheduler=self._options.scheduler,
            workers=self._options.workers,
            in_own_process=self._in_own_process,
            total=len(submissions),
            language=self._language,
        ):
            good = self._write([one for one in batch if isinstance(one, MarkedSubmission)])
            for result in batch:
                problems = (result,) if isinstance(result, Problem) else result.problems
                self._outcome.problems.extend(problems)
            self._tally.marked += len(good)
            yield len(batch)

    def refresh(self) -> None:
        """Update feedback pages and penalties after hand marks and comments."""
        penalties: dict[str, float | None] = {}
        hand_marks = self._gradebook.hand_marks()
        entries = self._gradebook.entries() if hand_marks else {}
        for learner, hand in sorted(hand_marks.items()):
            entry = entries.get(learner)
            if entry is None or entry.facts is None or learner not in self._cohort.people:
                continue
            with self._report_errors(entry.facts.kept[:1], learner):
                job = self._job_again(entry.facts, hand)
                if job is None:
                    continue
                again = mark(self._prepared, job)
                if entry.penalty != again.penalty:
                    penalties[learner] = again.penalty
                if self._options.feedback:
                    self._write_file(page_place(self._prepared, learner), again.page)
        self._gradebook.set_penalties(penalties)
        self._tally.waiting = self._gradebook.waiting()

    def _report_errors(self, place: Sequence[str], learner: str) -> AbstractContextManager[None]:
        problems = self._outcome.problems
        return report_errors(problems.append, place, learner, beyond=NOT_WRITTEN)

    def _jobs(self, submissions: Iterable[Submission]) -> Iterator[Job]:
        for submission in submissions:
            job = None
            with self._report_errors((submission.file,), submission.learner):
                job = self._job(submission)
            if job:
                yield job

    def _job(self, submission: Submission) -> Job | None:
        """The job for a submission; None if it is marked already, or older than the one marked."""
        learner = submission.learner
        try:
            content = (self._cohort.folder / submission.kept).read_bytes()
        except OSError:
            wrong = Problem(submission.file, "gone", "not-read", "run-again", learner=learner)
            self._outcome.problems.append(wrong)
            return None
        read = content if submission.in_notebook else sheet_bytes(parse_sheet(content, "en"))
        digest = self._digest(read, submission.handed_in)
        entry = self._entries.get(learner)
        is_new = True
        if entry and entry.facts and entry.facts.handed_in:
            before = entry.facts
            if entry.facts.handed_in > submission.handed_in:
                values = {"newer": _written(entry.facts.handed_in, self._cohort.zone)}
                older = Problem(submission.file, "older", "kept", "", values, False, learner)
                self._outcome.problems.append(older)
                return None
            is_new = before.digest.partition(".")[0] != digest.partition(".")[0]
            is_done = before.digest == digest and entry.handed_in == submission.handed_in
            if is_done and not self._options.again:
                self._tally.unchanged += 1
                self._write_exchange(learner, submission.secret, submission.handed_in)
                return None
        self._secrets[learner] = submission.secret
        return Job(
            person=self._cohort.people[learner],
            handed_in=submission.handed_in,
            content=content,
            in_notebook=submission.in_notebook,
            file=submission.file,
            digest=digest,
            is_new=is_new,
            kept=tuple(dict.fromkeys((submission.kept, *submission.all_kept))),
            due=self._due_for(learner),
            hand=self._hand.get(learner, HandMarks()),
        )

    def _job_again(self, before: SubmissionFacts, hand: HandMarks) -> Job | None:
        """The job to mark a submission again; None if its file is gone."""
        if not before.kept or before.handed_in is None:
            return None
        try:
            content = (self._cohort.folder / before.kept[0]).read_bytes()
        except OSError:
            return None
        return Job(
            person=self._cohort.people[before.learner],
            handed_in=before.handed_in,
            content=content,
            in_notebook=before.kept[0].endswith(".ipynb"),
            file=before.kept[0],
            digest=before.digest,
            kept=before.kept,
            due=self._due_for(before.learner),
            hand=hand,
        )

    def _due_for(self, learner: str) -> datetime | None:
        entry = self._entries.get(learner)
        if self._due is None or entry is None or entry.extension is None:
            return self._due
        return self._due + entry.extension

    def _digest(self, content: bytes, handed_in: datetime) -> str:
        """A hash of answers and keys, then of all else that the marks depend on but hand marks."""
        answers = hashlib.sha256(content + self._prepared.digest.encode()).hexdigest()
        rest = f"{handed_in.isoformat()} {self._prepared.late} {self._due}"
        return f"{answers}.{hashlib.sha256(rest.encode()).hexdigest()[:16]}"

    def _write(self, submissions: Iterable[MarkedSubmission]) -> list[MarkedSubmission]:
        """Write files, then gradebook and facts in one transaction; returns what was written."""
        written = []
        for one in submissions:
            with self._report_errors(one.kept[:1], one.learner):
                for place, content in one.files.items():
                    self._write_file(place, content)
                secret = self._secrets.pop(one.learner, "")
                self._write_exchange(one.learner, secret, one.handed_in)
                written.append(one)
        if written:
            wait_for_disk()  # for kept files too: facts never refer to missing files
            self._gradebook.write(written)
        return written

    def _write_exchange(self, learner: str, secret: str, handed_in: datetime) -> None:
        files = exchange_files(learner, self._prepared.name, secret, handed_in) if secret else ()
        for place, content in files:
            if self._options.feedback or not place.startswith("feedback/"):
                self._write_file(place, content)

    def _write_file(self, place: str, content: bytes) -> None:
        path = self._cohort.folder / place
        with suppress(OSError):
            if path.read_bytes() == content:
                return
        write_in_folder(path, content)
        if place.startswith("autograded/"):
            path.chmod(0o400)  # read-only, as nbgrader leaves them


def _written(moment: datetime, zone: tzinfo) -> str:
    """A moment in the time zone of the class, to the minute."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _batches(jobs: Iterable[Job], size: int) -> Iterator[list[Job]]:
    batch: list[Job] = []
    for job in jobs:
        batch.append(job)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
