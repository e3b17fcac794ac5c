"""Import a learning platform's (LMS) report on its learners into the records of a cohort.

A row of its export (who, which activity, what came of it, when) becomes a statement in the record
of whom it names, as if they had handed it in: certificates, reports and completions then rest on
both.
The same export read twice adds nothing. A row that cannot be matched is named, never guessed.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from maitrise.base.errors import WrongCallError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cohort import Cohort, Person
from maitrise.cohort.lock import lock_cohort
from maitrise.cohort.spelling import plain_words
from maitrise.cohort.table_file import Line, read_table
from maitrise.course import lessons
from maitrise.learner.statements import HOME_PAGE, Moment, took_part
from maitrise.marking.records import take_record
from maitrise.reports.platform_dates import date_reader_for

Status = Literal["passed", "completed", "failed", "begun", "none"]
Column = Literal["person", "activity", "status", "score", "date"]

# Headers and statuses as platforms write them, without accents, capitals or punctuation.
_HEADERS: Mapping[Column, tuple[str, ...]] = {
    "person": ("username", "user name", "user", "user id", "userid", "login", "email", "e mail",
               "email address", "user email", "adresse de courriel", "adresse e mail",
               "adresse email", "adresse mail", "courriel", "mail", "employee id",
               "employee number", "matricule", "student id", "learner id", "id number",
               "numero d identification", "identifiant", "nom d utilisateur", "learner",
               "apprenant", "id"),
    "activity": ("activity", "activity name", "activite", "module", "module name", "sco", "course",
                 "course name", "cours", "nom du cours", "nom du module", "title", "titre",
                 "course title", "training title", "item title", "intitule",
                 "intitule de la formation", "item", "lesson", "lecon"),
    "status": ("status", "statut", "etat", "completion status", "transcript status",
               "lesson status", "progress status", "state", "etat d achevement",
               "statut d achevement", "achevement", "completion"),
    "score": ("score", "note", "grade", "resultat", "score raw", "best score", "final score",
              "training score", "meilleur score"),
    "date": ("date", "completed on", "completed at", "completion date", "completed date",
             "date completed", "transcript completed date", "date d achevement", "date de fin",
             "date de realisation", "date de completion", "time completed", "timecompleted",
             "last accessed on", "dernier acces", "termine le"),
}  # fmt: skip
_STATUSES: Mapping[Status, tuple[str, ...]] = {
    "passed": ("passed", "reussi", "reussie", "pass", "completed and passed",
               "completed achieved pass grade", "termine note de passage atteinte"),
    "completed": ("completed", "complete", "completee", "termine", "terminee", "acheve", "achevee",
                  "realise", "realisee", "yes", "oui"),
    "failed": ("failed", "echoue", "echouee", "echec", "fail", "non reussi",
               "completed did not achieve pass grade", "termine note de passage non atteinte"),
    "begun": ("incomplete", "in progress", "en cours", "started", "commence", "browsed",
              "inacheve"),
    "none": ("not attempted", "not started", "not completed", "non commence", "pas commence",
             "non termine", "registered", "inscrit", "unknown", "", "no", "non"),
}  # fmt: skip
_VERBS: Mapping[Status, Literal["attempted", "completed", "passed", "failed"]] = {
    "passed": "passed",
    "completed": "completed",
    "failed": "failed",
    "begun": "attempted",
}
_PACKAGE = re.compile(r"^maitrise (?:scorm12|scorm2004|cmi5) [a-z]{2} | zip$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformExport:
    """The format of a platform's export; empty columns are found by usual names.

    Attributes:
        person, activity, status, score, date: the headers of these columns.
        date_format: a format of ``strptime``; by default it is guessed (``platform_dates``).
        activities: the platform's name of each lesson, and the lesson's id.
        statuses: the platform's words for "passed", "completed", "failed", "begun" or "none".
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
class UnmatchedRow:
    """A row that could not be imported: its line, and a message."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class PlatformImport:
    """The result of an import.

    Attributes:
        rows: how many rows report that something was done.
        people: how many people they are about.
        notes: remarks for the trainer on how the file was read.
    """

    rows: int
    people: int
    unmatched: tuple[UnmatchedRow, ...]
    notes: tuple[str, ...] = ()


def import_platform_report(
    cohort: Cohort, path: Path, export: PlatformExport, language: Language
) -> PlatformImport:
    """Import an export into the records of its people.

    Args:
        path: CSV or XLSX.
        language: of the messages.

    Raises:
        WrongCallError: the file cannot be read, or has no column for who, what or what came of it.
        BusyError: another command is working on this cohort.
        OSError: a record cannot be written.
    """
    table = read_table(path, language)
    if not table.lines:
        raise WrongCallError(say("platform.empty", language, file=path))
    header, *below = table.lines
    with lock_cohort(cohort.folder, language):
        reading = _Reading(cohort.as_of_now(), export, _columns(header, export, path, language),
                           language)  # fmt: skip
        found: dict[str, list[Mapping[str, Any]]] = {}
        for person, statement in reading.statements(below):
            found.setdefault(person.id, []).append(statement)
        for learner, statements in found.items():
            lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in statements)
            take_record(cohort.folder, learner, lines.encode("utf-8"))
    rows = sum(len(each) for each in found.values())
    return PlatformImport(
        rows, len(found), tuple(reading.unmatched), (*table.notes, *reading.notes)
    )


def _columns(
    header: Line, export: PlatformExport, path: Path, language: Language
) -> dict[Column, int]:
    """The position of each column.

    Raises:
        WrongCallError: a required one is missing.
    """
    cells = [plain_words(cell) for cell in header[1]]
    columns: dict[Column, int] = {}
    for column, usual in _HEADERS.items():
        named = plain_words(getattr(export, column))
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
    """Reads an export, and collects the rows that it cannot match."""

    def __init__(
        self,
        cohort: Cohort,
        export: PlatformExport,
        columns: Mapping[Column, int],
        language: Language,
    ) -> None:
        self.unmatched: list[UnmatchedRow] = []
        self.notes: list[str] = []
        self._export, self._columns, self._language = export, columns, language
        self._people: dict[str, Person] = {}
        for person in cohort.people.values():
            for name in (person.id, person.email):
                if name:
                    self._people[name.casefold()] = person
        self._statuses = {
            **{word: status for status, words in _STATUSES.items() for word in words},
            **{plain_words(word): status for word, status in export.statuses.items()},
        }
        self._lessons = _lessons_by_name(export)

    def statements(self, lines: Sequence[Line]) -> Iterator[tuple[Person, Mapping[str, Any]]]:
        """Person and statement of each row; rows in which nothing was done give none."""
        rows = [(number, self._written(cells)) for number, cells in lines]
        days = date_reader_for((written["date"] for _, written in rows), self._export.date_format)
        if days.is_guessed:
            self.notes.append(say("platform.day-first", self._language))
        for number, written in rows:
            status = self._statuses.get(plain_words(written["status"]))
            if status == "none":
                continue
            person = self._people.get(written["person"].casefold())
            lesson = self._lessons.get(_name_of(written["activity"]))
            at = days.read(written["date"])
            for known, key in ((status, "status"), (person, "person"), (lesson, "activity"),
                               (at, "date")):  # fmt: skip
                if known is None:
                    value = repr(written[key])
                    why = say(f"platform.unmatched.{key}", self._language, value=value)
                    self.unmatched.append(UnmatchedRow(number, why))
                    break
            if status and person and lesson and at:
                moment = f"{at:%Y-%m-%d}T00:00:00Z"
                yield person, _statement(person, lesson, status, moment, written.get("score", ""))

    def _written(self, cells: Sequence[str]) -> Mapping[str, str]:
        return {
            column: cells[place] if place < len(cells) else ""
            for column, place in self._columns.items()
        }


def _lessons_by_name(export: PlatformExport) -> dict[str, str]:
    """Ids of lessons by what a platform may call them: its own names, titles, ids, files."""
    names: dict[str, str] = {}
    for lesson in lessons().values():
        for name in (lesson.id, *(lesson.title.said_in(language) for language in LANGUAGES)):
            names[plain_words(name)] = lesson.id
    known = {plain_words(name): lesson for name, lesson in export.activities.items()}
    return {**names, **{name: each for name, each in known.items() if each in lessons()}}


def _name_of(activity: str) -> str:
    """An activity's name without what the file of a package adds to a lesson's."""
    return _PACKAGE.sub("", plain_words(activity)).strip()


def _statement(
    person: Person, lesson: str, status: Status, at: str, score: str
) -> Mapping[str, Any]:
    verb = _VERBS[status]
    percent = _percent(score)
    reached = {} if percent is None else {"points": percent, "maximum": 100.0}
    title = lessons()[lesson].title
    made = took_part(Moment(person.id, at, person.language), verb, lesson, title, **reached)
    # One name for one thing said: the same export read again adds nothing.
    name = f"{HOME_PAGE}/platform/{person.id}/{lesson}/{verb}/{at}/{percent}"
    return {
        **made,
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "context": {**made["context"], "platform": "LMS"},
    }


def _percent(written: str) -> float | None:
    """A score of 0 to 100: "80", "80 %", "80,5", "16/20"; None for anything else."""
    text = re.sub(r"[%\s]", "", written).replace(",", ".")
    points, _, most = text.partition("/")
    try:
        value = float(points) * 100 / float(most) if most else float(points)
    except (ValueError, ZeroDivisionError):
        return None
    return value if 0 <= value <= 100 else None
