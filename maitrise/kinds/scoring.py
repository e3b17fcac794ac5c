"""What scoring has in common. Pure: no clock, no file, no chance.

The scoring rules are a choice of the course's design, not a fact of the field: all or nothing
for a choice; right minus wrong over the number right, never below zero, for picks; a share of
the rows for matches and RACI; a share of the neighbouring pairs for an order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from maitrise.base.text import Language, Text
from maitrise.kinds.contract import Question
from maitrise.kinds.mark import Mark, Reason, Verdict


class Pick(Protocol):
    """A part that may be picked: an option, a row."""

    @property
    def id(self) -> str:
        """What answers call it."""

    @property
    def right(self) -> bool:
        """Whether it is to be picked."""

    @property
    def reason(self) -> Text:
        """Why it is to be picked, or not."""

    @property
    def misconception(self) -> str | None:
        """What it reveals of whoever is mistaken about it."""


def mark_of_share(question: Question, share: float, reasons: Iterable[Reason]) -> Mark:
    """The mark for a share of the points, from 0 to 1."""
    if share >= 1:
        verdict = Verdict.RIGHT
    elif share > 0:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.WRONG
    return Mark(share * question.points, question.points, verdict, tuple(reasons))


def score_picks(question: Question, offered: Sequence[Pick], picked: Collection[str]) -> Mark:
    """Right picks minus wrong ones, over the number right; a reason for each that matters."""
    right = sum(each.right for each in offered)
    hits = sum(each.right and each.id in picked for each in offered)
    misses = sum(not each.right and each.id in picked for each in offered)
    reasons = []
    for each in offered:
        if each.id in picked and each.right:
            reasons.append(Reason(each.id, Verdict.RIGHT, each.reason))
        elif each.right or each.id in picked:  # missed, or picked wrongly
            reasons.append(Reason(each.id, Verdict.WRONG, each.reason, each.misconception))
    return mark_of_share(question, max(0.0, (hits - misses) / right), reasons)


def key_of_picks(offered: Sequence[Pick], language: Language) -> dict[str, Any]:
    """The key as plain data: ``right`` lists ids, ``reasons`` and ``misconceptions`` are by id."""
    return {
        "right": [each.id for each in offered if each.right],
        "reasons": {each.id: each.reason.said_in(language) for each in offered},
        "misconceptions": {each.id: each.misconception for each in offered if each.misconception},
    }
