"""All of ``marks/`` at once, column by column: what a report counts.

A cohort of ten thousand leaves half a gigabyte in seventy thousand files. Making values of each, as
:func:`~maitrise.cohort.marked.read_marked` does, takes ten times as long as reading them, and the
answers themselves, half of every file, are in no report: here they are passed over unread.
"""

from __future__ import annotations

import json
import os
import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maitrise.cohort.marked import FORMAT, as_json, read_marked

_START = re.compile(
    r'\{"case": "([^"\\]*)", "case_version": \d+, "language": "([a-z]+)", '
    r'"learner": "[^"\\]*", "handed_in": "([^"\\]*)"'
)
_END = f'"format": {FORMAT}}}\n'
# The marks come after the answers, whose mapping ends in }} or is {}. Neither stands before a
# graded cell that happens to be called "marks", and no " stands in a string without a \.
_BEFORE_MARKS = ('}}, "marks": ', '{}, "marks": ')
_LOST = ("wrong", "partly")
_DECODER = json.JSONDecoder()


@dataclass(slots=True)
class MarksTable:
    """What marking found, as columns of numbers and what the numbers stand for.

    Attributes:
        submissions: learner, case, language and moment of handing in, one a submission.
        asked: case, graded cell, question and competency, each combination once.
        asked_by: the submission of each graded cell.
        asked_what: its place in ``asked``.
        lost: case, question, item, verdict and misconception ("" for none), each combination
            once: of the parts of answers that were wrong or partly so.
        lost_by: the submission of each such part.
        lost_what: its place in ``lost``.
    """

    submissions: list[tuple[str, str, str, str]] = field(default_factory=list)
    asked: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    asked_by: array[int] = field(default_factory=lambda: array("i"))
    asked_what: array[int] = field(default_factory=lambda: array("i"))
    lost: dict[tuple[str, str, str, str, str], int] = field(default_factory=dict)
    lost_by: array[int] = field(default_factory=lambda: array("i"))
    lost_what: array[int] = field(default_factory=lambda: array("i"))

    def add(
        self,
        learner: str,
        case: str,
        language: str,
        handed_in: str,
        marks: Mapping[str, Mapping[str, Any]],
    ) -> None:
        """Take up one submission; of one that lacks anything, nothing.

        Raises:
            KeyError: a mark lacks something.
            TypeError: something is of the wrong kind.
        """
        number = len(self.submissions)
        asked, lost = [], []
        for cell, mark in marks.items():
            question = mark["question"]
            key = (case, cell, question, mark["competency"])
            asked.append(self.asked.setdefault(key, len(self.asked)))
            if mark["verdict"] == "right":
                continue
            for reason in mark["reasons"]:
                verdict = reason["verdict"]
                if verdict in _LOST:
                    part = (case, question, reason["item"], verdict, reason["misconception"] or "")
                    lost.append(self.lost.setdefault(part, len(self.lost)))
        self.submissions.append((learner, case, language, handed_in))
        self.asked_by.extend([number] * len(asked))
        self.asked_what.extend(asked)
        self.lost_by.extend([number] * len(lost))
        self.lost_what.extend(lost)

    def extend(self, other: MarksTable) -> None:
        """Take up all that another table holds."""
        offset = len(self.submissions)
        asked = [self.asked.setdefault(each, len(self.asked)) for each in other.asked]
        lost = [self.lost.setdefault(each, len(self.lost)) for each in other.lost]
        self.submissions.extend(other.submissions)
        self.asked_by.extend([offset + each for each in other.asked_by])
        self.asked_what.extend([asked[each] for each in other.asked_what])
        self.lost_by.extend([offset + each for each in other.lost_by])
        self.lost_what.extend([lost[each] for each in other.lost_what])


def read_marks(folder: Path, learners: Iterable[str]) -> MarksTable:
    """Read what marking found in the work of these learners.

    Args:
        folder: the cohort's.

    Raises:
        MaitriseError: a file is none that this version wrote.
    """
    found = MarksTable()
    for learner in learners:
        mine = folder / "marks" / learner
        try:
            with os.scandir(mine) as entries:
                names = sorted(each.name for each in entries if each.name.endswith(".json"))
        except FileNotFoundError:
            continue
        for path in map(mine.joinpath, names):
            try:
                _take(found, learner, path.read_bytes().decode())
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                _take(found, learner, as_json(read_marked(path)).decode("utf-8"))
    return found


def _take(found: MarksTable, learner: str, text: str) -> None:
    """Take up a file as :func:`~maitrise.cohort.marked.as_json` writes it.

    Raises:
        ValueError: it is written otherwise.
    """
    start = _START.match(text)
    place = max(text.rfind(each) for each in _BEFORE_MARKS)
    if start is None or place < 0 or not text.endswith(_END):
        raise ValueError("not as marking writes it")
    marks, _ = _DECODER.raw_decode(text, place + len(_BEFORE_MARKS[0]))
    case, language, handed_in = start.groups()
    found.add(learner, case, language, handed_in, marks)
