"""The figures' own words, from the catalogue of the interface (keys ``figure.…``)."""

from __future__ import annotations

from maitrise.base.text import Language, Text, catalogue, say


def word(key: str, language: Language, **values: object) -> str:
    """A fixed word or sentence of the figures, its ``{placeholders}`` filled."""
    return say(f"figure.{key}", language, **values)


def fixed_text(key: str) -> Text | None:
    """The same in both languages; None where the figures have no word of their own for it."""
    return catalogue().get(f"figure.{key}")
