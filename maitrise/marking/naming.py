"""Files named as a platform names them: what a pattern of the trainer's says of each.

The pattern is nbgrader's own (``FileNameCollectorPlugin.named_regexp``), so that one that works
with ``nbgrader zip_collect`` works here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from maitrise.base.errors import WrongCallError
from maitrise.base.text import Language, say

_ATTEMPT = "%Y-%m-%d-%H-%M-%S"
_PARTS = {"student_id", "email", "first_name", "last_name", "timestamp", "file_id"}


class NamePattern:
    """A regular expression with named groups, tried on each file's path in the inbox."""

    def __init__(self, written: str, language: Language) -> None:
        """Take a pattern.

        Raises:
            WrongCallError: it is none, or names nobody.
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
        """What the pattern finds in a file's path; nothing when it does not fit."""
        name = "/".join(place)
        self._plugin.valid_ext = [f".{name.rpartition('.')[2]}"]
        collected = self._plugin.collect(name) or {}
        return {part: said.strip() for part, said in collected.items() if said}


def read_moment(written: str) -> datetime | None:
    """A moment as platforms write it, in this computer's time where no zone is said."""
    from dateutil.parser import ParserError, parse

    is_attempt = re.fullmatch(r"\d{4}(-\d\d){5}", written)
    try:
        read: datetime = datetime.strptime(written, _ATTEMPT) if is_attempt else parse(written)
        return read.astimezone(UTC)
    except (ParserError, ValueError, OverflowError, OSError):
        return None
