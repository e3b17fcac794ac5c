"""A case that could not be opened, so that the cells of its notebook still run."""

from __future__ import annotations

from typing import Any

from maitrise.base.errors import MaitriseError


class AbsentCase:
    """Stands in for a case that could not be opened: why has been said once, above."""

    def mark(self, cell: str, key: str | None = None) -> None:
        """Nothing; but a graded cell fails, since without a mark nbgrader gives full credit."""
        if key is not None:
            raise MaitriseError(f"{cell} cannot be marked: the case could not be opened.")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_, **__: None
