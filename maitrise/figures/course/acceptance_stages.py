"""The stages of acceptance: one row a stage, one column a role."""

from __future__ import annotations

from maitrise.base.text import Language
from maitrise.course.role_parts import PARTS, STAGES, acts
from maitrise.course.roles import role_book
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.grid import Grid, GridCell, GridRow, Head

_COLUMNS = {"moa": "MOA", "amoa": "AMOA", "moe": "MOE", "pmo-officer": "PMO"}


def acceptance_stages(language: Language) -> Figure:
    """Who acts at each stage of acceptance, and who decides?

    Shows the MOE at work on installing and fixing, and never deciding. Source:
    ``course/data/acceptance.csv`` [R6][R7][R24][R25].
    """
    return Figure(
        title=word("acceptance.title", language),
        summary=_summary(language),
        table=_table(language),
        language=language,
        drawing=_grid(language).as_data(),
    )


def _grid(language: Language) -> Grid:
    parts = {(act.stage, act.role): act for act in acts()}

    def cell(stage: str, role: str) -> GridCell | None:
        act = parts.get((stage, role))
        if act is None:
            return None
        return GridCell(
            part=act.part,
            letter=word(f"acceptance.{act.part}.letter", language),
            said=word(f"acceptance.{act.part}", language),
            text=act.verb.said_in(language),
            role=role,
        )

    return Grid(
        form="acceptance-stages",
        columns=tuple(Head(text=short, roles=(role,)) for role, short in _COLUMNS.items()),
        rows=tuple(
            GridRow(
                head=Head(
                    text=word(f"acceptance.{stage}", language),
                    note=word(f"acceptance.{stage}.question", language),
                ),
                cells=tuple(cell(stage, role) for role in _COLUMNS),
            )
            for stage in STAGES
        ),
        key=tuple(
            GridCell(
                part=part,
                letter=word(f"acceptance.{part}.letter", language),
                text=word(f"acceptance.{part}", language),
            )
            for part in PARTS
        ),
        symbols=role_book().symbols,
    )


def _summary(language: Language) -> str:
    parts = acts()
    return word(
        "acceptance.summary",
        language,
        stages=len(STAGES),
        moa=sum(act.role == "moa" and act.part == "decides" for act in parts),
        amoa=sum(act.role == "amoa" and act.part == "works" for act in parts),
        moe=sum(act.role == "moe" and act.part == "works" for act in parts),
    )


def _table(language: Language) -> FigureTable:
    """One row a mark, stage by stage."""
    rows = tuple(
        (
            word(f"acceptance.{stage}", language),
            _COLUMNS[act.role],
            word(f"acceptance.{act.part}", language),
            act.does.said_in(language),
        )
        for stage in STAGES
        for act in acts()
        if act.stage == stage
    )
    headers = ("stage", "role", "weight", "does")
    return FigureTable(tuple(word(f"table.{header}", language) for header in headers), rows)
