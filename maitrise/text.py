"""Text in two languages, and the catalogue of every sentence the interface says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from maitrise.typography import french_spaces

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, Language] = ("fr", "en")

CATALOGUE = Path(__file__).with_name("text.toml")


@dataclass(frozen=True, slots=True)
class Text:
    """The same thing said in French and in English; neither is the translation of the other."""

    fr: str
    en: str

    def said_in(self, language: Language) -> str:
        """The text in one language."""
        return self.fr if language == "fr" else self.en


@cache
def catalogue() -> dict[str, Text]:
    """Every sentence of the interface by its key, French spaces set.

    ``maitrise check`` reports a sentence that lacks a language or is used nowhere.
    """
    with CATALOGUE.open("rb") as file:
        raw = tomllib.load(file)
    return {key: Text(fr=french_spaces(entry["fr"]), en=entry["en"]) for key, entry in raw.items()}


def say(key: str, language: Language, **values: object) -> str:
    """The sentence ``key`` of the catalogue, with its ``{placeholders}`` filled.

    Raises:
        KeyError: no such sentence; a fault of ours, which ``maitrise check`` finds first.
    """
    sentence = catalogue()[key].said_in(language)
    return sentence.format(**values) if values else sentence
