"""A case that could not be opened, so that the cells of its notebook still run."""

from __future__ import annotations

from typing import Any

from maitrise.base.errors import MaitriseError
from maitrise.base.text import Language, say


class AbsentCase:
    """Replaces a case that could not be opened, after the reason has been shown."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language

    def mark(self, cell: str, key: str | None = None) -> None:
        """Raise in a graded cell, since nbgrader gives full credit to a cell without an error."""
        if key is not None:
            raise MaitriseError(say("case.not-opened", self._language, question=cell))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_, **__: None
