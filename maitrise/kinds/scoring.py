"""Pure scoring: a question and a validated answer in, a mark out.

The scoring rules are a choice of the course's design, not a fact of the field: all or nothing
for a choice; right minus wrong over the number right, never below zero, for picks; a share of
the rows for matches and RACI; a share of the neighbouring pairs for an order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import cast

from maitrise.base.number import is_within
from maitrise.kinds.answer import Answer
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.model import (
    Choice,
    Choices,
    FreeText,
    Match,
    MatchRow,
    Number,
    Option,
    Order,
    Question,
    Raci,
    Rows,
    TableRow,
)


def score(question: Question, answer: Answer | None) -> Mark:
    """Mark a validated answer; None is a blank one.

    Args:
        question: any of the eight kinds.
        answer: what ``read_answer`` returned for that question.

    Returns:
        Points from 0 to ``question.points`` and a reason for each part that was judged.
    """
    if answer is None:
        return Mark(0.0, question.points, Verdict.BLANK)
    match question:
        case Choice():
            return _choice(question, cast("str", answer))
        case Choices():
            return _picks(question, question.options, cast("Sequence[str]", answer))
        case Rows():
            return _picks(question, question.rows, cast("Sequence[str]", answer))
        case Match():
            return _match(question, cast("Mapping[str, str]", answer))
        case Raci():
            return _raci(question, cast("Mapping[str, Mapping[str, str]]", answer))
        case Order():
            return _order(question, cast("Sequence[str]", answer))
        case Number():
            return _number(question, cast("float", answer))
        case FreeText():
            return Mark(0.0, question.points, Verdict.TO_MARK)
    raise TypeError(f"No scoring for a {type(question).__name__}.")


def _share(question: Question, share: float, reasons: Iterable[Reason]) -> Mark:
    if share >= 1:
        verdict = Verdict.RIGHT
    elif share > 0:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.WRONG
    return Mark(share * question.points, question.points, verdict, tuple(reasons))


def _choice(question: Choice, chosen: str) -> Mark:
    option = next(option for option in question.options if option.id == chosen)
    verdict = Verdict.RIGHT if option.right else Verdict.WRONG
    reason = Reason(option.id, verdict, option.reason, option.misconception)
    return _share(question, 1.0 if option.right else 0.0, [reason])


def _picks(
    question: Question, offered: Sequence[Option] | Sequence[TableRow], picked: Sequence[str]
) -> Mark:
    right = sum(each.right for each in offered)
    hits = sum(each.right and each.id in picked for each in offered)
    misses = sum(not each.right and each.id in picked for each in offered)
    reasons = []
    for each in offered:
        if each.id in picked and each.right:
            reasons.append(Reason(each.id, Verdict.RIGHT, each.reason))
        elif each.right or each.id in picked:  # missed, or picked wrongly
            reasons.append(Reason(each.id, Verdict.WRONG, each.reason, each.misconception))
    return _share(question, max(0.0, (hits - misses) / right), reasons)


def _match(question: Match, given: Mapping[str, str]) -> Mark:
    worth = {Verdict.RIGHT: 1.0, Verdict.PARTLY: 0.5}
    reasons = [_match_row(row, given.get(row.id)) for row in question.rows]
    total = sum(worth.get(reason.verdict, 0.0) for reason in reasons)
    return _share(question, total / len(question.rows), reasons)


def _match_row(row: MatchRow, given: str | None) -> Reason:
    if given is None:
        return Reason(row.id, Verdict.BLANK)
    if given == row.key:
        return Reason(row.id, Verdict.RIGHT, row.reason)
    if given == row.also:
        return Reason(row.id, Verdict.PARTLY, row.reason)
    return Reason(row.id, Verdict.WRONG, row.reason, (row.misconceptions or {}).get(given))


def _raci(question: Raci, given: Mapping[str, Mapping[str, str]]) -> Mark:
    reasons = []
    for row in question.rows:
        letters = given.get(row.id)
        if not letters:
            reasons.append(Reason(row.id, Verdict.BLANK))
        # A cell left empty in a row that was filled says the same as the dash.
        elif all(letters.get(role, "-") == row.key[role] for role in question.roles):
            reasons.append(Reason(row.id, Verdict.RIGHT, row.reason))
        else:
            reasons.append(Reason(row.id, Verdict.WRONG, row.reason))
    hits = sum(reason.verdict is Verdict.RIGHT for reason in reasons)
    return _share(question, hits / len(question.rows), reasons)


def _order(question: Order, given: Sequence[str]) -> Mark:
    place = {item.id: position for position, item in enumerate(question.items)}
    items = {item.id: item for item in question.items}
    # The first item has no one before it: it is judged with the one that follows.
    verdicts = {
        after: Verdict.RIGHT if place[before] < place[after] else Verdict.WRONG
        for before, after in pairwise(given)
    }
    hits = sum(verdict is Verdict.RIGHT for verdict in verdicts.values())
    reasons = [Reason(item, verdict, items[item].reason) for item, verdict in verdicts.items()]
    return _share(question, hits / len(verdicts), reasons)


def _number(question: Number, given: float) -> Mark:
    if is_within(given, question.key, question.tolerance):
        return _share(question, 1.0, [Reason("", Verdict.RIGHT, question.explanation)])
    for known in question.wrongs:
        tolerance = question.tolerance if known.tolerance is None else known.tolerance
        if is_within(given, known.value, tolerance):
            reason = Reason("", Verdict.WRONG, known.reason, known.misconception)
            return _share(question, 0.0, [reason])
    return _share(question, 0.0, [Reason("", Verdict.WRONG)])
