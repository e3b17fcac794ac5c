"""Find whose file it is: by roster id, e-mail or name in the names of the file and its folders.

Never guesses: if two people have the name, or a name and an id belong to different people, the file
is matched to nobody until the trainer decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from urllib.parse import unquote

from maitrise.cohort import Person
from maitrise.cohort.person import LearnerIds
from maitrise.cohort.spelling import words_of

_MOODLE = re.compile(r"^(?P<who>.+?)_\d+_assignsubmission_[a-z]+_?(?P<rest>.*)$", re.DOTALL)
_HAND_IN = re.compile(r"^[a-z][a-z0-9-]*-(?:fr|en)-(?P<who>.+)\.zip$", re.IGNORECASE)
_AGAIN = re.compile(r" ?\(\d+\)(?=\.|$)")  # what a browser adds to a second download
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´′]")
_INSIDE = re.compile(r"(?<=\w)[^\w\s,]+(?=\w)")
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_LONGEST_NAME = 255  # as disks have it; an archive may say anything
_TIMES_ESCAPED = 3
_SHORTEST_JOINED = 6
_SHORTEST_ID = 4


class NoOwner(StrEnum):
    """Why no owner was found."""

    NOBODY = "nobody"
    SEVERAL = "several"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a file.

    Attributes:
        learner: roster id.
        position: in the file's path, of the name that names the owner.
        also: the id of another person named further inside the path, "" usually.
    """

    learner: str
    position: int
    also: str = ""


class OwnerFinder:
    """Finds the people of a cohort in names of files and folders."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._exact = LearnerIds()
        self._phrases: dict[tuple[str, ...], list[tuple[tuple[str, ...], int, str]]] = {}
        for person in people:
            self._exact.add(person.id)
            words = words_of(person.id)
            if len("".join(words)) >= _SHORTEST_ID:  # shorter ones stand in any name by chance
                self._add(words, 0, person.id)
            if person.email:
                self._add(words_of(person.email), 1, person.id)
            self._add_name(person)

    def owner(self, place: Sequence[str]) -> Owner | NoOwner:
        """The owner of a file, by the outermost name in its path that names one."""
        owner: Owner | None = None
        several: set[str] = set()
        for position, name in enumerate(place):
            said = self._people_in(name)
            if said is NoOwner.CONFLICT and owner is None:
                return NoOwner.CONFLICT
            if not isinstance(said, set) or not said:
                continue
            if several and owner is None:
                said = said & several  # two people of one name, and an id further inside
                if not said:
                    return NoOwner.CONFLICT
            if len(said) > 1:
                several = said if owner is None else several
            elif owner is None:
                owner = Owner(next(iter(said)), position)
            elif owner.learner not in said:
                return Owner(owner.learner, owner.position, next(iter(said)))
        if owner:
            return owner
        return NoOwner.SEVERAL if several else NoOwner.NOBODY

    def exact_match(self, *, id_: str = "", email: str = "", name: str = "") -> str | None:
        """The roster id of the only person with this id, e-mail or name; else None."""
        if id_:
            return self._exact.spelling_of(_unescaped(id_)) or None
        ranked = self._found(words_of(_unescaped(email or name)))
        said = ranked[1] if email else ranked[2]
        return next(iter(said)) if len(said) == 1 else None

    def _add_name(self, person: Person) -> None:
        for words in dict.fromkeys(map(words_of, _file_name_forms(person.name))):
            self._add_words(words, person)

    def _add_words(self, words: tuple[str, ...], person: Person) -> None:
        if len(words) == 1:
            self._add(words, 3, person.id)  # counts only where it is the whole name
        for turn in range(len(words) if len(words) > 1 else 0):
            turned = (*words[turn:], *words[:turn])
            self._add(turned, 2, person.id)
            if len("".join(turned)) >= _SHORTEST_JOINED:
                self._add(("".join(turned),), 2, person.id)

    def _add(self, words: tuple[str, ...], rank: int, learner: str) -> None:
        if words:  # by two words: half a class may have the same first name
            self._phrases.setdefault(words[:2], []).append((words, rank, learner))

    def _people_in(self, name: str) -> set[str] | NoOwner:
        """The people in one name, with the escapes of platforms undone or else as it is."""
        name = name[:_LONGEST_NAME]
        for written in dict.fromkeys((_unescaped(name), name)):
            if said := self._named_in(written):
                return said
        return set()

    def _named_in(self, name: str, *, is_platforms: bool = True) -> set[str] | NoOwner:
        """The people in one name: by id, e-mail and name; a conflict if these differ.

        Args:
            is_platforms: whether a platform may have put a name of its own before the learner's.
        """
        stem = _AGAIN.sub("", name)
        if exact := self._exact.spelling_of(stem) or self._exact.spelling_of(
            stem.rpartition(".")[0]
        ):
            return {exact}
        handed_in = _HAND_IN.match(stem)
        if handed_in:
            stem = handed_in["who"]
            if exact := self._exact.spelling_of(stem):
                return {exact}
        moodle = _MOODLE.match(name) if is_platforms else None
        # Moodle writes the name; the number after it is its own, and what follows the learner's.
        if moodle:
            ranked = self._found(words_of(moodle["who"]))
            by_platform = ranked[0] or ranked[1] or ranked[2]
            rest = moodle["rest"]
            inside = self._named_in(rest, is_platforms=False) if rest else set()
            if by_platform:
                both = by_platform & inside if isinstance(inside, set) else set()
                return both or by_platform
            return inside
        ranked = self._found(words_of(stem))
        said = [people for people in ranked[:3] if people]
        if len(said) > 1 and not set.intersection(*said):
            return NoOwner.CONFLICT
        return set.intersection(*said) if said else set()

    def _phrases_at(
        self, words: tuple[str, ...], start: int
    ) -> list[tuple[tuple[str, ...], int, str]]:
        """The phrases that begin at one position of a sequence of words."""
        return [
            found
            for length in (1, 2)
            for found in self._phrases.get(words[start : start + length], ())
            if words[start : start + len(found[0])] == found[0]
        ]

    def _found(self, words: tuple[str, ...]) -> list[set[str]]:
        """The people in a sequence of words: by id, by e-mail, by name, by a name of one word."""
        named: list[set[str]] = [set(), set(), set(), set()]
        begun = [self._phrases_at(words, start) for start in range(len(words))]
        for rank in range(4) if any(begun) else ():
            start = 0
            while start < len(words):
                longest = 0
                for phrase, of_rank, learner in begun[start]:
                    if of_rank != rank:
                        continue
                    if len(phrase) > longest:  # p-1-2 is not p-1
                        longest, current = len(phrase), {learner}
                    elif len(phrase) == longest:
                        current.add(learner)
                if longest:
                    named[rank] |= current
                start += longest or 1
        if words and not named[2]:
            named[2] = named[3] if len(words) == 1 else set()
        return named


def _unescaped(name: str) -> str:
    """A name with the escapes of HTML and of addresses undone, even if escaped twice.

    >>> _unescaped("O&amp;#39;Brien"), _unescaped("Elo%C3%AFse")
    ("O'Brien", 'Eloïse')
    """
    for _ in range(_TIMES_ESCAPED):
        before = name
        try:
            name = unquote(name, errors="strict")
        except UnicodeDecodeError:
            name = unquote(name, "cp1252", "replace")
        name = unescape(name)
        if name == before:
            break
    return name


def _file_name_forms(name: str) -> Iterator[str]:
    """A name as typed, and the forms that platforms make of it for files.

    >>> list(_file_name_forms("Jean-Rémi O'Brien"))
    ["Jean-Rémi O'Brien", 'Jean-Rémi OBrien', 'JeanRémi OBrien']
    >>> list(_file_name_forms("Ute Müller"))[-1]
    'Ute Mueller'
    """
    yield name
    without_apostrophes = _APOSTROPHES.sub("", name)  # Moodle
    yield without_apostrophes
    yield _INSIDE.sub("", without_apostrophes)
    if name != (spelt_out := name.translate(_SPELT_OUT)):
        yield spelt_out
