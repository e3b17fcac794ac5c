"""Item analysis against numbers that were computed by other means."""

import numpy as np
import pandas as pd
import pytest

from maitrise.reports.item_analysis import item_table, reliability


def points_of(learners: int, seed: int = 1) -> pd.DataFrame:
    luck = np.random.default_rng(seed)
    able = luck.normal(size=(learners, 1))
    return pd.DataFrame((able + luck.normal(size=(learners, 8)) > 0).astype(float))


def test_alpha_is_what_the_covariances_give() -> None:
    """Alpha is also k²·(mean covariance)/(sum of the covariance matrix), another way round."""
    points = points_of(80)
    covariances = np.cov(points.to_numpy(), rowvar=False)
    k = covariances.shape[0]
    between = covariances[~np.eye(k, dtype=bool)].mean()
    found = reliability(points)
    assert found.alpha == pytest.approx(k * k * between / covariances.sum())


@pytest.mark.parametrize("learners", [0, 1, 29])
def test_nothing_is_said_of_a_small_class(learners: int) -> None:
    assert reliability(points_of(learners)).alpha is None


def test_equal_totals_have_no_reliability() -> None:
    assert reliability(pd.DataFrame(np.ones((40, 5)))).alpha is None


def cells_of(points: pd.DataFrame) -> pd.DataFrame:
    long = points.reset_index(names="learner").melt("learner", var_name="cell", value_name="points")
    return long.assign(
        cell="q" + long["cell"].astype(str),
        question="q" + long["cell"].astype(str),
        competency="C01",
        maximum=1.0,
        waiting=False,
    )


def test_discrimination_leaves_the_question_out_of_its_total() -> None:
    points = points_of(50)
    table = item_table(cells_of(points)).set_index("question")
    for name in points.columns:
        rest = points.drop(columns=name).sum(axis=1)
        expected = np.corrcoef(points[name], rest)[0, 1]
        assert table.loc[f"q{name}", "discrimination"] == pytest.approx(expected)
        assert table.loc[f"q{name}", "difficulty"] == pytest.approx(points[name].mean())


def test_a_question_that_the_best_fail_is_pointed_out() -> None:
    points = points_of(50)
    points[0] = (points.drop(columns=0).sum(axis=1) < 4).astype(float)
    table = item_table(cells_of(points)).set_index("question")
    assert bool(table.loc["q0", "negative"])
    assert not table.drop(index="q0")["negative"].any()


def test_a_question_that_waits_for_hand_marks_is_left_out_of_every_total() -> None:
    cells = cells_of(points_of(40))
    cells.loc[(cells["cell"] == "q3") & (cells["learner"] == 2), "waiting"] = True
    from maitrise.reports.item_analysis import scores_by_learner

    assert "q3" not in scores_by_learner(cells).columns
    assert reliability(scores_by_learner(cells)).questions == 7
