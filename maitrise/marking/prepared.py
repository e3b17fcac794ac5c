"""The data of an assignment that a worker needs, sent with each batch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any

from maitrise.base.text import Language
from maitrise.cases import Case, assignment
from maitrise.cohort import LatePolicy
from maitrise.kinds import is_marked_by_hand


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell of a notebook as JSON, with the parts that an answer may change split off.

    Attributes:
        rest: all but outputs and source, without the closing brace.
        outputs: "" for a cell that has none.
    """

    rest: str
    outputs: str
    source: str

    @classmethod
    def of(cls, cell: Mapping[str, Any]) -> CellText:
        """The text of a cell."""
        rest = {key: value for key, value in cell.items() if key not in ("outputs", "source")}
        outputs = as_json(cell["outputs"]) if "outputs" in cell else ""
        return cls(as_json(rest)[:-1], outputs, as_json(cell["source"]))

    def written(self, *, outputs: str = "", source: str = "") -> str:
        """The whole cell, with other outputs or another source, each as JSON."""
        shown = outputs or self.outputs
        with_outputs = f', "outputs": {shown}' if shown else ""
        return f'{self.rest}{with_outputs}, "source": {source or self.source}}}'


def as_json(value: Any) -> str:
    """A part of a notebook as it is written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A cell of the released notebook.

    Attributes:
        name: its grade id.
        position: among the code cells; 0 for any other.
        released: as learners received it.
        marked: the same with nbgrader's own source of locked cells, keys included.
    """

    name: str
    position: int
    released: CellText
    marked: CellText


@dataclass(frozen=True, slots=True)
class TaughtCompetency:
    """A competency in the assignment's language, and the titles of the lessons that teach it."""

    name: str
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedAssignment:
    """An assignment: its keys, its released notebook and what lies beside it.

    Attributes:
        files: tables and public form, by name.
        taught: the competencies by id; a remote worker has no course to look them up in.
        zone: of the class.
        digest: of the source notebook; if it changes, submissions are marked again.
        feedback: whether feedback pages are made.
    """

    case: Case
    language: Language
    cells: tuple[TemplateCell, ...]
    metadata: Mapping[str, Any]
    files: Mapping[str, bytes]
    digest: str
    late: LatePolicy = field(default_factory=LatePolicy)
    zone: tzinfo = UTC
    taught: Mapping[str, TaughtCompetency] = field(default_factory=dict)
    feedback: bool = True

    @property
    def name(self) -> str:
        """The assignment's name."""
        return assignment(self.case.id, self.language)

    def is_text(self, cell: str) -> bool:
        """Whether a graded cell is marked by a person."""
        question = self.case.questions.get(cell)
        return question is not None and is_marked_by_hand(question)
