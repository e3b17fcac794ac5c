"""How each language writes numbers, dates, lists and spaces: one value a language.

No other module asks which language it is: it asks the locale for what it needs. A sentence is in
the catalogue (``text``); numbers are read and written by ``number``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from maitrise.base.typography import NARROW_NO_BREAK, NO_BREAK, french_citations, french_spaces

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, Language] = ("fr", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """What writing depends on in one language.

    Attributes:
        language: its code.
        other: the language that the course has beside it.
        cldr: its name for Babel.
        jupyterlab: its name for JupyterLab's language packs.
        names: what people write for it in a list, in lower case and without accents.
        decimal: the decimal mark.
        group: what stands between groups of three digits.
        typed_group: the mark that people type there, apart from any kind of space.
        ambiguous: a pattern of numbers that could be read in two ways, spaces as underscores.
        percent_space: what stands between a number and its percent sign.
        currency_first: whether a currency stands before the amount.
        colon: the colon with its spaces, between a name and what is said of it.
        semicolon: the semicolon with its spaces, between members of a list that hold commas.
        csv_delimiter: what spreadsheets of this language expect between the cells of a file.
        first: how the first day of a month is written.
        numeric_moment: a day and a time in figures, for ``strftime``.
        is_singular: whether a noun counted by this number is in the singular (Unicode CLDR).
        typeset: sets the spaces of the language in a text; applying it twice changes nothing.
    """

    language: Language
    other: Language
    cldr: str
    jupyterlab: str
    names: tuple[str, ...]
    decimal: str
    group: str
    typed_group: str
    ambiguous: str
    percent_space: str
    currency_first: bool
    colon: str
    semicolon: str
    csv_delimiter: str
    first: str
    numeric_moment: str
    is_singular: Callable[[float], bool]
    typeset: Callable[[str], str]

    def day(self, day: date) -> str:
        """A day in words: 1er novembre 2026, 1 November 2026."""
        return self._dated(day, "d MMMM y")

    def short_day(self, day: date) -> str:
        """A day with the month cut short: 1er nov. 2026, 1 Nov 2026."""
        return self._dated(day, "d MMM y")

    def moment(self, at: datetime) -> str:
        """A day in words with the time, as it stands in the value: 1 November 2026, 09:30."""
        return self._dated(at, "d MMMM y, HH:mm")

    def listed(self, names: Sequence[str]) -> str:
        """Names in a sentence: A, B et C; A, B and C."""
        from babel.lists import format_list  # here: a lesson need not load CLDR to begin

        return str(format_list(names, locale=self.cldr))

    def month_names(self) -> Iterator[tuple[str, int]]:
        """Each month as people write it, long and short, with its number."""
        from babel.dates import get_month_names

        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=self.cldr).items():
                yield name, number

    def _dated(self, day: date, pattern: str) -> str:
        from babel.dates import format_date, format_datetime

        write = format_datetime if isinstance(day, datetime) else format_date
        words = str(write(day, pattern, locale=self.cldr))
        return self.first + words[1:] if day.day == 1 else words


def _below_two(number: float) -> bool:
    return abs(number) < 2


def _one(number: float) -> bool:
    return number == 1


_FRENCH = Locale(
    language="fr",
    other="en",
    cldr="fr",
    jupyterlab="fr_FR",
    names=("fr", "fra", "francais", "french"),
    decimal=",",
    group=NARROW_NO_BREAK,
    typed_group="",
    # A keypad has a point, so 1270.5 is read; 1.270 may come from a German or an English page.
    ambiguous=r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?",
    percent_space=NO_BREAK,
    currency_first=False,
    colon=f"{NO_BREAK}: ",
    semicolon=f"{NARROW_NO_BREAK}; ",
    csv_delimiter=";",
    first="1er",
    numeric_moment="%d/%m/%Y %H:%M",
    is_singular=_below_two,
    typeset=french_spaces,
)
_ENGLISH = Locale(
    language="en",
    other="fr",
    cldr="en_GB",
    jupyterlab="default",
    names=("en", "eng", "anglais", "english"),
    decimal=".",
    group=",",
    typed_group=",",
    ambiguous=r"[+-]?\d+,\d+",
    percent_space="",
    currency_first=True,
    colon=": ",
    semicolon="; ",
    csv_delimiter=",",
    first="1",
    numeric_moment="%d/%m/%Y, %H:%M",
    is_singular=_one,
    typeset=french_citations,
)

LOCALES: Mapping[Language, Locale] = {locale.language: locale for locale in (_FRENCH, _ENGLISH)}


def as_language(code: object) -> Language | None:
    """The language of a code; None where it is no language of the course.

    >>> as_language("fr"), as_language("de")
    ('fr', None)
    """
    return next((language for language in LANGUAGES if language == code), None)
