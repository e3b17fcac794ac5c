"""The task map: how the project is run on the left, what the business needs on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maitrise.base.text import Language
from maitrise.course.deliverables import catalogue
from maitrise.course.project_tasks import ZONES, ProjectTask, project_tasks
from maitrise.course.roles import SHAPES, role_book
from maitrise.figures.card import TEXT_SIZE, band, bare_axis, broken, card_layout, escape, note
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.palette import CARD, INK, MUTED, text_on, tint
from maitrise.figures.plotly import plot_config

_COLUMNS = {"running": (0.01, 0.325), "grey": (0.3425, 0.6575), "need": (0.675, 0.99)}
_TITLE = 40  # pixels
_HEADING = 62  # from the title to the first phase: names of the columns
_CAPTION = 22
_BOX = 64
_PHASE = _CAPTION + _BOX + 8
_OWNER = 36
_CHARACTERS = 14  # a line of a box, on a telephone


def task_map(
    language: Language, tasks: Sequence[ProjectTask] | None = None, stretch: int = 1
) -> Figure:
    """Which tasks are about running the project, which about the need, and which could be either?

    Shows that the PMO and the AMOA stand on two sides of the owner in every phase, and that a
    grey zone lies between them. Source: ``course/data/project-tasks.csv``, a convention of this
    course drawn from the deliverables' RACI; the grey zone from the State's guide of 2004, which
    counts steering, quality and audit as AMOA [R9].

    Args:
        tasks: one a zone for each phase drawn; the course's own unless given.
        stretch: how many times as long as on a telephone the lines of text may be.
    """
    tasks = tuple(tasks or project_tasks())
    phases = list(dict.fromkeys(task.phase for task in tasks))
    end = _HEADING + _PHASE * len(phases)
    title = word("tasks.title", language)
    layout = card_layout(title, _TITLE + end + _OWNER + 8, {"l": 4, "r": 4, "t": _TITLE, "b": 8})
    layout |= {
        "xaxis": bare_axis(0, 1),
        "yaxis": bare_axis(end + _OWNER, 0),
        "annotations": [
            *(_heading(zone, language, stretch) for zone in ZONES),
            *(_caption(phase, _top(phases, phase), language) for phase in phases),
            *(_words(task, _top(phases, task.phase), language, stretch) for task in tasks),
            _owner_words(end, language),
        ],
        "shapes": [_band(_top(phases, phase)) for phase in phases],
        "barmode": "overlay",
        "barcornerradius": 6,
    }
    return Figure(
        spec={"data": [_boxes(tasks, phases, language), _owner(end)], "layout": layout},
        config=plot_config(language),
        title=title,
        summary=word("tasks.summary", language, phases=len(phases)),
        table=_table(tasks, phases, language),
        language=language,
    )


def _top(phases: list[str], phase: str) -> int:
    return _HEADING + _PHASE * phases.index(phase)


def _middle(zone: str) -> float:
    left, right = _COLUMNS[zone]
    return (left + right) / 2


def _ground(zone: str) -> str:
    """The PMO's green, the AMOA's blue, white between them."""
    roles = role_book().roles
    sides = {"running": roles["pmo-office"].colour, "need": roles["amoa"].colour}
    return tint(sides[zone], 0.35) if zone in sides else CARD


def _boxes(tasks: Sequence[ProjectTask], phases: list[str], language: Language) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [_COLUMNS[task.zone][0] for task in tasks],
        "x": [round(_COLUMNS[task.zone][1] - _COLUMNS[task.zone][0], 4) for task in tasks],
        "y": [_top(phases, task.phase) + _CAPTION + _BOX / 2 for task in tasks],
        "width": [_BOX] * len(tasks),
        "marker": {
            "color": [_ground(task.zone) for task in tasks],
            "line": {"color": INK, "width": 1.5},
        },
        "hovertext": [_hover(task, language) for task in tasks],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(task: ProjectTask, language: Language) -> str:
    head = f"<b>{broken(_name(task.zone, language), 28)}</b>"
    who = broken(word(f"tasks.{task.zone}.who", language), 28)
    return "<br>".join([head, who, broken(task.name.said_in(language), 28)])


def _name(zone: str, language: Language) -> str:
    return word(f"tasks.{zone}", language)


def _heading(zone: str, language: Language, stretch: int) -> dict[str, Any]:
    marks = {"running": ("pmo-office",), "grey": ("pmo-office", "amoa"), "need": ("amoa",)}
    symbols = "".join(SHAPES[role_book().roles[role].symbol] for role in marks[zone])
    name = broken(_name(zone, language), _CHARACTERS * stretch)
    who = escape(word(f"tasks.{zone}.who", language))
    text = f"<b>{name}</b><br>{symbols} {who}"
    place = {"align": "center", "xanchor": "center", "yanchor": "middle"}
    return note(text, _middle(zone), _HEADING / 2 - 2, **place)


def _caption(phase: str, top: int, language: Language) -> dict[str, Any]:
    name = {step.id: step.name for step in catalogue().steps}[phase].said_in(language)
    text = f"<b>{escape(name)}</b>"
    place = {"xanchor": "left", "yanchor": "middle", "font": {"color": MUTED, "size": TEXT_SIZE}}
    return note(text, _COLUMNS["running"][0], top + _CAPTION / 2 + 1, **place)


def _words(task: ProjectTask, top: int, language: Language, stretch: int) -> dict[str, Any]:
    text = broken(task.name.said_in(language), _CHARACTERS * stretch)
    place = {"align": "center", "font": {"color": text_on(_ground(task.zone))}}
    return note(text, _middle(task.zone), top + _CAPTION + _BOX / 2, **place)


def _band(top: int) -> dict[str, Any]:
    return band(top + 1, top + _PHASE - 3)


def _owner(top: int) -> dict[str, Any]:
    """The owner under all three columns: whoever helps, it decides."""
    return {
        "type": "bar",
        "orientation": "h",
        "base": [_COLUMNS["running"][0]],
        "x": [_COLUMNS["need"][1] - _COLUMNS["running"][0]],
        "y": [top + _OWNER / 2],
        "width": [_OWNER - 6],
        "marker": {
            "color": [role_book().roles["moa"].colour],
            "line": {"color": INK, "width": 1.5},
        },
        "hoverinfo": "skip",
    }


def _owner_words(top: int, language: Language) -> dict[str, Any]:
    moa = role_book().roles["moa"]
    text = f"<b>{SHAPES[moa.symbol]} {escape(word('tasks.owner', language))}</b>"
    place = {"align": "center", "font": {"color": text_on(moa.colour)}}
    return note(text, 0.5, top + _OWNER / 2, **place)


def _table(tasks: Sequence[ProjectTask], phases: list[str], language: Language) -> FigureTable:
    names = {step.id: step.name.said_in(language) for step in catalogue().steps}
    said = {(task.zone, task.phase): task.name.said_in(language) for task in tasks}
    columns = [f"{_name(zone, language)} ({word(f'tasks.{zone}.who', language)})" for zone in ZONES]
    headers = (word("table.phase", language), *columns)
    rows = tuple((names[phase], *(said[zone, phase] for zone in ZONES)) for phase in phases)
    return FigureTable(headers, rows)
