"""How a person may be written: id, e-mail, and the name in either order, as plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache, cached_property
from itertools import accumulate

from maitrise.cohort import Person
from maitrise.cohort.spelling import words_of

SHORTEST_ID = 4  # shorter ones stand in any file by chance
SHORTEST_NAME = 6
# Chinese, Japanese, Korean and Thai are written without spaces between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003134f]"
)
# What a form or a list writes between the two halves of a name.
_GAP = r"[\W_]"
_LABEL = (
    rf"(?:{_GAP}++(?:(?:first|last|family|given|user)(?:{_GAP}*+names?)?|(?:sur)?names?|noms?"
    rf"|prenoms?)(?={_GAP}))?"
)

_WORD = re.compile(r"[^\W_]+")
_FEW = 100  # writings that one pattern holds
_NEAR = 3  # words: between two of a name, a label has two at most

Words = tuple[str, ...]


class MentionLevel(IntEnum):
    """How surely a text or a file mentions people; of an archive, the highest level counts."""

    NO = 0
    UNSEEN = 1
    """It, or something in it, cannot be read."""
    PERHAPS = 2
    """It has an initial and a last name, which may be those of somebody else."""
    YES = 3


class Spellings:
    """The spellings of some people, to be found in texts."""

    def __init__(self, people: Iterable[Person], others: Iterable[Person] = ()) -> None:
        """Collect the spellings.

        Args:
            people: those to be found.
            others: those not to be found: a text with "Ana Roy-Dubois", one of these, does not
                mention "Ana Roy", one of the people.
        """
        people = list(people)
        self._sure = _Forms(form for person in people for form in _forms(person))
        initialled = (form for person in people for form in _initialled(person))
        self._all = _Forms([*self._sure.forms, *initialled])
        longer = [form for person in others for form in _forms(person)]
        self._longer = _Forms(form for form in longer if self._sure.is_part_of(" ".join(form)))

    @property
    def are_many(self) -> bool:
        """Whether there are too many for one pattern, so that texts are searched word by word."""
        return self._all.are_many

    def may_be_in(self, plain: str) -> bool:
        """Whether a folded text may mention one of them: a fast first test."""
        return self._all.may_be_in(plain)

    def mention_level(self, plain: str) -> MentionLevel:
        """How surely a folded text mentions one of them."""
        if not self.may_be_in(plain):
            return MentionLevel.NO
        if self._longer:
            plain = self._longer.pattern.sub("—", plain)
        if not self._all.is_in(plain):
            return MentionLevel.NO
        return MentionLevel.YES if self._sure.is_in(plain) else MentionLevel.PERHAPS


class _Forms:
    """Some spellings: searched by one pattern if they are few, else word by word.

    A pattern tries each spelling at each letter: those of 5,000 people would take minutes.
    """

    def __init__(self, forms: Iterable[Words]) -> None:
        self.forms = list(dict.fromkeys(forms))
        # The longest word of each: a text without it has not the whole either.
        self._longest = {max(form, key=len) for form in self.forms}
        self._unspaced = [form for form in self.forms if _UNSPACED.match(form[0])]

    def __bool__(self) -> bool:
        return bool(self.forms)

    @property
    def are_many(self) -> bool:
        """Whether there are too many for one pattern."""
        return len(self.forms) > _FEW

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """One pattern of all of them."""
        return re.compile("|".join(map(_written, self.forms)) or "(?!)")

    @cached_property
    def _begun(self) -> dict[tuple[str, str], list[Words]]:
        """The forms by their first word and a near one; a form may be written as one word."""
        begun: dict[tuple[str, str], list[Words]] = {}
        for form in set(self.forms).difference(self._unspaced):
            starts = list(accumulate(form))
            for number, start in enumerate(starts, start=1):
                for after in accumulate(form[number:]) if number < len(form) else ("",):
                    begun.setdefault((start, after), []).append(form)
        return begun

    @cached_property
    def _first(self) -> set[str]:
        return {first for first, _ in self._begun}

    def may_be_in(self, plain: str) -> bool:
        """Whether a text may have one of them: a fast first test."""
        return self.are_many or any(word in plain for word in self._longest)

    def is_in(self, plain: str) -> bool:
        """Whether a text has one of them."""
        if not self.are_many:
            return self.pattern.search(plain) is not None
        return any(_pattern_of(form).match(plain, at) for form, at in self._perhaps_in(plain))

    def is_part_of(self, words: str) -> bool:
        """Whether these words contain one of them, and more words."""
        if not self.are_many:
            return self.is_in(words) and not self.pattern.fullmatch(words)
        perhaps = [(_pattern_of(form), at) for form, at in self._perhaps_in(words)]
        return any(form.match(words, at) for form, at in perhaps) and not any(
            form.fullmatch(words) for form, _ in perhaps
        )

    def _perhaps_in(self, plain: str) -> Iterator[tuple[Words, int]]:
        """The forms that a text may have, each with its position."""
        words = [(found[0], found.start()) for found in _WORD.finditer(plain)]
        for number, (word, start) in enumerate(words):
            if word in self._first:
                near = [after for after, _ in words[number + 1 : number + 1 + _NEAR]]
                for after in dict.fromkeys(["", *near]):
                    for form in self._begun.get((word, after), ()):
                        yield form, start
        letters = set(plain) if self._unspaced else set[str]()
        for form in self._unspaced:
            if letters.issuperset("".join(form)):
                for found in _pattern_of(form).finditer(plain):
                    yield form, found.start()


@cache
def _pattern_of(form: Words) -> re.Pattern[str]:
    return re.compile(_written(form))


def _written(form: Words) -> str:
    """The pattern of a form; short words may not be joined, since they may be another word.

    It begins with a letter and looks behind only then, so that a search skips other letters fast.
    """
    joined = "".join(form)
    if _UNSPACED.match(joined):
        return f"{_GAP}*+".join(map(re.escape, form))
    between = f"{_GAP}*+" if len(joined) >= SHORTEST_NAME else f"{_GAP}++"
    whole = f"{_LABEL}{between}".join(map(re.escape, form))
    first = re.escape(joined[0])
    return rf"{first}(?<![^\W_]{first}){whole.removeprefix(first)}(?![^\W_])"


def _forms(person: Person) -> Iterator[Words]:
    id_, email = words_of(person.id), words_of(person.email)
    if len(person.id) >= SHORTEST_ID and id_:
        yield id_
    if email:
        yield email
    parts = [words for part in re.split(r"[\s,]+", person.name) if (words := words_of(part))]
    letters = sum(len(word) for words in parts for word in words)
    is_unspaced = bool(parts and _UNSPACED.match(parts[0][0])) and letters > 1
    if len(parts) > 1 or letters >= SHORTEST_NAME or is_unspaced:
        yield from (_joined([*parts[turn:], *parts[:turn]]) for turn in range(len(parts)))


def _initialled(person: Person) -> Iterator[Words]:
    """Forms with initials (``A. Roy``), which may be somebody else's."""
    first, last = map(words_of, person.names)
    if first and len("".join(last)) >= SHORTEST_ID:
        letters = tuple(word[0] for word in first)
        for initial in dict.fromkeys(((letters[0],), letters, ("".join(letters),))):
            yield (*initial, *last)
            yield (*last, *initial)


def _joined(parts: Sequence[Words]) -> Words:
    return tuple(word for words in parts for word in words)
