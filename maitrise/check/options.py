"""The options of the whole bank: nothing in their form gives the right one away.

The rule for length, in each language: take every question with options and see whether its longest
option is right (a tie has no longest). By chance this happens as often as the share of its options
that are right. The pattern is told when so many hits, or more, would come by chance less than once
in a hundred banks. The rule for places is the same, for the first option, the second, and so on.

Stops also the option that stands for the others ("all of the above"). Ignores what options say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from maitrise.check.coverage import readable_banks
from maitrise.errors import Fault, shown_path
from maitrise.places import course_folder
from maitrise.questions.model import Choice, Choices, Option
from maitrise.text import LANGUAGES

CHANCE = 0.01
_STANDS_FOR_OTHERS = re.compile(
    r"\b(?:"
    r"(?:all|none|any|both|neither) of the (?:above|below|other (?:answers|options))"
    r"|(?:all|none|both) of these(?: answers| options)?(?=\W*$)"
    r"|(?:toutes|aucune de) (?:les|ces) (?:autres )?(?:réponses|propositions|options)"
    r"|(?:toutes|aucune|tout|rien de tout) (?:ce qui précède|ci-dessus)"
    r"|(?:aucune|l’ensemble|toutes) des (?:réponses|propositions|options|précédentes)"
    r")",
    re.IGNORECASE,
)


def faults_of_options() -> list[Fault]:
    """Every pattern of the whole bank, and every option that stands for the others."""
    asked: list[Choice | Choices] = []
    faults: list[Fault] = []
    for lesson, read in readable_banks().items():
        file = shown_path(course_folder() / "questions" / f"{lesson}.toml")
        for question in read.questions.values():
            if isinstance(question, Choice | Choices):
                asked.append(question)
                faults += _standing_for_others(question, file)
    return faults + list(_patterns(asked))


def _standing_for_others(question: Choice | Choices, file: str) -> Iterator[Fault]:
    for option in question.options:
        for language in LANGUAGES:
            if found := _STANDS_FOR_OTHERS.search(option.text.said_in(language)):
                place = f"question {question.id}, option {option.id}"
                problem = f"it stands for the other options: “{found.group()}”"
                yield Fault(file, place, problem, "Say something of its own")


def _patterns(asked: Sequence[Choice | Choices]) -> Iterator[Fault]:
    folder = shown_path(course_folder() / "questions")
    for language in LANGUAGES:

        def longest(options: Sequence[Option], spoken: str = language) -> Option | None:
            lengths = [len(getattr(option.text, spoken)) for option in options]
            if lengths.count(max(lengths)) > 1:
                return None
            return options[lengths.index(max(lengths))]

        if told := _told(asked, longest):
            problem = f"in {language} the longest option is right in {told}"
            yield Fault(folder, "", problem, "Shorten right options, or lengthen wrong ones")
    for place in range(max((len(each.options) for each in asked), default=0)):

        def standing(options: Sequence[Option], at: int = place) -> Option | None:
            return options[at] if at < len(options) else None

        if told := _told(asked, standing):
            problem = f"option number {place + 1} is right in {told}"
            yield Fault(folder, "", problem, "Move right options to other places")


def _told(
    asked: Sequence[Choice | Choices], pick: Callable[[Sequence[Option]], Option | None]
) -> str:
    """How often what is picked is right, when chance would hardly do it; else nothing."""
    hits, chances = 0, []
    for question in asked:
        picked = pick(question.options)
        if picked is not None:
            hits += picked.right
            chances.append(sum(each.right for each in question.options) / len(question.options))
    if not chances or at_least(hits, chances) >= CHANCE:
        return ""
    return f"{hits} questions of {len(chances)}, against {sum(chances):.0f} by chance"


def at_least(hits: int, chances: Sequence[float]) -> float:
    """The probability of so many hits or more, in trials that each have a chance of their own.

    The Poisson binomial distribution, added up trial by trial.

    >>> at_least(2, [0.5, 0.5])
    0.25
    """
    spread = [1.0]
    for chance in chances:
        missed = [each * (1 - chance) for each in spread] + [0.0]
        hit = [0.0] + [each * chance for each in spread]
        spread = [a + b for a, b in zip(missed, hit, strict=True)]
    return sum(spread[hits:])
