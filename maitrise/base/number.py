"""Numbers as people read and write them in each language."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from maitrise.base.errors import NumberError
from maitrise.base.locale import LOCALES, Language
from maitrise.base.text import say

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_UNIT = re.compile(
    r"(%|[km]€|[€£$][km]?|h|jours?|days?|semaines?|weeks?|points?|pts?)\.?$", re.IGNORECASE
)
_CURRENCY = re.compile(r"^([+-]?)[€£$]\s*")
_CURRENCIES = ("€", "£", "$")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "－": "-"})
_MOST_DIGITS = 30


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns of typed numbers in one language, with any space as an underscore."""

    grouped: re.Pattern[str]
    ambiguous: re.Pattern[str]
    plain: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    locale = LOCALES[language]
    groups, decimal = re.escape(f"_{locale.typed_group}"), re.escape(locale.decimal)
    return _Patterns(
        re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:[{groups}]\d{{3}})+(?:{decimal}\d+)?"),
        re.compile(locale.ambiguous),
        re.compile(rf"[+-]?\d+(?:[.{decimal}]\d+)?"),
    )


def read_number(written: str, language: Language) -> float | None:
    """Parse a number as people of a language write it; None for an empty text.

    French takes ``1 270,5`` (any kind of space) and, since keypads have one, a single decimal
    point; English takes ``1,270.5`` and ``1 270.5``. A unit at the end, or a currency in front,
    is ignored. What could be read in two ways (``1.270`` in French, ``1270,5`` in English) is
    refused, not guessed.

    Raises:
        NumberError: it cannot be parsed; the message, in that language, shows how to write it.
    """
    text = written.strip().translate(_MINUS)
    if not text:
        return None
    text = _CURRENCY.sub(r"\1", _UNIT.sub("", text).strip())
    text = _SPACES.sub("_", text)
    text = re.sub(r"^([+-])_", r"\1", text)
    locale, patterns = LOCALES[language], _patterns(language)
    if patterns.grouped.fullmatch(text):
        digits = text.replace("_", "").replace(locale.typed_group or "_", "")
        digits = digits.replace(locale.decimal, ".")
    elif patterns.ambiguous.fullmatch(text):
        raise NumberError(_complaint("number.ambiguous", written, language))
    elif patterns.plain.fullmatch(text):
        digits = text.replace(locale.decimal, ".")
    else:
        raise NumberError(_complaint("number.unreadable", written, language))
    if len(digits) > _MOST_DIGITS:
        raise NumberError(_complaint("number.unreadable", written, language))
    return float(digits)


Complaint = Literal["number.ambiguous", "number.unreadable"]


def _complaint(key: Complaint, written: str, language: Language) -> str:
    shown = written.strip()
    return say(key, language, written=shown if len(shown) <= 40 else shown[:40] + "…")


def is_within(value: float, target: float, tolerance: float) -> bool:
    """Whether a value lies within an absolute tolerance of another, edges included.

    Decimal numbers are not exact in binary: 97.1 is still within 0.1 of 97.0.
    """
    rounding = max(1e-9, 4 * math.ulp(target))
    return abs(value - target) <= tolerance + rounding


def write_number(value: float, language: Language, decimals: int = 0) -> str:
    """Write a number for reading: ``1 270,5`` in French, ``1,270.5`` in English.

    >>> write_number(1270.5, "en", 1)
    '1,270.5'
    """
    whole, _, part = f"{value:z,.{decimals}f}".partition(".")  # z: what rounds to zero has no minus
    locale = LOCALES[language]
    whole = whole.replace(",", locale.group).replace("-", "−")
    return f"{whole}{locale.decimal}{part}" if part else whole


def write_shortest(value: float, language: Language, at_most: int = 6) -> str:
    """Write a number with as many decimals as it needs, and at most ``at_most``.

    >>> [write_shortest(each, "en", 2) for each in (3, 0.5, 2 / 3)]
    ['3', '0.5', '0.67']
    """
    return write_number(value, language, decimals_of(value, at_most))


def decimals_of(value: float, at_most: int = 6) -> int:
    """How many decimals a number needs, at most ``at_most``."""
    rounded = round(value, at_most)
    return next((count for count in range(at_most) if round(rounded, count) == rounded), at_most)


def write_plain(value: float, language: Language, decimals: int | None = None) -> str:
    """Write a number as a spreadsheet of that language reads it: no groups, a plain minus.

    Args:
        decimals: how many; None for as many as it needs, 4 at most.

    >>> write_plain(-1270.5, "fr")
    '-1270,5'
    """
    count = decimals_of(value, 4) if decimals is None else decimals
    return f"{value:z.{count}f}".replace(".", LOCALES[language].decimal)


def write_quantity(value: float, unit: str, language: Language, decimals: int = 0) -> str:
    """Write a number with its unit, if it has one, as each language sets it.

    French puts every unit after a non-breaking space; English closes up the percent sign and puts
    a currency, with its k or M after the number, in front.

    >>> write_quantity(81, "%", "en"), write_quantity(1.5, "€k", "en", 1)
    ('81%', '€1.5k')
    """
    number, locale = write_number(value, language, decimals), LOCALES[language]
    if not unit:
        return number
    if unit == "%":
        return f"{number}{locale.percent_space}%"
    if locale.currency_first and unit.startswith(_CURRENCIES):
        minus = "−" if number.startswith("−") else ""
        return f"{minus}{unit[0]}{number.removeprefix('−')}{unit[1:]}"
    return f"{number}\u00a0{unit}"
