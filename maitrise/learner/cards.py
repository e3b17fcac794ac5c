"""Flash cards: what they ask, and when each comes back, by the ``fsrs`` library.

The cards come from the glossary (a term and its meaning, a meaning and its term, a term and its
equivalent) and from the questions whose last answer in the learning record was not right. When a
card was last seen is kept in the learner's folder, in one file, whatever the page's language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from maitrise.base.errors import CourseError, SheetError, shown_reason
from maitrise.base.files import private_folder, set_aside, write_whole
from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.course import bank, lessons
from maitrise.course.glossary import Term, glossary
from maitrise.kinds import ask, kind_of, solution_lines
from maitrise.learner.activity import missed_questions

if TYPE_CHECKING:
    import fsrs

FORMAT = 1
# A card that is due this soon is shown rather than none: nobody waits ten minutes before a page.
LOOK_AHEAD = timedelta(minutes=20)

CardKind = Literal["meaning", "term", "equivalent", "question"]
Rating = Literal["again", "hard", "good", "easy"]
RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")
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


@dataclass(frozen=True, slots=True)
class Queue:
    """What there is to do now: ``next`` is the card to show, None when all is done.

    Attributes:
        due: how many cards seen before have come back.
        fresh: how many cards not seen yet this sitting may still show.
        total: how many cards there are.
        next_due: when the next card comes back; None when none was ever seen.
    """

    next: Card | None
    due: int
    fresh: int
    total: int
    next_due: datetime | None


def deck(language: Language, statements: Iterable[Mapping[str, Any]]) -> tuple[Card, ...]:
    """Every card, missed questions first, then the terms, a few at a time.

    Args:
        statements: the learning record; questions missed in it come back.
    """
    missed = missed_questions(statements)
    asked = (_question_card(lesson, name, language) for lesson, name in missed)
    return (*(card for card in asked if card), *term_cards(language))


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


@cache
def _scheduler() -> fsrs.Scheduler:
    """FSRS as its authors set it, without the random part: the same clicks give the same dates."""
    from fsrs import Scheduler

    return Scheduler(enable_fuzzing=False)


@dataclass(slots=True)
class CardBox:
    """When each card was last seen and comes back, on disk.

    Attributes:
        path: the file.
        language: the language of messages.
        notices: what the learner should be told about opening it.
    """

    path: Path
    language: Language
    notices: list[str] = field(default_factory=list)
    _seen: dict[str, fsrs.Card] = field(default_factory=dict)

    def open(self) -> None:
        """Read the file anew; one that cannot be used is set aside and told."""
        try:
            self._seen = _read(self.path)
        except FileNotFoundError:
            self._seen = {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._seen = {}
            with suppress(OSError):
                aside = set_aside(self.path, "damaged")
                self.notices.append(say("cards.set-aside", self.language, name=aside.name))

    def queue(self, cards: Sequence[Card], now: datetime, allowance: int) -> Queue:
        """What to show now: what has come back, then new cards, then what is about to come back.

        Args:
            cards: the deck.
            now: the present moment, in UTC.
            allowance: how many new terms may still be shown; missed questions do not count.
        """
        seen = [card for card in cards if card.id in self._seen]
        coming = sorted(seen, key=lambda card: self._seen[card.id].due)
        due = [card for card in coming if self._seen[card.id].due <= now]
        unseen = [card for card in cards if card.id not in self._seen]
        questions = [card for card in unseen if card.kind == "question"]
        terms = [card for card in unseen if card.kind != "question"][: max(0, allowance)]
        soon = [card for card in coming if now < self._seen[card.id].due <= now + LOOK_AHEAD]
        return Queue(
            next=next(iter((*due, *questions, *terms, *soon)), None),
            due=len(due) + len(soon),
            fresh=len(questions) + len(terms),
            total=len(cards),
            next_due=self._seen[coming[0].id].due if coming else None,
        )

    def is_new(self, card: str) -> bool:
        """Whether a card was never rated."""
        return card not in self._seen

    def intervals(self, card: str, now: datetime) -> Mapping[Rating, timedelta]:
        """How long a card would stay away, rating by rating."""
        return {rating: self._rated(card, rating, now).due - now for rating in RATINGS}

    def rate(self, card: str, rating: Rating, now: datetime) -> None:
        """Schedule a card anew and write the file.

        Another page may have written since: its cards are taken over first.

        Raises:
            SheetError: it could not be written; it is kept in memory and goes with the next.
        """
        rated = self._rated(card, rating, now)
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._seen |= _read(self.path)
        self._seen[card] = rated
        cards = {name: seen.to_dict() for name, seen in self._seen.items()}
        content = json.dumps({"format": FORMAT, "cards": cards}, indent=1) + "\n"
        try:
            private_folder(self.path.parent)
            write_whole(self.path, content.encode("utf-8"), private=True)
        except OSError as error:
            words = say("cards.not-written", self.language, why=shown_reason(error, self.language))
            raise SheetError(words) from error

    def _rated(self, card: str, rating: Rating, now: datetime) -> fsrs.Card:
        import fsrs

        before = self._seen.get(card) or fsrs.Card(card_id=0, due=now)
        given = fsrs.Rating(RATINGS.index(rating) + 1)
        return _scheduler().review_card(before, given, now)[0]


def _read(path: Path) -> dict[str, fsrs.Card]:
    """The cards of a file.

    Raises:
        OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError: it is no file
            of ours, or of a version that this one does not know.
    """
    import fsrs

    raw = json.loads(path.read_text(encoding="utf-8"))
    if raw["format"] != FORMAT:
        raise ValueError(f"format {raw['format']} is not known")
    cards = {str(name): fsrs.Card.from_dict(card) for name, card in raw["cards"].items()}
    for card in cards.values():
        if card.due.tzinfo is None:
            raise ValueError("a moment without a time zone")
        if card.last_review and not (card.stability and card.difficulty):
            raise ValueError("a card that was seen but not scheduled")
    return cards
