"""The marking of one assignment: what is not marked yet, then what people have said since.

A submission is done when the gradebook says of what: its grades and facts are written last, in one
transaction, once its files are on the disk. Whatever was interrupted is done again, with the same
outcome.
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
from maitrise.marking.problem import NOT_WRITTEN, Problem, guarded
from maitrise.marking.request import AssignmentTally, MarkingOptions, Outcome
from maitrise.marking.schedule import BATCH, marked
from maitrise.marking.submission import Submission, as_we_write_it
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
        outcome: Outcome,
        language: Language,
        *,
        apart: bool = False,
    ) -> None:
        """Make ready to mark.

        Args:
            name: of the assignment.
            address: of the gradebook that ``database`` is.
            outcome: is told what is done and what is wrong.
            language: in which the trainer is spoken to.
            apart: mark in processes of their own, however few there are: after a marking that the
                system ended, what one submission does to us shall end a worker, which names it,
                and not this process once more.

        Raises:
            ValueError: no assignment is called so.
            MaitriseError: the case cannot be marked.
        """
        parsed = parse_assignment(name)
        if parsed is None:
            raise ValueError(name)
        self._cohort, self._options, self._apart = cohort, options, apart
        self._outcome = outcome
        self._language: Language = language
        case = read_case(case_file(parsed[0]))  # only what is marked: to read a case takes a while
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
        """Mark what is not marked yet; says after each batch how many are done."""
        for batch in marked(
            self._prepared,
            _batches(self._jobs(submissions), BATCH),
            scheduler=self._options.scheduler,
            workers=self._options.workers,
            apart=self._apart,
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
        """Bring pages and penalties up to date with what people have said since."""
        penalties: dict[str, float | None] = {}
        hand_marks = self._gradebook.hand_marks()
        entries = self._gradebook.entries() if hand_marks else {}
        for learner, hand in sorted(hand_marks.items()):
            entry = entries.get(learner)
            if entry is None or entry.facts is None or learner not in self._cohort.people:
                continue
            with self._guarded(entry.facts.kept[:1], learner):
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

    def _guarded(self, place: Sequence[str], learner: str) -> AbstractContextManager[None]:
        problems = self._outcome.problems
        return guarded(problems.append, place, learner, beyond=NOT_WRITTEN)

    def _jobs(self, submissions: Iterable[Submission]) -> Iterator[Job]:
        for submission in submissions:
            job = None
            with self._guarded((submission.file,), submission.learner):
                job = self._job(submission)
            if job:
                yield job

    def _job(self, submission: Submission) -> Job | None:
        """What is to be done for a submission; None when it is done, or an older one."""
        learner = submission.learner
        try:
            content = (self._cohort.folder / submission.kept).read_bytes()
        except OSError:
            wrong = Problem(submission.file, "gone", "not-read", "run-again", learner=learner)
            self._outcome.problems.append(wrong)
            return None
        read = content if submission.in_notebook else as_we_write_it(parse_sheet(content, "en"))
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
        """A submission that was marked before; None where its file is gone."""
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
        """Of the answers and keys, then of all else that the marks depend on but hand marks."""
        answers = hashlib.sha256(content + self._prepared.digest.encode()).hexdigest()
        rest = f"{handed_in.isoformat()} {self._prepared.late} {self._due}"
        return f"{answers}.{hashlib.sha256(rest.encode()).hexdigest()[:16]}"

    def _write(self, submissions: Iterable[MarkedSubmission]) -> list[MarkedSubmission]:
        """Files, then the gradebook with the facts in one transaction; what was written."""
        written = []
        for one in submissions:
            with self._guarded(one.kept[:1], one.learner):
                for place, content in one.files.items():
                    self._write_file(place, content)
                secret = self._secrets.pop(one.learner, "")
                self._write_exchange(one.learner, secret, one.handed_in)
                written.append(one)
        if written:
            wait_for_disk()  # for what was kept too: facts never speak of files that are not there
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
            path.chmod(0o400)  # not to be written, as nbgrader leaves them


def _written(moment: datetime, zone: tzinfo) -> str:
    """A moment by the class's clocks, to the minute."""
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
