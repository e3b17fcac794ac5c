"""Text in two languages, and the catalogue of every sentence the interface says."""

from __future__ import annotations

import string
import tomllib
from dataclasses import dataclass
from functools import cache
from numbers import Real
from pathlib import Path
from typing import Any

from maitrise.base.locale import LANGUAGES as LANGUAGES
from maitrise.base.locale import LOCALES
from maitrise.base.locale import Language as Language

_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Text:
    """The same thing said in French and in English; neither is the translation of the other."""

    fr: str
    en: str

    def said_in(self, language: Language) -> str:
        """The text in one language."""
        return self.fr if language == "fr" else self.en

    def by_language(self) -> dict[Language, str]:
        """Its words by language, as JSON and TOML hold them."""
        return {"fr": self.fr, "en": self.en}

    def typeset(self) -> Text:
        """The same with the spaces that each language sets."""
        return Text(fr=LOCALES["fr"].typeset(self.fr), en=LOCALES["en"].typeset(self.en))


def catalogue_files() -> list[Path]:
    """The files of the catalogue: one for all, and one for each kind of question, in its folder."""
    return [_PACKAGE / "base" / "text.toml", *sorted(_PACKAGE.glob("kinds/*/words.toml"))]


@cache
def catalogue() -> dict[str, Text]:
    """Every sentence of the interface by its key, French spaces set.

    ``maitrise check`` reports a sentence that lacks a language or is used nowhere.
    """
    return {key: _sentence(key) for key in _written()}


@cache
def _written() -> dict[str, dict[str, str]]:
    """The catalogue as it stands in its files.

    Raises:
        CatalogueError: one of them is no TOML, as where a key stands in it twice.
    """
    entries: dict[str, dict[str, str]] = {}
    for path in catalogue_files():
        try:
            entries |= tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            name = path.relative_to(_PACKAGE.parent).as_posix()
            raise CatalogueError(f"{name}: {error}. Mend it: nothing can be said before.") from None
    return entries


class CatalogueError(Exception):
    """The sentences themselves cannot be read, so this is said in the authors' English alone."""


@cache
def _sentence(key: str) -> Text:
    """A sentence with its spaces set, which is done for what is said and not for all there is."""
    return Text(**_written()[key]).typeset()


def say(key: str, language: Language, **values: object) -> str:
    """The sentence ``key`` of the catalogue, with its ``{placeholders}`` filled.

    Where a word changes with a number, the sentence gives the singular, a bar and the plural:
    ``{done} réponse{done:|s} sur {total}``, ``{count} {count:line|lines}``.

    Raises:
        KeyError: no such sentence; a fault of ours, which ``maitrise check`` finds first.
    """
    sentence = _sentence(key).said_in(language)
    return _Counting(language).format(sentence, **values) if values else sentence


def said(key: str, **values: object) -> Text:
    """The sentence ``key`` with its ``{placeholders}`` filled, in both languages."""
    return Text(fr=say(key, "fr", **values), en=say(key, "en", **values))


class _Counting(string.Formatter):
    """Fills placeholders; one with a bar is replaced by the form that goes with its number."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> Any:
        if "|" not in format_spec:
            return super().format_field(value, format_spec)
        singular, plural = format_spec.split("|")
        is_singular = isinstance(value, Real) and LOCALES[self.language].is_singular(float(value))
        return singular if is_singular else plural
