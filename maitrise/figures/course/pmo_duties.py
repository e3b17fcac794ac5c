"""The duties of office, officer and project manager, side by side, subject by subject."""

from __future__ import annotations

from maitrise.base.text import Language
from maitrise.course.role_parts import SHARES, duties
from maitrise.course.roles import Role, role_book
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.grid import Grid, GridCell, GridRow, Head

_MARKS = {"decides": "◉", "helps": "○", "stays out": "–"}


def pmo_duties(language: Language) -> Figure:
    """On the same subject, what do office, officer and project manager do, and who decides?

    Source: ``course/data/pmo-duties.csv``, a convention of the course drawn from the role cards,
    the PMBOK's definition of a PMO [R33] and job descriptions of PMO officers [R31]: practice
    varies, as far as directive offices that run projects themselves [R34].
    """
    return Figure(
        title=word("duties.title", language),
        summary=_summary(language),
        table=_table(language),
        language=language,
        drawing=_grid(language).as_data(),
    )


def _roles() -> list[Role]:
    return [role_book().roles[role] for role in dict.fromkeys(part.role for part in duties())]


def _subjects() -> list[str]:
    return list(dict.fromkeys(part.subject for part in duties()))


def _grid(language: Language) -> Grid:
    parts = {(part.subject, part.role): part for part in duties()}

    def cell(subject: str, role: str) -> GridCell:
        part = parts[subject, role]
        return GridCell(
            part=part.share,
            letter=_MARKS[part.share],
            said=word(f"duties.{part.share}", language),
            text=part.does.said_in(language),
            role=role,
        )

    return Grid(
        form="pmo-duties",
        columns=tuple(Head(text=r.short.said_in(language), roles=(r.id,)) for r in _roles()),
        rows=tuple(
            GridRow(
                head=Head(text=word(f"duties.{subject}", language)),
                cells=tuple(cell(subject, role.id) for role in _roles()),
            )
            for subject in _subjects()
        ),
        key=tuple(
            GridCell(part=share, letter=_MARKS[share], text=word(f"duties.{share}", language))
            for share in SHARES
        ),
        symbols=role_book().symbols,
    )


def _summary(language: Language) -> str:
    decided = [p for p in duties() if p.role == "project-manager" and p.share == "decides"]
    return word("duties.summary", language, subjects=len(_subjects()), manager=len(decided))


def _table(language: Language) -> FigureTable:
    said = {
        (part.subject, part.role): f"{_MARKS[part.share]} {part.does.said_in(language)}"
        for part in duties()
    }
    return FigureTable(
        (word("duties.subject", language), *(r.short.said_in(language) for r in _roles())),
        tuple(
            (word(f"duties.{subject}", language), *(said[subject, role.id] for role in _roles()))
            for subject in _subjects()
        ),
    )
