"""Read names of files by a pattern that the trainer gives for a platform.

The pattern is nbgrader's own (``FileNameCollectorPlugin.named_regexp``), so that one that works
with ``nbgrader zip_collect`` works here.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from maitrise.base.errors import WrongCallError
from maitrise.base.moments import in_utc
from maitrise.base.text import Language, say

_ATTEMPT = "%Y-%m-%d-%H-%M-%S"
_ATTEMPT_WRITTEN = re.compile(r"\d{4}(-\d\d){5}")
_YEAR_FIRST = re.compile(r"\d{4}\D")
_WHOLE_YEAR = re.compile(r"\d{4}")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\b")
_FIRST_YEAR = 1970
_DEFAULTS = (datetime(2000, 1, 1), datetime(2004, 2, 2))
_PARTS = {"student_id", "email", "first_name", "last_name", "timestamp", "file_id"}


class NamePattern:
    """A regular expression with named groups, tried on each file's path in the inbox."""

    def __init__(self, written: str, language: Language) -> None:
        """Compile a pattern.

        Raises:
            WrongCallError: it is not a regular expression, or has no group for a person.
        """
        from nbgrader.plugins.zipcollect import FileNameCollectorPlugin

        try:
            groups = set(re.compile(written).groupindex)
        except re.error as error:
            raise WrongCallError(say("mark.bad-pattern", language, why=error)) from error
        if not groups & {"student_id", "email", "last_name"} or groups - _PARTS:
            known = ", ".join(sorted(_PARTS))
            raise WrongCallError(say("mark.pattern-groups", language, known=known))
        self._plugin: Any = FileNameCollectorPlugin(named_regexp=written)
        self._plugin.log.setLevel("CRITICAL")

    def parts(self, place: Sequence[str]) -> Mapping[str, str]:
        """The named groups found in a file's path; empty if the pattern does not match."""
        name = "/".join(place)
        self._plugin.valid_ext = [f".{name.rpartition('.')[2]}"]
        collected = self._plugin.collect(name) or {}
        return {part: said.strip() for part, said in collected.items() if said}


def read_moment(written: str, zone: tzinfo) -> datetime | None:
    """Parse a moment as platforms write it, to UTC; None if it is ambiguous or not a moment.

    Args:
        written: with year, month and day; days before months only where nothing else is possible.
        zone: of the class, for times without one.

    >>> from zoneinfo import ZoneInfo
    >>> read_moment("13/04/2027 18:00", ZoneInfo("Europe/Paris")).isoformat()
    '2027-04-13T16:00:00+00:00'
    >>> read_moment("03/04/2027 18:00", ZoneInfo("Europe/Paris"))
    """
    from dateutil.parser import ParserError, UnknownTimezoneWarning, parse

    try:
        if _ATTEMPT_WRITTEN.fullmatch(written):
            return in_utc(datetime.strptime(written, _ATTEMPT), zone)
        with warnings.catch_warnings():
            warnings.simplefilter("error", UnknownTimezoneWarning)  # EST is several zones
            # What is not written is taken from a default: two of them show what that is.
            read = [
                parse(written, default=default, dayfirst=dayfirst)
                for default in _DEFAULTS
                for dayfirst in (False, True)
            ]
        if _YEAR_FIRST.match(written):
            read = read[::2]  # then nobody writes the day before the month
        elif _DOTTED.match(written):
            read = read[1::2]  # and nobody the month first between full stops
        if not _WHOLE_YEAR.search(written):  # of 13/04/27 the year may be the first or the last
            read.append(parse(written, default=_DEFAULTS[0], yearfirst=True))
        moment = in_utc(read[0], zone)
        return moment if len(set(read)) == 1 and moment.year >= _FIRST_YEAR else None
    except (ParserError, UnknownTimezoneWarning, ValueError, OverflowError, OSError):
        return None
