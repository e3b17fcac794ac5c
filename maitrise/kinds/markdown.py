"""Markdown that kinds, figures and labs write: tables, lists, bold, and what a person typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$^>:])")


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped, a line break becomes a space."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def bullets(lines: Iterable[str]) -> str:
    """A list, a line an entry."""
    return "\n".join(f"- {line}" for line in lines)


def bold(text: str) -> str:
    """The text in bold; emphasis inside it would end the bold."""
    return f"**{text.replace('*', '')}**"


def escaped(text: str) -> str:
    """Text that a learner typed as Markdown that shows it as typed: no mark-up, no HTML.

    >>> escaped("<b>*a*</b>")
    '&lt;b&gt;\\\\*a\\\\*&lt;/b&gt;'
    """
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "\n\n".join("  \n".join(_line(each) for each in part.split("\n")) for part in paragraphs)


def _line(line: str) -> str:
    # Escaped before the HTML entities are made: the # and ; of an entity stay as they are.
    return escape(_SPECIAL.sub(r"\\\1", line.strip()), quote=False).replace("\\&gt;", "&gt;")
