"""What English notebooks call: ``import maitrise.en as m``."""

from typing import Any

from maitrise.notebook_api import CALLS, Notebook

__all__ = list(CALLS)

_notebook = Notebook("en")


def __getattr__(name: str) -> Any:
    if name not in CALLS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_notebook, name)


def __dir__() -> list[str]:
    return list(CALLS)
