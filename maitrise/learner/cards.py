"""Flash cards: what they ask, and the answer on their back.

The cards come from the glossary (a term and its meaning, a meaning and its term, a term and its
equivalent) and from the questions of the lessons. Which of them come up, and when each comes back,
is for the page: ``player/cards.js``.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from maitrise.base.errors import CourseError
from maitrise.base.locale import LOCALES
from maitrise.base.text import Language
from maitrise.course import bank, lessons
from maitrise.course.glossary import Term, glossary
from maitrise.kinds import ask, kind_of, solution_lines

CardKind = Literal["meaning", "term", "equivalent", "question"]
_TERMS_AT_A_TIME = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card in the language of a page.

    Attributes:
        id: permanent, the same in both languages ("G01/meaning", "01-moa-amoa-moe/who-signs").
        front: what is asked; ``offered`` what there is to choose from, if anything.
        back: the answer, a line a part, in ``back_language``.
        lesson: the lesson that a question comes from; "" for a term.
    """

    id: str
    kind: CardKind
    front: str
    back: tuple[str, ...]
    back_language: Language
    offered: tuple[str, ...] = ()
    lesson: str = ""


def term_cards(language: Language) -> tuple[Card, ...]:
    """The cards of the glossary, a few terms at a time."""
    terms = list(glossary().terms.values())
    cards: list[Card] = []
    for start in range(0, len(terms), _TERMS_AT_A_TIME):
        few = terms[start : start + _TERMS_AT_A_TIME]
        cards += [_meaning(term, language) for term in few]
        cards += [_equivalent(t, language) for t in few if t.fr.casefold() != t.en.casefold()]
        cards += [_term(term, language) for term in few]
    return tuple(cards)


def question_cards(language: Language) -> tuple[Card, ...]:
    """A card for every question of a lesson, missed or not."""
    cards = []
    for lesson in lessons().values():
        with suppress(CourseError):
            if lesson.is_written:
                made = (
                    _question_card(lesson.id, name, language) for name in bank(lesson.id).questions
                )
                cards += [card for card in made if card]
    return tuple(cards)


def _meaning(term: Term, language: Language) -> Card:
    return Card(
        id=f"{term.id}/meaning",
        kind="meaning",
        front=term.named(language),
        back=(term.definition.said_in(language),),
        back_language=language,
    )


def _term(term: Term, language: Language) -> Card:
    return Card(
        id=f"{term.id}/term",
        kind="term",
        front=term.definition.said_in(language),
        back=_names(term, language),
        back_language=language,
    )


def _equivalent(term: Term, language: Language) -> Card:
    return Card(
        id=f"{term.id}/equivalent",
        kind="equivalent",
        front=term.named(language),
        back=_names(term, LOCALES[language].other),
        back_language=LOCALES[language].other,
    )


def _names(term: Term, language: Language) -> tuple[str, ...]:
    """The term, then its synonyms."""
    synonyms = LOCALES[language].typeset(", ".join(term.also.get(language, ())))
    return (f"**{term.named(language)}**", *([synonyms] if synonyms else []))


def _question_card(lesson: str, name: str, language: Language) -> Card | None:
    """A question of a lesson as a card; None when the course no longer asks it.

    Cases are not lessons: their questions never come back, since that would show their keys.
    """
    if lesson not in lessons() or not lessons()[lesson].is_written:
        return None
    try:
        question = bank(lesson).questions.get(name)
    except CourseError:
        return None
    if question is None:
        return None
    return Card(
        id=f"{lesson}/{name}",
        kind="question",
        front=question.prompt.said_in(language),
        offered=kind_of(question).offered(ask(question, language)),
        back=tuple(solution_lines(question, language)),
        back_language=language,
        lesson=lesson,
    )
