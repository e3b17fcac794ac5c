"""Finding one's name on a room's roster: typing its beginning shows a few names, never all."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping

from maitrise.cohort import Person

FEWEST_LETTERS = 3
"""To be typed; a name as short as "Li" is found by the whole of it."""
MOST_SHOWN = 6
_LAST = "\U0010ffff"


class NameSearch:
    """Finds people by the beginnings of the words in their names.

    >>> zoe, li = Person("a", "Zoé Le Goff", "", "fr", ""), Person("b", "Li", "", "fr", "")
    >>> people = {"a": zoe, "b": li}
    >>> [each.id for each in NameSearch(people).find("le gof")]
    ['a']
    >>> [each.id for each in NameSearch(people).find("LI")]
    ['b']
    """

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._people = people
        self._words = sorted(
            (word, person.id) for person in people.values() for word in _words(shown_name(person))
        )

    def find(self, typed: str) -> list[Person]:
        """The people whose names have, for each word typed, a word that begins so.

        Returns:
            At most one more than ``MOST_SHOWN``, by name; none where too little was typed.
        """
        words = _words(typed[:200])
        if not words:
            return []
        is_short = sum(map(len, words)) < FEWEST_LETTERS
        places = [self._place(word, is_whole=is_short) for word in words]
        fewest = min(places, key=len)
        found = dict.fromkeys(self._words[at][1] for at in fewest)
        fitting = [self._people[each] for each in found if self._fits(each, words, is_short)]
        return sorted(fitting, key=shown_name)[: MOST_SHOWN + 1]

    def _place(self, word: str, *, is_whole: bool) -> range:
        """Where the list's words that begin so stand; or are so."""
        start = bisect_left(self._words, (word, ""))
        return range(start, bisect_left(self._words, (word if is_whole else word + _LAST, _LAST)))

    def _fits(self, learner: str, words: list[str], is_whole: bool) -> bool:
        own = _words(shown_name(self._people[learner]))
        return all(
            any(each == word if is_whole else each.startswith(word) for each in own)
            for word in words
        )


def shown_name(person: Person) -> str:
    """What somebody of the list picks."""
    return person.name or person.id


def _words(text: str) -> list[str]:
    """Words without accents and capitals, as somebody types them on a telephone."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"\w+", plain.casefold())
