"""The parts of a long lesson, and about how many minutes each step takes.

The minutes that a lesson or a part announces are shared out among its steps by what they hold: the
rail says about how long is left, and what it says adds up.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

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
    """About how many minutes each step takes; together those that are announced.

    Optional practice, and what is before and after the parts, counts for no minutes.
    """
    if lesson is None:
        return [0] * len(steps)
    parts = parts_of(steps, lesson)
    weights = [0.0 if _is_practice(step) else _weight(step) for step in steps]
    announced: dict[int | None, int] = {None: 0 if lesson.parts else lesson.minutes}
    announced |= {place: part.minutes for place, part in enumerate(lesson.parts)}
    minutes = [0] * len(steps)
    for part, whole in announced.items():
        places = [place for place, of in enumerate(parts) if of == part]
        total = sum(weights[place] for place in places) or 1
        ends = [round(whole * end / total) for end in accumulate(weights[at] for at in places)]
        for place, (start, end) in zip(places, pairwise([0, *ends]), strict=True):
            minutes[place] = end - start
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
