"""The marking of one assignment: what is not marked yet, then what people have said since.

A submission is done when its rows are in the gradebook and its marks file says of what; the file
is written last. Whatever was interrupted is done again, with the same outcome.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from maitrise.base.errors import MaitriseError
from maitrise.base.files import write_whole
from maitrise.base.locale import as_language
from maitrise.base.text import Language
from maitrise.cases import case_file, read_case
from maitrise.cohort import Cohort
from maitrise.cohort.marked import MarkedSubmission, read_marked
from maitrise.learner.sheet import parse_sheet
from maitrise.marking.already_kept import as_we_write_it
from maitrise.marking.exchange import exchange_files, missing_files
from maitrise.marking.gradebook import AssignmentGradebook, Standing
from maitrise.marking.kit import HandMarks, Job, Kit, Result
from maitrise.marking.on_disk import EACH_FILE, wait_for_disk
from maitrise.marking.order import Order
from maitrise.marking.outcome import AssignmentTally, Outcome
from maitrise.marking.prepare import prepare
from maitrise.marking.problem import Problem
from maitrise.marking.schedule import BATCH, marked
from maitrise.marking.submission import Submission
from maitrise.marking.work import mark, page_place

if TYPE_CHECKING:
    from sqlalchemy import Engine


class AssignmentRun:
    """The marking of one assignment."""

    def __init__(
        self,
        cohort: Cohort,
        order: Order,
        name: str,
        engine: Engine,
        database: str,
        outcome: Outcome,
        language: Language,
    ) -> None:
        """Make ready to mark.

        Args:
            name: of the assignment.
            database: address of the gradebook to which ``engine`` is connected.
            outcome: is told what is done and what is wrong.
            language: in which the trainer is spoken to.

        Raises:
            MaitriseError: the case cannot be marked.
        """
        case, _, spoken = name.rpartition("-")
        asked_in = as_language(spoken) or language
        self._cohort, self._order = cohort, order
        self._outcome = outcome
        self._language: Language = language
        read = read_case(case_file(case))  # only what is marked: to read a case takes a while
        kit, rows = prepare(cohort, engine, database, read, asked_in)
        self._kit: Kit = replace(kit, late=self._cohort.late)
        self._gradebook = AssignmentGradebook(engine, rows)
        self._due = self._gradebook.set_due(self._cohort.due(name))
        self._standings: dict[str, Standing] = self._gradebook.standings()
        self._hand = self._gradebook.hand_marks()
        self._secrets: dict[str, str] = {}
        self._tally = outcome.assignments.setdefault(name, AssignmentTally())

    def mark(self, submissions: Sequence[Submission]) -> Iterator[int]:
        """Mark what is not marked yet; says after each batch how many are done."""
        jobs = (job for each in submissions if (job := self._job(each)) is not None)
        batches = ((self._kit, batch) for batch in _batches(jobs, BATCH))
        order = self._order
        for _, results in marked(
            batches,
            scheduler=order.scheduler,
            workers=order.workers,
            total=len(submissions),
            language=self._language,
        ):
            good = [each for each in results if isinstance(each, Result)]
            self._write(good)
            for each in results:
                told = each.problems if isinstance(each, Result) else (each,)
                self._outcome.problems.extend(told)
            self._tally.marked += len(good)
            yield len(results)

    def refresh(self) -> None:
        """Bring pages and penalties up to date with what people have said since."""
        penalties: dict[str, float | None] = {}
        for learner, hand in sorted(self._gradebook.hand_marks().items()):
            before = self._marked(learner)
            if before is None or learner not in self._cohort.people or not before.kept:
                continue
            job = self._job_again(before, hand)
            if job is None:
                continue
            result = mark(self._kit, job)
            if self._standings.get(learner, Standing(None, None, None)).penalty != result.penalty:
                penalties[learner] = result.penalty
            if self._order.feedback:
                self._write_file(page_place(self._kit, learner), result.page)
        self._gradebook.set_penalties(penalties)
        self._tally.waiting = self._gradebook.waiting()
        if self._order.feedback:
            for place, content in missing_files(self._cohort.folder, self._kit.assignment):
                self._write_file(place, content)

    def _job(self, submission: Submission) -> Job | None:
        """What is to be done for a submission; None when it is done, or an older one."""
        try:
            content = (self._cohort.folder / submission.kept).read_bytes()
        except OSError:
            wrong = Problem(submission.file, "gone", "not-read", "run-again")
            self._outcome.problems.append(replace(wrong, learner=submission.learner))
            return None
        read = content if submission.in_notebook else as_we_write_it(parse_sheet(content, "en"))
        digest = self._digest(read, submission.handed_in)
        before = self._marked(submission.learner)
        held = self._standings.get(submission.learner)
        is_new = True
        if before is not None and held is not None:
            if before.handed_in_at > submission.handed_in:
                values = {"newer": before.handed_in}
                self._outcome.problems.append(
                    Problem(submission.file, "older", "kept", "", values, False,
                            submission.learner)
                )  # fmt: skip
                return None
            is_new = before.digest.partition(".")[0] != digest.partition(".")[0]
            is_done = before.digest == digest and held.handed_in == submission.handed_in
            if is_done and not self._order.again:
                self._tally.unchanged += 1
                self._write_exchange(submission.learner, submission.secret, submission.handed_in)
                return None
        self._secrets[submission.learner] = submission.secret
        return Job(
            person=self._cohort.people[submission.learner],
            handed_in=submission.handed_in,
            content=content,
            in_notebook=submission.in_notebook,
            file=submission.file,
            digest=digest,
            is_new=is_new,
            kept=tuple(dict.fromkeys((submission.kept, *submission.all_kept))),
            due=self._due_for(submission.learner),
            hand=self._hand.get(submission.learner, HandMarks()),
        )

    def _job_again(self, before: MarkedSubmission, hand: HandMarks) -> Job | None:
        try:
            content = (self._cohort.folder / before.kept[0]).read_bytes()
        except OSError:
            return None
        return Job(
            person=self._cohort.people[before.learner],
            handed_in=before.handed_in_at,
            content=content,
            in_notebook=before.kept[0].endswith(".ipynb"),
            file=before.kept[0],
            digest=before.digest,
            kept=before.kept,
            due=self._due_for(before.learner),
            hand=hand,
        )

    def _due_for(self, learner: str) -> datetime | None:
        held = self._standings.get(learner)
        if self._due is None or held is None or held.extension is None:
            return self._due
        return self._due + held.extension

    def _digest(self, content: bytes, handed_in: datetime) -> str:
        """Of the answers and keys, then of all else that the marks depend on but hand marks."""
        answers = hashlib.sha256(content + self._kit.digest.encode()).hexdigest()
        rest = f"{handed_in.isoformat()} {self._kit.late} {self._due}"
        return f"{answers}.{hashlib.sha256(rest.encode()).hexdigest()[:16]}"

    def _marked(self, learner: str) -> MarkedSubmission | None:
        path = self._cohort.folder / self._marks_place(learner)
        try:
            return read_marked(path)
        except (OSError, MaitriseError):
            return None

    def _marks_place(self, learner: str) -> str:
        return f"marks/{learner}/{self._kit.assignment}.json"

    def _write(self, results: Sequence[Result]) -> None:
        """Files, then the gradebook in one transaction, then the marks that say it is done."""
        for result in results:
            for place, content in result.files.items():
                if self._order.feedback or not place.startswith("feedback/"):
                    self._write_file(place, content)
            secret = self._secrets.pop(result.learner, "")
            self._write_exchange(result.learner, secret, result.handed_in)
        if results:
            wait_for_disk()  # for what was kept too: marks never stand for files that do not
            self._gradebook.write(results)
        for result in results:
            self._write_file(self._marks_place(result.learner), result.marks)

    def _write_exchange(self, learner: str, secret: str, handed_in: datetime) -> None:
        files = exchange_files(learner, self._kit.assignment, secret, handed_in) if secret else ()
        for place, content in files:
            if self._order.feedback or not place.startswith("feedback/"):
                self._write_file(place, content)

    def _write_file(self, place: str, content: bytes) -> None:
        path = self._cohort.folder / place
        try:
            if path.read_bytes() == content:
                return
        except OSError:
            path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content, synced=EACH_FILE)
        if place.startswith("autograded/"):
            path.chmod(0o444)  # as nbgrader leaves them


def _batches(jobs: Iterable[Job], size: int) -> Iterator[list[Job]]:
    batch: list[Job] = []
    for job in jobs:
        batch.append(job)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
