"""Add people to a cohort from a table, CSV or XLSX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from maitrise.base.errors import Fault, RosterError, WrongCallError, shown_reason
from maitrise.base.locale import LOCALES
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cohort.cohort import Cohort
from maitrise.cohort.lock import lock_cohort
from maitrise.cohort.person import (
    LONGEST_NAME,
    ROSTER,
    LearnerIds,
    Person,
    change_people,
    is_usable_id,
)
from maitrise.cohort.roster_headers import SECOND_TO_OTHERS, column_of, header_at, is_header
from maitrise.cohort.spelling import plain_words
from maitrise.cohort.table_file import Line, read_table
from maitrise.cohort.workbook_rows import Place

# What a spreadsheet shows in place of a value that it could not work out, or did not; a column that
# is too narrow shows signs alone.
_NO_VALUE = re.compile(r"#(?:[\w/ ]{1,20}[!?]|N/[AD]|GETTING_DATA|#+|=.*)", re.I | re.S)
_LANGUAGES = {name: locale.language for locale in LOCALES.values() for name in locale.names}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")  # what a spreadsheet made of 8/3 or 1-2
_MOST_LISTED = 30
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class EnrolmentSummary:
    """How many people an import added, changed, or found already there.

    Attributes:
        notes: remarks for the trainer: columns and rows that were not read.
    """

    added: int
    changed: int
    unchanged: int
    notes: tuple[str, ...] = ()


def add_people(cohort: Cohort, path: Path, language: Language) -> EnrolmentSummary:
    """Add the people of a CSV or XLSX file; update those who are in the cohort already.

    A file with any fault changes nothing.

    Args:
        cohort: the cohort to add them to.
        path: a table with the columns id and name, and perhaps e-mail, language and profile.
        language: of the messages.

    Raises:
        RosterError: everything wrong with the file, line by line.
        WrongCallError: it cannot be read at all, or the list of the cohort not written.
        BusyError: another command is working on this cohort.
    """
    with lock_cohort(cohort.folder, language):
        cohort = cohort.as_of_now()  # somebody may have been erased since
        found, notes = _read(path, cohort, language)
        before = dict(cohort.people)
        changed = [each for each in found if each.id in before and before[each.id] != each]
        added = [each for each in found if each.id not in before]
        listed = {each.id: each for each in found}
        try:
            change_people(
                cohort.folder,
                cohort.settings.language,
                lambda now: {**now, **listed}.values(),
                language,
            )
        except OSError as error:
            values = {"file": cohort.folder / ROSTER, "why": shown_reason(error, language)}
            raise WrongCallError(say("cohort.people-not-written", language, **values)) from error
    return EnrolmentSummary(len(added), len(changed), len(found) - len(added) - len(changed), notes)


def _read(path: Path, cohort: Cohort, language: Language) -> tuple[list[Person], tuple[str, ...]]:
    table = read_table(path, language, is_header)
    reading = _Reading(path.name, cohort, language, table.cut)
    if not table.lines:
        reading.fault("", "cohort.fault.empty", "cohort.fix.header")
        raise reading.refusal()
    header = header_at(table.lines)
    columns = reading.columns(table.lines[header])
    below = table.lines[header + 1 :]
    people = [reading.person(number, cells, columns) for number, cells in below]
    if not below:
        reading.fault("", "cohort.fault.nobody", "cohort.fix.lines")
    if reading.faults:
        raise reading.refusal()
    return [person for person in people if person], (*table.notes, *reading.notes)


def _listed(cells: list[str]) -> str:
    """Headers on one line, shortened and safe to print."""
    named = [cell[:40] for cell in cells if cell]
    shown = ", ".join(named[:_MOST_LISTED]) + ", …" * (len(named) > _MOST_LISTED)
    return "".join(each if each.isprintable() else "�" for each in shown)


class _Reading:
    """One reading of a roster, which gathers every fault."""

    def __init__(
        self, file: str, cohort: Cohort, language: Language, cut: frozenset[Place]
    ) -> None:
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self._file, self._language, self._cut = file, language, cut
        self._default: Language = cohort.settings.language
        self._paths = cohort.paths
        self._known_ids = LearnerIds(cohort.people)
        self._known_emails = {
            person.email.casefold(): person.id for person in cohort.people.values() if person.email
        }
        self._ids: dict[str, int] = {}
        self._emails: dict[str, int] = {}

    def fault(self, place: str, problem: str, remedy: str, **values: object) -> None:
        said = (say(key, self._language, **values) for key in (problem, remedy))
        self.faults.append(Fault(self._file, place, *said))

    def refusal(self) -> RosterError:
        """The error with every fault, one a line, in the reader's language."""
        lines = (
            say("cohort.fault", self._language, problem=each.problem, remedy=each.remedy,
                place=f"{each.file}, {each.place}" if each.place else each.file)
            for each in self.faults
        )  # fmt: skip
        return RosterError(self.faults, "\n".join(lines))

    def columns(self, header: Line) -> dict[str, int]:
        number, cells = header
        place = self._line(number)
        columns: dict[str, int] = {}
        twice = set[str]()
        unread = []
        known = {plain_words(cell): column for cell in cells if (column := column_of(cell))}
        has_better = any(
            column == "id" and name not in SECOND_TO_OTHERS for name, column in known.items()
        )
        for position, cell in enumerate(cells):
            column = column_of(cell)
            if column is None or (has_better and plain_words(cell) in SECOND_TO_OTHERS):
                unread.append(cell)
            elif column in columns and column not in twice:
                twice.add(column)
                self.fault(place, "cohort.fault.column-twice", "cohort.fix.column-twice",
                           column=cell[:40])  # fmt: skip
            else:
                columns.setdefault(column, position)
        if names := _listed(unread):
            self.notes.append(say("cohort.note.unread", self._language, columns=names))
        if "last" in columns and "first" not in columns and "name" not in columns:
            columns["name"] = columns.pop("last")  # "nom" alone is the whole name
        if "id" not in columns and "email" in columns:
            columns["id"] = columns["email"]  # what a platform's list of participants has
            self.notes.append(say("cohort.note.email-is-id", self._language))
        if "id" not in columns:
            self.fault(place, "cohort.fault.no-column", "cohort.fix.column", column="id",
                       read=_listed(cells))  # fmt: skip
        if "name" not in columns and "last" not in columns:
            self.fault(place, "cohort.fault.no-column", "cohort.fix.column", column="name",
                       read=_listed(cells))  # fmt: skip
        if self.faults:
            raise self.refusal()
        return columns

    def person(self, number: int, cells: list[str], columns: dict[str, int]) -> Person | None:
        before = len(self.faults)
        place = self._line(number)
        written = {
            column: cells[position] if position < len(cells) else ""
            for column, position in columns.items()
        }
        if self._has_no_value(place, number, written, columns):
            return None
        if columns["id"] == columns.get("email"):
            written["id"] = written["id"].lower()
        learner = self._id(place, number, written["id"])
        name = self._name(place, written)
        email = self._email(place, number, learner, written.get("email", ""))
        language = self._language_of(place, written.get("language", ""))
        profile = self._profile(place, written.get("profile", ""))
        if len(self.faults) > before:
            return None
        return Person(learner, name, email, language, profile)

    def _has_no_value(
        self, place: str, number: int, written: dict[str, str], columns: dict[str, int]
    ) -> bool:
        """Whether a cell holds no usable value (``#N/A``, digits cut off); reports the first."""
        for column, cell in written.items():
            if _NO_VALUE.fullmatch(cell):
                self.fault(place, "cohort.fault.no-value", "cohort.fix.no-value",
                           value=cell[:80].replace("#=", "="))  # fmt: skip
                return True
            if (number, columns[column]) in self._cut:
                self.fault(place, "cohort.fault.long-number", "cohort.fix.long-number",
                           value=cell[:80])  # fmt: skip
                return True
        return False

    def _line(self, number: int) -> str:
        return say("cohort.line", self._language, number=number)

    def _id(self, place: str, number: int, written: str) -> str:
        if not written:
            self.fault(place, "cohort.fault.no-id", "cohort.fix.no-id")
        elif _DATE.fullmatch(written):
            self.fault(place, "cohort.fault.id-date", "cohort.fix.id-date", id=written)
        elif not is_usable_id(written):
            self.fault(place, "cohort.fault.bad-id", "cohort.fix.id", id=written[:80])
        elif written.casefold() in self._ids:  # p-1 and P-1 are one folder on many systems
            first = self._ids[written.casefold()]
            self.fault(place, "cohort.fault.id-twice", "cohort.fix.id-twice",
                       id=written, first=first)  # fmt: skip
        elif (known := self._known_ids.spelling_of(written)) not in ("", written):
            self.fault(place, "cohort.fault.id-case", "cohort.fix.id-twice",
                       id=written, held=known)  # fmt: skip
        else:
            self._ids[written.casefold()] = number
        return written

    def _name(self, place: str, written: dict[str, str]) -> str:
        parts = (written.get("first", ""), written.get("last", ""))
        name = written.get("name") or " ".join(part for part in parts if part)
        if not any(each.isalnum() for each in name):
            self.fault(place, "cohort.fault.no-name", "cohort.fix.name")
        elif len(name) > LONGEST_NAME:
            self.fault(place, "cohort.fault.long-name", "cohort.fix.long-name",
                       most=LONGEST_NAME)  # fmt: skip
        elif _CONTROL.search(name):
            self.fault(place, "cohort.fault.bad-name", "cohort.fix.bad-name")
        return name

    def _email(self, place: str, number: int, learner: str, written: str) -> str:
        if not written:
            return ""
        if len(written) > LONGEST_NAME or not _EMAIL.fullmatch(written):
            self.fault(place, "cohort.fault.bad-email", "cohort.fix.email", email=written[:80])
        elif written.casefold() in self._emails:
            first = self._emails[written.casefold()]
            self.fault(place, "cohort.fault.email-twice", "cohort.fix.email-twice",
                       email=written, first=first)  # fmt: skip
        elif self._known_emails.get(written.casefold(), learner) != learner:
            self.fault(place, "cohort.fault.email-known", "cohort.fix.email-known",
                       email=written, known=self._known_emails[written.casefold()])  # fmt: skip
        self._emails.setdefault(written.casefold(), number)
        return written

    def _language_of(self, place: str, written: str) -> Language:
        if not written:
            return self._default
        said = plain_words(written)
        known = _LANGUAGES.get(said) or _LANGUAGES.get(said.partition(" ")[0])  # fr-FR
        if known is None:
            self.fault(place, "cohort.fault.language", "cohort.fix.language", said=written[:40])
        return known or self._default

    def _profile(self, place: str, written: str) -> str:
        if not written or written in self._paths:
            return written
        for profile, path in self._paths.items():
            names = (profile, *(path.name.said_in(each) for each in LANGUAGES))
            if plain_words(written) in map(plain_words, names):
                return profile
        self.fault(place, "cohort.fault.profile", "cohort.fix.profile",
                   profile=written[:40], known=", ".join(self._paths))  # fmt: skip
        return written
