"""The browser's side of a view: our own JavaScript and CSS, read once and sent with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import maitrise.kinds

_FOLDER = Path(__file__).with_name("front")
_KINDS = Path(maitrise.kinds.__file__).parent


@cache
def javascript(*names: str, kind: str = "") -> str:
    """One module made of these files, in this order (a module sent to a page imports nothing).

    Args:
        kind: the kind of question whose own script comes last; none for "".
    """
    files = [_FOLDER / f"{name}.js" for name in names]
    files += [_KINDS / kind / "front.js"] if kind else []
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@cache
def stylesheet() -> str:
    """The style of every view."""
    return (_FOLDER / "style.css").read_text(encoding="utf-8")
