"""Item analysis against numbers that were computed by other means."""

import numpy as np
import pandas as pd
import pytest

from maitrise.reports.f_distribution import f_quantile
from maitrise.reports.item_analysis import item_table, reliability


# Printed tables of F (upper 5 % and 2.5 % points), as statistics textbooks give them.
@pytest.mark.parametrize(
    ("probability", "between", "within", "printed"),
    [
        (0.95, 1, 1, 161.4),
        (0.95, 5, 10, 3.33),
        (0.95, 10, 20, 2.35),
        (0.95, 30, 120, 1.55),
        (0.975, 1, 10, 6.94),
        (0.975, 20, 60, 1.94),
    ],
)
def test_quantiles_of_f_are_those_of_printed_tables(
    probability: float, between: int, within: int, printed: float
) -> None:
    assert f_quantile(probability, between, within) == pytest.approx(printed, abs=0.005 * printed)


def test_the_lower_quantile_is_the_inverse_of_the_upper_one_with_degrees_swapped() -> None:
    assert f_quantile(0.025, 7, 12) == pytest.approx(1 / f_quantile(0.975, 12, 7))


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
    assert found.low < found.alpha < found.high


def test_the_interval_holds_the_true_alpha_in_about_95_of_100_samples() -> None:
    """Parallel questions of variance 2 and covariance 1: the true alpha is 8/9."""
    luck = np.random.default_rng(7)
    inside = 0
    for _ in range(400):
        points = luck.normal(size=(40, 1)) + luck.normal(size=(40, 8))
        found = reliability(pd.DataFrame(points))
        inside += found.low <= 8 / 9 <= found.high
    assert 0.92 <= inside / 400 <= 0.98


@pytest.mark.parametrize("learners", [0, 1, 29])
def test_nothing_is_said_of_a_small_class(learners: int) -> None:
    found = reliability(points_of(learners))
    assert (found.alpha, found.low, found.high) == (None, None, None)


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
