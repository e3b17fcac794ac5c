"""The RACI overview: how many deliverables each role makes and answers for, phase by phase."""

from __future__ import annotations

from collections.abc import Mapping

from maitrise.base.text import Language
from maitrise.course.deliverables import RACI_ROLES, Phase, RaciRole, catalogue
from maitrise.course.roles import role_book
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.grid import Bar, Grid, GridCell, GridRow, Head

_LETTERS = ("R", "A")
_CARDS: Mapping[RaciRole, str] = {
    "MOA": "moa",
    "AMOA": "amoa",
    "MOE": "moe",
    "PMO": "pmo-office",
}

Counts = Mapping[tuple[str, RaciRole, str], int]
"""How many deliverables, by phase, role and letter (R or A)."""


def raci_overview(language: Language) -> Figure:
    """Who works and who answers for it, phase by phase?

    Counts of R and A, of which A/R is both. Source: ``course/data/deliverables.csv`` [R49].
    """
    counts = count_letters()
    return Figure(
        title=word("raci.title", language),
        summary=_summary(language, counts),
        table=_table(language, counts),
        language=language,
        drawing=_grid(language, counts).as_data(),
    )


def count_letters() -> Counts:
    """The deliverables that each role makes (R) and answers for (A); A/R counts in both."""
    counts: dict[tuple[str, RaciRole, str], int] = {}
    for phase in catalogue().phases:
        found = catalogue().of_phase(phase.id)
        for role in RACI_ROLES:
            counts[phase.id, role, "R"] = sum(each.is_done_by(role) for each in found)
            counts[phase.id, role, "A"] = sum(each.is_answered_for_by(role) for each in found)
    return counts


def _grid(language: Language, counts: Counts) -> Grid:
    most = max(counts.values())

    def cell(phase: Phase, role: RaciRole) -> GridCell:
        numbers = {letter: counts[phase.id, role, letter] for letter in _LETTERS}
        bars = tuple(
            Bar(letter=letter, share=number / most, text=str(number))
            for letter, number in numbers.items()
            if number
        )
        return GridCell(role=_CARDS[role], bars=bars)

    return Grid(
        form="raci-overview",
        columns=tuple(Head(text=role, roles=(_CARDS[role],)) for role in RACI_ROLES),
        rows=tuple(
            GridRow(
                head=Head(text=phase.numbered(language)),
                cells=tuple(cell(phase, role) for role in RACI_ROLES),
            )
            for phase in catalogue().phases
        ),
        key=tuple(
            GridCell(part=letter, text=word(f"raci.{letter.lower()}", language))
            for letter in _LETTERS
        ),
        symbols=role_book().symbols,
    )


def _summary(language: Language, counts: Counts) -> str:
    def sum_of(role: RaciRole, letter: str) -> int:
        return sum(counts[phase.id, role, letter] for phase in catalogue().phases)

    return word(
        "raci.summary",
        language,
        total=len(catalogue().deliverables),
        moa_a=sum_of("MOA", "A"),
        amoa_r=sum_of("AMOA", "R"),
        moe_r=sum_of("MOE", "R"),
        pmo_r=sum_of("PMO", "R"),
    )


def _table(language: Language, counts: Counts) -> FigureTable:
    columns = [(role, letter) for role in RACI_ROLES for letter in _LETTERS]
    return FigureTable(
        (word("table.phase", language), *(f"{role} {letter}" for role, letter in columns)),
        tuple(
            (phase.numbered(language), *(str(counts[phase.id, *column]) for column in columns))
            for phase in catalogue().phases
        ),
    )
