"""How well the questions of a case measure: difficulty, discrimination, reliability.

Pure: tables in, tables out. Below ``ENOUGH`` learners nothing is said of discrimination or
reliability, since chance decides it. The number is the smallest that H. Yurdugül finds to be
enough for Cronbach's alpha, where the questions hang together strongly ("Minimum sample size for
Cronbach's coefficient alpha: a Monte-Carlo study", Hacettepe University Journal of Education 35,
2008); where they hang together less it takes 100 or 300.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ENOUGH = 30


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha, and of how many people and questions.

    Attributes:
        learners: who has a mark for every question counted.
        questions: how many are counted: those that no learner's hand mark is missing from.
        alpha: None below ``ENOUGH`` learners, with one question, or where all totals are equal.
    """

    learners: int
    questions: int
    alpha: float | None = None


def scores_by_learner(cells: pd.DataFrame) -> pd.DataFrame:
    """Points, one row a learner and one column a graded cell, of one case.

    A cell that waits for a hand mark anywhere is left out whole, so that every learner is
    measured by the same questions.

    Args:
        cells: rows of one case with ``learner``, ``cell``, ``points``, ``waiting``.
    """
    import numpy as np
    import pandas as pd

    waiting = set(cells.loc[cells["waiting"], "cell"])
    kept = cells[~cells["cell"].isin(waiting)]
    rows, learners = pd.factorize(kept["learner"], sort=True)
    columns, names = pd.factorize(kept["cell"], sort=True)
    size = len(learners) * len(names)
    place = rows * len(names) + columns
    count = np.bincount(place, minlength=size)
    total = np.bincount(place, kept["points"], size)
    # Who handed a case in in both languages has the mean of both; no mark is no number.
    mean = np.divide(total, count, out=np.full(size, np.nan), where=count > 0)
    return pd.DataFrame(
        mean.reshape(len(learners), len(names)), index=list(learners), columns=list(names)
    )


def reliability(points: pd.DataFrame) -> Reliability:
    """Cronbach's alpha: k/(k-1) · (1 - Σ variance of a question / variance of the totals).

    Source: L. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16
    (1951).

    Args:
        points: one row a learner, one column a question.
    """
    whole = points.dropna()
    learners, questions = whole.shape
    total = float(whole.sum(axis=1).var(ddof=1)) if learners > 1 else 0.0
    if learners < ENOUGH or questions < 2 or total < 1e-12:
        return Reliability(learners, questions)
    shares = float(whole.var(axis=0, ddof=1).sum())
    return Reliability(learners, questions, questions / (questions - 1) * (1 - shares / total))


def item_table(cells: pd.DataFrame) -> pd.DataFrame:
    """Difficulty and discrimination of each question of one case.

    Difficulty is the mean share of the points: 1 when everyone has them all (F. Lord and
    M. Novick, "Statistical theories of mental test scores", 1968). Discrimination is the
    correlation of a question's points with the points of all other questions, the corrected
    item–total correlation (S. Henrysson, "Correction of item–total correlations in item
    analysis", Psychometrika 28, 1963). It is empty below ``ENOUGH`` learners and where all have
    the same points.

    Args:
        cells: rows of one case with ``learner``, ``cell``, ``question``, ``competency``,
            ``points``, ``maximum``, ``waiting``.

    Returns:
        One row a question: ``question``, ``competency``, ``learners``, ``difficulty``,
        ``discrimination``, ``negative``.
    """
    import numpy as np
    import pandas as pd

    marked = cells[~cells["waiting"]]
    by_learner = scores_by_learner(cells)
    measured = set(by_learner.columns)
    total = marked["learner"].map(by_learner.sum(axis=1)).to_numpy(dtype=float)
    points, maximum = (
        marked["points"].to_numpy(dtype=float),
        marked["maximum"].to_numpy(dtype=float),
    )
    competencies = marked["competency"].to_numpy(dtype=object)
    rows = []
    grouped = marked.groupby(["question", "cell"], observed=True, sort=False)
    for (question, cell), places in grouped.indices.items():
        own, discrimination = points[places], None
        if len(places) >= ENOUGH:
            rest = total[places] - (own if cell in measured else 0)
            if own.std() > 1e-9 and rest.std() > 1e-9:
                discrimination = float(np.corrcoef(own, rest)[0, 1])
        rows.append(
            {
                "question": str(question),
                "competency": str(competencies[places[0]]),
                "learners": len(places),
                "difficulty": float((own / maximum[places]).mean()),
                "discrimination": discrimination,
                "negative": discrimination is not None and discrimination < 0,
            }
        )
    columns = (
        "question", "competency", "learners", "difficulty", "discrimination", "negative",
    )  # fmt: skip
    return pd.DataFrame(rows, columns=list(columns))


def distractor_table(answers: pd.DataFrame) -> pd.DataFrame:
    """How often each wrong option, row or value was chosen.

    Args:
        answers: ``case``, ``question``, ``item``, ``verdict``, one row a part of an answer.

    Returns:
        ``case``, ``question``, ``item``, ``chosen``, most frequent first.
    """
    wrong = answers[answers["verdict"].isin(["wrong", "partly"])]
    counted = wrong.groupby(["case", "question", "item"], observed=True).size()
    table = counted.rename("chosen").reset_index()
    return table.sort_values(["chosen", "case", "question"], ascending=[False, True, True])
