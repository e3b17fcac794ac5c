"""The page's front end for notebooks: one script and one style, sent once per notebook."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from maitrise.player.bundling import module_script
from maitrise.player.spoken import spoken_by

_ENTRY = "player/notebook.js"
_PLAYER = Path(__file__).resolve().parents[1] / "player"
_OWN = ("tokens",)
"""Styles that name what they are about; the others count inside a widget only."""
_INSIDE = ("page", "questions", "calls", "figures", "case")
_TEXT = "color: var(--ink);\nfont: 400 1rem/1.55 var(--font-text);\n"
_FONT = re.compile(r"url\(\"(fonts/[^\"]+)\"\)")


@cache
def front_end() -> dict[str, str]:
    """``version``, ``script`` (a module without imports) and ``style``."""
    script, style = module_script(_ENTRY), _style()
    version = hashlib.sha256((script + style).encode()).hexdigest()[:16]
    return {"version": version, "script": script, "style": style}


@cache
def front_words() -> frozenset[str]:
    """The keys of all sentences that the front end shows."""
    return spoken_by(_ENTRY)


@cache
def loader() -> str:
    """The module of each widget."""
    return Path(__file__).with_name("loader.js").read_text(encoding="utf-8")


def _style() -> str:
    inside = "".join(_sheet(name) for name in _INSIDE)
    own = "".join(_sheet(name) for name in _OWN)
    return f"{own}.maitrise-widget {{\n{_TEXT}{inside}}}\n"


def _sheet(name: str) -> str:
    written = (_PLAYER / f"{name}.css").read_text(encoding="utf-8")
    return _FONT.sub(lambda found: f'url("{_font(found[1])}")', written)


def _font(name: str) -> str:
    """A typeface as a ``data:`` address: a notebook has no folder of assets."""
    held = base64.b64encode((_PLAYER / "vendor" / name).read_bytes()).decode("ascii")
    return f"data:font/woff2;base64,{held}"
