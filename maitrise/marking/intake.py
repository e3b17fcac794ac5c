"""From what lies in an inbox to one submission a learner and assignment.

Every file is kept, under its learner or as unmatched; the newest hand-in of each learner and
assignment is chosen. The answer sheet is the submission; the copy in the notebook stands in for
a sheet that is missing or cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from maitrise.base.errors import SheetError
from maitrise.base.text import Language
from maitrise.cases import assignment, parse_assignment, sheet_in_notebook
from maitrise.cases.files import RECORD, SHEET
from maitrise.cohort import Cohort
from maitrise.cohort.marked import MarkedSubmission
from maitrise.learner.sheet import AnswerSheet, parse_sheet
from maitrise.marking.already_kept import AlreadyKept
from maitrise.marking.archive import Tell
from maitrise.marking.exchange import SECRET, TIMESTAMP, read_secret
from maitrise.marking.item import Item
from maitrise.marking.keeping import UNMATCHED, keep
from maitrise.marking.naming import NamePattern, read_moment
from maitrise.marking.problem import Problem, shown_place
from maitrise.marking.records import take_record
from maitrise.marking.submission import Submission
from maitrise.marking.unmatched import ARCHIVES, UnmatchedFiles, is_sheet
from maitrise.marking.who import Doubt, Owner, Roster

_OLD_SHEET = re.compile(r"\.(damaged|before)-")
_ATTEMPT = re.compile(r"_attempt_(\d{4}(?:-\d\d){5})")
_STATED = re.compile(rb'"maitrise":\s*\{\s*"case":\s*"([a-z0-9-]+)",\s*"language":\s*"(fr|en)"')
_OUR_FILES = {"case.json", "nbgrader_config.py"}

Group = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class _Unread:
    """A sheet that cannot be read, or a notebook that is looked at only if it has to be."""

    file: str
    handed_in: datetime
    kept: str | None
    why: str = ""
    wrong: str = "bad-sheet"


class Intake:
    """One taking in of an inbox."""

    def __init__(
        self,
        cohort: Cohort,
        cases: Collection[str],
        tell: Tell,
        language: Language,
        pattern: NamePattern | None = None,
    ) -> None:
        self._cohort, self._cases, self._tell = cohort, cases, tell
        self._language: Language = language
        self._pattern = pattern
        self._roster = Roster(cohort.people.values())
        self._now = datetime.now(UTC)
        self._sheets: dict[Group, list[Submission]] = {}
        self._unread: dict[Group, list[_Unread]] = {}
        self._notebooks: dict[Group, list[_Unread]] = {}
        self._kept: dict[Group, list[str]] = {}
        self._secrets: dict[tuple[str, ...], str] = {}
        self._others: dict[str, list[str]] = {}
        self._unmatched = UnmatchedFiles(tell)
        self._already = AlreadyKept(cohort.folder)

    def take(self, items: Iterable[Item]) -> None:
        """Keep every file and read what can be a submission."""
        for item in items:
            if item.name == TIMESTAMP or item.name in _OUR_FILES or _is_table(item):
                continue
            marked = self._already.marked_from(item)
            if item.name == SECRET:
                self._secrets[item.container] = read_secret(item.content)
            elif marked and marked.learner in self._cohort.people and marked.case in self._cases:
                self._take_again(item, marked)
            else:
                self._take(item)

    def submissions(self) -> list[Submission]:
        """The newest readable hand-in of each learner and assignment."""
        self._unmatched.say()
        best: dict[tuple[str, str], Submission] = {}
        for group in dict.fromkeys((*self._sheets, *self._unread, *self._notebooks)):
            for found in self._of_group(group):
                key = (found.learner, found.assignment)
                other = best.get(key)
                if other is not None:
                    older, found = sorted((other, found), key=lambda each: each.age)
                    values = {"newer": found.file}
                    self._say(older.file, "older", "kept", "", found.learner, values, False)
                best[key] = found
        self._say_others({learner for learner, _ in best})
        return [best[key] for key in sorted(best)]

    def _say_others(self, with_work: Collection[str]) -> None:
        """Name what is neither sheet nor notebook; for a person who sent nothing else, aloud."""
        named = {*with_work, *(learner for _, learner in (*self._unread, *self._notebooks))}
        for learner, files in self._others.items():
            for position, file in enumerate(files):
                if learner in named or position:
                    self._say(file, "other-file", "kept", "", learner, {}, False)
                else:
                    self._say(file, "other-file", "nothing-marked", "again", learner)

    def _take(self, item: Item) -> None:
        parts = self._pattern.parts(item.place) if self._pattern else {}
        owner = self._owner(item, parts)
        if isinstance(owner, Doubt):
            keep(self._cohort.folder, item, (UNMATCHED,), self._moment(item, 0, parts))
            self._unmatched.add(item, owner)
            return
        at = self._moment(item, owner.position, parts)
        if owner.also:
            values = {"id": owner.also, "learner": owner.learner}
            self._say(shown_place(item.place), "named-for-another", "for-folder", "look",
                      owner.learner, values)  # fmt: skip
        group = (item.container, owner.learner)
        if item.name == RECORD:
            self._take_record(item, owner.learner)
        elif item.suffix == ".ipynb":
            kept = self._keep(item, owner.learner, self._stated(item), at, group)
            wrong = "too-large" if item.content is None else ""
            unread = _Unread(shown_place(item.place), at, kept, wrong=wrong)
            self._notebooks.setdefault(group, []).append(unread)
        elif is_sheet(item):
            self._take_sheet(item, owner, at, group)
        else:
            self._keep(item, owner.learner, self._named(item), at, group)
            if item.suffix not in ARCHIVES:  # which are named for what they are
                self._others.setdefault(owner.learner, []).append(shown_place(item.place))

    def _take_again(self, item: Item, marked: MarkedSubmission) -> None:
        """Have what the cohort's own tree holds stand for the files that were kept before."""
        group = (item.container, marked.learner)
        self._kept[group] = list(marked.kept)
        if item.name == SHEET:
            found = Submission(
                marked.learner,
                marked.case,
                marked.language,
                marked.handed_in_at,
                marked.kept[0],
                shown_place(item.place),
                marked.kept[0].endswith(".ipynb"),
                latest=max((each.at for each in marked.answers.values()), default=""),
            )
            self._sheets.setdefault(group, []).append(found)

    def _take_sheet(self, item: Item, owner: Owner, at: datetime, group: Group) -> None:
        file, named = shown_place(item.place), self._named(item)
        try:
            if item.content is None:
                raise SheetError("1 MiB")
            sheet = parse_sheet(item.content, self._language)
        except SheetError as error:
            kept = self._keep(item, owner.learner, named, at, group)
            wrong = "too-large" if item.content is None else "bad-sheet"
            unread = _Unread(file, at, kept, str(error), wrong)
            self._unread.setdefault(group, []).append(unread)
            return
        stated = assignment(sheet.case, sheet.language)
        if sheet.case not in self._cases:
            self._keep(item, owner.learner, named, at, group)
            values = {"case": sheet.case}
            self._say(file, "unknown-case", "kept", "right-case", owner.learner, values)
        elif named and parse_assignment(named)[0] != sheet.case:  # type: ignore[index]
            self._keep(item, owner.learner, named, at, group)
            values = {"case": sheet.case, "named": named}
            self._say(file, "other-case", "kept", "right-case", owner.learner, values)
        else:
            kept = self._keep(item, owner.learner, stated, at, group)
            if kept and not _OLD_SHEET.search(item.name):
                rank = 2 if item.name.lower() == SHEET else 1
                self._add(group, sheet, at, kept, file, rank)

    def _add(
        self, group: Group, sheet: AnswerSheet, at: datetime, kept: str, file: str, rank: int
    ) -> None:
        latest = max((entry.at for entry in sheet.answers.values()), default="")
        found = Submission(
            group[1], sheet.case, sheet.language, at, kept, file, rank == 0, rank, latest
        )
        self._sheets.setdefault(group, []).append(found)

    def _of_group(self, group: Group) -> list[Submission]:
        """What one folder or archive holds of one learner: at most one an assignment."""
        with_sheet = {found.case for found in self._sheets.get(group, ())}
        is_alone = len(self._notebooks.get(group, ())) == 1 and len(with_sheet) == 1
        for notebook in self._notebooks.get(group, ()):
            if is_alone or self._case_of(notebook) in with_sheet:
                continue
            self._read_notebook(group, notebook)
        found = self._sheets.get(group, [])
        for unread in self._unread.get(group, ()):
            self._say(unread.file, unread.wrong, "copy-used" if found else "nothing-marked",
                      "again" if not found else "", group[1], {"why": unread.why},
                      not found)  # fmt: skip
        best: dict[str, Submission] = {}
        for each in sorted(found, key=lambda each: (each.rank, each.latest)):
            other = best.get(each.assignment)
            if other and other.rank == each.rank and other.file != each.file:
                self._say(other.file, "older", "kept", "", each.learner, {"newer": each.file},
                          False)  # fmt: skip
            kept = tuple(self._kept.get(group, ()))
            secret = self._secrets.get(group[0], "")
            best[each.assignment] = replace(each, all_kept=kept, secret=secret)
        return list(best.values())

    def _read_notebook(self, group: Group, notebook: _Unread) -> None:
        path = self._cohort.folder / notebook.kept if notebook.kept else None
        try:
            if path is None or notebook.wrong:
                raise SheetError("16 MiB")
            sheet = sheet_in_notebook(path.read_bytes(), language=self._language)
        except (SheetError, OSError, RecursionError) as error:
            wrong = notebook.wrong or "bad-notebook"
            unread = replace(notebook, why=str(error), wrong=wrong)
            self._unread.setdefault(group, []).append(unread)
            return
        if sheet is None:
            unread = replace(notebook, wrong="no-answers")
            self._unread.setdefault(group, []).append(unread)
        elif sheet.case not in self._cases:
            values = {"case": sheet.case}
            self._say(notebook.file, "unknown-case", "kept", "right-case", group[1], values)
        else:
            self._add(group, sheet, notebook.handed_in, notebook.kept or "", notebook.file, 0)

    def _case_of(self, notebook: _Unread) -> str:
        folder = Path(notebook.kept or "").parent.name
        named = parse_assignment(folder)
        return named[0] if named else ""

    def _owner(self, item: Item, parts: Mapping[str, str]) -> Owner | Doubt:
        names = " ".join(parts[each] for each in ("first_name", "last_name") if each in parts)
        if parts:
            email = parts.get("email", "")
            learner = self._roster.by(id_=parts.get("student_id", ""), email=email, name=names)
            return Owner(learner, 0) if learner else Doubt.NOBODY
        return self._roster.owner(item.place)

    def _moment(self, item: Item, position: int, parts: Mapping[str, str]) -> datetime:
        """When it was handed in, by the platform, else by the file; never in the future."""
        stated = read_moment(parts["timestamp"]) if "timestamp" in parts else None
        if item.on_disk is not None and not stated:
            beside = item.on_disk.parent / TIMESTAMP
            if beside.is_file() and not beside.is_symlink() and beside.stat().st_size < 200:
                stated = read_moment(beside.read_text(encoding="utf-8", errors="replace").strip())
        attempt = _ATTEMPT.search("/".join(item.place))
        if attempt and not stated:
            stated = read_moment(attempt[1])
        at = stated or item.stamp_from(position)
        if at > self._now + timedelta(days=1):
            self._say(shown_place(item.place), "future", "now-counts", "", "", {}, False)
            at = self._now
        return at if stated else at.replace(microsecond=0)

    def _named(self, item: Item) -> str:
        """The assignment that a folder's or archive's name says, "" for none."""
        for name in reversed(item.place):
            for case in self._cases:
                for language in ("fr", "en"):
                    named = assignment(case, language)
                    if name == named or re.match(rf"{re.escape(named)}(?:[-_. ]|$)", name):
                        return named
        return ""

    def _stated(self, item: Item) -> str:
        """The assignment that a notebook's own metadata says, else that of a name outside it."""
        found = _STATED.findall(item.content or b"")
        case, language = (each.decode() for each in found[-1]) if found else ("", "")
        return f"{case}-{language}" if case in self._cases else self._named(item)

    def _keep(self, item: Item, learner: str, named: str, at: datetime, group: Group) -> str | None:
        kept = keep(self._cohort.folder, item, (learner, named or "other"), at)
        if kept is None:
            self._say(shown_place(item.place), "too-large", "left", "again", learner)
        else:
            self._kept.setdefault(group, []).append(kept)
        return kept

    def _take_record(self, item: Item, learner: str) -> None:
        damaged = take_record(self._cohort.folder, learner, item.content)
        if damaged:
            values = {"count": damaged}
            self._say(shown_place(item.place), "record-lines", "rest-taken", "", learner,
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
        self._tell(Problem(file, wrong, done, remedy, values or {}, needs_person, learner))


def _is_table(item: Item) -> bool:
    return item.suffix == ".csv"
