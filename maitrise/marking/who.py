"""Whose file is it: by roster id, e-mail or name in the names of the file and its folders.

Never a guess: two people of one name, or a name that says one person and an id that says
another, is nobody until the trainer says who.
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


class Doubt(StrEnum):
    """Why nobody was found."""

    NOBODY = "nobody"
    SEVERAL = "several"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose file it is.

    Attributes:
        learner: roster id.
        position: of the name in the place that says so.
        also: the id of somebody else whom a name further inside says, "" usually.
    """

    learner: str
    position: int
    also: str = ""


class Roster:
    """The people of a cohort, made ready to be found in names."""

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

    def owner(self, place: Sequence[str]) -> Owner | Doubt:
        """Who a file belongs to, by the outermost name that says so."""
        owner: Owner | None = None
        several: set[str] = set()
        for position, name in enumerate(place):
            said = self._people_in(name)
            if said is Doubt.CONFLICT and owner is None:
                return Doubt.CONFLICT
            if not isinstance(said, set) or not said:
                continue
            if several and owner is None:
                said = said & several  # two people of one name, and an id further inside
                if not said:
                    return Doubt.CONFLICT
            if len(said) > 1:
                several = said if owner is None else several
            elif owner is None:
                owner = Owner(next(iter(said)), position)
            elif owner.learner not in said:
                return Owner(owner.learner, owner.position, next(iter(said)))
        if owner:
            return owner
        return Doubt.SEVERAL if several else Doubt.NOBODY

    def by(self, *, id_: str = "", email: str = "", name: str = "") -> str | None:
        """The one person whom a pattern's parts name exactly, if there is one."""
        if id_:
            return self._exact.spelling_of(_as_it_reads(id_)) or None
        ranked = self._found(words_of(_as_it_reads(email or name)))
        said = ranked[1] if email else ranked[2]
        return next(iter(said)) if len(said) == 1 else None

    def _add_name(self, person: Person) -> None:
        for words in dict.fromkeys(map(words_of, _as_cleaned(person.name))):
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

    def _people_in(self, name: str) -> set[str] | Doubt:
        """Whom one name says, as a platform escaped it or else as it stands."""
        name = name[:_LONGEST_NAME]
        for written in dict.fromkeys((_as_it_reads(name), name)):
            if said := self._named_in(written):
                return said
        return set()

    def _named_in(self, name: str, *, is_platforms: bool = True) -> set[str] | Doubt:
        """Whom one name says: by id, else by e-mail, else by name; a conflict when they differ.

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
            return Doubt.CONFLICT
        return set.intersection(*said) if said else set()

    def _begun_at(
        self, words: tuple[str, ...], start: int
    ) -> list[tuple[tuple[str, ...], int, str]]:
        """The phrases that stand at one place of a row of words."""
        return [
            found
            for length in (1, 2)
            for found in self._phrases.get(words[start : start + length], ())
            if words[start : start + len(found[0])] == found[0]
        ]

    def _found(self, words: tuple[str, ...]) -> list[set[str]]:
        """Whom a row of words names: by id, by e-mail, by name, by a name of one word."""
        named: list[set[str]] = [set(), set(), set(), set()]
        begun = [self._begun_at(words, start) for start in range(len(words))]
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


def _as_it_reads(name: str) -> str:
    """A name that a platform wrote for a page or an address, once or twice, as it reads.

    >>> _as_it_reads("O&amp;#39;Brien"), _as_it_reads("Elo%C3%AFse")
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


def _as_cleaned(name: str) -> Iterator[str]:
    """A name as it is typed, and as platforms clean it for a file.

    >>> list(_as_cleaned("Jean-Rémi O'Brien"))
    ["Jean-Rémi O'Brien", 'Jean-Rémi OBrien', 'JeanRémi OBrien']
    >>> list(_as_cleaned("Ute Müller"))[-1]
    'Ute Mueller'
    """
    yield name
    without_apostrophes = _APOSTROPHES.sub("", name)  # Moodle
    yield without_apostrophes
    yield _INSIDE.sub("", without_apostrophes)
    if name != (spelt_out := name.translate(_SPELT_OUT)):
        yield spelt_out
