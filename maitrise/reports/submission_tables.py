"""The facts of a class's submissions as tables: up to a million rows, read by columns."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import count as counter
from typing import TYPE_CHECKING, Any, NamedTuple

from maitrise.base.moments import on_the_clock
from maitrise.cases import Case
from maitrise.cohort.database import Database
from maitrise.cohort.facts import POINTS
from maitrise.cohort.table_moments import as_moment

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class SubmissionRow(NamedTuple):
    """A submission; ``place`` is the learner's position in the sorted roster."""

    place: int
    case: str
    language: str
    id: int
    handed_in: str
    penalty: float


def read_submissions(
    database: Database, learners: Sequence[str], zone: tzinfo
) -> list[SubmissionRow]:
    """Read the submissions, sorted by learner, case and language."""
    places = {learner: place for place, learner in enumerate(learners)}
    return sorted(
        SubmissionRow(places[learner], case, language, id_, _moment(at, zone), penalty)
        for learner, case, language, id_, at, penalty in database.rows(
            "SELECT learner, case_id, language, id, handed_in, coalesce(penalty, 0.0)"
            " FROM maitrise_submission"
        )
        if learner in places
    )


def _moment(at: datetime | str | None, zone: tzinfo) -> str:
    """A moment in the time zone of the class, in ISO."""
    moment = as_moment(at)
    return on_the_clock(moment, zone) if moment else ""


@dataclass(frozen=True, slots=True)
class FactColumns:
    """The columns of the facts, a row per answer, with what their numbers refer to.

    Attributes:
        submission: its id; ``question`` the place of what was asked in ``questions``.
        points: what counts, before the late penalty.
        waiting: whether a person has to look at it.
        mistakes: the place in ``lists`` of what was wrong in it, as it is written; the first is
            None.
        questions: case, cell, question, competency and maximum, one a question.
    """

    submission: np.ndarray[Any, Any]
    question: np.ndarray[Any, Any]
    points: np.ndarray[Any, Any]
    waiting: np.ndarray[Any, Any]
    mistakes: np.ndarray[Any, Any]
    lists: Sequence[str | None]
    questions: Sequence[tuple[str, str, str, str, float]]


def read_facts(database: Database) -> FactColumns:
    """Every answer of the gradebook, by submission and question."""
    import numpy as np

    questions = database.rows(
        "SELECT id, case_id, cell, question, competency, maximum FROM maitrise_question ORDER BY id"
    )
    lists: defaultdict[str | None, int] = defaultdict(counter(1).__next__)
    lists[None] = 0
    # Each value of a million rows is an object of Python for a moment: three numbers come as one.
    keys, points, mistakes = array("q"), array("d"), array("i")
    for some_keys, some_points, written in database.columns(
        "SELECT f.submission_id * CAST(4294967296 AS BIGINT) + f.question_id * 2"
        f" + CAST(f.waiting AS INTEGER), {POINTS}, f.mistakes"
        " FROM maitrise_fact f ORDER BY f.submission_id, f.question_id"
    ):
        keys.extend(some_keys)
        points.extend(some_points)
        mistakes.extend(map(lists.__getitem__, written))
    key = np.frombuffer(keys, dtype=np.int64)
    return FactColumns(
        key >> 32,
        np.searchsorted([id_ for id_, *_ in questions], (key >> 1) & 0x7FFFFFFF),
        np.frombuffer(points),
        key & 1 == 1,
        np.frombuffer(mistakes, dtype=np.int32),
        list(lists),
        [(*asked,) for _, *asked in questions],
    )


def attempts_and_cells(
    submissions: Sequence[SubmissionRow],
    facts: FactColumns,
    cases: Mapping[str, Case],
    learners: Sequence[str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the tables ``attempts`` and ``cells``, with whole columns at a time for speed."""
    import numpy as np
    import pandas as pd

    names = _cell_order(facts, cases)
    cell_of = np.array([names[cell] for _, cell, _, _, _ in facts.questions] or [0])
    row = _rows_of(submissions, facts)
    known = np.flatnonzero(row >= 0)
    in_order = known[
        np.argsort(row[known] * len(names) + cell_of[facts.question[known]], kind="stable")
    ]
    row, question = row[in_order], facts.question[in_order]
    points, waiting = facts.points[in_order], facts.waiting[in_order]
    maximum = np.array([most for *_, most in facts.questions] or [0.0], dtype=float)[question]
    penalty = np.array([one.penalty for one in submissions], dtype=float)
    count = len(submissions)

    of_submission = pd.DataFrame(
        {
            "learner": _coded([one.place for one in submissions], learners),
            "case": pd.Categorical([one.case for one in submissions]),
            "language": pd.Categorical([one.language for one in submissions]),
        }
    )
    totals = np.maximum(np.bincount(row, points, count) - penalty, 0)
    most = np.bincount(row, maximum, count)
    attempts = of_submission.assign(
        handed_in=[one.handed_in for one in submissions],
        points=totals,
        maximum=most,
        penalty=penalty,
        share=np.divide(totals, most, out=np.full(count, np.nan), where=most > 0),
        waiting=np.bincount(row, waiting, count).astype(int),
    )
    cells = of_submission.take(row).reset_index(drop=True)
    cells = cells.assign(
        cell=_coded(cell_of[question], list(names)),
        question=_looked_up(question, [asked for _, _, asked, _, _ in facts.questions]),
        competency=_looked_up(question, [code for _, _, _, code, _ in facts.questions]),
        points=points,
        maximum=maximum,
        waiting=waiting,
    )
    marked = np.bincount(row, minlength=count) > 0
    return attempts[marked].reset_index(drop=True), cells


def _rows_of(submissions: Sequence[SubmissionRow], facts: FactColumns) -> np.ndarray[Any, Any]:
    """The position of the submission of each fact; -1 if that is left out."""
    import numpy as np

    ids = np.array([one.id for one in submissions] or [-1], dtype=np.int64)
    order = np.argsort(ids)
    wanted = facts.submission
    place = np.searchsorted(ids[order], wanted).clip(max=len(ids) - 1)
    row: np.ndarray[Any, Any] = np.where(ids[order][place] == wanted, order[place], -1)
    return row


def _cell_order(facts: FactColumns, cases: Mapping[str, Case]) -> dict[str, int]:
    """The graded cells in the order of the cases, then cells that they no longer have."""
    asked = [cell for case in cases.values() for cell in case.cells]
    gone = sorted({cell for _, cell, _, _, _ in facts.questions} - set(asked))
    return {name: place for place, name in enumerate(dict.fromkeys([*asked, *gone]))}


def mistakes_of(
    submissions: Sequence[SubmissionRow], facts: FactColumns, learners: Sequence[str]
) -> pd.DataFrame:
    """Make the table ``answers``: each wrong part of an answer."""
    import numpy as np
    import pandas as pd

    row = _rows_of(submissions, facts)
    known = np.flatnonzero((row >= 0) & (facts.mistakes > 0))
    order = known[np.argsort(row[known], kind="stable")]
    row, mistakes, question = row[order], facts.mistakes[order], facts.question[order]
    parts = [json.loads(written) if written else [] for written in facts.lists]
    lengths = np.array([len(list_) for list_ in parts])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    flat = [part for list_ in parts for part in list_]
    # Each fact as often as it has mistakes, and which of all the parts each of these is.
    repeated = np.repeat(np.arange(len(order)), lengths[mistakes])
    first = np.concatenate(([0], np.cumsum(lengths[mistakes])))[repeated]
    which = starts[mistakes[repeated]] + np.arange(len(repeated)) - first
    question = question[repeated]
    place = np.array([one.place for one in submissions] or [0])
    return pd.DataFrame(
        {
            "learner": _coded(place[row[repeated]], learners),
            "case": _looked_up(question, [case for case, _, _, _, _ in facts.questions]),
            "question": _looked_up(question, [asked for _, _, asked, _, _ in facts.questions]),
            **{
                name: _looked_up(which, [part[number] for part in flat])
                for number, name in enumerate(("item", "verdict", "misconception"))
            },
        }
    )


def _coded(codes: Any, names: Sequence[str]) -> pd.Categorical:
    import numpy as np
    import pandas as pd

    return pd.Categorical.from_codes(np.asarray(codes, dtype=np.int64), names)


def _looked_up(places: np.ndarray[Any, Any], words: Sequence[str]) -> pd.Categorical:
    """The words at these positions; equal words are one category."""
    import numpy as np

    known = {word: number for number, word in enumerate(sorted(set(words)))}
    codes = np.array([known[word] for word in words] or [0])
    return _coded(codes[places], list(known))
