"""The browser's side of a view: our own JavaScript and CSS, read once and sent with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("front")


@cache
def javascript(*names: str) -> str:
    """One module made of these files, in this order (a module sent to a page imports nothing)."""
    return "\n".join((_FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in names)


@cache
def stylesheet() -> str:
    """The style of every view."""
    return (_FOLDER / "style.css").read_text(encoding="utf-8")
