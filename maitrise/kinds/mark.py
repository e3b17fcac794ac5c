"""What scoring says about an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from maitrise.base.text import Text

DECIMALS = 4
"""Of points, wherever they are kept or added up."""


class Verdict(StrEnum):
    """The outcome of a question. Blank is never wrong."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    BLANK = "blank"
    TO_MARK = "to mark"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one part of an answer is right or not.

    Attributes:
        item: id of the option, row or item; "" for the whole answer.
        verdict: outcome of this part.
        text: what the learner is told; nothing for a number that no author foresaw.
        misconception: its code ("X7"), when this part reveals one.
    """

    item: str
    verdict: Verdict
    text: Text | None = None
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Points from 0 to ``maximum``, the verdict, and a reason for each part that was judged."""

    points: float
    maximum: float
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The misconceptions that the answer reveals, each once, in the order of the reasons."""
        codes = [reason.misconception for reason in self.reasons if reason.misconception]
        return tuple(dict.fromkeys(codes))
