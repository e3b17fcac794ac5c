"""The indicators of the French quality reference that the course can serve, and their source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maitrise.base.errors import CourseError
from maitrise.base.structure import converter, structure
from maitrise.base.text import Text
from maitrise.base.toml import read_toml

REFERENCE = Path(__file__).with_name("reference.toml")
LAST = 33
"""How many indicators the reference has since 1 November 2026."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator of the *référentiel national qualité*.

    Attributes:
        title: a short one, ours.
        statement: the official wording, in French; see ``reference.toml`` for how it was read.
        pieces: ids of what is filed under it.
        remains: what no tool of a course can show.
    """

    number: int
    title: Text
    statement: str
    pieces: tuple[str, ...]
    remains: Text


@cache
def indicators() -> tuple[Indicator, ...]:
    """The indicators that are served, in their order."""
    made, found = converter(), []
    for raw in read_toml(REFERENCE)["indicator"]:
        read = structure(made, raw, Indicator, REFERENCE.name, str(raw.get("number")))
        if isinstance(read, list):
            raise CourseError(read)
        found.append(read)
    return tuple(found)


def not_served() -> tuple[int, ...]:
    """The numbers of the others."""
    served = {indicator.number for indicator in indicators()}
    return tuple(number for number in range(1, LAST + 1) if number not in served)
