"""A kind of hostile or broken submission, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cohorts import hand_in, packed, sheet

LEARNER = "p-0009"
ALL = 16.0  # points that a machine can give for right answers


@dataclass(frozen=True)
class Kind:
    """One kind.

    Attributes:
        name: in the table of ``docs/hostile.md``.
        make: puts it into an inbox.
        points: what the learner gets; None when nothing of it can be marked.
        told: the kinds of problem that the trainer is told of, in any order.
    """

    name: str
    make: Callable[[Path], object]
    points: float | None
    told: tuple[str, ...] = ()


def zip_with(**files: bytes) -> Callable[[Path], object]:
    """A hand-in of the hostile learner with these files; dots in names are written ``__``."""
    named = {name.replace("__", "."): content for name, content in files.items()}
    return raw(packed(named))


def raw(content: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    """A hand-in zip of the hostile learner with these bytes; what is large is made when wanted."""

    def put(inbox: Path) -> None:
        made = content if isinstance(content, bytes) else content()
        (inbox / f"payroll-fr-{LEARNER}.zip").write_bytes(made)

    return put


def with_sheet(content: bytes) -> Callable[[Path], object]:
    """A hand-in of the hostile learner with this sheet alone."""
    return zip_with(answers__json=content)


def honest() -> bytes:
    """What the hostile learner would have handed in."""
    return hand_in(LEARNER)


def right_sheet() -> bytes:
    """The right answers of the hostile learner."""
    return sheet(LEARNER)
