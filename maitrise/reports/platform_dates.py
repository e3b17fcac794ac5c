"""Read the dates in a platform's export, whatever their format.

03/04/2026 is a day in March or in April. A column is written in one form: a day beyond the twelfth
anywhere in it says which. Where both forms stand in one column, what could be either is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from maitrise.base.locale import LOCALES
from maitrise.cohort.spelling import plain_words

_YEAR_FIRST = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_NAMED = re.compile(  # "28 november 2026", "1er decembre 2026", "november 28th 2026"
    r"\b(?:(\d{1,2})(?:er|st|nd|rd|th)? )?([a-z]+)(?: (\d{1,2})(?:st|nd|rd|th)?)? (\d{4})\b"
)


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads the dates of a column.

    Attributes:
        is_month_first: whether 03/04/2026 is in March; None if that is unknown.
        is_guessed: whether no date in the column shows it.
        form: a format of ``strptime`` given by the trainer; "" to guess.
    """

    is_month_first: bool | None
    is_guessed: bool
    form: str = ""

    def read(self, written: str) -> date | None:
        """Parse a date; None if it cannot be read."""
        try:
            return self._named(written) if self.form else self._found(written)
        except ValueError:
            return None

    def _named(self, written: str) -> date:
        return datetime.strptime(written, self.form).date()

    def _found(self, written: str) -> date | None:
        if found := _YEAR_FIRST.match(written):
            return date(*map(int, found.groups()))
        if found := _YEAR_LAST.match(written):
            one, sign, other, year = found.groups()
            first, second = int(one), int(other)
            if sign == "." or first > 12 or first == second:
                return date(int(year), second, first)
            if second > 12:
                return date(int(year), first, second)
            if self.is_month_first is None:
                return None
            return date(int(year), *((first, second) if self.is_month_first else (second, first)))
        for found in _NAMED.finditer(plain_words(written)):
            before, name, after, year = found.groups()
            if (month := _months().get(name)) and bool(before) != bool(after):
                return date(int(year), month, int(before or after))
        return None


def date_reader_for(column: Iterable[str], form: str = "") -> DateReader:
    """Make the reader for the dates of a column.

    >>> date_reader_for(["03/04/2026", "11/28/2026 9:05 AM"]).read("03/04/2026")
    datetime.date(2026, 3, 4)
    """
    pairs = [
        (int(found[1]), int(found[3]))
        for each in column
        if (found := _YEAR_LAST.match(each)) and found[2] != "."
    ]
    day_first = any(first > 12 >= second for first, second in pairs)
    month_first = any(second > 12 >= first for first, second in pairs)
    undecided = any(first != second for first, second in pairs) and not day_first
    return DateReader(
        is_month_first=None if day_first and month_first else month_first,
        is_guessed=undecided and not month_first,
        form=form,
    )


@cache
def _months() -> Mapping[str, int]:
    """Each month by its names in both languages, long and short."""
    written = (each for locale in LOCALES.values() for each in locale.month_names())
    return {"sept": 9, **{plain_words(name): number for name, number in written}}
