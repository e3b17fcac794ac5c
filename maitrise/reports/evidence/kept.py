"""What a trainer keeps for an audit: the folder ``quality`` of a cohort, its registers and scans.

The tool puts empty registers and a questionnaire there and never writes over what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maitrise.base.errors import WrongCallError, shown_reason
from maitrise.base.files import write_whole
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cohort import Cohort
from maitrise.cohort.places import QUALITY
from maitrise.cohort.table_file import read_table
from maitrise.reports.bars import FEW
from maitrise.reports.csv_table import csv_table
from maitrise.reports.evidence.piece import Missing, Piece, span
from maitrise.reports.section import Kind, Value
from maitrise.reports.typesetting import set_paper

SIGNED, SATISFACTION = "signed", "satisfaction"
REGISTERS = {
    "adaptations": ("day", "who", "need", "adaptation", "by", "effect"),
    "complaints": ("day", "from", "nature", "what", "answer", "answered"),
    "improvements": ("day", "source", "seen", "measure", "by", "due", "done", "effect"),
}
"""The columns of each register; the first is a day."""
_CLOSING = {"complaints": "answered", "improvements": "done"}
SCALE = tuple(f"scale-{number}" for number in range(1, 9))
OPEN = ("liked", "change")
_SCANS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".webp")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def prepare(cohort: Cohort, language: Language) -> tuple[Path, ...]:
    """Put what is missing into the folder: registers with headings, questionnaires, how to.

    Returns:
        What was written.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = cohort.folder / QUALITY
    wanted = {folder / say("evidence.file.how-to", language): _how_to(language)}
    for name, columns in REGISTERS.items():
        heads = [say(f"evidence.register.{name}.{column}", language) for column in columns]
        wanted[folder / f"{name}.csv"] = csv_table(heads, ["text"] * len(heads), [], language)
    heads = [
        say(f"evidence.question.{column}", language) for column in ("day", "role", *SCALE, *OPEN)
    ]
    answers = folder / SATISFACTION / "answers.csv"
    wanted[answers] = csv_table(heads, ["text"] * len(heads), [], language)
    written = []
    for name in (SIGNED, SATISFACTION):
        (folder / name).mkdir(parents=True, exist_ok=True)
    known = {path.name for path in folder.iterdir()}
    for path, content in wanted.items():
        # One how-to and one set of registers, in the language of whoever came first.
        if not path.exists() and not (path.suffix == ".txt" and _has_how_to(known)):
            write_whole(path, content)
            written.append(path)
    for each_language in LANGUAGES:
        path = folder / f"questionnaire-{each_language}.pdf"
        if not path.exists():
            write_whole(path, questionnaire(cohort, each_language))
            written.append(path)
    return tuple(written)


def _has_how_to(names: set[str]) -> bool:
    return any(say("evidence.file.how-to", language) in names for language in LANGUAGES)


def _how_to(language: Language) -> bytes:
    return (say("evidence.how-to", language).strip() + "\n").encode("utf-8-sig")


def questionnaire(cohort: Cohort, language: Language) -> bytes:
    """The questionnaire to print, or to copy into a form."""
    created = cohort.settings.created
    return set_paper(
        "questionnaire",
        {
            "lang": language,
            "title": say("evidence.questionnaire.title", language),
            "organisation": cohort.settings.certificate.organisation,
            "course": say("attendance.course", language, title=cohort.title),
            "footer": say("evidence.questionnaire.footer", language),
            "lead": say("evidence.questionnaire.lead", language),
            "date": [created.year, created.month, created.day],
            "facts": [
                [say(f"evidence.question.{question}", language), ""] for question in ("day", "role")
            ],
            "scale": [say(f"evidence.question.{question}", language) for question in SCALE],
            "marks": [str(number) for number in range(1, 6)],
            "open": [say(f"evidence.question.{question}", language) for question in OPEN],
        },
    )


@dataclass(frozen=True, slots=True)
class _Register:
    """A register as the trainer filled it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[str, str]:
        return span([day for row in self.rows if (day := _day(row[0]))])


def register(cohort: Cohort, name: str, language: Language, *, is_anonymous: bool) -> Piece:
    """A register with its entries.

    Args:
        is_anonymous: count the entries and leave them out: free words may name somebody.

    A file that cannot be read is missing, and says why.
    """
    path = cohort.folder / QUALITY / f"{name}.csv"
    found, missing = (
        _read(path, cohort.folder, language)
        if path.is_file() or path.is_dir()
        else (_Register((), ()), [])
    )
    if not found.rows and not missing:
        missing.append(
            Missing(
                say(f"evidence.missing.{name}", language),
                say(f"evidence.remedy.{name}", language, file=f"{QUALITY}/{path.name}"),
            )
        )
    closing = REGISTERS[name].index(_CLOSING[name]) if name in _CLOSING else None
    if closing is not None:
        is_open = sum(len(row) <= closing or not row[closing] for row in found.rows)
        if is_open:
            missing.append(
                Missing(
                    say(f"evidence.missing.{name}-open", language, count=is_open),
                    say(f"evidence.remedy.{name}-open", language, file=f"{QUALITY}/{path.name}"),
                )
            )
    files = {}
    if found.rows and not is_anonymous:
        files[path.name] = _csv(found, language)
    count = say("evidence.entries", language, count=len(found.rows)) if found.rows else ""
    return Piece(name, files, count, found.days, tuple(missing), found.notes)


def satisfaction(cohort: Cohort, language: Language, *, is_anonymous: bool) -> Piece:
    """The answers of every table in the folder, and what they come to, question by question.

    A column whose answers are all whole numbers from 1 to 5 is taken for a question with marks.

    Args:
        is_anonymous: leave the answers out, and keep what they come to.

    A file that cannot be read is missing, and says why.
    """
    folder = cohort.folder / QUALITY / SATISFACTION
    tables, missing = {}, []
    for path in sorted(folder.glob("*")):
        is_table = path.suffix.lower() in (".csv", ".xlsx") and path.is_file()
        if is_table and not path.name.startswith((".", "~")):
            tables[path], unread = _read(path, cohort.folder, language)
            missing += unread
    filled = {path: table for path, table in tables.items() if table.rows}
    count = sum(len(table.rows) for table in filled.values())
    files = {}
    if filled:
        heads = [say(f"evidence.column.{table}", language) for table in
                 ("file", "question", "given", "mean", "mark-1", "mark-2", "mark-3", "mark-4",
                  "mark-5")]  # fmt: skip
        kinds: list[Kind] = ["text", "text", "whole", "number", *(["whole"] * 5)]  # type: ignore[list-item]
        rows = [row for path, table in filled.items() for row in _marks(path.name, table)]
        files[say("evidence.file.satisfaction", language)] = csv_table(heads, kinds, rows, language)
        if not is_anonymous:
            files |= {f"{path.stem}.csv": _csv(table, language) for path, table in filled.items()}
    where = f"{QUALITY}/{SATISFACTION}"
    if not count:
        missing.append(
            Missing(
                say("evidence.missing.satisfaction", language),
                say("evidence.remedy.satisfaction", language, folder=where),
            )
        )
    elif count < len(cohort.people):
        missing.append(
            Missing(
                say("evidence.missing.satisfaction-some", language, count=count,
                    people=len(cohort.people)),
                say("evidence.remedy.satisfaction-some", language, folder=where),
            )
        )  # fmt: skip
    days = [day for table in filled.values() for day in table.days]
    said = say("evidence.answers", language, count=count) if count else ""
    notes = tuple(note for table in tables.values() for note in table.notes)
    return Piece("satisfaction", files, said, span(days), tuple(missing), notes)


def _marks(file: str, table: _Register) -> Iterator[tuple[Value, ...]]:
    for place, head in enumerate(table.heads):
        given = [row[place] for row in table.rows if row[place]]
        if given and all(mark in ("1", "2", "3", "4", "5") for mark in given):
            marks = [int(mark) for mark in given]
            mean = sum(marks) / len(marks) if len(marks) >= FEW else None
            yield (file, head, len(marks), mean, *(marks.count(mark) for mark in range(1, 6)))


def attendance(cohort: Cohort, language: Language, *, is_anonymous: bool) -> Piece:
    """The sheets made, and the signed ones that the trainer put into the folder.

    Args:
        is_anonymous: count them and leave them out: they name everybody.
    """
    sheets = (cohort.folder / "papers" / "attendance").glob("*.pdf")
    made = sorted(path for path in sheets if path.is_file())
    folder = cohort.folder / QUALITY / SIGNED
    signed = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() in _SCANS and not path.name.startswith(".")
    ]
    days = [day for path in signed if (day := _day_in(path.name))]
    unsigned = [day for path in made if (day := _day_in(path.name)) and day not in days]
    undated = [path.name for path in signed if not _day_in(path.name)]
    where = f"{QUALITY}/{SIGNED}"
    missing = []
    if not made and not signed:
        missing.append(_missing("attendance", language, folder=where))
    if unsigned:
        missing.append(
            _missing("attendance-unsigned", language, folder=where, days=", ".join(unsigned))
        )
    if undated:
        count = len(undated)
        missing.append(_missing("attendance-undated", language, folder=where, count=count))
    files: dict[str, bytes] = {}
    if not is_anonymous:
        blank, of_signed = (
            say(f"evidence.folder.{name}", language) for name in ("sheets", "signed")
        )
        contents, unread = _contents((*made, *signed), cohort.folder, language)
        missing += unread
        files |= {f"{blank}/{path.name}": contents[path] for path in made if path in contents}
        files |= {
            f"{of_signed}/{path.relative_to(folder).as_posix()}": contents[path]
            for path in signed
            if path in contents
        }
    # A sheet that nobody signed is there to be signed: it shows nothing.
    count_said = (
        say("evidence.sheets", language, signed=len(signed), made=len(made)) if signed else ""
    )
    return Piece("attendance", files, count_said, span(days), tuple(missing))


def _missing(key: str, language: Language, **values: object) -> Missing:
    return Missing(
        say(f"evidence.missing.{key}", language, **values),
        say(f"evidence.remedy.{key}", language, **values),
    )


def _read(path: Path, folder: Path, language: Language) -> tuple[_Register, list[Missing]]:
    """A table in the cohort's folder, and what of it was not read: that stops nothing else."""
    place = path.relative_to(folder).as_posix()
    try:
        table = read_table(path, language)
    except WrongCallError as error:
        return _Register((), ()), [_unread(place, str(error).replace(str(path), place), language)]
    notes = tuple(say("evidence.note", language, file=place, note=note) for note in table.notes)
    lines = [cells for _, cells in table.lines]
    if not lines:
        return _Register((), (), notes), []
    width = max(map(len, lines))
    padded = [(*cells, *[""] * (width - len(cells))) for cells in lines]
    return _Register(padded[0], tuple(padded[1:]), notes), []


def _unread(place: str, why: str, language: Language) -> Missing:
    return Missing(why, say("evidence.remedy.unread", language, file=place), is_unread=True)


def _contents(
    paths: Sequence[Path], folder: Path, language: Language
) -> tuple[dict[Path, bytes], list[Missing]]:
    """Files by path, and those that cannot be read."""
    read: dict[Path, bytes] = {}
    unread: list[Missing] = []
    for path in paths:
        try:
            read[path] = path.read_bytes()
        except OSError as error:
            place = path.relative_to(folder).as_posix()
            why = say("evidence.missing.unread", language, file=place,
                      why=shown_reason(error, language))  # fmt: skip
            unread.append(_unread(place, why, language))
    return read, unread


def _csv(table: _Register, language: Language) -> bytes:
    return csv_table(table.heads, ["text"] * len(table.heads), table.rows, language)


def _day(written: str) -> str:
    """A day as people write it, in ISO; "" when it is none."""
    iso = _DAY.match(written)
    parts: Sequence[str] = re.findall(r"\d+", written)
    try:
        if iso:
            return date.fromisoformat(iso[0]).isoformat()
        if re.match(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}", written):
            return date(int(parts[2]), int(parts[1]), int(parts[0])).isoformat()
    except ValueError:
        return ""
    return ""


def _day_in(name: str) -> str:
    found = _DAY.search(name)
    return _day(found[0]) if found else ""
