"""Validate statements of learning records that a page sends or a learner hands in.

Looked at once, where it comes in: what reports and papers then read of it (moments, scores,
durations) needs no second look. The rules are those of xAPI 1.0.3, Part Two, 4.1 to 4.5.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from maitrise.base.json_data import depth_of, read_json

LARGEST_STATEMENT = 64 * 1024
_DEEPEST = 12
_LONGEST_ID = 2_000
_DURATION = re.compile(r"P(?=.)(\d{1,9}W|(\d{1,9}Y)?(\d{1,9}M)?(\d{1,9}D)?"
                       r"(T(?=.)(\d{1,9}H)?(\d{1,9}M)?(\d{1,9}([.,]\d{1,9})?S)?)?)",
                       re.ASCII)  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([Tt ]\d\d|$)", re.ASCII)
_ROUNDING = 1e-6
_FIRST_YEAR, _LAST_YEAR = 1970, 9998  # what a clock of another zone can still show


def statement_of(line: bytes) -> dict[str, Any] | None:
    """The statement in a line of a record; None if the line has none."""
    if len(line) > LARGEST_STATEMENT or depth_of(line) > _DEEPEST:
        return None
    try:
        read = read_json(line)
    except ValueError:
        return None
    return read if isinstance(read, dict) and is_statement(read) else None


def is_statement(read: Mapping[str, Any]) -> bool:
    """Whether data has the parts of a statement, each of the right type, with finite numbers."""
    return (
        _is_name(read.get("id"))
        and all(_is_named(read.get(part)) for part in ("verb", "object"))
        and all(isinstance(read.get(part, {}), dict) for part in ("actor", "context"))
        and is_moment(read.get("timestamp"))
        and _fits(read.get("result", {}), _RESULT)
    )


def is_moment(written: object) -> bool:
    """Whether a value is an ISO 8601 moment in a plausible year.

    >>> is_moment("2026-11-20T10:15:00Z"), is_moment("hello"), is_moment("0001-01-01T00:00:00Z")
    (True, False, False)
    """
    if not isinstance(written, str):
        return False
    try:
        if not _MOMENT.match(written):  # Python takes anything for the letter between
            return False
        moment = datetime.fromisoformat(written)
        year = (moment.astimezone(UTC) if moment.tzinfo else moment).year
    except (ValueError, OverflowError):
        return False
    return _FIRST_YEAR <= year <= _LAST_YEAR


def is_after(written: str, moment: datetime) -> bool:
    """Whether a statement's moment is after another; without a zone it is read as UTC."""
    stated = datetime.fromisoformat(written)
    return (stated if stated.tzinfo else stated.replace(tzinfo=UTC)) > moment


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ID and _is_text(value)


def _is_text(value: object) -> bool:
    """Whether a value is a string that can be encoded as UTF-8."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_named(value: object) -> bool:
    return isinstance(value, dict) and _is_name(value.get("id"))


def _is_claim(value: object) -> bool:
    return value is None or isinstance(value, bool)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:  # an integer of four hundred digits
        return False


def _is_score(value: object) -> bool:
    """Whether a score's numbers are finite and consistent (4.1.5.1)."""
    if not _fits(value, dict.fromkeys(("scaled", "raw", "min", "max"), _is_number)):
        return False
    assert isinstance(value, dict)
    least, raw, most = (value.get(part, 0.0) for part in ("min", "raw", "max"))
    is_above = "min" not in value or "raw" not in value or bool(raw >= least - _ROUNDING)
    return is_above and ("max" not in value or "raw" not in value or bool(raw <= most + _ROUNDING))


def _is_duration(value: object) -> bool:
    return isinstance(value, str) and _DURATION.fullmatch(value) is not None


def _fits(value: object, parts: Mapping[str, Callable[[object], bool]]) -> bool:
    return isinstance(value, dict) and all(
        fits(value[part]) for part, fits in parts.items() if part in value
    )


_RESULT: Mapping[str, Callable[[object], bool]] = {
    "success": _is_claim,
    "completion": _is_claim,
    "duration": _is_duration,
    "score": _is_score,
    "response": lambda value: isinstance(value, str),
    "extensions": lambda value: isinstance(value, dict),
}
