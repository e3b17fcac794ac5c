"""One pure step from a cohort to tables; every report reads these and nothing else.

``payroll-fr`` and ``payroll-en`` are one case here, with a column for the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maitrise.base.text import Text
from maitrise.cases import Case, case_file, case_ids, parse_assignment, read_case
from maitrise.cohort import Cohort, Person
from maitrise.cohort.marks_table import MarksTable
from maitrise.cohort.scores_table import ScoresTable
from maitrise.course import OnboardingPath
from maitrise.kinds import Question
from maitrise.reports.reading import reading
from maitrise.reports.taken import Taken

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Results:
    """What a cohort did, as tables.

    Attributes:
        title: the cohort's.
        cases: title and maximum of each case that anyone handed in, by id.
        questions: what those cases ask, by case and question.
        paths: the onboarding paths by profile.
        people: ``learner name email language profile``.
        attempts: ``learner case language handed_in points maximum penalty share waiting``, a row
            a submission; points after the late penalty, hand marks in; ``share`` is 0 to 1.
        cells: ``learner case language cell question competency points maximum waiting``, a row a
            graded cell, in the order in which the case asks; before the late penalty.
        answers: ``learner case question item verdict misconception``, a row a part of an answer
            that was wrong or partly so.
        lessons: ``learner lesson answered began finished``, a row a lesson touched, ISO moments.
        gains: ``learner positioning exit gain``, shares of the points; empty where not taken.
        plays: ``learner scenario ending at``, a row a play of a simulation that came to its end.
    """

    title: str
    cases: Mapping[str, tuple[Text, float]]
    questions: Mapping[tuple[str, str], Question]
    paths: Mapping[str, OnboardingPath]
    people: pd.DataFrame
    attempts: pd.DataFrame
    cells: pd.DataFrame
    answers: pd.DataFrame
    lessons: pd.DataFrame
    gains: pd.DataFrame
    plays: pd.DataFrame


def results(cohort: Cohort) -> Results:
    """Read a cohort and lay it out; people who left the roster are not in it.

    Raises:
        MaitriseError: a file of marks cannot be read.
    """
    people = list(cohort.people.values())
    marks, taken = MarksTable(), Taken()
    with reading(cohort.folder, [each.id for each in people]) as parts:
        scores = cohort.scores_table()
        for some_marks, some_taken in parts:
            marks.extend(some_marks)
            taken.extend(some_taken)
    return tables(cohort.title, people, scores, marks, taken, cohort.paths)


def tables(
    title: str,
    people: Iterable[Person],
    scores: ScoresTable,
    marks: MarksTable,
    taken: Taken,
    paths: Mapping[str, OnboardingPath],
) -> Results:
    """The tables of what was read; see :class:`Results`."""
    import pandas as pd

    known = {each.id: each for each in people}
    roster = pd.DataFrame(
        [(each.id, each.name, each.email, each.language, each.profile) for each in known.values()],
        columns=["learner", "name", "email", "language", "profile"],
    )
    parsed = [parse_assignment(name) for _, name, _ in scores.submissions]
    handed_in = {each[0] for each in parsed if each}
    cases = {name: read_case(case_file(name)) for name in case_ids() if name in handed_in}
    submissions, cells = _submissions_and_cells(scores, parsed, sorted(known), cases, marks)
    taken_cases = set(submissions["case"].unique())
    asked = {name: each for name, each in cases.items() if name in taken_cases}
    return Results(
        title,
        {name: (each.title, each.points) for name, each in asked.items()},
        {
            (name, question.id): question
            for name, each in asked.items()
            for question in each.questions.values()
        },
        paths,
        roster,
        submissions,
        cells,
        _answers(marks, sorted(known)),
        taken.lessons(),
        taken.gains(),
        taken.plays(),
    )


def _submissions_and_cells(
    scores: ScoresTable,
    parsed: Sequence[tuple[str, str] | None],
    learners: Sequence[str],
    cases: Mapping[str, Case],
    marks: MarksTable,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables ``attempts`` and ``cells``: a million rows, so that none is touched by itself."""
    import numpy as np
    import pandas as pd

    place = {learner: number for number, learner in enumerate(learners)}
    kept = sorted(
        (place[learner], *assignment, number)
        for number, ((learner, _, _), assignment) in enumerate(
            zip(scores.submissions, parsed, strict=True)
        )
        if assignment and learner in place
    )
    order = _inverse([each[3] for each in kept], len(scores.submissions))
    names = _cell_order(scores, cases)
    cell_of = np.array([names[name] for name, _ in scores.cells] or [0])
    submission = order[np.frombuffer(scores.submission, dtype=np.int32)]
    cell = np.frombuffer(scores.cell, dtype=np.int32)
    known = np.flatnonzero((submission >= 0) & (cell >= 0))
    key = submission[known].astype(np.int64) * len(names) + cell_of[cell[known]]
    known = known[np.argsort(key, kind="stable")]
    key.sort()
    submission, cell = submission[known], cell[known]
    maximum = np.array([most for _, most in scores.cells] or [0.0], dtype=float)[cell]
    points = np.frombuffer(scores.points)[known]
    waiting = np.frombuffer(scores.waiting, dtype=bool)[known]
    penalty = np.array([scores.submissions[each[3]][2] for each in kept], dtype=float)
    count = len(kept)

    of_submission = pd.DataFrame(
        {
            "learner": _coded([each[0] for each in kept], learners),
            "case": pd.Categorical([each[1] for each in kept]),
            "language": pd.Categorical([each[2] for each in kept]),
        }
    )
    moments = {each[:3]: each[3] for each in marks.submissions}
    totals = np.maximum(np.bincount(submission, points, count) - penalty, 0)
    most = np.bincount(submission, maximum, count)
    attempts = of_submission.assign(
        handed_in=[moments.get((learners[each[0]], *each[1:3]), "") for each in kept],
        points=totals,
        maximum=most,
        penalty=penalty,
        share=np.divide(totals, most, out=np.full(count, np.nan), where=most > 0),
        waiting=np.bincount(submission, waiting, count).astype(int),
    )
    question, competency = _asked(marks, names, kept, learners, key)
    cells = of_submission.take(submission).reset_index(drop=True)
    cells = cells.assign(
        cell=_coded(cell_of[cell], list(names)),
        question=question,
        competency=competency,
        points=points,
        maximum=maximum,
        waiting=waiting,
    )
    marked = np.bincount(submission, minlength=count) > 0
    return attempts[marked].reset_index(drop=True), cells


def _inverse(kept: Sequence[int], count: int) -> np.ndarray[Any, Any]:
    """The new place of each submission; -1 for one that is left out, and for number -1."""
    import numpy as np

    order = np.full(count + 1, -1, dtype=np.int32)
    order[np.array(kept, dtype=int)] = np.arange(len(kept))
    return order


def _cell_order(scores: ScoresTable, cases: Mapping[str, Case]) -> dict[str, int]:
    """The graded cells in the order in which the cases ask, then any that they no longer have."""
    asked = [cell for each in cases.values() for cell in each.cells]
    gone = sorted({name for name, _ in scores.cells} - set(asked))
    return {name: place for place, name in enumerate(dict.fromkeys([*asked, *gone]))}


def _asked(
    marks: MarksTable,
    names: Mapping[str, int],
    kept: Sequence[tuple[int, str, str, int]],
    learners: Sequence[str],
    key: np.ndarray[Any, Any],
) -> tuple[pd.Categorical, pd.Categorical]:
    """Question and competency of each row: an exam asks different learners different questions.

    Args:
        key: of each row, the place of its submission and its cell in one ascending number.
    """
    import numpy as np

    numbers = {(learners[each[0]], *each[1:3]): place for place, each in enumerate(kept)}
    by = np.array([numbers.get(each[:3], -1) for each in marks.submissions] or [-1])
    cells = np.array([names.get(cell, -1) for _, cell, _, _ in marks.asked] or [-1])
    what = np.frombuffer(marks.asked_what, dtype=np.int32)
    theirs = by[np.frombuffer(marks.asked_by, dtype=np.int32)].astype(np.int64)
    known = np.flatnonzero((theirs >= 0) & (cells[what] >= 0))
    what = what[known]
    theirs = theirs[known] * len(names) + cells[what]
    place = np.searchsorted(key, theirs)
    place[place == len(key)] = 0
    found = key[place] == theirs if len(key) else np.zeros(0, dtype=bool)
    codes = np.full(len(key), -1, dtype=np.int64)
    codes[place[found]] = what[found]
    # A row that marking says nothing of is asked what its cell is called, for no competency.
    gone = codes < 0
    codes[gone] = len(marks.asked) + key[gone] % max(len(names), 1)
    said = [
        *((question, competency) for _, _, question, competency in marks.asked),
        *((name, "") for name in names),
    ]
    return _looked_up(codes, [each[0] for each in said]), _looked_up(
        codes, [each[1] for each in said]
    )


def _answers(marks: MarksTable, learners: Sequence[str]) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    place = {learner: number for number, learner in enumerate(learners)}
    by = np.array([place.get(each[0], -1) for each in marks.submissions] or [-1])
    theirs = by[np.frombuffer(marks.lost_by, dtype=np.int32)]
    what = np.frombuffer(marks.lost_what, dtype=np.int32)
    known = theirs >= 0
    columns = ("case", "question", "item", "verdict", "misconception")
    return pd.DataFrame(
        {
            "learner": _coded(theirs[known], learners),
            **{
                name: _looked_up(what[known], [each[number] for each in marks.lost])
                for number, name in enumerate(columns)
            },
        }
    )


def _coded(codes: Any, names: Sequence[str]) -> pd.Categorical:
    import numpy as np
    import pandas as pd

    return pd.Categorical.from_codes(np.asarray(codes, dtype=np.int64), names)


def _looked_up(places: np.ndarray[Any, Any], words: Sequence[str]) -> pd.Categorical:
    """The words at these places; a word that stands at several is one category."""
    import numpy as np

    known = {word: number for number, word in enumerate(sorted(set(words)))}
    codes = np.array([known[word] for word in words] or [0])
    return _coded(codes[places], list(known))
