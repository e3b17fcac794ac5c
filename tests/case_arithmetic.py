"""What the tables of the six cases say, worked out in plain Python.

Used by ``test_cases_keys``. Nothing here is read from a key: each value comes from the case's own
CSV by the rule that the dossier states.
"""

from __future__ import annotations

import csv
import io
import math
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache

from maitrise.cases import case_file

Row = Mapping[str, str]


@cache
def table(name: str, which: str) -> Mapping[str, Row]:
    """The rows of a table by id, straight from the author's CSV text."""
    raw = tomllib.loads(case_file(name).read_text(encoding="utf-8"))
    written = next(each["csv"] for each in raw["table"] if each["id"] == which)
    return {row["id"]: row for row in csv.DictReader(io.StringIO(written.strip()))}


def total(rows: Mapping[str, Row], *columns: str) -> float:
    return sum(math.prod(float(row[column]) for column in columns) for row in rows.values())


def share_to_reach(percent: float, whole: float) -> int:
    """The smallest whole number that is at least that share; exact for one decimal."""
    return -(-round(whole * percent * 10) // 1000)


def dossier(case: str, language: str) -> str:
    """All that a learner reads of a case before its questions, tables included."""
    raw = tomllib.loads(case_file(case).read_text(encoding="utf-8"))
    prose = [section["text"][language] for section in raw["section"] if "text" in section]
    return "\n".join([*prose, *(each["csv"] for each in raw["table"])])


# ---- Earned value: payroll and delivery rounds -------------------------------------------------


class EarnedValue:
    """The three quantities, from a table with budget, % planned, % done and cost."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self.budget = total(rows, "budget")
        self.planned = total(rows, "budget", "planned") / 100
        self.earned = total(rows, "budget", "done") / 100
        self.cost = total(rows, "cost")
        self.cpi = self.earned / self.cost
        self.spi = self.earned / self.planned
        self.eac_if_it_lasts = self.budget / self.cpi
        self.eac_if_one_off = self.cost + self.budget - self.earned
        self.eac_by_both = self.cost + (self.budget - self.earned) / (self.cpi * self.spi)


def payroll_numbers() -> dict[str, float]:
    value = EarnedValue(table("payroll", "tasks"))
    gaps, compared = table("payroll", "gaps"), 1800
    identical = compared - total(gaps, "count")
    assert f"{identical:,.0f} payslips out of {compared:,}" in dossier("payroll", "en")
    still_open = [row for row in gaps.values() if not row["outcome.en"].startswith("accepted")]
    return {
        "cpi": value.cpi,
        "spi": value.spi,
        "eac": value.eac_if_it_lasts,
        "vac": value.budget - value.eac_if_it_lasts,
        "identical-rate": 100 * identical / compared,
        "payslips-missing": sum(float(row["count"]) for row in still_open),
    }


def rounds_numbers() -> dict[str, float]:
    value = EarnedValue(table("delivery-rounds", "packages"))
    count = {row: float(each["count"]) for row, each in table("delivery-rounds", "results").items()}
    return {
        "cpi": value.cpi,
        "spi": value.spi,
        "eac": value.eac_if_one_off,
        "coverage": 100 * count["V2"] / count["V1"],
        "scenarios-to-run": share_to_reach(95, count["V1"]) - count["V2"],
        "pass-rate": 100 * count["V3"] / count["V2"],
    }


# ---- Other numbers ------------------------------------------------------------------------


def patient_numbers() -> dict[str, float]:
    wards, budget = table("patient-record", "wards"), table("patient-record", "budget")
    forecast = total(budget, "spent") + total(budget, "remaining")
    overrun = forecast - total(budget, "budget")

    def to_train(ward: str) -> float:
        row = wards[ward]
        return share_to_reach(85, float(row["users"])) - float(row["trained"])

    return {
        "overall-rate": 100 * total(wards, "trained") / total(wards, "users"),
        "train-surgery": to_train("S3"),
        "train-admissions": to_train("S6"),
        "forecast": forecast,
        "overrun": overrun,
        "overrun-percent": 100 * overrun / total(budget, "budget"),
    }


def _longest(through: str, rows: Mapping[str, Row]) -> int:
    """The longest path, in weeks, from the start to the end of a task."""
    before = re.findall(r"[A-Z]", rows[through]["after"])
    return int(rows[through]["weeks"]) + max((_longest(each, rows) for each in before), default=0)


def _longest_after(task: str, rows: Mapping[str, Row]) -> int:
    """The longest path, in weeks, from the end of a task to the end of the project."""
    after = [each for each, row in rows.items() if task in re.findall(r"[A-Z]", row["after"])]
    return max((int(rows[each]["weeks"]) + _longest_after(each, rows) for each in after), default=0)


def floats() -> dict[str, int]:
    rows = table("patrol", "tasks")
    end = max(_longest(task, rows) for task in rows)
    return {task: end - _longest(task, rows) - _longest_after(task, rows) for task in rows}


def patrol_numbers() -> dict[str, float]:
    rows, programme = table("patrol", "tasks"), table("patrol", "programme")
    drift = total(programme, "forecast") - total(programme, "budget")
    return {
        "duration": max(_longest(task, rows) for task in rows),
        "float-security": floats()["C"],
        "float-test-book": floats()["F"],
        "drift": drift,
        "drift-percent": 100 * drift / total(programme, "budget"),
    }


WEIGHTS = {"strategy": 0.4, "benefit": 0.3, "ease": 0.2, "urgency": 0.1}
CEILING = 1000


def scores() -> dict[str, float]:
    rows = table("pmo-setup", "candidates")
    return {
        each: sum(weight * float(row[name]) for name, weight in WEIGHTS.items())
        for each, row in rows.items()
    }


def selected() -> tuple[set[str], float]:
    """The projects that the rule selects, and what is left of the ceiling."""
    rows, score, left, kept = table("pmo-setup", "candidates"), scores(), float(CEILING), set()
    for each in sorted(rows, key=lambda name: (rows[name]["law.en"] != "yes", -score[name])):
        if float(rows[each]["cost"]) <= left:
            kept.add(each)
            left -= float(rows[each]["cost"])
    return kept, left


def setup_numbers() -> dict[str, float]:
    score = scores()
    closed, in_time, managers, hours, target = 20, 9, 23, 6, 2.5
    said = dossier("pmo-setup", "en")
    assert f"**{closed} projects, {in_time} of them" in said
    assert f"**{managers} project managers**" in said
    assert f"**{hours} hours a month**" in said
    assert f"**{target} hours a month**" in said
    return {
        "score-p4": score["P4"],
        "score-p2": score["P2"],
        "score-p7": score["P7"],
        "money-left": selected()[1],
        "on-time": 100 * in_time / closed,
        "hours-saved": managers * (hours - target),
    }


def offer_scores() -> dict[str, float]:
    offers = table("public-tender", "offers")
    lowest = min(float(row["price"]) for row in offers.values())
    return {
        each: 40 * lowest / float(row["price"]) + float(row["functions"]) + float(row["support"])
        for each, row in offers.items()
    }


def downtime_rates() -> dict[str, float]:
    return {
        each: 100 * float(row["down"]) / (float(row["days"]) * float(row["hours"]))
        for each, row in table("public-tender", "downtime").items()
    }


def tender_numbers() -> dict[str, float]:
    score, rate = offer_scores(), downtime_rates()
    in_use = table("public-tender", "downtime")["E1"]
    return {
        "score-a": score["A"],
        "score-b": score["B"],
        "score-c": score["C"],
        "limit": 0.02 * float(in_use["days"]) * float(in_use["hours"]),
        "server-rate": rate["E1"],
        "kiosk-rate": rate["E2"],
    }


# ---- Rows that follow from a table ----------------------------------------


def ready_wards() -> set[str]:
    return {
        ward
        for ward, row in table("patient-record", "wards").items()
        if float(row["trained"]) / float(row["users"]) >= 0.85 and row["blocking"] == "0"
    }


def lines_over() -> set[str]:
    return {
        line
        for line, row in table("patient-record", "budget").items()
        if float(row["spent"]) + float(row["remaining"]) > float(row["budget"])
    }


def risks_up() -> set[str]:
    rows = table("patient-record", "risks")
    return {r for r, row in rows.items() if int(row["probability"]) * int(row["impact"]) >= 12}


def targets_met() -> set[str]:
    met = set()
    for each, row in table("delivery-rounds", "pilot").items():
        before, after = float(row["before"]), float(row["after"])
        way, least, unit = re.findall(
            r"(up|down) by at least (\d+)( points|%)", row["target.en"]
        ).pop()
        change = after - before if unit == " points" else 100 * (after - before) / before
        if (change if way == "up" else -change) >= float(least):
            met.add(each)
    return met


def critical_tasks() -> set[str]:
    return {task for task, slack in floats().items() if slack == 0}


def above_threshold() -> set[str]:
    return {
        each
        for each, row in table("public-tender", "contracts").items()
        if float(row["amount"]) > (5_404_000 if row["nature.en"] == "works" else 216_000)
    }


NUMBERS: Mapping[str, Callable[[], dict[str, float]]] = {
    "payroll": payroll_numbers,
    "patient-record": patient_numbers,
    "delivery-rounds": rounds_numbers,
    "patrol": patrol_numbers,
    "pmo-setup": setup_numbers,
    "public-tender": tender_numbers,
}


ROWS: Mapping[tuple[str, str], Callable[[], set[str]]] = {
    ("patient-record", "ready-wards"): ready_wards,
    ("patient-record", "lines-over"): lines_over,
    ("patient-record", "risks-up"): risks_up,
    ("delivery-rounds", "targets-met"): targets_met,
    ("patrol", "critical-tasks"): critical_tasks,
    ("pmo-setup", "selected"): lambda: selected()[0],
    ("public-tender", "above-threshold"): above_threshold,
}
