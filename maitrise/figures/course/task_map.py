"""The task map: how the project is run on the left, what the business needs on the right."""

from __future__ import annotations

from maitrise.base.text import Language
from maitrise.course.deliverables import catalogue
from maitrise.course.project_tasks import ZONES, project_tasks
from maitrise.course.roles import role_book
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.grid import Grid, GridCell, GridRow, Head

_ROLES = {"running": ("pmo-office",), "grey": ("pmo-office", "amoa"), "need": ("amoa",)}
_SIDES = {"running": "pmo-office", "grey": "", "need": "amoa"}


def task_map(language: Language) -> Figure:
    """Which tasks are about running the project, which about the need, and which could be either?

    Shows that the PMO and the AMOA stand on two sides of the owner in every phase, and that a
    grey zone lies between them. Source: ``course/data/project-tasks.csv``, a convention of this
    course drawn from the deliverables' RACI; the grey zone from the State's guide of 2004, which
    counts steering, quality and audit as AMOA [R9].
    """
    tasks = {(task.phase, task.zone): task.name.said_in(language) for task in project_tasks()}
    names = {step.id: step.name.said_in(language) for step in catalogue().steps}
    phases = {phase: names[phase] for phase in dict.fromkeys(phase for phase, _ in tasks)}
    zones = [
        Head(
            text=word(f"tasks.{z}", language),
            note=word(f"tasks.{z}.who", language),
            roles=_ROLES[z],
        )
        for z in ZONES
    ]
    grid = Grid(
        form="task-map",
        columns=tuple(zones),
        rows=tuple(
            GridRow(
                head=Head(text=name),
                cells=tuple(
                    GridCell(part=zone, text=tasks[phase, zone], role=_SIDES[zone])
                    for zone in ZONES
                ),
            )
            for phase, name in phases.items()
        ),
        key=(),
        symbols=role_book().symbols,
        foot=GridCell(text=word("tasks.owner", language), role="moa"),
    )
    return Figure(
        title=word("tasks.title", language),
        summary=word("tasks.summary", language, phases=len(phases)),
        table=FigureTable(
            (word("table.phase", language), *(f"{zone.text} ({zone.note})" for zone in zones)),
            tuple((name, *(tasks[phase, z] for z in ZONES)) for phase, name in phases.items()),
        ),
        language=language,
        drawing=grid.as_data(),
    )
