"""Earned value: what a project's progress and spending say about its cost and its date [R52].

Every index is None where its divisor is zero: nothing spent, nothing planned or nothing earned is
nothing measured, neither good nor bad. Money may be in any unit, the same throughout.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Assumption = Literal["efficiency-lasts", "one-off", "both-drifts"]
"""What is supposed of the work that remains: costs go on as before, the deviation was a single
event, or being late costs money too."""

ASSUMPTIONS: tuple[Assumption, ...] = ("one-off", "efficiency-lasts", "both-drifts")

Level = Literal["on-track", "watch", "alert", "unmeasured"]

WATCH_BELOW = 0.95
"""A convention of this course: from here on the project manager is told."""

ALERT_BELOW = 0.90
"""A convention of this course: below, the tolerance is used up and the owner has to decide."""


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """A project at its status date.

    >>> june = EarnedValue(bac=400, pv=226, ev=204, ac=232)
    >>> june.cv, june.sv
    (-28, -22)
    >>> round(june.cpi, 2), round(june.spi, 2)
    (0.88, 0.9)

    Attributes:
        bac: budget at completion (budget à l'achèvement): all the work.
        pv: planned value (valeur planifiée): the budget of the work planned by now.
        ev: earned value (valeur acquise): the budget of the work done by now.
        ac: actual cost (coût réel): what that work has cost.

    Raises:
        ValueError: an amount is negative, infinite or no number, or more work is planned or done
            than the whole.
    """

    bac: float
    pv: float
    ev: float
    ac: float

    def __post_init__(self) -> None:
        amounts = {"bac": self.bac, "pv": self.pv, "ev": self.ev, "ac": self.ac}
        for name, amount in amounts.items():
            if not (math.isfinite(amount) and amount >= 0):
                raise ValueError(f"{name} is {amount}: an amount is 0 or more")
        for name in ("pv", "ev"):
            if amounts[name] > self.bac:
                raise ValueError(f"{name} is {amounts[name]}: the whole budget is {self.bac}")

    @property
    def cv(self) -> float:
        """Cost variance, EV − AC: below 0 the work cost more than its budget."""
        return self.ev - self.ac

    @property
    def sv(self) -> float:
        """Schedule variance, EV − PV: below 0 less was done than planned."""
        return self.ev - self.pv

    @property
    def cpi(self) -> float | None:
        """Cost performance index, EV ÷ AC; below 1 is unfavourable.

        >>> EarnedValue(bac=400, pv=200, ev=0, ac=0).cpi is None
        True
        """
        return _ratio(self.ev, self.ac)

    @property
    def spi(self) -> float | None:
        """Schedule performance index, EV ÷ PV; below 1 is unfavourable."""
        return _ratio(self.ev, self.pv)

    def eac(self, assumption: Assumption) -> float | None:
        """Estimate at completion: what the whole will have cost, under an assumption.

        None while it cannot be said: nothing has been earned or spent to extrapolate from.

        >>> june = EarnedValue(bac=400, pv=226, ev=204, ac=232)
        >>> [round(june.eac(each), 1) for each in ASSUMPTIONS]
        [428, 454.9, 478.9]
        """
        left = self.bac - self.ev
        if assumption == "one-off":
            return self.ac + left
        if self.cpi is None:
            return None
        if assumption == "efficiency-lasts":
            return _ratio(self.bac, self.cpi)
        if self.spi is None:
            return None
        to_come = _ratio(left, self.cpi * self.spi)
        return None if to_come is None else self.ac + to_come

    def etc(self, assumption: Assumption) -> float | None:
        """Estimate to complete, EAC − AC: what is still to be spent.

        >>> EarnedValue(bac=400, pv=226, ev=204, ac=232).etc("one-off")
        196
        """
        eac = self.eac(assumption)
        return None if eac is None else eac - self.ac

    def vac(self, assumption: Assumption) -> float | None:
        """Variance at completion, BAC − EAC: below 0 the budget will not do.

        >>> round(EarnedValue(bac=400, pv=226, ev=204, ac=232).vac("efficiency-lasts"), 1)
        -54.9
        """
        eac = self.eac(assumption)
        return None if eac is None else self.bac - eac

    def tcpi(self) -> float | None:
        """To-complete performance index: the efficiency that the rest needs.

        (BAC − EV) ÷ (BAC − AC) to end within the budget. Above 1 the finish is harder than the
        plan. None when no money is left.

        >>> round(EarnedValue(bac=400, pv=226, ev=204, ac=232).tcpi(), 2)
        1.17
        """
        money = self.bac - self.ac
        return None if money <= 0 else (self.bac - self.ev) / money

    @property
    def level(self) -> Level:
        """How loudly to speak, by this course's convention: the worse of the two indices decides.

        Real thresholds are those that a project's owner has set.

        >>> EarnedValue(bac=400, pv=226, ev=204, ac=232).level
        'alert'
        """
        if self.cpi is None or self.spi is None:
            return "unmeasured"
        # Rounded as it is shown: what reads 0.95 must not be treated as less.
        worse = round(min(self.cpi, self.spi), 2)
        if worse < ALERT_BELOW:
            return "alert"
        return "watch" if worse < WATCH_BELOW else "on-track"


def _ratio(part: float, whole: float) -> float | None:
    return None if whole == 0 else part / whole
