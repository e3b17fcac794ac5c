"""The references that the course rests on, and how lists of sources write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from maitrise.base.locale import LOCALES
from maitrise.base.structure_faults import written
from maitrise.base.text import Language, Text, say
from maitrise.base.typography import NO_BREAK
from maitrise.course.reading import read_once, read_table

_REFERENCE = re.compile(r"\bR\d+\b")
_CITED = re.compile(r"\[(R\d[\dR,; ]*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A reference and how far it was read.

    Attributes:
        publisher: names, which are the same in both languages; " ; " between them.
        date: a year, or an ISO day.
        cited_by: who was read in place of the publisher.
    """

    id: str
    title: Text
    kind: str
    read: str
    supports: Text
    urls: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    cited_by: tuple[str, ...] = field(default=(), metadata=written(entry="name"))
    note: Text | None = None


@read_once
def sources() -> Mapping[str, Source]:
    """The references by id."""
    return read_table("sources.toml", "source", Source)


def cited_in(prose: str) -> list[str]:
    """The references that a text cites in square brackets, each time that it does.

    >>> cited_in("The owner decides [R1, R12]; room R3 is free.")
    ['R1', 'R12']
    """
    return [name for found in _CITED.findall(prose) for name in _REFERENCE.findall(found)]


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
