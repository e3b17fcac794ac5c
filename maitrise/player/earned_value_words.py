"""What the earned-value lab shows of a project: its measures, its bars and its alert, in words."""

from __future__ import annotations

from typing import Any

from maitrise.base.number import write_number, write_shortest
from maitrise.base.text import Language, say
from maitrise.course.earned_value import ASSUMPTIONS, Assumption, EarnedValue, Level
from maitrise.kinds.mark import Verdict

_FORMULAS = {
    "cv": "EV − AC",
    "sv": "EV − PV",
    "cpi": "EV ÷ AC",
    "spi": "EV ÷ PV",
    "tcpi": "(BAC − EV) ÷ (BAC − AC)",
    "etc": "EAC − AC",
    "vac": "BAC − EAC",
}
_EAC_FORMULAS: dict[Assumption, str] = {
    "one-off": "AC + BAC − EV",
    "efficiency-lasts": "BAC ÷ CPI",
    "both-drifts": "AC + (BAC − EV) ÷ (CPI × SPI)",
}
_Bar = tuple[str, float | None, str]  # its name, its length in money, what it measures
_WIDEST = 2.5  # times the budget: a bar longer than this is cut, and its number tells the rest
_VERDICT_OF_LEVEL = {
    "on-track": Verdict.RIGHT,
    "watch": Verdict.PARTLY,
    "alert": Verdict.WRONG,
    "unmeasured": Verdict.BLANK,
}
ACTIONS = ("record", "manager", "committee", "rebaseline", "cut")
"""What a PMO officer may do with the figures."""

_SOUND: dict[Level, str] = {
    "on-track": "record",
    "watch": "manager",
    "alert": "committee",
    "unmeasured": "manager",
}
_DEFENSIBLE = {
    ("on-track", "manager"),
    ("watch", "committee"),
    ("alert", "manager"),
    ("unmeasured", "record"),
}


def amount(value: float | None, language: Language) -> str:
    """Money, with one decimal only where it says something."""
    if value is None:
        return say("earned-value.nothing", language)
    return write_shortest(value, language, 1)


def index(value: float | None, language: Language) -> str:
    """An index, with two decimals."""
    nothing = say("earned-value.nothing", language)
    return nothing if value is None else write_number(value, language, 2)


def measures(project: EarnedValue, language: Language) -> list[list[str]]:
    """Every measure: its name, its formula and its value."""
    given = say("earned-value.given", language)
    rows = [
        [_name(each, language), given, amount(getattr(project, each), language)]
        for each in ("bac", "pv", "ev", "ac")
    ]
    for each, write in (("cv", amount), ("sv", amount), ("cpi", index), ("spi", index)):
        value = write(getattr(project, each), language)
        rows.append([_name(each, language), _FORMULAS[each], value])
    for assumption in ASSUMPTIONS:
        value = amount(project.eac(assumption), language)
        rows.append([_name("eac", language, assumption), _EAC_FORMULAS[assumption], value])
    for each in ("etc", "vac"):
        for assumption in ASSUMPTIONS:
            value = amount(getattr(project, each)(assumption), language)
            rows.append([_name(each, language, assumption), _FORMULAS[each], value])
    rows.append([_name("tcpi", language), _FORMULAS["tcpi"], index(project.tcpi(), language)])
    return rows


def bars(project: EarnedValue, language: Language) -> dict[str, Any]:
    """The figure: where the project stands, and where it is heading, as shares of one scale."""
    now: list[_Bar] = [
        (_name(each, language), getattr(project, each), each) for each in ("pv", "ev", "ac")
    ]
    end: list[_Bar] = [(_name("bac", language), project.bac, "bac")]
    end += [
        (_supposed(assumption, language), project.eac(assumption), "eac")
        for assumption in ASSUMPTIONS
    ]
    longest = max(value for _, value, _ in now + end if value is not None)
    scale = min(max(longest, project.bac * 1.15), project.bac * _WIDEST)

    def drawn(group: list[_Bar]) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "value": amount(value, language),
                "kind": kind,
                "share": 0.0 if value is None else min(1.0, value / scale),
                "cut": value is not None and value > scale,
            }
            for name, value, kind in group
        ]

    return {
        "groups": [
            {"name": say("earned-value.now", language), "bars": drawn(now)},
            {"name": say("earned-value.end", language), "bars": drawn(end)},
        ],
        "budget": project.bac / scale,
    }


def summary(project: EarnedValue, language: Language) -> str:
    """The figure in a sentence or two."""
    eacs = [value for each in ASSUMPTIONS if (value := project.eac(each)) is not None]
    said = {name: amount(getattr(project, name), language) for name in ("ev", "pv", "ac", "bac")}
    said |= {"least": amount(min(eacs), language), "most": amount(max(eacs), language)}
    if said["least"] != said["most"]:
        return say("earned-value.summary", language, **said)
    return say(
        "earned-value.summary-one", language, **{k: v for k, v in said.items() if k != "most"}
    )


def alert(project: EarnedValue, language: Language) -> dict[str, Any]:
    """How loudly to speak, and why, in words."""
    lines = []
    if project.cpi is not None:
        share = write_number(project.cpi, language, 2)
        lines.append(say("earned-value.cost-words", language, cpi=share, share=share))
    if project.spi is not None:
        written, share = write_number(project.spi, language, 2), f"{project.spi * 100:.0f}"
        lines.append(say("earned-value.schedule-words", language, spi=written, share=share))
    lines.append(say(f"earned-value.means.{project.level}", language))
    return {
        "level": project.level,
        "verdict": _VERDICT_OF_LEVEL[project.level].value,
        "headline": say(f"earned-value.level.{project.level}", language),
        "lines": lines,
    }


def judgement(project: EarnedValue, choice: str, language: Language) -> dict[str, Any]:
    """What to make of what the learner does with the figures."""
    level = project.level
    verdict = Verdict.WRONG
    if choice == _SOUND[level]:
        verdict = Verdict.RIGHT
    elif (level, choice) in _DEFENSIBLE:
        verdict = Verdict.PARTLY
    always = choice in ("rebaseline", "cut")
    key = f"earned-value.why.{choice}" if always else f"earned-value.why.{choice}.{level}"
    return {
        "choice": choice,
        "verdict": verdict.value,
        "label": say(f"verdict.{verdict}", language),
        "reason": say(key, language),
    }


def _supposed(assumption: Assumption, language: Language) -> str:
    """The assumption alone, under a heading that says what it is one of."""
    words = say(f"earned-value.assumption.{assumption}", language)
    return words[0].upper() + words[1:]


def _name(measure: str, language: Language, assumption: Assumption | None = None) -> str:
    if assumption is None:
        return say(f"earned-value.name.{measure}", language)
    supposed = say(f"earned-value.assumption.{assumption}", language)
    return say(f"earned-value.name.{measure}", language, assumption=supposed)
