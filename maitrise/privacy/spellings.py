"""How a person may be written: id, e-mail, and the name in either order, as plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from maitrise.cohort import Person
from maitrise.cohort.spelling import folded, words_of

SHORTEST_ID = 4  # shorter ones stand in any file by chance
SHORTEST_NAME = 6
# Chinese, Japanese, Korean and Thai are written without spaces between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003134f]"
)
# What a form or a list writes between the two halves of a name.
_LABEL = "(?: (?:(?:first|last|family|given|user)(?: ?names?)?|(?:sur)?names?|noms?|prenoms?))?"

Words = tuple[str, ...]


class Spellings:
    """How some people may be written, to be found in texts."""

    def __init__(
        self, people: Iterable[Person], others: Iterable[Person] = (), *, initials: bool = False
    ) -> None:
        """Make them ready.

        Args:
            people: who is to be found.
            others: who is not: where one of them is meant (Ana Roy-Dubois), nobody else is, though
                the shorter name stands in it (Ana Roy).
            initials: find ``A. Roy`` too, which may be somebody else.
        """
        people = list(people)
        forms = [form for person in people for form in _forms(person, initials=initials)]
        self._anchors = {max(form, key=len) for form in forms}
        self._pattern = _pattern(forms)
        longer = [
            form
            for person in others
            for form in _forms(person)
            if (plain := " ".join(form))
            and self._pattern.search(plain)
            and not self._pattern.fullmatch(plain)
        ]
        self._longer = _pattern(longer) if longer else None

    def in_text(self, text: str) -> bool:
        """Whether a text names one of them."""
        plain = folded(text)
        if not any(anchor in plain for anchor in self._anchors):
            return False
        plain = " ".join(words_of(text))
        if self._longer:
            plain = self._longer.sub("—", plain)
        return self._pattern.search(plain) is not None


def _pattern(forms: Iterable[Words]) -> re.Pattern[str]:
    written = dict.fromkeys(map(_written, forms))
    return re.compile("|".join(written) or "(?!)")


def _written(form: Words) -> str:
    """A form as it stands in a row of words; several are not written as one that may be another."""
    joined = "".join(form)
    if _UNSPACED.match(joined):
        return " ?".join(map(re.escape, form))
    between = " ?" if len(joined) >= SHORTEST_NAME else " "
    return f"(?<![^ ]){f'{_LABEL}{between}'.join(map(re.escape, form))}(?![^ ])"


def _forms(person: Person, *, initials: bool = False) -> Iterator[Words]:
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
    if initials:
        yield from _initialled(*map(words_of, person.names))


def _initialled(first: Words, last: Words) -> Iterator[Words]:
    if first and len("".join(last)) >= SHORTEST_ID:
        letters = tuple(word[0] for word in first)
        for initial in dict.fromkeys(((letters[0],), letters, ("".join(letters),))):
            yield (*initial, *last)
            yield (*last, *initial)


def _joined(parts: Sequence[Words]) -> Words:
    return tuple(word for words in parts for word in words)
