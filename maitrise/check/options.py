"""Options: nothing in their form gives the right one away.

What is looked at together is what a learner meets together: the banks of all lessons, all cases
with a dossier, and each exam for itself with every item that it draws from.

The rule for length, in each language: take every question with options and see whether its longest
option is right (a tie has no longest). By chance this happens as often as the share of its options
that are right. The pattern is told when so many hits, or more, would come by chance less than once
in a hundred banks. The rules for the shortest option and for places are the same: the first option,
the second, and so on, and the last.

Stops also the option that stands for the others ("all of the above"). Ignores what options say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from maitrise.base.errors import Fault, shown_path
from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES, Language
from maitrise.cases import case_file
from maitrise.check.coverage import readable_banks, readable_cases
from maitrise.kinds import Question, kind_of
from maitrise.kinds.contract import OfferedOption

CHANCE = 0.01
_Options = Sequence[OfferedOption]
_Pick = Callable[[_Options], OfferedOption | None]
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
    """Every pattern in the banks, cases and exams; every option like "all of the above"."""
    asked: list[_Options] = []
    faults: list[Fault] = []
    for lesson, read in readable_banks().items():
        file = shown_path(course_folder() / "questions" / f"{lesson}.toml")
        asked += _with_options(read.questions.values())
        faults += _of_each(read.questions.values(), file)
    faults += _patterns(asked, shown_path(course_folder() / "questions"))
    return faults + _faults_of_cases()


def _faults_of_cases() -> list[Fault]:
    asked: list[_Options] = []
    faults: list[Fault] = []
    folder = ""
    for case in readable_cases():
        path = case_file(case.id)
        found = _with_options(case.questions.values())
        faults += _of_each(case.questions.values(), shown_path(path))
        if case.slots:
            faults += _patterns(found, shown_path(path))
        else:
            asked += found
            folder = shown_path(path.parent)
    return faults + list(_patterns(asked, folder))


def _with_options(questions: Iterable[Question]) -> list[_Options]:
    """The options of each question that offers some side by side."""
    offered = (kind_of(question).options(question) for question in questions)
    return [options for options in offered if options]


def _of_each(questions: Iterable[Question], file: str) -> list[Fault]:
    return [fault for question in questions for fault in _standing_for_others(question, file)]


def _standing_for_others(question: Question, file: str) -> Iterator[Fault]:
    for option in kind_of(question).options(question):
        for language in LANGUAGES:
            if found := _STANDS_FOR_OTHERS.search(option.text.said_in(language)):
                place = f"question {question.id}, option {option.id}"
                problem = f"it stands for the other options: “{found.group()}”"
                yield Fault(file, place, problem, "Say something of its own")


def _patterns(asked: Sequence[_Options], place: str) -> Iterator[Fault]:
    """Patterns by which the right option is found too often in one file or folder.

    Args:
        place: their file or folder, for the faults.
    """
    for language in LANGUAGES:
        for extreme, remedy in (
            ("longest", "Shorten right options, or lengthen wrong ones"),
            ("shortest", "Lengthen right options, or shorten wrong ones"),
        ):
            pick = _of_length(max if extreme == "longest" else min, language)
            if how_often := _beyond_chance(asked, pick):
                yield Fault(
                    place, "", f"in {language} the {extreme} option is right in {how_often}", remedy
                )
    for number in range(max(map(len, asked), default=0)):
        if how_often := _beyond_chance(asked, _standing_at(number)):
            problem = f"option number {number + 1} is right in {how_often}"
            yield Fault(place, "", problem, "Move right options to other places")
    if how_often := _beyond_chance(asked, _standing_at(-1)):
        problem = f"the last option is right in {how_often}"
        yield Fault(place, "", problem, "Move right options to other places")


def _of_length(extreme: Callable[[list[int]], int], language: Language) -> _Pick:
    def pick(options: _Options) -> OfferedOption | None:
        lengths = [len(option.text.said_in(language)) for option in options]
        found = extreme(lengths)
        return options[lengths.index(found)] if lengths.count(found) == 1 else None

    return pick


def _standing_at(number: int) -> _Pick:
    def pick(options: _Options) -> OfferedOption | None:
        return options[number] if number < len(options) else None

    return pick


def _beyond_chance(asked: Sequence[_Options], pick: _Pick) -> str:
    """How often a pick is right, in words, if that is unlikely by chance; else ""."""
    hits, chances = 0, []
    for options in asked:
        picked = pick(options)
        if picked is not None:
            hits += picked.right
            chances.append(sum(option.right for option in options) / len(options))
    if not chances or chance_of_at_least(hits, chances) >= CHANCE:
        return ""
    return f"{hits} questions of {len(chances)}, against {sum(chances):.0f} by chance"


def chance_of_at_least(hits: int, chances: Sequence[float]) -> float:
    """The probability of so many hits or more, in trials that each have a chance of their own.

    The Poisson binomial distribution, added up trial by trial.

    >>> chance_of_at_least(2, [0.5, 0.5])
    0.25
    """
    spread = [1.0]
    for chance in chances:
        missed = [probability * (1 - chance) for probability in spread] + [0.0]
        hit = [0.0] + [probability * chance for probability in spread]
        spread = [a + b for a, b in zip(missed, hit, strict=True)]
    return sum(spread[hits:])
