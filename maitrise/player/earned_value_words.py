"""What the earned-value lab shows of a project: its measures and its alert, in words."""

from __future__ import annotations

from maitrise.base.number import write_number, write_shortest
from maitrise.base.text import Language, say
from maitrise.course.earned_value import ASSUMPTIONS, Assumption, EarnedValue

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
ACTIONS = ("record", "manager", "committee", "rebaseline", "cut")
"""What a PMO officer may do with the figures."""


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


def alert(project: EarnedValue, language: Language) -> tuple[str, list[str]]:
    """How loudly to speak, and the reasons, in words."""
    lines = []
    if project.cpi is not None:
        share = write_number(project.cpi, language, 2)
        lines.append(say("earned-value.cost-words", language, cpi=share, share=share))
    if project.spi is not None:
        written, share = write_number(project.spi, language, 2), f"{project.spi * 100:.0f}"
        lines.append(say("earned-value.schedule-words", language, spi=written, share=share))
    lines.append(say(f"earned-value.means.{project.level}", language))
    return say(f"earned-value.level.{project.level}", language), lines


def _name(measure: str, language: Language, assumption: Assumption | None = None) -> str:
    if assumption is None:
        return say(f"earned-value.name.{measure}", language)
    supposed = say(f"earned-value.assumption.{assumption}", language)
    return say(f"earned-value.name.{measure}", language, assumption=supposed)
