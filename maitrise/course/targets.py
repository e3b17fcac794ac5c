"""What a course is held to as a whole: ``course/targets.toml``, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maitrise.base.errors import CourseError
from maitrise.base.places import course_folder
from maitrise.base.structure import converter, structure
from maitrise.base.toml import read_toml
from maitrise.course.lessons import QuizName
from maitrise.course.reading import read_once


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTarget:
    """How much the banks of all lessons hold together, at least.

    Attributes:
        options_per_misconception: wrong options and the like that reveal each misconception, in
            the cases and the exam too.
    """

    questions: int
    questions_per_competency: int
    options_per_misconception: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """Two tests with the same competencies and difficulties, question by question."""

    first: QuizName
    second: QuizName


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRule:
    """How the minutes of a lesson are measured.

    Attributes:
        within: how many minutes a lesson may announce more or less.
        part_within: the same for a part of a lesson, which is compared before any rounding.
        figure: minutes for each figure or lab.
        question: minutes for each question, by its kind.
        longer: minutes of the calls that take longer than a figure, or less long.
    """

    words_a_minute: int
    rounded_up_to: int
    within: int
    figure: float
    question: Mapping[str, float]
    longer: Mapping[str, float]
    part_within: float = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessingBar:
    """How much the form of the options may give away.

    Attributes:
        single: points over chance that one cue may find, of a hundred.
        fitted: the same for the best combination of cues.
        words: by language, the lists that are counted, by the name of the cue.
    """

    single: float
    fitted: float
    words: Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """All of it; a part that is missing is not checked."""

    bank: BankTarget | None = None
    parallel: tuple[Parallel, ...] = ()
    minutes: MinutesRule | None = None
    guessing: GuessingBar | None = None


@read_once
def targets() -> Targets:
    """What the course is held to; nothing when it has no such file.

    Raises:
        CourseError: the file has faults.
    """
    path = course_folder() / "targets.toml"
    if not path.exists():
        return Targets()
    read = structure(converter(), read_toml(path), Targets, "course/targets.toml", "")
    if isinstance(read, list):
        raise CourseError(read)
    return read
