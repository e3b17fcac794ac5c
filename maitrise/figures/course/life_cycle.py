"""The life cycle: one lane a role, one column a phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from maitrise.base.text import Language
from maitrise.base.typography import NO_BREAK
from maitrise.course.deliverables import RACI_ROLES, Catalogue, catalogue
from maitrise.course.role_parts import WEIGHTS, Involvement, involvements
from maitrise.course.roles import SHAPES, Role, RoleBook, role_book
from maitrise.figures.card import band, bare_axis, broken, card_layout, escape, note
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.palette import CARD, INK, RULE, text_on, tint
from maitrise.figures.plotly import plot_config

_RACI = dict(zip(("moa", "amoa", "moe", "pmo-officer"), RACI_ROLES, strict=True))
_LANE = 62  # pixels
_MARKS_DOWN = 40  # from the top of a lane to the middle of its marks
_KEY_ROW = 24
_SYMBOL = {"lead": "square", "takes part": "circle", "informed": "circle"}
_SIZE = {"lead": 28, "takes part": 23, "informed": 19}


@dataclass(frozen=True, slots=True)
class Lanes:
    """What is drawn, and in which language."""

    language: Language
    parts: tuple[Involvement, ...]
    book: RoleBook
    catalogue: Catalogue

    @property
    def roles(self) -> list[Role]:
        """The roles that act at all, in the order of the role cards."""
        acting = {part.role for part in self.parts}
        return [role for role in self.book.roles.values() if role.id in acting]

    def lane(self, role: str) -> int:
        """Which lane is the role's; the first is 0."""
        return [role.id for role in self.roles].index(role)

    def column(self, phase: str) -> int:
        """Which column is the phase's; the first is 1."""
        return [step.id for step in self.catalogue.steps].index(phase) + 1

    def phase_name(self, phase: str) -> str:
        """Its number and name."""
        return self.catalogue.steps[self.column(phase) - 1].numbered(self.language)

    def deliverables(self, part: Involvement) -> list[str]:
        """What the role makes or answers for in that phase; only four roles have RACI letters."""
        role = _RACI.get(part.role)
        if role is None:
            return []
        return [
            f"{deliverable.name.said_in(self.language)}{NO_BREAK}({deliverable.letters[role]})"
            for deliverable in self.catalogue.of_phase(part.phase)
            if deliverable.is_done_by(role) or deliverable.is_answered_for_by(role)
        ]


def life_cycle(
    language: Language,
    parts: Sequence[Involvement] | None = None,
    book: RoleBook | None = None,
    deliverables: Catalogue | None = None,
) -> Figure:
    """Which role acts when?

    Shows the AMOA at work from the first idea to take-up, not upstream only. Source:
    ``course/data/life-cycle.csv``, drawn from the role cards and the deliverables' RACI [R49].

    Args:
        parts: each role's part in each phase; the course's own unless given, like the others.
    """
    parts, book = parts or involvements(), book or role_book()
    deliverables = deliverables or catalogue()
    drawn = Lanes(language, tuple(parts), book, deliverables)
    height = _LANE * len(drawn.roles)
    marks, meanings = _key(language, height + 10, len(deliverables.steps))
    total = height + 10 + _KEY_ROW * len(WEIGHTS)
    title = word("cycle.title", language)
    layout = card_layout(title, 136 + total, {"l": 4, "r": 4, "t": 8, "b": 8})
    layout["title"] |= {"automargin": True, "pad": {"l": 12, "t": 12, "b": 10}}
    layout |= {
        "xaxis": _phase_axis(drawn),
        "yaxis": bare_axis(total, 0),
        "annotations": [*_lane_names(drawn), *meanings],
        "shapes": _bands(drawn),
    }
    return Figure(
        spec={"data": [*_spans(drawn), _marks(drawn), marks], "layout": layout},
        config=plot_config(language),
        title=title,
        summary=_summary(drawn),
        table=_table(drawn),
        language=language,
    )


def _middle(drawn: Lanes, role: str) -> int:
    """How far down the marks of a role stand."""
    return _LANE * drawn.lane(role) + _MARKS_DOWN


def _marks(drawn: Lanes) -> dict[str, Any]:
    roles = drawn.book.roles
    grounds = [_ground(roles[part.role].colour, part.weight) for part in drawn.parts]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [drawn.column(part.phase) for part in drawn.parts],
        "y": [_middle(drawn, part.role) for part in drawn.parts],
        "text": [_letter(part.weight, drawn.language) for part in drawn.parts],
        "textposition": "middle center",
        "textfont": {"color": [text_on(ground) for ground in grounds]},
        "marker": {
            "symbol": [_SYMBOL[part.weight] for part in drawn.parts],
            "size": [_SIZE[part.weight] for part in drawn.parts],
            "color": grounds,
            "opacity": 1,
            "line": {"color": INK, "width": 1.5},
        },
        "cliponaxis": False,
        "hovertext": [_hover(drawn, part) for part in drawn.parts],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _ground(colour: str, weight: str) -> str:
    return {"lead": colour, "takes part": tint(colour, 0.35)}.get(weight, CARD)


def _letter(weight: str, language: Language) -> str:
    letter = escape(word(f"{weight}.letter", language))
    return f"<b>{letter}</b>" if weight == "lead" else letter


def _hover(drawn: Lanes, part: Involvement) -> str:
    role = drawn.book.roles[part.role].short.said_in(drawn.language)
    head = f"<b>{escape(role)}</b> · {escape(drawn.phase_name(part.phase))}"
    weight = f"<b>{escape(word(part.weight, drawn.language))}</b>"
    does = broken(part.does.said_in(drawn.language), 28)
    listed = [f"– {broken(deliverable, 28)}" for deliverable in drawn.deliverables(part)]
    return "<br>".join([head, weight, does, *listed])


def _spans(drawn: Lanes) -> list[dict[str, Any]]:
    """A line under the marks of phases that follow each other; a pause leaves a gap."""
    spans = []
    for role in drawn.roles:
        columns = {drawn.column(part.phase) for part in drawn.parts if part.role == role.id}
        across: list[int | None] = []
        for column in sorted(columns):
            across += [column] if column + 1 in columns else [column, None]
        spans.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": across,
                "y": [None if x is None else _middle(drawn, role.id) for x in across],
                "line": {"color": role.colour, "width": 5},
                "hoverinfo": "skip",
            }
        )
    return spans


def _phase_axis(drawn: Lanes) -> dict[str, Any]:
    """Phase names on top; Plotly turns them upright by itself where columns are narrow."""
    steps = drawn.catalogue.steps
    return {
        "range": [0.5, len(steps) + 0.5],
        "side": "top",
        "tickmode": "array",
        "tickvals": list(range(1, len(steps) + 1)),
        "ticktext": [f"<b>{escape(drawn.phase_name(step.id))}</b>" for step in steps],
        "autotickangles": [0, -90],
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
    }


def _lane_names(drawn: Lanes) -> list[dict[str, Any]]:
    names = []
    for position, role in enumerate(drawn.roles):
        short = escape(role.short.said_in(drawn.language))
        verb = escape(word(role.verb, drawn.language))
        text = f"<b>{SHAPES[role.symbol]} {short}</b> · {verb}"
        place = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "xshift": 6}
        names.append(note(text, 0, _LANE * position + 13, **place))
    return names


def _bands(drawn: Lanes) -> list[dict[str, Any]]:
    tops = [_LANE * position for position in range(len(drawn.roles))]
    return [band(top + 1, top + _LANE - 3, xref="paper") for top in tops]


def _key(language: Language, top: int, columns: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The three marks and what they mean, one below the other."""
    rows = [top + _KEY_ROW * (position + 0.5) for position in range(len(WEIGHTS))]
    left = 0.5 + columns * 0.05
    grounds = [_ground(RULE, weight) for weight in WEIGHTS]
    marks = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [left] * len(rows),
        "y": rows,
        "text": [_letter(weight, language) for weight in WEIGHTS],
        "textposition": "middle center",
        "textfont": {"color": [text_on(ground) for ground in grounds]},
        "marker": {
            "symbol": [_SYMBOL[weight] for weight in WEIGHTS],
            "size": 20,
            "color": grounds,
            "opacity": 1,
            "line": {"color": INK, "width": 1.5},
        },
        "hoverinfo": "skip",
    }
    place = {"xanchor": "left", "yanchor": "middle", "xshift": 16}
    meanings = [
        note(escape(word(f"{weight}.meaning", language)), left, row, **place)
        for weight, row in zip(WEIGHTS, rows, strict=True)
    ]
    return marks, meanings


def _summary(drawn: Lanes) -> str:
    return word(
        "cycle.summary",
        drawn.language,
        phases=len(drawn.catalogue.steps),
        amoa=sum(part.role == "amoa" for part in drawn.parts),
        moa=sum(part.role == "moa" and part.weight == "lead" for part in drawn.parts),
        moe=sum(part.role == "moe" and part.weight == "lead" for part in drawn.parts),
    )


def _table(drawn: Lanes) -> FigureTable:
    """One row a mark, lane by lane."""
    rows = [
        (
            role.short.said_in(drawn.language),
            drawn.phase_name(part.phase),
            word(part.weight, drawn.language),
            part.does.said_in(drawn.language),
        )
        for role in drawn.roles
        for part in drawn.parts
        if part.role == role.id
    ]
    headers = ("role", "phase", "weight", "does")
    return FigureTable(
        tuple(word(f"table.{header}", drawn.language) for header in headers), tuple(rows)
    )
