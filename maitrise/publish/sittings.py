"""The parts of a long lesson, and about how many minutes each step takes.

The minutes that a lesson or a part announces are shared out among its steps by what they hold: the
rail says about how long is left, and what it says adds up.
"""

from __future__ import annotations

from collections.abc import Sequence

from maitrise.course import Lesson
from maitrise.publish.steps import Step

_WORDS_A_MINUTE = 180
_QUESTION = 1.5
_CALL = 3.0
_PRACTICE = "practice"


def parts_of(steps: Sequence[Step], lesson: Lesson | None) -> list[int | None]:
    """The part that each step belongs to, by its place among the lesson's parts."""
    opens = [part.opens for part in lesson.parts] if lesson else []
    current: int | None = None
    places: list[int | None] = []
    for step in steps:
        if step.cell in opens:
            current = opens.index(step.cell)
        places.append(current)
    return places


def minutes_of(steps: Sequence[Step], lesson: Lesson | None) -> list[int]:
    """About how many minutes each step takes, one at least; 0 on a page without minutes."""
    if lesson is None:
        return [0] * len(steps)
    parts = parts_of(steps, lesson)
    weights = [0.0 if _is_practice(step) else _weight(step) for step in steps]
    announced: dict[int | None, int] = {None: 1 if lesson.parts else lesson.minutes}
    announced |= {place: part.minutes for place, part in enumerate(lesson.parts)}
    minutes = []
    for step, part, weight in zip(steps, parts, weights, strict=True):
        whole = sum(each for each, of in zip(weights, parts, strict=True) if of == part)
        shared = lesson.practice if _is_practice(step) else announced[part] * weight / (whole or 1)
        minutes.append(max(1, round(shared)))
    return minutes


def _weight(step: Step) -> float:
    blocks = [block for screen in step.screens for block in screen]
    words = sum(len(block.prose.split()) for block in blocks)
    calls = sum(block.call is not None and not block.questions for block in blocks)
    return words / _WORDS_A_MINUTE + _QUESTION * len(step.questions) + _CALL * calls


def _is_practice(step: Step) -> bool:
    return any(
        block.call is not None and _PRACTICE in block.call.arguments
        for screen in step.screens
        for block in screen
    )
