"""Numbers as people write them in French and in English."""

from __future__ import annotations

import math
import re
from typing import Literal

from maitrise.base.errors import NumberError
from maitrise.base.text import Language, say

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_UNIT = re.compile(
    r"(%|[km]€|[€£$][km]?|h|jours?|days?|semaines?|weeks?|points?|pts?)\.?$", re.IGNORECASE
)
_CURRENCY = re.compile(r"^([+-]?)[€£$]\s*")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "－": "-"})
_GROUPED = {
    "fr": re.compile(r"[+-]?[1-9]\d{0,2}(?:_\d{3})+(?:,\d+)?"),
    "en": re.compile(r"[+-]?[1-9]\d{0,2}(?:[_,]\d{3})+(?:\.\d+)?"),
}
_PLAIN = {"fr": re.compile(r"[+-]?\d+(?:[.,]\d+)?"), "en": re.compile(r"[+-]?\d+(?:\.\d+)?")}
_AMBIGUOUS = {
    "fr": re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"),
    "en": re.compile(r"[+-]?\d+,\d+"),
}


def read_number(written: str, language: Language) -> float | None:
    """Read a number as a person of that language writes it; None when nothing was written.

    French takes ``1 270,5`` (any kind of space) and, since keypads have one, a single decimal
    point; English takes ``1,270.5`` and ``1 270.5``. A unit at the end, or a currency in front,
    is passed over. What could be read in two ways (``1.270`` in French, ``1270,5`` in English) is
    refused, not guessed.

    Raises:
        NumberError: it cannot be read; the message, in that language, shows how to write it.
    """
    text = written.strip().translate(_MINUS)
    if not text:
        return None
    text = _CURRENCY.sub(r"\1", _UNIT.sub("", text).strip())
    text = _SPACES.sub("_", text)
    text = re.sub(r"^([+-])_", r"\1", text)
    if _GROUPED[language].fullmatch(text):
        digits = text.replace("_", "")
        digits = digits.replace(",", ".") if language == "fr" else digits.replace(",", "")
    elif _AMBIGUOUS[language].fullmatch(text):
        raise NumberError(_complaint("number.ambiguous", written, language))
    elif _PLAIN[language].fullmatch(text):
        digits = text.replace(",", ".")
    else:
        raise NumberError(_complaint("number.unreadable", written, language))
    if len(digits) > 30:
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
    english = f"{value:z,.{decimals}f}".replace("-", "−")  # z: what rounds to zero has no minus
    if language == "en":
        return english
    return english.replace(",", "\u202f").replace(".", ",")


def write_quantity(value: float, unit: str, language: Language, decimals: int = 0) -> str:
    """Write a number with its unit, if it has one, as each language sets it.

    French puts every unit after a non-breaking space; English closes up the percent sign and puts
    a currency, with its k or M after the number, in front.

    >>> write_quantity(81, "%", "en"), write_quantity(1.5, "€k", "en", 1)
    ('81%', '€1.5k')
    """
    number = write_number(value, language, decimals)
    if not unit:
        return number
    if language == "en":
        if unit == "%":
            return f"{number}%"
        if unit[:1] in ("€", "£", "$"):
            minus = "−" if number.startswith("−") else ""
            return f"{minus}{unit[0]}{number.removeprefix('−')}{unit[1:]}"
    return f"{number}\u00a0{unit}"
