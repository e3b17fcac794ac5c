"""What French notebooks call: ``import maitrise.fr as m``."""

from typing import Any

from maitrise.notebook_api import CALLS, Notebook

__all__ = list(CALLS)

_notebook = Notebook("fr")


def __getattr__(name: str) -> Any:
    if name not in CALLS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_notebook, name)


def __dir__() -> list[str]:
    return list(CALLS)
