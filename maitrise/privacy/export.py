"""Export a person's data from a cohort: one archive with an index in plain language."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from urllib.parse import quote

from maitrise.base.csv_cell import safe_cell
from maitrise.base.files import private_folder
from maitrise.base.templates import filled
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort, Person
from maitrise.cohort.places import QUALITY
from maitrise.cohort.room_database import room_rows
from maitrise.cohort.table_file import read_table
from maitrise.marking.inbox import open_regular
from maitrise.marking.problem import (
    Notify,
    Problem,
    ignore_problem,
    problem_of_error,
    report_errors,
    shown_place,
)
from maitrise.marking.upkeep import current_facts
from maitrise.privacy.gradebook_rows import rows_of
from maitrise.privacy.holdings import mentions_in_unmatched, own_places, unmatched_files_of
from maitrise.privacy.mention import Mentions

INDEX = "index.html"
_TEMPLATE = Path(__file__).with_name("export.html.j2")
# What each part of the archive is: the end of a key privacy.index.…
_PARTS = ("roster", "gradebook", "room", "handed-in", "kept", "unmatched", "submitted",
          "autograded", "feedback", "marks", "records", "papers", "quality")  # fmt: skip


def export_learner(
    cohort: Cohort,
    person: Person,
    folder: Path,
    language: Language,
    notify: Notify = ignore_problem,
) -> Path:
    """Write ``<cohort>-<id>.zip``: a person's data as it is, and an index in their language.

    The notebooks of ``autograded/`` hold the keys of the questions: the index says so in their
    place. All that they hold on the person stands in the other parts.

    Args:
        person: of the cohort.
        folder: where the archive is written; an older one there is replaced.
        language: of the messages.
        notify: is told which files could not be read, and so are not in it.

    Raises:
        BusyError: somebody else is at work on this cohort.
        OSError: it could not be written; an older one is still there.
    """
    private_folder(folder)
    path = folder / f"{cohort.folder.name}-{person.id}.zip"
    part = path.with_name(f".{path.name}.part")
    try:
        with (
            current_facts(cohort, language, notify) as (cohort, database),
            zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            archive.writestr("roster.json", _json(asdict(person)))
            archive.writestr("gradebook.json", _json(rows_of(database, person.id)))
            rooms = room_rows(cohort, person.id, language)
            if any(rooms.values()):
                archive.writestr("room.json", _json(rooms))
            for name, content in _members(cohort, person, notify):
                archive.writestr(name, content)
            archive.writestr(INDEX, _index(cohort, person, archive.namelist()))
            archive.close()
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _members(cohort: Cohort, person: Person, notify: Notify) -> Iterator[tuple[str, bytes]]:
    for place in own_places(cohort.folder, person.id):
        for path in _files(cohort, place, notify):
            name = path.relative_to(cohort.folder).as_posix()
            if name.startswith("autograded/") and path.suffix == ".ipynb":
                continue
            content = _content(cohort, path, notify)
            if content is not None:
                yield name.replace(f"/{person.id}/", "/", 1), content
    named = Mentions([person], (one for one in cohort.people.values() if one != person))
    for path in unmatched_files_of(cohort, mentions_in_unmatched(cohort, named)):
        content = _content(cohort, path, notify)
        if content is not None:
            yield f"unmatched/{path.name}", content
    yield from _entries(cohort, person, notify)


def _files(cohort: Cohort, place: Path, notify: Notify) -> Iterator[Path]:
    """A file, or the files of a folder; a folder that cannot be opened is reported."""

    def shut(error: OSError) -> None:
        parts = Path(error.filename).relative_to(cohort.folder).parts
        notify(problem_of_error(parts, error))

    if not place.is_dir() or place.is_symlink():
        yield place
        return
    for below, folders, names in os.walk(place, onerror=shut):
        folders.sort()
        links = [name for name in folders if Path(below, name).is_symlink()]
        yield from (Path(below, name) for name in sorted([*names, *links]))


def _content(cohort: Cohort, path: Path, notify: Notify) -> bytes | None:
    """The content of a file; None, and a problem, for a link or an unreadable file."""
    place = path.relative_to(cohort.folder).parts
    content = None
    with report_errors(notify, place):
        opened = open_regular(path)
        if isinstance(opened, str):
            notify(Problem(shown_place(place), opened, "not-read", "copy"))
        else:
            with opened:
                content = opened.read()
    return content


def _entries(cohort: Cohort, person: Person, notify: Notify) -> Iterator[tuple[str, bytes]]:
    """The lines about a person in the trainer's registers, without the names of others."""
    named_here = Mentions([person])
    others = Mentions(other for other in cohort.people.values() if other != person)
    folder = cohort.folder / QUALITY
    for path in sorted(folder.rglob("*.csv")):
        lines: list[list[str]] = []
        with report_errors(notify, path.relative_to(cohort.folder).parts):
            lines = [cells for _, cells in read_table(path, person.language).lines]
        named = [cells for cells in lines[1:] if named_here.is_in_text(" ".join(cells))]
        if named:
            buffer = io.StringIO()
            writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
            writer.writerow(map(safe_cell, lines[0]))
            writer.writerows([safe_cell(others.without(cell)) for cell in cells] for cells in named)
            name = path.relative_to(cohort.folder).as_posix()
            yield name, buffer.getvalue().encode("utf-8-sig")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode(
        "utf-8", "backslashreplace"
    )


def _index(cohort: Cohort, person: Person, names: list[str]) -> bytes:
    language: Language = person.language
    return filled(
        _TEMPLATE,
        language=language,
        title=say("privacy.index.title", language, name=person.name or person.id),
        what=say("privacy.index.what", language, title=cohort.title),
        parts=[
            {
                "title": say(f"privacy.index.{part}.title", language),
                "what": say(f"privacy.index.{part}", language),
                "links": [
                    (quote(name), name)
                    for name in names
                    if name.startswith((f"{part}/", f"{part}."))
                ],
            }
            for part in _PARTS
        ],
    )
