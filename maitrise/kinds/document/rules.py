"""Rules of authors for a document: what is wrong with its faults and its passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from maitrise.kinds.contract import BrokenRule
from maitrise.kinds.document.question import DocumentQuestion, Passage
from maitrise.kinds.rules import (
    misused_distractors,
    too_few,
    unknown_misconception,
    unknown_names,
    unusable_ids,
)

_MOST = 26  # passages to judge: on paper each has a letter


def broken_rules(question: DocumentQuestion) -> Iterator[BrokenRule]:
    """What is wrong with the faults and the passages."""
    judged = question.judged
    yield from too_few(2, "faults", question.faults)
    yield from too_few(2, "passages", judged)
    yield from unusable_ids("fault", (fault.id for fault in question.faults))
    yield from unusable_ids("column", (column.id for column in question.columns))
    yield from unusable_ids("passage", (passage.id for passage in question.passages))
    yield from _balance(question)
    yield from _unused_faults(question)
    for passage in question.passages:
        yield from _of_passage(passage, [fault.id for fault in question.faults])
        yield from _of_place(passage, [column.id for column in question.columns])
    yield from _of_cells(question)


def _balance(question: DocumentQuestion) -> Iterator[BrokenRule]:
    """Right minus wrong leaves nothing to whoever marks all, if sound passages are as many."""
    wrong = sum(passage.fault is not None for passage in question.judged)
    sound = len(question.judged) - wrong
    if question.judged and not wrong:
        yield BrokenRule("", "no passage has a fault", "Give at least one its fault")
    if sound < wrong:
        problem = f"{wrong} passages have a fault and {sound} are sound"
        remedy = "Add sound ones, as many at least: else it pays to mark every passage"
        yield BrokenRule("", problem, remedy)
    if len(question.judged) > _MOST:
        problem = f"too many passages to mark ({len(question.judged)})"
        yield BrokenRule("", problem, f"Leave {_MOST} at most, others with context = true")


def _unused_faults(question: DocumentQuestion) -> Iterator[BrokenRule]:
    used = {passage.fault for passage in question.passages}
    yield from misused_distractors("fault", "passage", question.faults, used)
    if question.faults and not any(fault.distractor for fault in question.faults):
        remedy = "Add a fault that no passage has, with distractor = true"
        yield BrokenRule("", "no fault is a distractor", remedy)


def _of_passage(passage: Passage, faults: list[str]) -> Iterator[BrokenRule]:
    part = f"passage {passage.id}"
    named: Mapping[str, str] = passage.misconceptions or {}
    used = [passage.fault] if passage.fault else []
    yield from unknown_names(part, "fault", (*used, *named), faults)
    for code in (passage.misconception, *named.values()):
        yield from unknown_misconception(part, code)
    if passage.fault in named:
        problem = f"{passage.fault!r} is its fault and named a misconception"
        yield BrokenRule(part, problem, "Remove one")
    if passage.context:
        if passage.fault or passage.reason or passage.misconception or named:
            remedy = "Remove context, or its fault, reason and misconceptions"
            yield BrokenRule(part, "it is context and is judged too", remedy)
    elif passage.reason is None:
        remedy = "Say in both languages why it has its fault, or why it is sound"
        yield BrokenRule(part, "it has no reason", remedy)


def _of_place(passage: Passage, columns: list[str]) -> Iterator[BrokenRule]:
    part = f"passage {passage.id}"
    if not columns:
        if passage.row or passage.column:
            remedy = "Add [[question.column]], or remove row and column"
            yield BrokenRule(part, "it is a cell, but the document has no columns", remedy)
        elif passage.text is None and passage.label is None:
            remedy = "Write text, or label where the document has a gap"
            yield BrokenRule(part, "it has neither text nor label", remedy)
        return
    if not passage.row:
        remedy = 'Write row = "…", as the first cell of the row shows it'
        yield BrokenRule(part, "it has no row", remedy)
    yield from unknown_names(part, "column", [passage.column or ""], columns)


def _of_cells(question: DocumentQuestion) -> Iterator[BrokenRule]:
    if not question.columns:
        return
    cells = Counter((passage.row, passage.column) for passage in question.passages)
    for (row, column), times in cells.items():
        if times > 1:
            problem = f"{times} passages stand in row {row!r}, column {column!r}"
            yield BrokenRule("", problem, "Give each a cell of its own")
