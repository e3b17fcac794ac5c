"""The life cycle: one row a role, one column a phase."""

from __future__ import annotations

from maitrise.base.text import Language
from maitrise.course.deliverables import catalogue
from maitrise.course.role_parts import WEIGHTS, involvements
from maitrise.course.roles import Role, role_book
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.grid import Grid, GridCell, GridRow, Head


def life_cycle(language: Language) -> Figure:
    """Which role acts when?

    Shows the AMOA at work from the first idea to take-up, not upstream only. Source:
    ``course/data/life-cycle.csv``, drawn from the role cards and the deliverables' RACI [R49].
    """
    return Figure(
        title=word("cycle.title", language),
        summary=_summary(language),
        table=_table(language),
        language=language,
        drawing=_grid(language).as_data(),
    )


def _roles() -> list[Role]:
    """The roles that act at all, in the order of the role cards."""
    acting = {part.role for part in involvements()}
    return [role for role in role_book().roles.values() if role.id in acting]


def _grid(language: Language) -> Grid:
    parts = {(part.role, part.phase): part.weight for part in involvements()}
    steps = catalogue().steps

    def cell(role: str, phase: str) -> GridCell | None:
        weight = parts.get((role, phase))
        if weight is None:
            return None
        letter = word(f"{weight}.letter", language)
        return GridCell(part=weight, letter=letter, said=word(weight, language), role=role)

    return Grid(
        form="life-cycle",
        columns=tuple(Head(text=step.numbered(language)) for step in steps),
        rows=tuple(
            GridRow(
                head=Head(
                    text=role.short.said_in(language),
                    note=word(role.verb, language),
                    roles=(role.id,),
                ),
                cells=tuple(cell(role.id, step.id) for step in steps),
            )
            for role in _roles()
        ),
        key=tuple(
            GridCell(
                part=weight,
                letter=word(f"{weight}.letter", language),
                text=word(f"{weight}.meaning", language),
            )
            for weight in WEIGHTS
        ),
        symbols=role_book().symbols,
    )


def _summary(language: Language) -> str:
    parts = involvements()
    return word(
        "cycle.summary",
        language,
        phases=len(catalogue().steps),
        amoa=sum(part.role == "amoa" for part in parts),
        moa=sum(part.role == "moa" and part.weight == "lead" for part in parts),
        moe=sum(part.role == "moe" and part.weight == "lead" for part in parts),
    )


def _table(language: Language) -> FigureTable:
    """One row a mark, role by role."""
    phases = {step.id: step.numbered(language) for step in catalogue().steps}
    rows = tuple(
        (
            role.short.said_in(language),
            phases[part.phase],
            word(part.weight, language),
            part.does.said_in(language),
        )
        for role in _roles()
        for part in involvements()
        if part.role == role.id
    )
    headers = ("role", "phase", "weight", "does")
    return FigureTable(tuple(word(f"table.{header}", language) for header in headers), rows)
