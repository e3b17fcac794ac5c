"""What a well-shaped case may still get wrong: its parts must fit together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from maitrise.base.errors import Fault
from maitrise.cases.model import Section, Slot
from maitrise.kinds import Question, is_marked_by_hand

_RESERVED = ("setup", "hand-in")
_PREFIXES = ("section-", "table-", "figure-", "answer-")


def broken_case_rules(
    sections: Sequence[Section],
    slots: Sequence[Slot],
    questions: Sequence[Question],
    ids: Mapping[str, set[str]],
    points: float | None,
    file: str,
) -> list[Fault]:
    """Every rule that the parts of a case break together.

    Args:
        ids: the ids that were written, sound or not, by "section", "table", "figure",
            "slot", "question".
        points: the maximum that the author states; None where it cannot be compared yet.
    """
    found = [
        *_names(ids),
        *_sections(sections, slots, ids),
        *_slots(slots, {question.id: question for question in questions}, ids["question"]),
        *_decimals(questions),
    ]
    if points is not None:
        found += _points(sections, slots, questions, points)
    return [Fault(file, *each) for each in found]


_Found = Iterator[tuple[str, str, str]]


def _names(ids: Mapping[str, set[str]]) -> _Found:
    """Questions and slots name the cells of a notebook: each needs a name of its own."""
    for each in sorted(ids["question"] & ids["slot"]):
        yield f"slot {each}", "a question has the same id", "Give each an id of its own"
    for name in ("question", "slot"):
        for each in sorted(ids[name]):
            if each in _RESERVED or each.startswith(_PREFIXES):
                problem = "the notebook uses this id for a cell of its own"
                yield f"{name} {each}", problem, "Give it another id"


def _sections(
    sections: Sequence[Section], slots: Sequence[Slot], ids: Mapping[str, set[str]]
) -> _Found:
    items = {item for slot in slots for item in slot.items}
    asked = Counter(name for section in sections for name in section.questions)
    shown = Counter(name for section in sections for name in section.tables)
    for section in sections:
        place = f"section {section.id}"
        for name in dict.fromkeys(section.questions):
            if name in items and name not in ids["slot"]:
                yield place, f"{name!r} is an item of a slot", "List the slot instead"
            elif name not in ids["question"] | ids["slot"]:
                yield (
                    place,
                    f"no question is called {name!r}",
                    "Mend the id, or write that question",
                )
        for name in dict.fromkeys(section.tables):
            if name not in ids["table"]:
                yield place, f"no table is called {name!r}", "Mend the id, or write that table"
        if section.figure is not None and section.figure not in ids["figure"]:
            problem = f"no figure is called {section.figure!r}"
            yield place, problem, "Mend the id, or write that figure"
    for name, times in asked.items():
        if times > 1:
            problem = f"it is asked {times} times in the sections"
            yield f"question {name}", problem, "List it in one section, once"
    for name in sorted((ids["question"] - items | ids["slot"]) - set(asked)):
        what = "slot" if name in ids["slot"] else "question"
        yield f"{what} {name}", "no section asks it", "List it in the questions of a section"
    drawn = Counter(section.figure for section in sections)
    for name in sorted(ids["figure"]):
        if drawn[name] != 1:
            problem = "no section shows it" if not drawn[name] else "two sections show it"
            yield f"figure {name}", problem, f'Write figure = "{name}" in one section'
    for name in sorted(ids["table"]):
        if shown[name] != 1:
            problem = "no section shows it" if not shown[name] else "two sections show it"
            yield f"table {name}", problem, "List it in the tables of one section"


def _slots(slots: Sequence[Slot], questions: Mapping[str, Question], written: set[str]) -> _Found:
    used = Counter(item for slot in slots for item in slot.items)
    for slot in slots:
        place = f"slot {slot.id}"
        if len(slot.items) != 3:
            yield place, f"it has {len(slot.items)} items", "Give it three parallel questions"
        for item in dict.fromkeys(slot.items):
            if item not in written:
                yield (
                    place,
                    f"no question is called {item!r}",
                    "Mend the id, or write that question",
                )
            if used[item] > 1:
                yield place, f"the item {item!r} is listed twice", "List it in one slot, once"
            if item in questions:
                yield from _parallel(slot, questions[item])


def _parallel(slot: Slot, item: Question) -> _Found:
    place = f"slot {slot.id}, item {item.id}"
    for name in ("competency", "difficulty", "points"):
        wanted, found = getattr(slot, name), getattr(item, name)
        if wanted != found:
            problem = f"its {name} is {found}, the slot's is {wanted}"
            yield place, problem, "Items of a slot are parallel: make them the same"
    if is_marked_by_hand(item):
        yield (
            place,
            "a slot cannot hold a question that a person marks",
            "Ask it in a section, outside slots",
        )


def _decimals(questions: Sequence[Question]) -> _Found:
    for question in questions:
        if round(question.points, 4) != question.points:
            problem = f"points is {question.points}"
            yield f"question {question.id}", problem, "Use at most four decimals"


def _points(
    sections: Sequence[Section],
    slots: Sequence[Slot],
    questions: Sequence[Question],
    points: float,
) -> _Found:
    worth = {slot.id: slot.points for slot in slots}
    worth |= {question.id: question.points for question in questions}
    total = sum(worth.get(name, 0.0) for section in sections for name in section.questions)
    if not math.isclose(total, points):
        problem = f"points is {points:g}, but the questions add up to {total:g}"
        yield "", problem, "Make both the same"
