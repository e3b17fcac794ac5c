"""Erase people from a cohort, everywhere in its folder and its gradebook.

What cannot be erased is named, and holds up nothing else. The roster comes last, so that an erasure
that was interrupted can be asked for again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from maitrise.base.files import write_whole
from maitrise.base.json_data import read_json
from maitrise.base.text import Language
from maitrise.cohort import Cohort, Person
from maitrise.cohort.cohort import GRADEBOOK
from maitrise.cohort.database import Database
from maitrise.cohort.database_fault import DamagedDatabaseError, ProtectedDatabaseError
from maitrise.cohort.lock import LOCK, lock_cohort, lock_cohort_and_gradebook
from maitrise.cohort.person import ROSTER, ROSTER_LOCK, change_people
from maitrise.cohort.places import HANDED_IN, QUALITY
from maitrise.cohort.room_database import FOLDER as ROOMS
from maitrise.cohort.room_database import erase_from_rooms, has_answers, open_room_answers
from maitrise.marking.tidying import half_written
from maitrise.marking.upkeep import sync_facts
from maitrise.privacy.erasure_result import ErasureResult
from maitrise.privacy.gradebook_rows import erase_rows, students_of, texts_of
from maitrise.privacy.holdings import (
    DERIVED,
    PAPERS,
    mentions_in_unmatched,
    own_places,
    unmatched_files_of,
)
from maitrise.privacy.mention import Mentions
from maitrise.privacy.spellings import MentionLevel
from maitrise.privacy.statistics import STATISTICS, add_erased, results_of

_LOCKS = (LOCK, ROSTER_LOCK)  # empty files
# Our own databases, and what SQLite has beside them while it works.
_DATABASES = frozenset(
    f"{name}{ending}"
    for name in (GRADEBOOK, f"{ROOMS}/room.db")
    for ending in ("", "-journal", "-wal", "-shm")
)


def forget(cohort: Cohort, people: Sequence[Person], language: Language) -> ErasureResult:
    """Erase people everywhere in the cohort; only sums over all erased stay.

    Args:
        language: of the messages.

    Raises:
        BusyError: another command is working on this cohort.
        DatabaseError: the gradebook cannot be reached; no file is touched. One that is damaged, or
            that cannot be opened or written as its rights are, holds nothing up: it is named, and
            who asks again once it is mended has what it holds erased.
    """
    folder = cohort.folder
    try:
        with (
            Database(cohort.database) as database,
            lock_cohort_and_gradebook(folder, database, language),
        ):
            return _erased(cohort.as_of_now(), people, language, database)
    except (DamagedDatabaseError, ProtectedDatabaseError) as error:
        with lock_cohort(folder, language):
            return _erased(cohort.as_of_now(), people, language, error)


def _erased(
    cohort: Cohort,  # as it is now: others may have joined or gone since
    people: Sequence[Person],
    language: Language,
    database: Database | DamagedDatabaseError | ProtectedDatabaseError,
) -> ErasureResult:
    ids = [person.id for person in people]
    new: set[str] = set()
    work = _Erasure(cohort, people)
    if isinstance(database, Database):
        sync_facts(cohort, database)
        results = results_of(database, ids)
        # Whoever is in neither was counted before, when a file of theirs could not be erased.
        new = {*ids} & {*cohort.people, *students_of(database)}
        erase_rows(database, ids)
        with work.trying(STATISTICS):
            add_erased(cohort.folder, 0, results)
    else:
        work.failed(GRADEBOOK, database)
    with work.trying(ROOMS):
        erase_from_rooms(cohort, ids, language)
    work.erase_files()
    work.erase_derived()
    work.clean_traces()
    with work.trying(ROSTER):
        change_people(
            cohort.folder,
            cohort.settings.language,
            lambda now: [one for one in now.values() if one.id not in ids],
            language,
        )
        # Not before: whoever is still on the list is counted when the erasure is asked for again.
        if new:
            with work.trying(STATISTICS):
                add_erased(cohort.folder, len(new), ())
    # Until their name was off the list, a room that is open took what their page sent.
    with work.trying(ROOMS):
        erase_from_rooms(cohort, ids, language)
    work.erase_handed_in()
    if isinstance(database, Database):
        work.look_at_gradebook(database)
    work.look_at_rooms(language)
    return work.erased()


class _Erasure:
    """Erases people from the files of a cohort; failures are noted, and the rest is done."""

    def __init__(self, cohort: Cohort, people: Sequence[Person]) -> None:
        self._cohort, self._people = cohort, people
        self._folder = cohort.folder
        self._others = [one for one in cohort.people.values() if one not in people]
        self._mentions = Mentions(people, self._others)
        self._unmatched: dict[Path, MentionLevel] = {}
        self._files = 0
        self._remade: list[str] = []
        self._left: list[str] = []
        self._failed: list[tuple[str, Exception]] = []

    def failed(self, name: str, error: Exception) -> None:
        """Note what could not be erased."""
        self._failed.append((name, error))

    @contextmanager
    def trying(self, name: str) -> Iterator[None]:
        """Run a block; errors of the system, a database or a damaged file are noted as failures."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - the rest is to be erased all the same
            self.failed(name, error)

    def erase_files(self) -> None:
        """Delete their own files, and unmatched files that mention them and nobody else.

        Half-written files are deleted too: no other command is working, except perhaps a room.
        Folders are deleted file by file, so that one failure does not keep the other files.
        """
        own = [place for person in self._people for place in own_places(self._folder, person.id)]
        self._unmatched = mentions_in_unmatched(self._cohort, self._mentions)
        others = Mentions(self._others, self._people)
        unmatched = unmatched_files_of(self._cohort, self._unmatched, others)
        left = [
            path
            for path in half_written(self._folder)
            if path.relative_to(self._folder).parts[0] not in (ROOMS, HANDED_IN)
        ]
        for place in (*own, *unmatched, *left):
            self._erase_all(place)

    def erase_handed_in(self) -> None:
        """Erase what they have handed in by a room's button since their files were erased."""
        for person in self._people:
            if (place := self._folder / HANDED_IN / person.id).is_dir():
                self._erase_all(place)

    def _erase_all(self, place: Path) -> bool:
        """Delete a file or a folder; returns whether all of it is gone."""
        before = len(self._failed)
        is_folder = place.is_dir() and not place.is_symlink()
        inside = sorted(place.rglob("*"), reverse=True) if is_folder else []
        for path in (*inside, place):  # what lies deepest comes first
            with self.trying(self._named(path)):
                self._erase(path)
        return len(self._failed) == before

    def _erase(self, path: Path) -> None:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
            self._files += 1

    def erase_derived(self) -> None:
        """Delete what is made from the rest, about all learners."""
        for name in DERIVED:
            place, files = self._folder / name, self._files
            if os.path.lexists(place) and self._erase_all(place):
                self._remade.append(name)
            self._files = files  # those of this person alone are counted

    def clean_traces(self) -> None:
        """Remove them from what marking and nbgrader wrote about others: remarks, sheets, logs.

        A damaged file is left as it is, and listed if it mentions them.
        """
        for path in self._folder.glob("marks/*/*.json"):
            marked = (
                _data_of(path) if self._mentions.level_in_file(path) is MentionLevel.YES else {}
            )
            remarks = marked.get("problems")
            if isinstance(remarks, list):
                cleaned = [self._mentions.without(str(remark)) for remark in remarks]
                self._write_json(path, {**marked, "problems": cleaned})
        ids = {person.id for person in self._people}
        for tree in ("submitted", "autograded"):
            for path in self._folder.glob(f"{tree}/*/*/answers.json"):
                sheet = _data_of(path)
                if str(sheet.get("learner")) in ids:
                    self._write_json(path, {**sheet, "learner": ""})
        for path in (*self._folder.glob("*.log"), *self._folder.glob(".*.log")):
            if self._mentions.level_in_file(path) is MentionLevel.YES:
                with self.trying(self._named(path)):
                    text = path.read_text(encoding="utf-8", errors="replace")
                    lines = text.splitlines(keepends=True)
                    kept = "".join(line for line in lines if not self._mentions.is_in_text(line))
                    write_whole(path, kept.encode("utf-8"))

    def look_at_gradebook(self, database: Database) -> None:
        """Note if a text about others in the gradebook, such as a comment, still mentions them."""
        with self.trying(GRADEBOOK):
            if self._is_in(database):
                self._left.append("PostgreSQL" if database.is_server else GRADEBOOK)

    def look_at_rooms(self, language: Language) -> None:
        """Note if an answer of others in a room still mentions them."""
        if has_answers(self._cohort):
            with self.trying(ROOMS), closing(open_room_answers(self._cohort, language)) as answers:
                if self._is_in(answers.database):
                    self._left.append(ROOMS)

    def _is_in(self, database: Database) -> bool:
        return any(map(self._mentions.mention_level, texts_of(database)))

    def erased(self) -> ErasureResult:
        """The result, after a search of all remaining files."""
        left, unseen = self._left, list[str]()
        for path in self._everything(unseen):
            if self._needs_no_search(path):
                continue
            found = self._unmatched.get(path)  # searched before: long files are searched once
            if found is None:
                found = self._mentions.level_in_file(path, self._folder)
            if found >= MentionLevel.PERHAPS:
                left.append(self._named(path))
            elif found is MentionLevel.UNSEEN:
                unseen.append(self._named(path))
        return ErasureResult(
            self._files, tuple(self._remade), tuple(left), tuple(unseen), tuple(self._failed)
        )

    def _everything(self, unseen: list[str]) -> Iterator[Path]:
        """Every file and empty folder; folders that cannot be opened are added to ``unseen``."""

        def shut(error: OSError) -> None:
            unseen.append(self._named(Path(error.filename)))

        for below, folders, names in os.walk(self._folder, onerror=shut):
            folders.sort()
            links = [name for name in folders if Path(below, name).is_symlink()]
            if not folders and not names:
                yield Path(below)
            yield from (
                Path(below, name) for name in sorted([*names, *links]) if name not in _LOCKS
            )

    def _needs_no_search(self, path: Path) -> bool:
        """Whether a file is not searched: papers of one other person, blank forms, databases."""
        parts = path.relative_to(self._folder).parts
        is_paper = parts[0] == PAPERS and any(one.id in parts for one in self._others)
        is_form = parts[0] == QUALITY and parts[-1].startswith("questionnaire-")
        is_ours = path.suffix == ".pdf" and (is_form or is_paper)
        name = self._named(path)
        return is_ours or name in _DATABASES or name in dict(self._failed)

    def _named(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _write_json(self, path: Path, value: object) -> None:
        text = json.dumps(value, ensure_ascii=False) + "\n"
        with self.trying(self._named(path)):
            write_whole(path, text.encode("utf-8", "backslashreplace"))


def _data_of(path: Path) -> dict[str, object]:
    """The table in a JSON file; empty if it is damaged or holds something else."""
    try:
        read = read_json(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
