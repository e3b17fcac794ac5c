"""The earned-value lab: change progress and cost, read the indices, choose whom to tell.

The page computes (``earned-value.js``); the Markdown form shows one situation, computed here.
"""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language, say
from maitrise.course.earned_value import EarnedValue
from maitrise.kinds.markdown import table
from maitrise.player import earned_value_words as words

BUDGET = 300
"""Of the lab's project, in thousands of euros."""

PLANNED = 60
"""The work due by now, in percent."""

BOUNDS = {"progress": (0, 100), "cost": (0, 600)}

SITUATIONS = {
    "late-and-dear": {"progress": 50, "cost": 174},
    "late-and-cheap": {"progress": 48, "cost": 130},
    "early-and-dear": {"progress": 66, "cost": 220},
    "as-planned": {"progress": 60, "cost": 178},
    "nothing-yet": {"progress": 0, "cost": 0},
}
"""Projects to try, each with another thing to say; the lab opens with the first."""


def project(progress: int, cost: int) -> EarnedValue:
    """The lab's project at its status date, in thousands of euros."""
    earned, planned = BUDGET * progress / 100, BUDGET * PLANNED / 100
    return EarnedValue(bac=BUDGET, pv=planned, ev=earned, ac=cost)


def data(language: Language) -> dict[str, Any]:
    """The project and the situations to try; the same in both languages."""
    return {
        "budget": BUDGET,
        "planned": PLANNED,
        "bounds": {name: list(bounds) for name, bounds in BOUNDS.items()},
        "situations": SITUATIONS,
    }


def markdown(language: Language) -> str:
    """What the lab shows of the situation that it opens with."""
    shown = project(**next(iter(SITUATIONS.values())))
    headers = [say(f"earned-value.{name}", language) for name in ("measure", "formula", "value")]
    headline, reasons = words.alert(shown, language)
    actions = "\n".join(f"- {say(f'earned-value.tell.{each}', language)}" for each in words.ACTIONS)
    convention = say("earned-value.convention", language)
    parts = [
        f"**{say('earned-value.title', language)}**",
        say("earned-value.project", language, bac=BUDGET, planned=PLANNED),
        words.summary(shown, language),
        table(headers, words.measures(shown, language)),
        f"**{headline}.** {' '.join(reasons)}",
        f"> {say('question.convention', language)} {convention}",
        say("earned-value.whom", language),
        actions,
        f"*{say('earned-value.live', language)}*",
    ]
    return "\n\n".join(parts)
