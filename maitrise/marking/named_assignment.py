"""Find which assignment a file of an inbox belongs to, by its path or its metadata."""

from __future__ import annotations

import re
from collections.abc import Collection

from maitrise.base.text import LANGUAGES
from maitrise.cases import assignment
from maitrise.marking.inbox_file import InboxFile

_STATED = re.compile(rb'"maitrise":\s*\{\s*"case":\s*"([a-z0-9-]+)",\s*"language":\s*"(fr|en)"')


class AssignmentNames:
    """Finds the names of assignments that can be marked."""

    def __init__(self, cases: Collection[str]) -> None:
        self._cases = cases
        names = sorted(assignment(case, language) for case in cases for language in LANGUAGES)
        self._name = re.compile(rf"({'|'.join(map(re.escape, names))})(?:[-_. ]|$)")

    def in_path(self, file: InboxFile) -> str:
        """The assignment that the innermost name in a file's path has, "" for none."""
        names = (self._name.match(name) for name in reversed(file.place))
        return next((name[1] for name in names if name), "")

    def in_metadata(self, file: InboxFile) -> str:
        """The assignment in a notebook's metadata, else the one in its path."""
        stated = _STATED.findall(file.content or b"")
        case, language = (part.decode() for part in stated[-1]) if stated else ("", "")
        return f"{case}-{language}" if case in self._cases else self.in_path(file)
