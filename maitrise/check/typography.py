"""Find typographic slips in authors' texts; their patterns are in ``slips.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maitrise.base.text import Language

_SLIPS = Path(__file__).with_name("slips.toml")
_CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)|https?://\S+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slip:
    """A pattern, what is wrong with it, and what to write."""

    pattern: re.Pattern[str]
    problem: str
    remedy: str


@cache
def slips(language: Language) -> tuple[Slip, ...]:
    """The slips of a language."""
    tables = tomllib.loads(_SLIPS.read_text(encoding="utf-8"))["slip"]
    return tuple(
        Slip(re.compile(table["pattern"], re.MULTILINE), table["problem"], table["remedy"])
        for table in tables
        if table.get("language", language) == language
    )


def slips_of(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Problem and remedy of every slip of a text; code and links do not count."""
    prose = _CODE.sub("", text)
    for slip in slips(language):
        for found in slip.pattern.finditer(prose):
            yield f"{slip.problem}: “{found.group()}”", slip.remedy
