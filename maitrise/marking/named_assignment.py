"""Which assignment a file of an inbox is of, by its name or by what it says itself."""

from __future__ import annotations

import re
from collections.abc import Collection

from maitrise.base.text import LANGUAGES
from maitrise.cases import assignment
from maitrise.marking.inbox_file import InboxFile

_STATED = re.compile(rb'"maitrise":\s*\{\s*"case":\s*"([a-z0-9-]+)",\s*"language":\s*"(fr|en)"')


class NamedAssignments:
    """The assignments of the cases that can be marked, as files name them."""

    def __init__(self, cases: Collection[str]) -> None:
        self._cases = cases
        names = sorted(assignment(case, spoken) for case in cases for spoken in LANGUAGES)
        self._name = re.compile(rf"({'|'.join(map(re.escape, names))})(?:[-_. ]|$)")

    def named(self, file: InboxFile) -> str:
        """The assignment that a folder's or archive's name says, "" for none."""
        names = (self._name.match(name) for name in reversed(file.place))
        return next((name[1] for name in names if name), "")

    def stated(self, file: InboxFile) -> str:
        """The assignment that a notebook's own metadata says, else that of a name outside it."""
        stated = _STATED.findall(file.content or b"")
        case, language = (part.decode() for part in stated[-1]) if stated else ("", "")
        return f"{case}-{language}" if case in self._cases else self.named(file)
