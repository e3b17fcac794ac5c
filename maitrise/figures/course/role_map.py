"""The role map: one panel for IT, one for building works, one above the other."""

from __future__ import annotations

from typing import Any

from maitrise.base.locale import LOCALES
from maitrise.base.text import Language
from maitrise.course.roles import KINDS, SETTINGS, SHAPES, Role, RoleBook, role_book
from maitrise.figures.card import TEXT_SIZE, bare_axis, broken, card_layout, escape, note
from maitrise.figures.course.role_map_panel import Panel
from maitrise.figures.course.role_map_plan import LEFT, Arrow, Box
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.palette import BAND, CARD, INK, MUTED, text_on
from maitrise.figures.plotly import plot_config

_STROKES = {
    "helps": {"dash": "dash", "width": 2},
    "reports": {"dash": "solid", "width": 1.5},
    "contract": {"dash": "solid", "width": 4},
    "informs": {"dash": "dot", "width": 2},
}
_HEADING = 40  # pixels above the first panel, for the title
_GAP = 22  # pixels between panels
_KEY_ROW = 22
_MIDDLE_LEFT = {"xanchor": "left", "yanchor": "middle"}


def role_map(
    language: Language,
    book: RoleBook | None = None,
    settings: tuple[str, ...] = SETTINGS,
    stretch: int = 1,
) -> Figure:
    """Who decides, helps, builds and monitors, and who reports to whom?

    Source: the role cards and relations of ``course/roles.toml``. In building works the MOE
    designs and supervises while contractors build; in IT it usually designs and builds [R5].

    Args:
        book: the roles and relations; the course's own unless given.
        settings: the panels, from top to bottom: "it", "works".
        stretch: how many times as long as on a telephone the lines of text may be.
    """
    book = book or role_book()
    data: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    y = 0
    for setting in settings:
        panel = Panel(language, book, setting, y, stretch)
        data += [_boxes(panel), *_arrows(panel)]
        notes += _notes(panel)
        shapes += _bands(panel)
        y += panel.plan.height + _GAP
    strokes, meanings = _key(language, y)
    y += 2 * _KEY_ROW
    title = word("map.title", language)
    layout = card_layout(title, _HEADING + y + 8, {"l": 4, "r": 4, "t": _HEADING, "b": 8})
    layout |= {
        "xaxis": bare_axis(0, 1),
        "yaxis": bare_axis(y, 0),
        "annotations": [*notes, *meanings],
        "shapes": shapes,
        "barmode": "overlay",
        "barcornerradius": 8,
    }
    return Figure(
        spec={"data": [*data, *strokes], "layout": layout},
        config=plot_config(language),
        title=title,
        summary=_summary(language, settings),
        table=_table(language, book, settings),
        language=language,
    )


def _boxes(panel: Panel) -> dict[str, Any]:
    boxes = panel.plan.boxes
    return {
        "type": "bar",
        "orientation": "h",
        "base": [box.column[0] for box in boxes],
        "x": [round(box.column[1] - box.column[0], 3) for box in boxes],
        "y": [panel.top + box.middle[1] for box in boxes],
        "width": [box.bottom - box.top for box in boxes],
        "marker": {
            "color": [_ground(panel.role(box)) for box in boxes],
            "line": {"color": INK, "width": 1.5},
        },
        "hovertext": [_hover(panel, box) for box in boxes],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _ground(role: Role | None) -> str:
    return role.colour if role else CARD


def _hover(panel: Panel, box: Box) -> str:
    name, verb, does = panel.said(box)
    role = panel.role(box)
    said = [f"{verb} {does}"]
    if role:
        said = [role.mission.said_in(panel.language), role.never.said_in(panel.language)]
    return "<br>".join([f"<b>{escape(name)}</b>", *(broken(sentence, 28) for sentence in said)])


def _arrows(panel: Panel) -> list[dict[str, Any]]:
    return [
        _stroke([(x, panel.top + y) for x, y in panel.arrow(relation).points], relation.kind)
        for relation in panel.relations
    ]


def _stroke(points: list[tuple[float, float]], kind: str) -> dict[str, Any]:
    head = 13 if kind == "contract" else 10
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "line": {"color": INK, **_STROKES[kind]},
        "marker": {
            "color": INK,
            "symbol": "arrow-wide",
            "angleref": "previous",
            "opacity": 1,
            "line": {"width": 0},
            "size": [0] * (len(points) - 1) + [head],
        },
        "hoverinfo": "skip",
    }


def _notes(panel: Panel) -> list[dict[str, Any]]:
    language, plan, top = panel.language, panel.plan, panel.top
    heading = f"<b>{escape(word(f'map.{panel.setting}', language))}</b>"
    notes = [note(heading, 0, top + 12, xshift=8, font={"size": TEXT_SIZE + 2}, **_MIDDLE_LEFT)]
    for band in plan.bands:
        caption = f"<b>{escape(word(band.caption, language))}</b>"
        font = {"color": MUTED}
        notes.append(note(caption, band.left, top + band.top + 13, font=font, **_MIDDLE_LEFT))
    notes += [_box_note(panel, box) for box in plan.boxes]
    for relation in panel.relations:
        arrow = panel.arrow(relation)
        label = broken(relation.label.said_in(language), arrow.width * panel.stretch)
        notes.append(note(label, arrow.at[0], top + arrow.at[1], **_beside(arrow)))
    if plan.foot:
        foot = broken(word(f"map.foot.{panel.setting}", language), 46 * panel.stretch)
        notes.append(note(foot, 0, top + plan.height - plan.foot / 2, xshift=8, **_MIDDLE_LEFT))
    return notes


def _box_note(panel: Panel, box: Box) -> dict[str, Any]:
    """The text of a box; a bar's own text would shrink below 12 pixels where it is tight."""
    name, verb, does = panel.said(box)
    role = panel.role(box)
    if role:
        name = f"{SHAPES[role.symbol]} {name}"
    bold, plain = 14 * panel.stretch, 16 * panel.stretch
    text = f"<b>{broken(name, bold)}</b><br><b>{broken(verb, bold)}</b><br>{broken(does, plain)}"
    x, y = box.middle
    return note(text, x, panel.top + y, align="center", font={"color": text_on(_ground(role))})


def _beside(arrow: Arrow) -> dict[str, Any]:
    """How a label is hung on its point."""
    return {
        "align": "center",
        "textangle": arrow.angle,
        "xanchor": "center" if arrow.anchor == "bottom" else arrow.anchor,
        "yanchor": "bottom" if arrow.anchor == "bottom" else "middle",
        "xshift": {"left": arrow.shift, "right": -arrow.shift}.get(arrow.anchor, 0),
        "yshift": arrow.shift if arrow.anchor == "bottom" else 0,
    }


def _bands(panel: Panel) -> list[dict[str, Any]]:
    return [
        {
            "type": "rect",
            "x0": 0,
            "x1": 1,
            "y0": panel.top + band.top,
            "y1": panel.top + band.bottom,
            "fillcolor": BAND,
            "line": {"width": 0},
            "layer": "below",
        }
        for band in panel.plan.bands
    ]


def _key(language: Language, top: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The four strokes and what they mean, two by two."""
    strokes, meanings = [], []
    for position, kind in enumerate(KINDS):
        x = LEFT[0] + 0.46 * (position % 2)
        y = top + _KEY_ROW * (position // 2 + 0.5)
        strokes.append(_stroke([(x, y), (x + 0.1, y)], kind))
        meanings.append(note(escape(word(kind, language)), x + 0.12, y, **_MIDDLE_LEFT))
    return strokes, meanings


def _summary(language: Language, settings: tuple[str, ...]) -> str:
    """One sentence for the panels together, in the order of the settings."""
    parts = [word(f"map.summary.{setting}", language) for setting in settings]
    sentence = LOCALES[language].semicolon.join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _table(language: Language, book: RoleBook, settings: tuple[str, ...]) -> FigureTable:
    rows = []
    for panel in (Panel(language, book, setting, 0) for setting in settings):
        for box in panel.plan.boxes:
            links = " · ".join(panel.links(box))
            rows.append((word(f"map.{panel.setting}", language), *panel.said(box), links))
    headers = ("setting", "role", "verb", "does", "links")
    return FigureTable(tuple(word(f"table.{header}", language) for header in headers), tuple(rows))
