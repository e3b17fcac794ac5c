"""The flash cards as a text that Anki imports: those of the glossary and of the lessons' questions.

The format is the one of Anki's manual ("Text files"): lines that say how the file is read, then a
note a line. Each note has an id of its own: a newer file renews the cards and leaves their dates. A
question of a case or of the exam is never here.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from maitrise.base.text import Language, say
from maitrise.course import lessons
from maitrise.learner.cards import Card, question_cards, term_cards
from maitrise.publish.prose_html import inline

_READING = (
    "#separator:tab",
    "#html:true",
    "#notetype:Basic",
    "#guid column:1",
    "#deck column:2",
    "#columns:Id\tDeck\tFront\tBack\tTags",
    "#tags column:5",
)


def anki_cards(languages: Sequence[Language]) -> bytes:
    """All cards, a deck for the glossary and one for each lesson, in each language."""
    lines = [*_READING]
    for language in languages:
        course = say("page.course", language)
        for card in (*term_cards(language), *question_cards(language)):
            deck = f"{course} ({language})::{_deck(card, language)}".replace("\t", " ")
            name = f"maitrise/{language}/{card.id}"
            tags = f"maitrise {card.kind} {card.lesson}".strip()
            lines.append("\t".join([name, deck, _front(card, language), _back(card), tags]))
    return ("\n".join(lines) + "\n").encode("utf-8")


def _deck(card: Card, language: Language) -> str:
    if not card.lesson:
        return say("glossary.title", language)
    return lessons()[card.lesson].title.said_in(language)


def _front(card: Card, language: Language) -> str:
    of_term = card.kind != "question"
    kind = f"<p><small>{escape(say(f'cards.kind.{card.kind}', language))}</small></p>"
    offered = "".join(f"<li>{_cell(each)}</li>" for each in card.offered)
    asked = f"{kind if of_term else ''}<p>{_cell(card.front)}</p>"
    return asked + (f"<ul>{offered}</ul>" if offered else "")


def _back(card: Card) -> str:
    parts = "".join(f"<p>{_cell(each)}</p>" for each in card.back)
    return f'<div lang="{card.back_language}">{parts}</div>'


def _cell(markdown: str) -> str:
    """Markdown as HTML in one line; a double quote would open a quoted field."""
    return " ".join(inline(markdown).split())
