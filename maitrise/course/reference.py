"""A reference as lists of sources write it: who published it, and when."""

from __future__ import annotations

from datetime import date

from maitrise.base.locale import LOCALES
from maitrise.base.text import Language, say
from maitrise.base.typography import NO_BREAK
from maitrise.course import Source


def published(source: Source, language: Language) -> str:
    """Publishers and date: "Légifrance, 12 juin 2024"; "" where neither is known."""
    locale = LOCALES[language]
    # Names are the same in both languages, their list is not.
    publisher = locale.semicolon.join(source.publisher.split(" ; "))
    if source.cited_by:
        names = locale.listed(source.cited_by)
        publisher = say("source.cited-by", language, publisher=publisher, names=names)
    return ", ".join(part for part in (publisher, shown_date(source.date, language)) if part)


def shown_date(written: str, language: Language) -> str:
    """A date of ``sources.toml`` as the language writes it, on one line; a year stays a year.

    >>> shown_date("2024-06-01", "fr") == "1er\\u00a0juin\\u00a02024"
    True
    """
    if "-" not in written:
        return written
    return LOCALES[language].day(date.fromisoformat(written)).replace(" ", NO_BREAK)
