"""What is sent to a worker and what it returns: a submission to mark, and a marked one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from maitrise.base.moments import seconds_on_the_clock
from maitrise.cohort import Person
from maitrise.cohort.facts import AnswerFact
from maitrise.marking.problem import Problem


@dataclass(frozen=True, slots=True)
class HandMarks:
    """Marks and comments that a person gave to a submission; they are kept and shown.

    Attributes:
        points: by graded cell, in place of the automatic mark.
        extra: extra credit by graded cell.
        comments: by cell.
        waiting: graded cells with points given by hand that have to be looked at again.
    """

    points: Mapping[str, float] = field(default_factory=dict)
    extra: Mapping[str, float] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.points or self.extra or self.comments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One submission to be marked.

    Attributes:
        content: the sheet's bytes, or the notebook's that carries the answers.
        is_new: whether answers or keys have changed since a person may have given marks.
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

    def seconds_late(self, zone: tzinfo) -> float:
        """How late it was handed in, in seconds of the class's local time; 0 if in time."""
        return seconds_on_the_clock(self.due, self.handed_in, zone) if self.due else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSubmission:
    """A marked submission, before it is written.

    Attributes:
        learner: roster id.
        digest: see :class:`~maitrise.cohort.facts.SubmissionFacts`, as ``kept``.
        files: content by place in the cohort's folder.
        answers: the fact of each graded cell.
        blank: cells without an answer.
        penalty: points lost for being late, or None.
        page: the feedback page; empty where none is wanted.
        is_new: whether what a person has marked is to be looked at again.
    """

    learner: str
    handed_in: datetime
    digest: str
    kept: tuple[str, ...]
    files: Mapping[str, bytes]
    answers: tuple[AnswerFact, ...]
    blank: frozenset[str]
    penalty: float | None
    page: bytes
    is_new: bool = True
    problems: tuple[Problem, ...] = ()
