"""From the files of an inbox to one submission for each learner and assignment.

Every file is kept, under its learner or as unmatched. Of each learner and assignment, the newest
hand-in counts. The answer sheet is the submission; the copy in the notebook replaces a sheet that
is missing or cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from maitrise.base.errors import SheetError
from maitrise.base.text import Language
from maitrise.cases import assignment, parse_assignment, sheet_in_notebook
from maitrise.cases.files import RECORD, SHEET
from maitrise.cohort import Cohort
from maitrise.cohort.places import SECRET
from maitrise.learner.sheet import AnswerSheet, parse_sheet
from maitrise.marking.already_kept import AlreadyKept, Known
from maitrise.marking.exchange import TIMESTAMP, read_secret
from maitrise.marking.forgery import Forgeries
from maitrise.marking.hand_in import HandIn, Unread
from maitrise.marking.hand_in_limits import HandInLimits
from maitrise.marking.inbox_file import InboxFile
from maitrise.marking.keeping import UNMATCHED, keep_file
from maitrise.marking.named_assignment import AssignmentNames
from maitrise.marking.naming import NamePattern
from maitrise.marking.other_files import OtherFiles
from maitrise.marking.owner_finder import NoOwner, Owner, OwnerFinder
from maitrise.marking.problem import NOT_WRITTEN, Notify, Problem, report_errors, shown_place
from maitrise.marking.records import Records
from maitrise.marking.submission import Submission
from maitrise.marking.times import HandInTimes
from maitrise.marking.unmatched import ARCHIVES, UnmatchedFiles, is_sheet

_OLD_SHEET = re.compile(r"\.(damaged|before)-")
_OUR_FILES = {"case.json", "nbgrader_config.py"}


class Intake:
    """Takes in the files of one or more inboxes."""

    def __init__(
        self,
        cohort: Cohort,
        cases: Collection[str],
        notify: Notify,
        language: Language,
        *,
        pattern: NamePattern | None = None,
        known: Callable[[], Known] = dict,
    ) -> None:
        """Begin with no files.

        Args:
            cases: ids of the cases that can be marked.
            notify: called with each problem of a file.
            language: of messages.
            pattern: how the platform names files.
            known: returns the submissions marked before; called only if the cohort's own tree is
                taken in, or a file cannot be read.
        """
        self._cohort, self._cases, self._notify = cohort, cases, notify
        self._language: Language = language
        self._pattern = pattern
        self._roster = OwnerFinder(cohort.people.values())
        self._times = HandInTimes(cohort.zone, notify)
        self._hand_ins: dict[tuple[tuple[str, ...], str], HandIn] = {}
        self._records = Records(cohort.folder)
        self._secrets: dict[tuple[str, ...], str] = {}
        self._others = OtherFiles(self._roster, notify)
        self._amounts = HandInLimits(notify)
        self._assignments = AssignmentNames(cases)
        self._forgeries = Forgeries(cohort, notify)
        self._unmatched = UnmatchedFiles(notify)
        self._known = known
        self._already = AlreadyKept(cohort.folder, known)

    def take(self, files: Iterable[InboxFile]) -> None:
        """Keep every file, and read those that may be a submission."""
        for file in files:
            if file.name == TIMESTAMP:
                continue
            if file.name in _OUR_FILES or file.suffix == ".csv":
                self._others.pass_over(file)
                continue
            with report_errors(self._notify, file.place, beyond=NOT_WRITTEN):
                self._take_one(file)

    def _take_one(self, file: InboxFile) -> None:
        if file.name == SECRET:
            self._secrets[file.container] = read_secret(file.content)
            return
        before = self._already.submission(file)
        if before and before.learner in self._cohort.people and before.case in self._cases:
            # A file of the cohort's own tree stands for the files that were kept before.
            hand_in = self._hand_in(file, before.learner)
            hand_in.kept = list(before.all_kept)
            if file.name == SHEET:
                hand_in.sheets.append(before)
        else:
            self._take(file)

    def submissions(self) -> list[Submission]:
        """The newest readable hand-in of each learner and assignment."""
        self._unmatched.report()
        best: dict[tuple[str, str], Submission] = {}
        for (container, _), hand_in in self._hand_ins.items():
            hand_in.secret = self._secrets.get(container, "")
            of_hand_in: list[Submission] = []
            with report_errors(self._notify, container, hand_in.learner, beyond=NOT_WRITTEN):
                of_hand_in = self._of_hand_in(hand_in)
            for submission in of_hand_in:
                key = (submission.learner, submission.assignment)
                newer = submission
                if key in best:
                    older, newer = sorted((best[key], submission), key=lambda one: one.age)
                    values = {"newer": newer.file}
                    self._say(older.file, "older", "kept", "", older.learner, values, False)
                best[key] = newer
        containers = {container for container, _ in self._hand_ins}
        self._others.report(self._hand_ins.values(), containers, {learner for learner, _ in best})
        return [best[key] for key in sorted(best)]

    def _hand_in(self, file: InboxFile, learner: str) -> HandIn:
        return self._hand_ins.setdefault((file.container, learner), HandIn(learner))

    def _take(self, file: InboxFile) -> None:
        parts = self._pattern.parts(file.place) if self._pattern else {}
        owner = self._owner(file, parts)
        if self._amounts.exceeded_by(file, owner.learner if isinstance(owner, Owner) else ""):
            return
        position = 0 if isinstance(owner, NoOwner) else owner.position
        at = self._times.moment(file, position, parts.get("timestamp", ""))
        if isinstance(owner, NoOwner):
            keep_file(self._cohort.folder, file, (UNMATCHED,), at)
            self._unmatched.add(file, owner)
            return
        place = shown_place(file.place)
        if owner.also:
            values = {"id": owner.also, "learner": owner.learner}
            self._say(place, "named-for-another", "for-folder", "look", owner.learner, values)
        if self._forgeries.is_of_another(file, owner.learner):
            self._keep(file, owner.learner, self._assignments.in_path(file), at)
        elif file.name == RECORD:
            self._take_record(file, owner.learner)
        elif file.suffix == ".ipynb":
            kept = self._keep(file, owner.learner, self._assignments.in_metadata(file), at)
            wrong = "too-large" if file.content is None else ""
            is_proven = self._forgeries.is_proven(file)
            unread = Unread(place, at, kept, wrong=wrong, is_proven=is_proven)
            self._hand_in(file, owner.learner).notebooks.append(unread)
        elif is_sheet(file):
            self._take_sheet(file, owner.learner, at)
        else:
            self._keep(file, owner.learner, self._assignments.in_path(file), at)
            if file.suffix not in ARCHIVES:  # reported elsewhere
                self._others.add(file, owner.learner)

    def _take_sheet(self, file: InboxFile, learner: str, at: datetime) -> None:
        place, named = shown_place(file.place), self._assignments.in_path(file)
        try:
            if file.content is None:
                raise SheetError("1 MiB")
            sheet = parse_sheet(file.content, self._language)
        except SheetError as error:
            kept = self._keep(file, learner, named, at)
            wrong = "too-large" if file.content is None else "bad-sheet"
            unread = Unread(place, at, kept, str(error), wrong)
            self._hand_in(file, learner).unread.append(unread)
            return
        other = parse_assignment(named) if named else None
        if sheet.case not in self._cases:
            self._keep(file, learner, named, at)
            values = {"case": sheet.case}
            self._say(place, "unknown-case", "kept", "right-case", learner, values)
        elif other and other[0] != sheet.case:
            self._keep(file, learner, named, at)
            values = {"case": sheet.case, "named": named}
            self._say(place, "other-case", "kept", "right-case", learner, values)
        else:
            kept = self._keep(file, learner, assignment(sheet.case, sheet.language), at)
            if (
                kept
                and not _OLD_SHEET.search(file.name)
                and not self._forgeries.refuse(
                    place, sheet, learner, is_proven=self._forgeries.is_proven(file)
                )
            ):
                rank = 2 if file.name.lower() == SHEET else 1
                submission = _submission(learner, sheet, at, kept, place, rank)
                self._hand_in(file, learner).sheets.append(submission)

    def _of_hand_in(self, hand_in: HandIn) -> list[Submission]:
        """The submissions in one learner's folder or archive: at most one per assignment."""
        with_sheet = {sheet.case for sheet in hand_in.sheets}
        is_alone = len(hand_in.notebooks) == 1 and len(with_sheet) == 1
        for notebook in hand_in.notebooks:
            case = next(iter(with_sheet)) if is_alone else notebook.case
            if case not in with_sheet:
                self._read_notebook(hand_in, notebook)
            elif case not in notebook.file.rpartition("/")[2]:
                self._say(notebook.file, "other-file", "kept", "", hand_in.learner, {}, False)
        has_sheet = bool(hand_in.sheets)
        for unread in hand_in.unread:
            done, remedy = ("copy-used", "") if has_sheet else ("nothing-marked", "again")
            if not has_sheet and self._was_marked(hand_in.learner, unread.case):
                done, remedy = "earlier-counts", "look"
            values = {"why": unread.why}
            self._say(unread.file, unread.wrong, done, remedy, hand_in.learner, values,
                      not has_sheet)  # fmt: skip
        best: dict[str, Submission] = {}
        for sheet, rival in hand_in.newest():
            if rival:
                values = {"newer": sheet.file}
                self._say(rival.file, "older", "kept", "", hand_in.learner, values, False)
            best[sheet.assignment] = sheet
        kept = tuple(hand_in.kept)
        return [replace(sheet, all_kept=kept, secret=hand_in.secret) for sheet in best.values()]

    def _was_marked(self, learner: str, case: str) -> bool:
        """Whether a case of a learner was marked before; any case if ``case`` is ""."""
        return any(
            whose == learner and case in ("", facts.case)
            for (whose, _), facts in self._known().items()
        )

    def _read_notebook(self, hand_in: HandIn, notebook: Unread) -> None:
        path = self._cohort.folder / notebook.kept if notebook.kept else None
        try:
            if path is None or notebook.wrong:
                raise SheetError("16 MiB")
            sheet = sheet_in_notebook(path.read_bytes(), language=self._language)
        except (SheetError, OSError) as error:
            wrong = notebook.wrong or "bad-notebook"
            hand_in.unread.append(replace(notebook, why=str(error), wrong=wrong))
            return
        if sheet is None:
            hand_in.unread.append(replace(notebook, wrong="no-answers"))
        elif sheet.case not in self._cases:
            values = {"case": sheet.case}
            self._say(notebook.file, "unknown-case", "kept", "right-case", hand_in.learner, values)
        else:
            if self._forgeries.refuse(
                notebook.file, sheet, hand_in.learner, is_proven=notebook.is_proven
            ):
                return
            at, kept = notebook.handed_in, notebook.kept or ""
            submission = _submission(hand_in.learner, sheet, at, kept, notebook.file, 0)
            hand_in.sheets.append(submission)

    def _owner(self, file: InboxFile, parts: Mapping[str, str]) -> Owner | NoOwner:
        names = " ".join(parts[part] for part in ("first_name", "last_name") if part in parts)
        if parts:
            email = parts.get("email", "")
            learner = self._roster.exact_match(
                id_=parts.get("student_id", ""), email=email, name=names
            )
            return Owner(learner, 0) if learner else NoOwner.NOBODY
        return self._roster.owner(file.place)

    def _keep(self, file: InboxFile, learner: str, named: str, at: datetime) -> str | None:
        kept = keep_file(self._cohort.folder, file, (learner, named or "other"), at)
        if kept is None:
            self._say(shown_place(file.place), "too-large", "left", "again", learner)
        else:
            self._hand_in(file, learner).kept.append(kept)
        return kept

    def _take_record(self, file: InboxFile, learner: str) -> None:
        damaged = self._records.take(learner, file.content)
        if damaged:
            values = {"count": damaged}
            self._say(shown_place(file.place), "record-lines", "rest-taken", "", learner,
                      values, False)  # fmt: skip

    def _say(
        self,
        file: str,
        wrong: str,
        done: str,
        remedy: str,
        learner: str = "",
        values: Mapping[str, object] | None = None,
        needs_person: bool = True,
    ) -> None:
        self._notify(Problem(file, wrong, done, remedy, values or {}, needs_person, learner))


def _submission(
    learner: str, sheet: AnswerSheet, at: datetime, kept: str, file: str, rank: int
) -> Submission:
    latest = max((entry.at for entry in sheet.answers.values()), default="")
    return Submission(learner, sheet.case, sheet.language, at, kept, file, rank == 0, rank, latest)
