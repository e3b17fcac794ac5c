"""One marking from inbox to feedback: take in, mark, record, show.

A submission is done when its rows are in the gradebook and its marks file says of what; the file
is written last. Whatever was interrupted is done again, with the same outcome.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from maitrise.cases import assignment, case_file, case_ids, read_case
from maitrise.cohort import Cohort
from maitrise.cohort.database import connect, enrol
from maitrise.cohort.marked import MarkedSubmission, read_marked
from maitrise.errors import MaitriseError, WrongCallError, shown_reason
from maitrise.marking.already_kept import as_we_write_it
from maitrise.marking.exchange import exchange_files, missing_files
from maitrise.marking.gradebook import AssignmentGradebook, Standing
from maitrise.marking.inbox import walk_inbox
from maitrise.marking.intake import Intake, Submission
from maitrise.marking.kit import HandMarks, Job, Kit, Result
from maitrise.marking.lock import alone
from maitrise.marking.naming import NamePattern
from maitrise.marking.on_disk import EACH_FILE, wait_for_disk
from maitrise.marking.prepare import prepare
from maitrise.marking.problem import Problem
from maitrise.marking.schedule import BATCH, marked
from maitrise.marking.tidying import tidied
from maitrise.marking.work import mark, page_place
from maitrise.sheet import parse_sheet, write_whole
from maitrise.text import Language, say

Progress = Callable[[str, int, int], None]
_NOT_WRITTEN = {errno.EACCES, errno.EDQUOT, errno.ENOSPC, errno.EPERM, errno.EROFS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the trainer asked for.

    Attributes:
        gradebook: address of another database than the cohort's own, "" for that.
        scheduler: address of a Dask scheduler, "" for this machine.
        pattern: how the platform names files, "" to find out.
        again: mark also what is marked already.
        feedback: whether pages are written.
    """

    inboxes: tuple[Path, ...] = ()
    gradebook: str = ""
    scheduler: str = ""
    workers: int | None = None
    pattern: str = ""
    again: bool = False
    feedback: bool = True


@dataclass(slots=True)
class AssignmentTally:
    """How one assignment stands after a marking."""

    marked: int = 0
    unchanged: int = 0
    waiting: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What a marking came to."""

    assignments: dict[str, AssignmentTally] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def needs_person(self) -> bool:
        """Whether anything is left for a person to do."""
        return any(each.waiting for each in self.assignments.values()) or any(
            problem.needs_person for problem in self.problems
        )


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

    def _mark(self, submissions: Sequence[Submission], engine: Any) -> None:
        by_assignment: dict[str, list[Submission]] = {}
        for submission in submissions:
            by_assignment.setdefault(submission.assignment, []).append(submission)
        for name in self._marked_before():
            by_assignment.setdefault(name, [])
        done = 0
        for name, mine in sorted(by_assignment.items()):
            try:
                of_assignment = _AssignmentRun(self, name, engine)
            except MaitriseError as error:
                values = {"why": error, "count": len(mine)}
                self.tell(Problem(name, "not-markable", "kept", "", values))
                continue
            for count in of_assignment.mark(mine):
                done += count
                self._progress("marking", done, len(submissions))
            of_assignment.refresh()

    def _marked_before(self) -> set[str]:
        found = {path.stem for path in (self._cohort.folder / "marks").glob("*/*.json")}
        known = {assignment(case, each) for case in self._cases for each in ("fr", "en")}
        return found & known

    def tell(self, problem: Problem) -> None:
        """Note a problem."""
        self.outcome.problems.append(problem)


class _AssignmentRun:
    """The marking of one assignment."""

    def __init__(self, run: MarkingRun, name: str, engine: Any) -> None:
        case, _, spoken = name.rpartition("-")
        language: Language = "fr" if spoken == "fr" else "en"
        self._run, self._cohort, self._order = run, run._cohort, run._order
        self._language = run._language
        read = read_case(case_file(case))  # only what is marked: to read a case takes a while
        kit, rows = prepare(self._cohort, engine, run._database, read, language)
        self._kit: Kit = replace(kit, late=self._cohort.late)
        self._gradebook = AssignmentGradebook(engine, rows)
        self._due = self._gradebook.set_due(self._cohort.due(name))
        self._standings: dict[str, Standing] = self._gradebook.standings()
        self._hand = self._gradebook.hand_marks()
        self._secrets: dict[str, str] = {}
        self._tally = run.outcome.assignments.setdefault(name, AssignmentTally())

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
                for problem in each.problems if isinstance(each, Result) else (each,):
                    self._run.tell(problem)
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
            self._run.tell(replace(wrong, learner=submission.learner))
            return None
        read = content if submission.in_notebook else as_we_write_it(parse_sheet(content, "en"))
        digest = self._digest(read, submission.handed_in)
        before = self._marked(submission.learner)
        held = self._standings.get(submission.learner)
        is_new = True
        if before is not None and held is not None:
            if before.handed_in_at > submission.handed_in:
                values = {"newer": before.handed_in}
                self._run.tell(
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
