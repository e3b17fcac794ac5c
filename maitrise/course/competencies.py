"""What the course teaches, how far and for whom, and the misconceptions that it looks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maitrise.base.places import course_folder
from maitrise.base.text import Text
from maitrise.course.reading import read_once, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """A competency, the lessons that teach it, and the level that each profile aims at."""

    id: str
    name: Text
    lessons: tuple[str, ...]
    targets: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misconception:
    """What a wrong answer reveals, and what a trainer can say about it."""

    id: str
    name: Text
    say: Text


@read_once
def competencies() -> Mapping[str, Competency]:
    """The competencies by id."""
    return read_table("competencies.toml", "competency", Competency)


@read_once
def misconceptions() -> Mapping[str, Misconception]:
    """The misconceptions by id; none where a course has no file of them."""
    if not (course_folder() / "misconceptions.toml").exists():
        return {}
    return read_table("misconceptions.toml", "misconception", Misconception)
