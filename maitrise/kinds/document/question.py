"""A document to review: what is asked, what is right, and marking.

A document is made of passages: lines, paragraphs, or the cells of a table. Some have a fault. The
learner marks these and says of each which fault it is, from a list that also holds faults which no
passage has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from maitrise.base.structure_faults import written
from maitrise.base.text import Language, Text
from maitrise.kinds.answer import filled, ids, one_of
from maitrise.kinds.contract import Asked, Named, Question
from maitrise.kinds.mark import Mark, Reason, Verdict
from maitrise.kinds.scoring import mark_of_share
from maitrise.kinds.wording import common, said_or

UNNAMED = "?"  # a passage was marked, and its fault not said
_WORTH = {Verdict.RIGHT: 1.0, Verdict.PARTLY: 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageFault:
    """What may be wrong with a passage; ``distractor`` when no passage has it."""

    id: str
    text: Text
    distractor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a document that is a table."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of the document.

    Attributes:
        text: what stands there; nothing where the document has a gap.
        label: what stands before it: the name of the line.
        row: in a table, the name of its row, as its first cell shows it; ``column`` the column's
            id.
        fault: what is wrong with it, or missing; nothing when it is sound.
        reason: why it has its fault, or why it is sound.
        context: whether it is only shown and cannot be marked: a heading, a date.
        misconception: what it reveals to have missed it, or to have marked it though it is sound.
        misconceptions: what it reveals to have named another fault, by that fault.
    """

    id: str
    text: Text | None = None
    label: Text | None = None
    row: str = ""
    column: str = ""
    fault: str | None = None
    reason: Text | None = None
    context: bool = False
    misconception: str | None = None
    misconceptions: Mapping[str, str] | None = field(
        default=None, metadata=written(entry="misconception for")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentQuestion(Question):
    """A page of a document, its passages in reading order.

    Attributes:
        title: what document it is.
        layout: how passages that are no cells of a table stand.
        columns: of a table; a document without any has lines or paragraphs.
    """

    kind: ClassVar[str] = "document"
    title: Text
    layout: Literal["lines", "paragraphs"] = "lines"
    columns: tuple[Column, ...] = field(default=(), metadata=written("column"))
    faults: tuple[PassageFault, ...] = field(metadata=written("fault"))
    passages: tuple[Passage, ...] = field(metadata=written("passage"))

    @property
    def judged(self) -> tuple[Passage, ...]:
        """The passages that can be marked."""
        return tuple(passage for passage in self.passages if not passage.context)


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage as a learner meets it; ``text`` is None where the document has a gap."""

    id: str
    text: str | None
    label: str | None
    row: str
    column: str
    context: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDocument(Asked):
    """A document to review, and the faults that its passages may have."""

    kind: ClassVar[str] = "document"
    title: str
    layout: Literal["lines", "paragraphs", "table"]
    columns: tuple[Named, ...]
    faults: tuple[Named, ...]
    passages: tuple[ShownPassage, ...]

    @property
    def judged(self) -> tuple[ShownPassage, ...]:
        """The passages that can be marked."""
        return tuple(passage for passage in self.passages if not passage.context)


def ask(question: DocumentQuestion, language: Language) -> AskedDocument:
    """The document without what is wrong with it."""
    return AskedDocument(
        **common(question, language),
        title=question.title.said_in(language),
        layout="table" if question.columns else question.layout,
        columns=tuple(Named(e.id, e.text.said_in(language)) for e in question.columns),
        faults=tuple(Named(e.id, e.text.said_in(language)) for e in question.faults),
        passages=tuple(
            ShownPassage(
                id=each.id,
                text=said_or(None, each.text, language),
                label=said_or(None, each.label, language),
                row=each.row,
                column=each.column,
                context=each.context,
            )
            for each in question.passages
        ),
    )


def read_answer(asked: AskedDocument, raw: object) -> Mapping[str, str] | None:
    """The fault named for each passage that was marked, or ``UNNAMED``."""
    faults = (*ids(asked.faults), UNNAMED)
    given = filled(raw, [passage.id for passage in asked.judged])
    return {passage: one_of(fault, faults) for passage, fault in given} or None


def score(question: DocumentQuestion, answer: Mapping[str, str]) -> Mark:
    """Passages found, minus sound ones that were marked, over the number that have a fault.

    A passage found counts half where another fault was named, or none.
    """
    reasons = [
        reason
        for passage in question.judged
        if (reason := _reason(passage, answer.get(passage.id))) is not None
    ]
    found = sum(_WORTH.get(reason.verdict, 0.0) for reason in reasons)
    wrongly = sum(passage.fault is None and passage.id in answer for passage in question.judged)
    with_fault = sum(passage.fault is not None for passage in question.judged)
    return mark_of_share(question, max(0.0, (found - wrongly) / with_fault), reasons)


def _reason(passage: Passage, given: str | None) -> Reason | None:
    """Why a passage that was marked, or missed, was rightly so or not."""
    if given is None and passage.fault is None:
        return None
    if given == passage.fault:
        return Reason(passage.id, Verdict.RIGHT, passage.reason)
    if given is None:
        return Reason(passage.id, Verdict.WRONG, passage.reason, passage.misconception)
    revealed = (passage.misconceptions or {}).get(given)
    if passage.fault is None:
        revealed = revealed or passage.misconception
        return Reason(passage.id, Verdict.WRONG, passage.reason, revealed)
    return Reason(passage.id, Verdict.PARTLY, passage.reason, revealed)


def model_answer(question: DocumentQuestion) -> dict[str, str]:
    """The passages that have a fault, each with it."""
    return {passage.id: passage.fault for passage in question.judged if passage.fault}


def key(question: DocumentQuestion, language: Language) -> Mapping[str, Any]:
    """By passage: its fault or None, why, and the misconceptions that it may reveal."""
    return {
        "passages": {
            passage.id: {
                "fault": passage.fault,
                "reason": said_or("", passage.reason, language),
                "misconception": passage.misconception,
                "misconceptions": dict(passage.misconceptions or {}),
            }
            for passage in question.judged
        }
    }
