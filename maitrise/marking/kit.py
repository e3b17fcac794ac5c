"""What a worker needs to mark submissions of one assignment; sent to it once a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from maitrise.base.text import Language
from maitrise.cases import Case, assignment
from maitrise.cohort import LatePolicy, Person
from maitrise.kinds import is_marked_by_hand
from maitrise.marking.problem import Problem


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A cell of the released notebook.

    Attributes:
        name: its grade id.
        released: as learners received it.
        marked: the same with nbgrader's own source of locked cells, keys included.
        written: both as JSON, for the many cells that no answer changes.
    """

    name: str
    released: Mapping[str, Any]
    marked: Mapping[str, Any]
    written: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Taught:
    """A competency in the assignment's language, and the titles of the lessons that teach it."""

    name: str
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """An assignment: its keys, its released notebook and what lies beside it.

    Attributes:
        files: tables and public form, by name.
        taught: the competencies by id; a worker elsewhere has no course to look them up in.
        digest: of the source notebook; a change of it means marking again.
    """

    case: Case
    language: Language
    cells: tuple[TemplateCell, ...]
    metadata: Mapping[str, Any]
    files: Mapping[str, bytes]
    digest: str
    late: LatePolicy = field(default_factory=LatePolicy)
    taught: Mapping[str, Taught] = field(default_factory=dict)

    @property
    def assignment(self) -> str:
        """The assignment's name."""
        return assignment(self.case.id, self.language)

    def is_text(self, cell: str) -> bool:
        """Whether a graded cell is marked by a person."""
        question = self.case.questions.get(cell)
        return question is not None and is_marked_by_hand(question)


@dataclass(frozen=True, slots=True)
class HandMarks:
    """What a person has said of a submission: it stays, and feedback shows it.

    Attributes:
        points: by graded cell, in place of the automatic mark.
        extra: extra credit by graded cell.
        comments: by cell.
    """

    points: Mapping[str, float] = field(default_factory=dict)
    extra: Mapping[str, float] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.points or self.extra or self.comments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One submission to be marked.

    Attributes:
        content: the sheet's bytes, or the notebook's that carries the answers.
        is_new: whether answers or keys have changed since a person may have marked it.
        due: in UTC, this learner's extension included.
        kept: the learner's files, relative to the cohort's folder.
    """

    person: Person
    handed_in: datetime
    content: bytes
    in_notebook: bool
    file: str
    digest: str
    is_new: bool = True
    kept: tuple[str, ...] = ()
    due: datetime | None = None
    hand: HandMarks = HandMarks()

    @property
    def seconds_late(self) -> float:
        """0 when it was in time."""
        late = (self.handed_in - self.due).total_seconds() if self.due else 0.0
        return max(0.0, late)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What marking one submission came to; nothing of it is written yet.

    Attributes:
        files: content by place in the cohort's folder, the marks left out.
        marks: the content of ``marks/<learner>/<assignment>.json``, written last.
        auto: automatic points by graded cell; None where only a person can mark.
        blank: cells that nothing was answered in.
        penalty: points lost for being late, or None.
        is_new: whether what a person has marked is to be looked at again.
    """

    learner: str
    handed_in: datetime
    files: Mapping[str, bytes]
    marks: bytes
    auto: Mapping[str, float | None]
    blank: frozenset[str]
    penalty: float | None
    page: bytes
    is_new: bool = True
    problems: tuple[Problem, ...] = ()
