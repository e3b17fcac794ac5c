"""Earned value against numbers computed by hand, and what happens at zero."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maitrise.course import earned_value
from maitrise.course.earned_value import ASSUMPTIONS, EarnedValue, Level

# By hand: a bridge of 1,000; 500 planned, 400 earned, 500 spent.
#   CV −100, SV −100, CPI 0.8, SPI 0.8
#   EAC: one-off 500 + 600 = 1,100; lasting 1,000 / 0.8 = 1,250;
#        both 500 + 600 / 0.64 = 1,437.5
#   TCPI 600 / 500 = 1.2
BRIDGE = EarnedValue(bac=1000, pv=500, ev=400, ac=500)


def test_the_examples_in_the_code_hold() -> None:
    assert doctest.testmod(earned_value).failed == 0
    assert doctest.testmod(earned_value).attempted >= 10


def test_variances_are_what_a_hand_computes() -> None:
    assert (BRIDGE.cv, BRIDGE.sv) == (-100, -100)


def test_indices_are_what_a_hand_computes() -> None:
    assert (BRIDGE.cpi, BRIDGE.spi) == (0.8, 0.8)


def test_each_assumption_gives_the_estimate_that_a_hand_computes() -> None:
    assert [BRIDGE.eac(each) for each in ASSUMPTIONS] == pytest.approx([1100, 1250, 1437.5])
    assert [BRIDGE.etc(each) for each in ASSUMPTIONS] == pytest.approx([600, 750, 937.5])
    assert [BRIDGE.vac(each) for each in ASSUMPTIONS] == pytest.approx([-100, -250, -437.5])


def test_the_efficiency_needed_is_what_a_hand_computes() -> None:
    assert BRIDGE.tcpi() == pytest.approx(1.2)


def test_nothing_spent_leaves_the_cost_unmeasured() -> None:
    untouched = EarnedValue(bac=100, pv=50, ev=0, ac=0)
    assert untouched.cpi is None
    assert untouched.level == "unmeasured"
    assert [untouched.eac(each) for each in ASSUMPTIONS] == [100, None, None]
    assert untouched.etc("efficiency-lasts") is None
    assert untouched.vac("efficiency-lasts") is None


def test_nothing_planned_yet_leaves_the_date_unmeasured() -> None:
    early = EarnedValue(bac=100, pv=0, ev=10, ac=10)
    assert early.spi is None
    assert early.level == "unmeasured"
    assert early.eac("efficiency-lasts") == 100
    assert early.eac("both-drifts") is None


def test_money_spent_with_nothing_earned_is_an_alert_without_a_forecast() -> None:
    burning = EarnedValue(bac=100, pv=50, ev=0, ac=30)
    assert (burning.cpi, burning.spi, burning.level) == (0, 0, "alert")
    assert [burning.eac(each) for each in ASSUMPTIONS] == [130, None, None]


def test_a_project_of_no_budget_has_no_index() -> None:
    nothing = EarnedValue(bac=0, pv=0, ev=0, ac=0)
    assert (nothing.cpi, nothing.spi, nothing.tcpi()) == (None, None, None)


@pytest.mark.parametrize("spent", [100, 130])
def test_no_efficiency_is_enough_once_the_budget_is_spent(spent: float) -> None:
    assert EarnedValue(bac=100, pv=100, ev=80, ac=spent).tcpi() is None


@pytest.mark.parametrize(
    ("earned", "level"),
    [(95, "on-track"), (94.4, "watch"), (90, "watch"), (89.4, "alert"), (94.6, "on-track")],
)
def test_thresholds_are_read_as_they_are_shown(earned: float, level: Level) -> None:
    assert EarnedValue(bac=200, pv=100, ev=earned, ac=100).level == level


def test_the_worse_index_decides_how_loudly_to_speak() -> None:
    assert EarnedValue(bac=200, pv=100, ev=85, ac=50).level == "alert"
    assert EarnedValue(bac=200, pv=100, ev=110, ac=120).level == "watch"


@pytest.mark.parametrize("name", ["bac", "pv", "ev", "ac"])
@pytest.mark.parametrize("amount", [-1, float("nan"), float("inf")])
def test_an_amount_that_cannot_be_is_refused(name: str, amount: float) -> None:
    amounts = {"bac": 100.0, "pv": 50.0, "ev": 50.0, "ac": 50.0, name: amount}
    with pytest.raises(ValueError, match=rf"^(bac|pv|ev|{name}) is "):
        EarnedValue(**amounts)


@pytest.mark.parametrize("name", ["pv", "ev"])
def test_more_work_than_the_whole_is_refused(name: str) -> None:
    amounts = {"bac": 100.0, "pv": 50.0, "ev": 50.0, "ac": 50.0, name: 101.0}
    with pytest.raises(ValueError, match=f"{name} is 101.0: the whole budget is 100.0"):
        EarnedValue(**amounts)


@given(st.integers(1, 1000), st.integers(1, 1000), st.integers(1, 3000))
def test_finished_work_has_cost_what_it_has_cost_whatever_is_assumed(
    bac: int, pv: int, ac: int
) -> None:
    done = EarnedValue(bac=bac, pv=min(pv, bac), ev=bac, ac=ac)
    for assumption in ASSUMPTIONS:
        assert done.eac(assumption) == pytest.approx(ac)
