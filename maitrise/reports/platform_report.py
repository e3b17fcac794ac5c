"""What a learning platform (LMS) reports of its learners, taken into the records of a cohort.

A row of its export (who, which activity, what came of it, when) becomes a statement in the record
of whom it names, as if they had handed it in: certificates, reports and completions then rest on
both.
The same export read twice adds nothing. A row that cannot be matched is named, never guessed.
"""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from maitrise.base.errors import WrongCallError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cohort import Cohort, Person
from maitrise.cohort.lock import at_work
from maitrise.cohort.table_file import Line, read_table
from maitrise.course import lessons
from maitrise.learner.statements import HOME_PAGE, Moment, took_part
from maitrise.marking.records import take_record

Status = Literal["passed", "completed", "failed", "begun", "none"]
Column = Literal["person", "activity", "status", "score", "date"]

# Headers and statuses as platforms write them, without accents, capitals or punctuation.
_HEADERS: Mapping[Column, tuple[str, ...]] = {
    "person": ("username", "user name", "user", "user id", "userid", "login", "email", "e mail",
               "email address", "adresse de courriel", "adresse e mail", "courriel", "employee id",
               "matricule", "learner id", "id number", "identifiant", "nom d utilisateur",
               "learner", "apprenant", "id"),
    "activity": ("activity", "activite", "module", "sco", "course", "cours", "title", "titre",
                 "course title", "training title", "item", "lesson", "lecon"),
    "status": ("status", "statut", "etat", "completion status", "lesson status", "state",
               "achevement", "completion"),
    "score": ("score", "note", "grade", "resultat", "score raw", "best score"),
    "date": ("date", "completed on", "completion date", "date d achevement", "date de fin",
             "time completed", "timecompleted", "last accessed on", "dernier acces", "termine le"),
}  # fmt: skip
_STATUSES: Mapping[Status, tuple[str, ...]] = {
    "passed": ("passed", "reussi", "reussie", "pass", "completed and passed"),
    "completed": ("completed", "complete", "termine", "terminee", "acheve", "achevee", "yes",
                  "oui"),
    "failed": ("failed", "echoue", "echouee", "fail", "non reussi"),
    "begun": ("incomplete", "in progress", "en cours", "started", "commence", "browsed",
              "inacheve"),
    "none": ("not attempted", "not started", "non commence", "pas commence", "unknown", "", "no",
             "non"),
}  # fmt: skip
_VERBS: Mapping[Status, Literal["attempted", "completed", "passed", "failed"]] = {
    "passed": "passed",
    "completed": "completed",
    "failed": "failed",
    "begun": "attempted",
}
_PACKAGE = re.compile(r"^maitrise (?:scorm12|scorm2004|cmi5) [a-z]{2} | zip$")
_DATE_ORDER = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformExport:
    """How a platform writes its export; what is left empty is found by usual names.

    Attributes:
        person, activity, status, score, date: the headers of these columns.
        date_format: as ``strptime`` has it; by default 2026-11-30, 30/11/2026 or 30.11.2026.
        activities: what the platform calls a lesson, and the lesson's id.
        statuses: what the platform says, and "passed", "completed", "failed", "begun" or "none".
    """

    person: str = ""
    activity: str = ""
    status: str = ""
    score: str = ""
    date: str = ""
    date_format: str = ""
    activities: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row that could not be taken: its line, and why, in words."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What an export brought.

    Attributes:
        rows: those that say that something was done.
        people: to whose records they belong.
        notes: what whoever reads the file should know of the reading.
    """

    rows: int
    people: int
    unmatched: tuple[Unmatched, ...]
    notes: tuple[str, ...] = ()


def take_platform_report(
    cohort: Cohort, path: Path, export: PlatformExport, language: Language
) -> Taken:
    """Take an export into the records of the people whom it names.

    Args:
        path: CSV or XLSX.
        language: of the messages.

    Raises:
        WrongCallError: the file cannot be read, or has no column for who, what or what came of it.
        BusyError: somebody else is at work on this cohort.
        OSError: a record cannot be written.
    """
    table = read_table(path, language)
    if not table.lines:
        raise WrongCallError(say("platform.empty", language, file=path))
    header, *below = table.lines
    with at_work(cohort.folder, language):
        reading = _Reading(cohort.as_of_now(), export, _columns(header, export, path, language),
                           language)  # fmt: skip
        found: dict[str, list[Mapping[str, Any]]] = {}
        for person, statement in reading.statements(below):
            found.setdefault(person.id, []).append(statement)
        for learner, statements in found.items():
            lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in statements)
            take_record(cohort.folder, learner, lines.encode("utf-8"))
    rows = sum(len(each) for each in found.values())
    return Taken(rows, len(found), tuple(reading.unmatched), table.notes)


def _columns(
    header: Line, export: PlatformExport, path: Path, language: Language
) -> dict[Column, int]:
    """Where each column stands.

    Raises:
        WrongCallError: one that is needed is not there.
    """
    cells = [_plain(cell) for cell in header[1]]
    columns: dict[Column, int] = {}
    for column, usual in _HEADERS.items():
        named = _plain(getattr(export, column))
        for name in (named,) if named else usual:
            if name in cells:
                columns[column] = cells.index(name)
                break
    wanted: tuple[Column, ...] = ("person", "activity", "status", "date")
    missing = [column for column in wanted if column not in columns]
    if missing:
        names = ", ".join(say(f"platform.column.{column}", language) for column in missing)
        read = ", ".join(cell for cell in header[1] if cell)[:200]
        raise WrongCallError(
            say("platform.no-column", language, file=path, columns=names, read=read)
        )
    return columns


class _Reading:
    """One reading of an export, which gathers the rows that it cannot match."""

    def __init__(
        self,
        cohort: Cohort,
        export: PlatformExport,
        columns: Mapping[Column, int],
        language: Language,
    ) -> None:
        self.unmatched: list[Unmatched] = []
        self._export, self._columns, self._language = export, columns, language
        self._people: dict[str, Person] = {}
        for person in cohort.people.values():
            for name in (person.id, person.email):
                if name:
                    self._people[name.casefold()] = person
        self._statuses = {
            **{word: status for status, words in _STATUSES.items() for word in words},
            **{_plain(word): status for word, status in export.statuses.items()},
        }
        self._lessons = _lessons_by_name(export)

    def statements(self, lines: Sequence[Line]) -> Iterator[tuple[Person, Mapping[str, Any]]]:
        """Whose each row is, and what it says; a row that says nothing was done says nothing."""
        for number, cells in lines:
            written = {
                column: cells[place] if place < len(cells) else ""
                for column, place in self._columns.items()
            }
            status = self._statuses.get(_plain(written["status"]))
            if status == "none":
                continue
            person = self._people.get(written["person"].casefold())
            lesson = self._lessons.get(_name_of(written["activity"]))
            at = self._moment(written["date"])
            for known, key in ((status, "status"), (person, "person"), (lesson, "activity"),
                               (at, "date")):  # fmt: skip
                if known is None:
                    value = repr(written[key])  # type: ignore[index]
                    why = say(f"platform.unmatched.{key}", self._language, value=value)
                    self.unmatched.append(Unmatched(number, why))
                    break
            if status and person and lesson and at:
                yield person, _statement(person, lesson, status, at, written.get("score", ""))

    def _moment(self, written: str) -> str | None:
        form = self._export.date_format
        for each in (form,) if form else _DATE_ORDER:
            text = written if form else written.split("T")[0].split(" ")[0]
            try:
                return f"{datetime.strptime(text, each):%Y-%m-%d}T00:00:00Z"
            except ValueError:
                continue
        return None


def _lessons_by_name(export: PlatformExport) -> dict[str, str]:
    """Ids of lessons by what a platform may call them: its own names, titles, ids, files."""
    names: dict[str, str] = {}
    for lesson in lessons().values():
        for name in (lesson.id, *(lesson.title.said_in(language) for language in LANGUAGES)):
            names[_plain(name)] = lesson.id
    known = {_plain(name): lesson for name, lesson in export.activities.items()}
    return {**names, **{name: each for name, each in known.items() if each in lessons()}}


def _name_of(activity: str) -> str:
    """An activity's name without what the file of a package adds to a lesson's."""
    return _PACKAGE.sub("", _plain(activity)).strip()


def _statement(
    person: Person, lesson: str, status: Status, at: str, score: str
) -> Mapping[str, Any]:
    verb = _VERBS[status]
    percent = _percent(score)
    reached = {} if percent is None else {"points": percent, "maximum": 100.0}
    title = lessons()[lesson].title
    made = took_part(Moment(person.id, at, person.language), verb, lesson, title, **reached)
    # One name for one thing said: the same export read again adds nothing.
    name = f"{HOME_PAGE}/platform/{person.id}/{lesson}/{verb}/{at}"
    return {
        **made,
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "context": {**made["context"], "platform": "LMS"},
    }


def _percent(written: str) -> float | None:
    """A score of 0 to 100: "80", "80 %", "80,5"; None for anything else."""
    text = written.replace("%", "").replace("\u202f", "").replace(",", ".").strip()
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None


def _plain(written: str) -> str:
    letters = unicodedata.normalize("NFKD", written.casefold())
    bare = (each for each in letters if not unicodedata.combining(each))
    return " ".join("".join(each if each.isalnum() else " " for each in bare).split())
