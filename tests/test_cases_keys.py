"""The keys of the six cases, worked out again from the tables that learners are shown.

The figures of each rule are looked for in the dossier of both languages. What these tests ignore:
keys that rest on reading (who decides, which ticket is a defect).
"""

from __future__ import annotations

from functools import cache

import pytest

from case_arithmetic import (
    NUMBERS,
    ROWS,
    EarnedValue,
    dossier,
    downtime_rates,
    offer_scores,
    patient_numbers,
    payroll_numbers,
    ready_wards,
    rounds_numbers,
    table,
)
from maitrise.base.number import is_within
from maitrise.cases import Case, case_file, read_case
from maitrise.kinds.choice import ChoiceQuestion
from maitrise.kinds.match import MatchQuestion
from maitrise.kinds.number import NumberQuestion
from maitrise.kinds.rows import RowsQuestion

CASES = (
    "payroll",
    "patient-record",
    "delivery-rounds",
    "patrol",
    "pmo-setup",
    "public-tender",
)


@cache
def case_of(name: str) -> Case:
    return read_case(case_file(name))


@pytest.mark.parametrize(
    ("case", "rows"), [("payroll", "tasks"), ("delivery-rounds", "packages")], ids=CASES[0:3:2]
)
def test_known_slips_in_earned_value_are_recognised(case: str, rows: str) -> None:
    value = EarnedValue(table(case, rows))
    slips = {
        "cpi": [1 / value.cpi, value.spi, value.planned / value.cost, value.earned / value.budget],
        "spi": [1 / value.spi, value.cpi, value.cost / value.planned],
        "eac": [value.eac_by_both, value.budget / value.spi, value.cost + value.budget],
    }
    right = payroll_numbers() if case == "payroll" else rounds_numbers()
    one_off, lasting = value.eac_if_one_off, value.eac_if_it_lasts
    slips["eac"].append(one_off if is_within(right["eac"], lasting, 0.01) else lasting)
    for name, values in slips.items():
        question = case_of(case).questions[name]
        assert isinstance(question, NumberQuestion)
        for slip in values:
            assert any(
                is_within(slip, wrong.value, wrong.tolerance or question.tolerance)
                for wrong in question.wrongs
            ), f"{name}: {slip:.4f} has no reason of its own"


@pytest.mark.parametrize("name", CASES)
def test_every_number_follows_from_the_tables(name: str) -> None:
    asked = {q.id: q for q in case_of(name).questions.values() if isinstance(q, NumberQuestion)}
    worked_out = NUMBERS[name]()
    assert set(worked_out) == set(asked)
    for each, value in worked_out.items():
        question = asked[each]
        assert round(value, question.decimals) == pytest.approx(question.key, abs=1e-9), each
        assert is_within(value, question.key, question.tolerance), each


@pytest.mark.parametrize(("case", "question"), ROWS, ids="/".join)
def test_rows_to_tick_follow_from_the_tables(case: str, question: str) -> None:
    asked = case_of(case).questions[question]
    assert isinstance(asked, RowsQuestion)
    assert {row.id for row in asked.rows if row.right} == ROWS[case, question]()


def test_colours_follow_from_the_worse_of_cost_and_time() -> None:
    colours = ("green", "amber", "red")
    question = case_of("patrol").questions["colours"]
    assert isinstance(question, MatchQuestion)
    for row in question.rows:
        cells = table("patrol", "programme")[row.id]
        drift = 100 * (float(cells["forecast"]) / float(cells["budget"]) - 1)
        delay = int(cells["delay"])
        worse = max((drift > 5) + (drift > 10), (delay > 2) + (delay > 4))
        assert row.key == colours[worse], row.id


def right_option(case: str, question: str) -> str:
    asked = case_of(case).questions[question]
    assert isinstance(asked, ChoiceQuestion)
    return next(option.id for option in asked.options if option.right)


def test_choices_that_rest_on_figures_agree_with_them() -> None:
    score = offer_scores()
    assert right_option("public-tender", "first-place") == max(score, key=lambda each: score[each])
    over = [rate > 2 for rate in downtime_rates().values()]
    assert over.count(True) == 1
    assert right_option("public-tender", "is-regular") == "one-item"
    rounds = rounds_numbers()
    blocking = int(table("delivery-rounds", "results")["V4"]["count"])
    assert rounds["coverage"] < 95
    assert rounds["pass-rate"] < 90
    assert blocking > 0
    assert right_option("delivery-rounds", "fitness") == "none-met"
    assert patient_numbers()["overall-rate"] >= 85
    assert ready_wards() < set(table("patient-record", "wards"))
    assert right_option("patient-record", "go-everywhere") == "no"
    criteria = table("payroll", "criteria")
    assert criteria["S3"]["required.en"] == "no unexplained difference"
    assert criteria["S3"]["observed.en"] == table("payroll", "gaps")["G4"]["count"] != "0"
    assert right_option("payroll", "recommendation") == "extend"


# ---- The rules and the points ------------------------------------------------------------------


RULES = {
    "payroll": (
        ("jusqu’à 20 k€ de plus (5 % du budget)", "up to €20k more (5% of the budget)"),
        ("aucun écart inexpliqué", "no unexplained difference"),
    ),
    "patient-record": (("85 %", "85%"), ("12 ou plus", "12 or more")),
    "delivery-rounds": (("95 %", "95%"), ("90 %", "90%")),
    "patrol": (
        ("jusqu’à 5 %", "up to 5%"),
        ("jusqu’à 10 %", "up to 10%"),
        ("2 semaines", "2 weeks"),
    ),
    "pmo-setup": (("0,4 × stratégie", "0.4 × strategy"), ("1 000 k€", "€1,000k")),
    "public-tender": (("216 000 €", "€216,000"), ("5 404 000 €", "€5,404,000"), ("2 %", "2%")),
}


@pytest.mark.parametrize("name", CASES)
def test_the_rules_used_here_are_those_of_the_dossier(name: str) -> None:
    for french, english in RULES[name]:
        assert french in dossier(name, "fr")
        assert english in dossier(name, "en")


@pytest.mark.parametrize("name", CASES)
def test_sixteen_points_are_automatic_and_four_by_hand(name: str) -> None:
    case = case_of(name)
    by_hand = sum(q.points for q in case.questions.values() if q.kind == "text")
    assert (case.points, by_hand) == (20, 4)
