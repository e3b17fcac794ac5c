"""Guessing: the score that the form of the options gives without any knowledge.

Each cue is something that a test-wise reader looks for: the longest option, the one that repeats
the words of the question, the one that hedges, that avoids "always", that gives its own reason,
that only proposes. A strategy ranks the options of a question by a cue and ticks as many of the
first as there are right ones; what it gets beyond blind chance is what the wording gives away.

Cues also add up. The best combination is looked for on all files but one and tried on that one,
in turn, so that it cannot learn the answers by heart. Cues and method follow Haladyna, Downing and
Rodriguez, "A Review of Multiple-Choice Item-Writing Guidelines" (Applied Measurement in Education,
15(3), 2002), whose guidelines name the clues to avoid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Any

from maitrise.base.errors import Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES, Language
from maitrise.check.coverage import readable_banks, readable_cases
from maitrise.course.targets import targets
from maitrise.kinds import Question, kind_of

if TYPE_CHECKING:
    import numpy as np

    _Floats = np.ndarray[Any, Any]

_MOST_CUES = 4  # of a combination; more only learns the files by heart
_WORD = re.compile(r"[^\W\d_]+")
_CONTENT = 5  # letters from which on a word carries meaning in both languages


@dataclass(frozen=True, slots=True)
class Item:
    """A question as a guesser sees it in one language, and which options are right."""

    file: str
    stem: str
    options: tuple[str, ...]
    right: tuple[bool, ...]

    @property
    def chance(self) -> float:
        """The share of the options that is right: the result of ticking at random."""
        return sum(self.right) / len(self.right)


@dataclass(frozen=True, slots=True)
class Guess:
    """The result of a strategy.

    Attributes:
        strategy: its name.
        share: of the right options found, 0 to 1.
        chance: the same by ticking at random.
    """

    strategy: str
    share: float
    chance: float

    @property
    def gain(self) -> float:
        """Points of a hundred beyond chance."""
        return 100 * (self.share - self.chance)


def faults_of_guessing() -> list[Fault]:
    """Every strategy that gets more than ``[guessing]`` of ``course/targets.toml`` allows."""
    bar = targets().guessing
    if bar is None:
        return []
    faults = []
    for language in LANGUAGES:
        items = items_of_course(language)
        words = bar.words[language]
        guesses = [(guess, bar.single) for guess in single_guesses(items, words)]
        guesses.append((fitted_guess(items, words), bar.fitted))
        for guess, most in guesses:
            if guess.gain > most:
                problem = (
                    f"in {language}, {guess.strategy} finds {guess.share:.0%} of the right "
                    f"options, where chance finds {guess.chance:.0%}"
                )
                remedy = f"Reword options until it is at most {most:g} points over chance"
                faults.append(Fault(shown_path(course_folder()), "guessing", problem, remedy))
    return faults


def items_of_course(language: Language) -> list[Item]:
    """Every question with options of the banks, the cases and the exam, file by file."""
    items = []
    for lesson, bank in readable_banks().items():
        items += list(_items(lesson, bank.questions.values(), language))
    for case in readable_cases():
        items += list(_items(case.id, case.questions.values(), language))
    return items


def _items(file: str, questions: Iterable[Question], language: Language) -> Iterator[Item]:
    for question in questions:
        options = kind_of(question).options(question)
        right = tuple(option.right for option in options)
        if any(right) and not all(right):
            texts = tuple(option.text.said_in(language) for option in options)
            yield Item(file, question.prompt.said_in(language), texts, right)


Cue = Callable[[Item], list[float]]


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _content_words(text: str) -> set[str]:
    """Words that carry meaning, cut to their stem: the plural and the verb are the same word."""
    return {word[:_CONTENT] for word in _WORD.findall(_plain(text)) if len(word) >= _CONTENT}


def _counting(words: Sequence[str]) -> Cue:
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, map(_plain, words)))})\b")
    return lambda item: [float(len(found.findall(_plain(option)))) for option in item.options]


def _overlap(item: Item) -> list[float]:
    stem = _content_words(item.stem)
    return [len(_content_words(option) & stem) / max(len(stem), 1) for option in item.options]


def _likeness(item: Item) -> list[float]:
    """How much an option shares with the others: writers vary the right one into wrong ones."""
    words = [_content_words(option) for option in item.options]
    return [
        sum(len(own & other) for place, other in enumerate(words) if place != at) / max(len(own), 1)
        for at, own in enumerate(words)
    ]


def _cues(words: Mapping[str, Sequence[str]]) -> dict[str, Cue]:
    """What can be looked for, by name; ``words`` are the lists of one language."""
    return {
        "length": lambda item: [float(len(option)) for option in item.options],
        "place": lambda item: [float(place) for place in range(len(item.options))],
        "overlap with the question": _overlap,
        "likeness to the other options": _likeness,
        "commas": lambda item: [float(option.count(",")) for option in item.options],
        **{name: _counting(listed) for name, listed in words.items()},
    }


def single_guesses(items: Sequence[Item], words: Mapping[str, Sequence[str]]) -> list[Guess]:
    """The result of each cue alone, preferred ("most length") and avoided ("least length")."""
    if not items:
        return []
    guessed = _Guessed(items)
    return [
        Guess(f"{sign} {name}", float(guessed.found(weight * values).mean()), guessed.chance)
        for name, cue in _cues(words).items()
        for values in [guessed.side_by_side([cue(item) for item in items])]
        for sign, weight in (("most", 1.0), ("least", -1.0))
    ]


def fitted_guess(items: Sequence[Item], words: Mapping[str, Sequence[str]]) -> Guess:
    """The result of the best combination of cues, on files not used to find it."""
    import numpy as np

    guessed = _Guessed(items)
    cues = [
        guessed.side_by_side([_scaled(cue(item)) for item in items])
        for cue in _cues(words).values()
    ]
    file = np.array([item.file for item in items])
    share = np.empty(len(items))
    for left_out in dict.fromkeys(file):
        others = file != left_out
        combined = _fitted(guessed, cues, others)
        share[~others] = guessed.found(combined)[~others]
    return Guess("the best combination", float(share.mean()), guessed.chance)


def _fitted(guessed: _Guessed, cues: Sequence[_Floats], at: _Floats) -> _Floats:
    """Add the most useful cue, repeatedly, until none improves the result."""
    best, combined, left = -1.0, 0 * cues[0], dict(enumerate(cues))
    if at.any():
        best = float(guessed.found(combined)[at].mean())
    for _ in range(_MOST_CUES):
        tried = [
            (float(guessed.found(combined + weight * cue)[at].mean()), number, weight)
            for number, cue in left.items()
            for weight in (1.0, -1.0)
            if at.any()
        ]
        share, number, weight = max(tried, default=(best, 0, 0.0))
        if share <= best:
            break
        best, combined = share, combined + weight * left.pop(number)
    return combined


class _Guessed:
    """Items as arrays: a row per item, a column per option of the longest item."""

    def __init__(self, items: Sequence[Item]) -> None:
        import numpy as np

        self._most = max(len(item.right) for item in items)
        self._right = self.side_by_side([item.right for item in items])
        self._wanted = self._right.sum(axis=1)
        self._no_option = np.arange(self._most) >= [[len(item.right)] for item in items]
        self.chance = fmean(item.chance for item in items)

    def side_by_side(self, values: Iterable[Sequence[float]]) -> _Floats:
        """Values of the options of each item; 0 where an item has no more options."""
        import numpy as np

        return np.array([[*row, *[0.0] * (self._most - len(row))] for row in values])

    def found(self, values: _Floats) -> _Floats:
        """The share of the right options found by ticking as many of the highest as are right.

        Options of the same value are ticked by lot: each counts by its chance to be ticked.
        """
        import numpy as np

        values = np.where(self._no_option, -np.inf, values)
        own, other = values[:, :, None], values[:, None, :]
        higher, same = (other > own).sum(axis=2), (other == own).sum(axis=2)
        ticked = ((self._wanted[:, None] - higher) / same).clip(0, 1)
        share: _Floats = (ticked * self._right).sum(axis=1) / self._wanted
        return share


def _scaled(values: Sequence[float]) -> list[float]:
    """How far each option lies from the mean of its question, in standard deviations."""
    spread = pstdev(values)
    mean = fmean(values)
    return [(value - mean) / spread if spread else 0.0 for value in values]
