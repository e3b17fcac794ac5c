"""Where a person's data is in a cohort's folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort, Person
from maitrise.cohort.person import is_usable_id
from maitrise.cohort.places import HANDED_IN
from maitrise.cohort.room_database import room_rows
from maitrise.marking.keeping import KEPT, UNMATCHED
from maitrise.marking.upkeep import current_facts
from maitrise.privacy.gradebook_rows import rows_of
from maitrise.privacy.mention import Mentions
from maitrise.privacy.spellings import MentionLevel

PAPERS = "papers"
FOLDERS = (KEPT, HANDED_IN, "submitted", "autograded", "feedback", "marks", PAPERS)
"""Folders that have a folder for every learner."""
DERIVED = ("reports", "evidence", f"{PAPERS}/attendance")
"""Folders made from the rest, about all learners: deleted and made again, not edited."""


def own_places(folder: Path, learner: str) -> list[Path]:
    """The folders and the record that belong to one learner alone."""
    places = [folder / name / learner for name in FOLDERS]
    places.append(folder / "records" / f"{learner}.jsonl")
    return [place for place in places if os.path.lexists(place)]


def mentions_in_unmatched(cohort: Cohort, people: Mentions) -> dict[Path, MentionLevel]:
    """How surely each file of an unknown owner mentions these people."""
    folder = cohort.folder / KEPT / UNMATCHED
    files = sorted(path for path in folder.rglob("*") if not _is_folder(path))
    return {file: people.level_in_file(file, folder) for file in files}


def unmatched_files_of(
    cohort: Cohort, naming: Mapping[Path, MentionLevel], others: Mentions | None = None
) -> list[Path]:
    """The files of unknown owners that certainly mention people.

    Files of one archive belong together: a sheet may name the owner of the notebook beside it.

    Args:
        naming: the result of :func:`mentions_in_unmatched`.
        others: people; files that may mention one of them too are left out.
    """
    folder = cohort.folder / KEPT / UNMATCHED
    together: dict[str, list[Path]] = {}
    for path in naming:
        archive, _, _ = path.name.rpartition(".zip-")
        together.setdefault(archive or path.name, []).append(path)
    return [
        path
        for files in together.values()
        if any(naming[file] is MentionLevel.YES for file in files)
        and not (others and any(others.may_be_in_file(file, folder) for file in files))
        for path in files
    ]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def find_person(cohort: Cohort, learner: str, language: Language) -> Person:
    """The person with an id: in the roster, or only in folders, rooms or the gradebook.

    Args:
        language: of the message.

    Raises:
        WrongCallError: the cohort has no data under this id.
    """
    if learner in cohort.people:
        return cohort.people[learner]
    if is_usable_id(learner):
        with current_facts(cohort, language) as (_, database):
            rows = rows_of(database, learner)
        rooms = room_rows(cohort, learner, language)
        if own_places(cohort.folder, learner) or any(rows.values()) or any(rooms.values()):
            return Person(learner, "", "", cohort.settings.language, "")
    raise WrongCallError(say("privacy.nobody", language, id=learner, title=cohort.title))
