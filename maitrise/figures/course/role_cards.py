"""The nine role cards as Markdown."""

from __future__ import annotations

from maitrise.base.text import Language
from maitrise.course.roles import SHAPES, Role, RoleBook, role_book
from maitrise.figures.course.words import word

_FIELDS = ("mission", "deliverables", "horizon", "reports_to", "never")


def role_cards(language: Language, book: RoleBook | None = None) -> str:
    """What is each role there for, and what does it never do? Source: ``course/roles.toml``.

    Args:
        book: the roles; the course's own unless given.
    """
    book = book or role_book()
    # Folded: a learner opens the card looked for, and print opens them all.
    return "\n\n".join(_card(role, language) for role in book.roles.values())


def _card(role: Role, language: Language) -> str:
    short, name = role.short.said_in(language), role.name.said_in(language)
    full = "" if short == name else f" · {name}"
    sign = f'<span aria-hidden="true">{SHAPES[role.symbol]}</span>'  # not read before the name
    title = f"{sign} {short}{full}"
    lines = [f"<details><summary>{title}</summary>", ""]
    lines.append(f"- **{word('card.verb', language)}** {word(role.verb, language)}")
    for field in _FIELDS:
        text = getattr(role, field).said_in(language)
        lines.append(f"- **{word(f'card.{field}', language)}** {text}")
    return "\n".join([*lines, "", "</details>"])
