"""A person of a cohort, and the roster file ``people.csv`` that holds them all."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from maitrise.base.csv_cell import safe_cell
from maitrise.base.errors import WrongCallError
from maitrise.base.files import write_whole
from maitrise.base.locale import as_language
from maitrise.base.locking import file_lock
from maitrise.base.text import Language, say
from maitrise.cohort.encoding import decode
from maitrise.cohort.table_file import Line, faults_in_words, separated_lines

ROSTER, ROSTER_LOCK = "people.csv", ".people.lock"
# An id becomes a folder's name on every system, and nbgrader keeps 128 characters of a name.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # by Windows
_OWN_FOLDERS = ("attendance", "unmatched")  # of a cohort, beside those of its people
LONGEST_NAME = 120
_LOCK_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whose work is marked.

    Attributes:
        id: permanent; letters, digits, ``. _ @ -``.
        name: as the trainer writes it.
        email: "" when it is not known.
        language: of mails and papers to this person.
        profile: an id of ``course/paths.toml``, or "".
    """

    id: str
    name: str
    email: str
    language: Language
    profile: str

    @property
    def names(self) -> tuple[str, str]:
        """First and last name as nbgrader shows them: last, first.

        A comma says which is which; else words in capitals are the last name, as French rosters
        write it; else the last word is.

        >>> Person("p-1", "DE LA TOUR Marie", "", "fr", "").names
        ('Marie', 'DE LA TOUR')
        """
        if "," in self.name:
            last, _, first = self.name.partition(",")
            return first.strip(), last.strip()
        words = self.name.split()
        capitals = [word for word in words if len(word) > 1 and word.isupper()]
        if capitals and len(capitals) < len(words):
            return " ".join(word for word in words if word not in capitals), " ".join(capitals)
        return " ".join(words[:-1]), " ".join(words[-1:])

    @property
    def full_name(self) -> str:
        """The name with the first name first; "" when it is not known.

        >>> Person("p-1", "O'Brien, Pat", "", "en", "").full_name
        "Pat O'Brien"
        """
        return " ".join(filter(None, self.names))


class LearnerIds:
    """The ids of a roster, found whatever the capitals they are written with.

    ``p-1`` and ``P-1`` are one folder on many systems, and a JupyterHub has names in lower case.

    >>> ids = LearnerIds(["P-1"])
    >>> ids.spelling_of("p-1"), ids.spelling_of("p-2")
    ('P-1', '')
    """

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._ids: dict[str, str] = {}
        for each in ids:
            self.add(each)

    def add(self, learner: str) -> None:
        """Add an id."""
        self._ids[learner.casefold()] = learner

    def spelling_of(self, written: str) -> str:
        """The id as the roster spells it; "" for an id that is not in the roster."""
        return self._ids.get(written.casefold(), "")


def is_usable_id(written: str) -> bool:
    """Whether this can be a roster id, and so a folder's name."""
    return bool(_ID.fullmatch(written)) and not (
        written.endswith(".") or written.casefold() in _OWN_FOLDERS or _RESERVED.fullmatch(written)
    )


def write_people(folder: Path, people: Iterable[Person]) -> None:
    """Write the roster of a cohort, sorted by id.

    Raises:
        OSError: it could not be written; the old roster is still there.
    """
    columns = [field.name for field in fields(Person)]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for person in sorted(people, key=lambda one: one.id):
        writer.writerow([safe_cell(getattr(person, column)) for column in columns])
    write_whole(folder / ROSTER, buffer.getvalue().encode("utf-8"))


def change_people(
    folder: Path,
    language: Language,
    change: Callable[[Mapping[str, Person]], Iterable[Person]],
    message_language: Language | None = None,
) -> None:
    """Read the roster, change it and write it, while no other process does the same.

    A trainer adds people and erases them while an open room lets others in: without the lock, the
    one who writes last would undo what the other wrote in between.

    Args:
        folder: the cohort's folder.
        language: of people whose line in the roster names none.
        change: gives the people to write, from those in the roster now, by id.
        message_language: of the error messages; by default the same.

    Raises:
        OSError: it could not be written, or another process kept it locked for ten seconds.
        WrongCallError: the roster was changed by hand into something that cannot be used.
    """
    from filelock import Timeout

    try:
        with file_lock(folder / ROSTER_LOCK, seconds=_LOCK_SECONDS):
            write_people(folder, change(read_people(folder, language, message_language)))
    except Timeout as error:  # whose message is in English alone
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY)) from error


def read_people(
    folder: Path, language: Language, message_language: Language | None = None
) -> Mapping[str, Person]:
    """Read the people of a cohort, by id; empty while nobody was added.

    Args:
        folder: the cohort's folder.
        language: of people whose line in the roster names none.
        message_language: of the error messages; by default the same.

    Raises:
        WrongCallError: the roster cannot be opened, or was changed by hand into something that
            cannot be used.
    """
    path, reader = folder / ROSTER, message_language or language
    with faults_in_words(path, reader, damaged="cohort.roster-damaged"):
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return {}
        lines = list(separated_lines(decode(content)[0]))
    people: dict[str, Person] = {}
    seen = LearnerIds()
    try:
        for row in _rows(lines):
            spoken = as_language(row.get("language") or language)
            if not is_usable_id(row["id"]) or seen.spelling_of(row["id"]) or spoken is None:
                raise ValueError(row["id"])
            seen.add(row["id"])
            people[row["id"]] = Person(
                row["id"], row["name"] or "", row["email"] or "", spoken, row["profile"] or ""
            )
    except (ValueError, KeyError, TypeError) as error:
        raise WrongCallError(say("cohort.roster-damaged", reader, file=path)) from error
    return people


def _rows(lines: Sequence[Line]) -> Iterator[dict[str, str]]:
    """The roster's lines by column; the header is the first line."""
    header = lines[0][1] if lines else []
    for _, cells in lines[1:]:
        yield dict(zip(header, [*cells, *[""] * len(header)], strict=False))
