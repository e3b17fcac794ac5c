"""Erasing people from a cohort, everywhere in its folder and its gradebook.

The roster comes last, so that an erasure that was interrupted can be asked for again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from maitrise.base.files import write_whole
from maitrise.base.text import Language
from maitrise.cohort import Cohort, Person
from maitrise.cohort.database import Database
from maitrise.cohort.person import write_people
from maitrise.marking.lock import LOCK, alone
from maitrise.marking.upkeep import bring_up_to_date
from maitrise.privacy.gradebook_rows import erase_rows
from maitrise.privacy.holdings import DERIVED, own_places, unmatched_of
from maitrise.privacy.mention import Mentions
from maitrise.privacy.statistics import add_erased, results_of


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure came to.

    Attributes:
        files: how many files are gone.
        remade: folders about everybody that are gone and can be made again.
        left: files that still name somebody erased and belong to others: for a person to judge.
    """

    files: int
    remade: tuple[str, ...]
    left: tuple[str, ...]


def forget(cohort: Cohort, people: Sequence[Person], language: Language) -> Erased:
    """Erase people everywhere in the cohort; only sums over all erased stay.

    Args:
        language: of the messages.

    Raises:
        BusyError: a marking is at work on this cohort.
        OSError: a file could not be erased; ask again once it can.
        DatabaseError: the gradebook cannot be reached; no file is touched.
    """
    folder = cohort.folder
    ids = [person.id for person in people]
    with Database(cohort.database) as database, alone(folder, database, language):
        bring_up_to_date(cohort, database)
        results = results_of(database, ids)
        erase_rows(database, ids)
        add_erased(folder, len(ids), results)
        gone = _erase_files(cohort, people)
        remade = _erase_derived(folder)
        _clean_traces(folder, people)
        write_people(folder, [person for person in cohort.people.values() if person.id not in ids])
    return Erased(gone, remade, tuple(_left(folder, people)))


def _erase_files(cohort: Cohort, people: Sequence[Person]) -> int:
    """Erase what belongs to them, and files matched to nobody that name them and nobody else."""
    places = [place for person in people for place in own_places(cohort.folder, person.id)]
    places += unmatched_of(cohort, people, alone=True)
    count = 0
    for place in places:
        if place.is_dir():
            count += sum(path.is_file() for path in place.rglob("*"))
            shutil.rmtree(place)
        else:
            count += 1
            place.unlink()
    return count


def _erase_derived(folder: Path) -> tuple[str, ...]:
    there = [name for name in DERIVED if (folder / name).exists()]
    for name in there:
        shutil.rmtree(folder / name)
    return tuple(there)


def _clean_traces(folder: Path, people: Sequence[Person]) -> None:
    """Take them out of what marking and nbgrader wrote about others: remarks, sheets, logs."""
    mentions, ids = Mentions(people), {person.id for person in people}
    for path in folder.glob("marks/*/*.json"):
        if mentions.in_file(path):
            marked = json.loads(path.read_bytes())
            marked["problems"] = [mentions.without(remark) for remark in marked["problems"]]
            _write_json(path, marked)
    for path in folder.glob("*/*/*/answers.json"):
        if path.relative_to(folder).parts[0] in ("submitted", "autograded"):
            sheet = json.loads(path.read_bytes())
            if sheet.get("learner") in ids:
                _write_json(path, {**sheet, "learner": ""})
    for path in (*folder.glob("*.log"), *folder.glob(".*.log")):
        if mentions.in_file(path):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
            kept = "".join(line for line in lines if mentions.without(line) == line)
            write_whole(path, kept.encode("utf-8"))


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False) + "\n"
    write_whole(path, text.encode("utf-8", "backslashreplace"))


def _left(folder: Path, people: Sequence[Person]) -> list[str]:
    """Files that still name them."""
    mentions = Mentions(people)
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOCK and mentions.in_file(path)
    ]
