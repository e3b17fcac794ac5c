"""Flash cards: those of the glossary, and those of the questions that a learner may miss."""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language, say
from maitrise.course import lessons
from maitrise.learner.cards import Card, question_cards, term_cards


def data(language: Language) -> dict[str, Any]:
    """Every card; the page picks those of questions that the record says were missed."""
    return {
        "terms": [_card(card) for card in term_cards(language)],
        "questions": {card.id: _card(card) for card in question_cards(language)},
        "lessons": {
            lesson.id: {"title": lesson.title.said_in(language), "href": f"{lesson.id}.ipynb"}
            for lesson in lessons().values()
            if lesson.is_written
        },
    }


def markdown(language: Language) -> str:
    """What the cards are, without a card of anyone's own."""
    return say("cards.static", language, total=len(term_cards(language)))


def _card(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "kind": card.kind,
        "front": card.front,
        "offered": list(card.offered),
        "back": list(card.back),
        "backLanguage": card.back_language,
        "lesson": card.lesson,
    }
