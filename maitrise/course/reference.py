"""A reference as lists of sources write it: who published it, and when."""

from __future__ import annotations

from datetime import date

from maitrise.base.text import Language, say
from maitrise.base.typography import french_spaces
from maitrise.course import Source

_LOCALES = {"fr": "fr", "en": "en_GB"}


def published(source: Source, language: Language) -> str:
    """Publishers and date: "Légifrance, 12 juin 2024"; "" where neither is known."""
    publisher = source.publisher.replace(" ;", ";")  # names are the same, their list is not
    if language == "fr":
        publisher = french_spaces(source.publisher)
    if source.cited_by:
        from babel.lists import format_list  # here: a lesson need not load CLDR to begin

        names = format_list(source.cited_by, locale=_LOCALES[language])
        publisher = say("source.cited-by", language, publisher=publisher, names=names)
    return ", ".join(part for part in (publisher, shown_date(source.date, language)) if part)


def shown_date(written: str, language: Language) -> str:
    """A date of ``sources.toml`` as the language writes it, on one line; a year stays a year.

    >>> shown_date("2024-06-01", "fr") == "1er\\u00a0juin\\u00a02024"
    True
    """
    if "-" not in written:
        return written
    from babel.dates import format_date

    day = date.fromisoformat(written)
    said = str(format_date(day, "long", _LOCALES[language]))
    if language == "fr" and day.day == 1:
        said = said.replace("1", "1er", 1)  # the first of a month is an ordinal in French
    return said.replace(" ", "\N{NO-BREAK SPACE}")
