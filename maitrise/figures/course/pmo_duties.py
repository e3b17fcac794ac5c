"""The duties of office, officer and project manager, side by side, subject by subject."""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language
from maitrise.course.role_parts import SHARES, Duty, duties
from maitrise.course.roles import SHAPES, Role, RoleBook, role_book
from maitrise.figures.card import TEXT_SIZE, bare_axis, broken, card_layout, escape, note
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.palette import CARD, INK, MUTED, text_on, tint
from maitrise.figures.plotly import plot_config

_HEADING = 40  # pixels above the columns' heads, for the title
_HEADS = 44
_NAME = 24  # pixels for the subject's name, above its cells
_CELL = 56
_ROW = _NAME + _CELL
_KEY_ROW = 22
_GAP = 0.012  # between cells, as a share of the width
_MARKS = {"decides": "◉", "helps": "○", "stays out": "–"}
_MIDDLE_LEFT = {"xanchor": "left", "yanchor": "middle"}


def pmo_duties(
    language: Language,
    parts: tuple[Duty, ...] | None = None,
    book: RoleBook | None = None,
    stretch: int = 1,
) -> Figure:
    """On the same subject, what do office, officer and project manager do, and who decides?

    Source: ``course/data/pmo-duties.csv``, a convention of the course drawn from the role cards,
    the PMBOK's definition of a PMO [R33] and job descriptions of PMO officers [R31]: practice
    varies, as far as directive offices that run projects themselves [R34].

    Args:
        parts: the duties; the course's own unless given.
        book: the roles, for their names and colours; the course's own unless given.
        stretch: how many times as long as on a telephone the lines of text may be.
    """
    parts, book = duties() if parts is None else parts, book or role_book()
    roles = [book.roles[role] for role in dict.fromkeys(part.role for part in parts)]
    subjects = list(dict.fromkeys(part.subject for part in parts))
    bottom = _HEADS + _ROW * len(subjects) + 8
    total = bottom + _KEY_ROW * len(SHARES)
    title = word("duties.title", language)
    layout = card_layout(title, _HEADING + total + 8, {"l": 8, "r": 8, "t": _HEADING, "b": 8})
    layout |= {
        "xaxis": bare_axis(0, 1),
        "yaxis": bare_axis(total, 0),
        "annotations": [
            *_heads(roles, language, stretch),
            *_names(subjects, language),
            *(_said(part, roles, subjects, language, stretch) for part in parts),
            *_key(language, bottom),
        ],
        "barmode": "overlay",
        "barcornerradius": 6,
    }
    data = [_head_cells(roles), _cells(parts, roles, subjects, language)]
    return Figure(
        spec={"data": data, "layout": layout},
        config=plot_config(language),
        title=title,
        summary=_summary(language, parts, len(subjects)),
        table=_table(language, parts, roles, subjects),
        language=language,
    )


def _column(position: int, columns: int) -> tuple[float, float]:
    """Left edge and width of a column."""
    return round(position / columns + _GAP / 2, 4), round(1 / columns - _GAP, 4)


def _middle(position: int, columns: int) -> float:
    return round((position + 0.5) / columns, 4)


def _row_middle(row: int) -> float:
    return _HEADS + _ROW * row + _NAME + _CELL / 2


def _bars(columns: list[tuple[float, float]], middles: list[float], height: int) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [left for left, _ in columns],
        "x": [width for _, width in columns],
        "y": middles,
        "width": [height] * len(columns),
    }


def _head_cells(roles: list[Role]) -> dict[str, Any]:
    columns = [_column(position, len(roles)) for position in range(len(roles))]
    bars = _bars(columns, [_HEADS / 2] * len(roles), _HEADS - 4)
    line = {"color": INK, "width": 1.5}
    return bars | {
        "marker": {"color": [role.colour for role in roles], "line": line},
        "hoverinfo": "skip",
    }


def _cells(
    parts: tuple[Duty, ...], roles: list[Role], subjects: list[str], language: Language
) -> dict[str, Any]:
    places = [_place(part, roles, subjects) for part in parts]
    columns = [_column(column, len(roles)) for column, _ in places]
    bars = _bars(columns, [_row_middle(row) for _, row in places], _CELL)
    return bars | {
        "marker": {
            "color": [_ground(part, roles) for part in parts],
            "line": {"color": INK, "width": [2 if p.share == "decides" else 0.5 for p in parts]},
        },
        "hovertext": [
            f"<b>{escape(_title(part.role, roles, language))}</b><br>"
            f"{broken(part.does.said_in(language), 28)}"
            f"<br>{broken(word(f'duties.{part.share}', language), 28)}"
            for part in parts
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _place(part: Duty, roles: list[Role], subjects: list[str]) -> tuple[int, int]:
    """Column and row of a cell."""
    return [role.id for role in roles].index(part.role), subjects.index(part.subject)


def _ground(part: Duty, roles: list[Role]) -> str:
    """The role's colour where it decides, a breath of it where it helps, none where it is out."""
    colour = next(role.colour for role in roles if role.id == part.role)
    return {"decides": colour, "helps": tint(colour, 0.14), "stays out": CARD}[part.share]


def _title(role_id: str, roles: list[Role], language: Language) -> str:
    return next(role.short.said_in(language) for role in roles if role.id == role_id)


def _heads(roles: list[Role], language: Language, stretch: int) -> list[dict[str, Any]]:
    return [
        note(
            f"<b>{SHAPES[role.symbol]} {broken(role.short.said_in(language), 12 * stretch)}</b>",
            _middle(position, len(roles)),
            _HEADS / 2,
            align="center",
            font={"size": TEXT_SIZE, "color": text_on(role.colour)},
        )
        for position, role in enumerate(roles)
    ]


def _names(subjects: list[str], language: Language) -> list[dict[str, Any]]:
    return [
        note(
            f"<b>{escape(word(f'duties.{subject}', language))}</b>",
            0,
            _HEADS + _ROW * row + _NAME / 2 + 2,
            xshift=4,
            **_MIDDLE_LEFT,
        )
        for row, subject in enumerate(subjects)
    ]


def _said(
    part: Duty, roles: list[Role], subjects: list[str], language: Language, stretch: int
) -> dict[str, Any]:
    """The words of a cell: bold where the role decides, so that colour is not alone."""
    column, row = _place(part, roles, subjects)
    text = broken(f"{_MARKS[part.share]} {part.does.said_in(language)}", 14 * stretch)
    return note(
        f"<b>{text}</b>" if part.share == "decides" else text,
        _middle(column, len(roles)),
        _row_middle(row),
        align="center",
        font={"size": TEXT_SIZE, "color": text_on(_ground(part, roles))},
    )


def _key(language: Language, top: int) -> list[dict[str, Any]]:
    return [
        note(
            f"{_MARKS[share]} {escape(word(f'duties.{share}', language))}",
            0,
            top + _KEY_ROW * (row + 0.5),
            xshift=4,
            font={"size": TEXT_SIZE, "color": MUTED},
            **_MIDDLE_LEFT,
        )
        for row, share in enumerate(SHARES)
    ]


def _summary(language: Language, parts: tuple[Duty, ...], subjects: int) -> str:
    decided = [part for part in parts if part.role == "project-manager" and part.share == "decides"]
    return word("duties.summary", language, subjects=subjects, manager=len(decided))


def _table(
    language: Language, parts: tuple[Duty, ...], roles: list[Role], subjects: list[str]
) -> FigureTable:
    said = {
        (part.subject, part.role): f"{_MARKS[part.share]} {part.does.said_in(language)}"
        for part in parts
    }
    rows = tuple(
        (word(f"duties.{subject}", language), *(said[subject, role.id] for role in roles))
        for subject in subjects
    )
    return FigureTable(
        (word("duties.subject", language), *(r.short.said_in(language) for r in roles)), rows
    )
