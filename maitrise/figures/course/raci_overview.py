"""The RACI overview: how many deliverables each role makes and answers for, phase by phase."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maitrise.base.text import Language
from maitrise.course.deliverables import RACI_ROLES, Catalogue, Phase, RaciRole, catalogue
from maitrise.course.roles import SHAPES, Role, RoleBook, role_book
from maitrise.figures.card import TEXT_SIZE, band, bare_axis, broken, card_layout, escape, note
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.palette import CARD, INK, MUTED
from maitrise.figures.plotly import plot_config

_HEADS = 28  # pixels for the names of the roles
_ROW = 66
_BAR = 16
_KEY_ROW = 22
_BARS_DOWN: Mapping[str, int] = {"R": 33, "A": 52}  # from the top of a row to a bar's middle
_CARDS: Mapping[RaciRole, str] = {
    "MOA": "moa",
    "AMOA": "amoa",
    "MOE": "moe",
    "PMO": "pmo-office",
}

Counts = Mapping[tuple[str, RaciRole, str], int]
"""How many deliverables, by phase, role and letter (R or A)."""


def raci_overview(
    language: Language, deliverables: Catalogue | None = None, book: RoleBook | None = None
) -> Figure:
    """Who works and who answers for it, phase by phase?

    Counts of R and A, of which A/R is both. Source: ``course/data/deliverables.csv`` [R49].

    Args:
        deliverables: phases and deliverables; the course's own unless given.
        book: the roles, for their colours; the course's own unless given.
    """
    deliverables, book = deliverables or catalogue(), book or role_book()
    phases = deliverables.phases
    counts = count_letters(deliverables)
    most = max(counts.values(), default=1)
    bottom = _HEADS + _ROW * len(phases)
    total = bottom + 2 * _KEY_ROW + 8
    title = word("raci.title", language)
    layout = card_layout(title, 40 + total, {"l": 4, "r": 4, "t": 40, "b": 0})
    roles = [book.roles[_CARDS[role]] for role in RACI_ROLES]
    for position in range(len(RACI_ROLES)):
        start = position / len(RACI_ROLES)
        domain = [start + 0.01, start + 1 / len(RACI_ROLES) - 0.01]
        layout[_axis("xaxis", position)] = bare_axis(0, most * 1.6, domain=domain)
    layout |= {
        "yaxis": bare_axis(total, 0),
        "barmode": "overlay",
        "annotations": [*_heads(roles), *_phase_names(phases, language), *_key(language, bottom)],
        "shapes": [*_bands(len(phases)), *_swatches(bottom)],
    }
    data = [
        _bars(position, letter, roles[position], phases, counts, language)
        for position in range(len(RACI_ROLES))
        for letter in _BARS_DOWN
    ]
    return Figure(
        spec={"data": data, "layout": layout},
        config=plot_config(language),
        title=title,
        summary=_summary(language, deliverables, counts),
        table=_table(language, phases, counts),
        language=language,
    )


def count_letters(deliverables: Catalogue) -> Counts:
    """The deliverables that each role makes (R) and answers for (A); A/R counts in both."""
    counts: dict[tuple[str, RaciRole, str], int] = {}
    for phase in deliverables.phases:
        found = deliverables.of_phase(phase.id)
        for role in RACI_ROLES:
            counts[phase.id, role, "R"] = sum(deliverable.is_done_by(role) for deliverable in found)
            counts[phase.id, role, "A"] = sum(
                deliverable.is_answered_for_by(role) for deliverable in found
            )
    return counts


def _axis(kind: str, position: int) -> str:
    return kind if position == 0 else f"{kind}{position + 1}"


def _bars(
    position: int,
    letter: str,
    role: Role,
    phases: tuple[Phase, ...],
    counts: Counts,
    language: Language,
) -> dict[str, Any]:
    """One letter of one role; R is filled with the role's colour, A is outlined."""
    numbers = [counts[phase.id, RACI_ROLES[position], letter] for phase in phases]
    meaning = word(f"raci.{letter.lower()}", language)
    return {
        "type": "bar",
        "orientation": "h",
        "xaxis": _axis("x", position),
        "x": [number or None for number in numbers],  # a bar of no length would leave a line
        "y": [_HEADS + _ROW * row + _BARS_DOWN[letter] for row in range(len(phases))],
        "width": _BAR,
        "marker": {
            "color": role.colour if letter == "R" else CARD,
            "line": {"color": INK, "width": 1.5},
        },
        "text": [f"<b>{letter}</b> {number}" if number else "" for number in numbers],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "outsidetextfont": {"size": TEXT_SIZE, "color": INK},
        "hovertext": [
            f"<b>{RACI_ROLES[position]}</b><br>{broken(phase.name.said_in(language), 28)}"
            f"<br>{escape(meaning)}<br><b>{number}</b>"
            for phase, number in zip(phases, numbers, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _heads(roles: list[Role]) -> list[dict[str, Any]]:
    heads = []
    for position, (name, role) in enumerate(zip(RACI_ROLES, roles, strict=True)):
        place = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "xshift": 4}
        text = f"<b>{SHAPES[role.symbol]} {name}</b>"
        heads.append(note(text, position / len(RACI_ROLES), _HEADS / 2, **place))
    return heads


def _phase_names(phases: tuple[Phase, ...], language: Language) -> list[dict[str, Any]]:
    place = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "xshift": 6}
    return [
        note(f"<b>{escape(phase.numbered(language))}</b>", 0, _HEADS + _ROW * row + 13, **place)
        for row, phase in enumerate(phases)
    ]


def _bands(rows: int) -> list[dict[str, Any]]:
    tops = [_HEADS + _ROW * row for row in range(rows)]
    return [band(top, top + _ROW - 3, xref="paper") for top in tops]


def _swatches(top: int) -> list[dict[str, Any]]:
    """A filled and an outlined bar, beside their meanings; sized in pixels."""
    return [
        {
            "type": "rect",
            "xref": "paper",
            "xsizemode": "pixel",
            "xanchor": 0,
            "x0": 8,
            "x1": 38,
            "y0": _key_row(top, letter) - 7,
            "y1": _key_row(top, letter) + 7,
            "fillcolor": MUTED if letter == "R" else CARD,
            "line": {"color": INK, "width": 1.5},
        }
        for letter in _BARS_DOWN
    ]


def _key(language: Language, top: int) -> list[dict[str, Any]]:
    place = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "xshift": 44}
    return [
        note(escape(word(f"raci.{letter.lower()}", language)), 0, _key_row(top, letter), **place)
        for letter in _BARS_DOWN
    ]


def _key_row(top: int, letter: str) -> float:
    return top + _KEY_ROW * (list(_BARS_DOWN).index(letter) + 0.5) + 4


def _summary(language: Language, deliverables: Catalogue, counts: Counts) -> str:
    def sum_of(role: RaciRole, letter: str) -> int:
        return sum(counts[phase.id, role, letter] for phase in deliverables.phases)

    return word(
        "raci.summary",
        language,
        total=len(deliverables.deliverables),
        moa_a=sum_of("MOA", "A"),
        amoa_r=sum_of("AMOA", "R"),
        moe_r=sum_of("MOE", "R"),
        pmo_r=sum_of("PMO", "R"),
    )


def _table(language: Language, phases: tuple[Phase, ...], counts: Counts) -> FigureTable:
    heads = [f"{role} {letter}" for role in RACI_ROLES for letter in _BARS_DOWN]
    rows = (
        (
            phase.numbered(language),
            *(str(counts[phase.id, role, letter]) for role in RACI_ROLES for letter in _BARS_DOWN),
        )
        for phase in phases
    )
    return FigureTable((word("table.phase", language), *heads), tuple(rows))
