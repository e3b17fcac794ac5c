"""The chart of a client, its IT department and its providers, with the roles laid over it."""

from __future__ import annotations

from maitrise.base.text import Language
from maitrise.course.organisation import HOUSES, LEVELS, NO_ROLE, VERBS, Seat, seats
from maitrise.course.roles import role_book
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.grid import Grid, GridCell, GridRow, Head


def organisation(language: Language) -> Figure:
    """Who pays the salary, and for whom does one work?

    Shows that a role may be found in two houses, and that the house of an adviser is not the side
    that the adviser works for. Source: ``course/data/organisation.csv``, a convention of the
    course; the functions without a role are those that approve or give an opinion on one
    subject [R81].
    """
    return Figure(
        title=word("organisation.title", language),
        summary=_summary(language),
        table=_table(language),
        language=language,
        drawing=_grid(language).as_data(),
    )


def _role_name(seat: Seat, language: Language) -> str:
    """The short name of the seat's role; of a function that has none, that it gives an opinion."""
    if seat.role == NO_ROLE:
        return word("organisation.no-role", language)
    return role_book().roles[seat.role].short.said_in(language)


def _grid(language: Language) -> Grid:
    taken = {(seat.level, seat.house): seat for seat in seats()}

    def cell(level: str, house: str) -> GridCell:
        seat = taken[level, house]
        return GridCell(
            part=seat.verb,
            letter=word(f"organisation.{seat.verb}.letter", language),
            said=word(seat.verb, language),
            name=_role_name(seat, language),
            text=seat.who.said_in(language),
            role="" if seat.role == NO_ROLE else seat.role,
        )

    return Grid(
        form="organisation",
        columns=tuple(Head(text=word(f"organisation.{house}", language)) for house in HOUSES),
        rows=tuple(
            GridRow(
                head=Head(text=word(f"organisation.{level}", language)),
                cells=tuple(cell(level, house) for house in HOUSES),
            )
            for level in LEVELS
        ),
        key=tuple(
            GridCell(
                part=verb,
                letter=word(f"organisation.{verb}.letter", language),
                text=word(verb, language),
            )
            for verb in VERBS
        ),
        symbols=role_book().symbols,
    )


def _summary(language: Language) -> str:
    builders = {seat.house for seat in seats() if seat.role == "moe" and seat.verb == "builds"}
    counted = {"levels": len(LEVELS), "houses": len(HOUSES), "build": len(builders)}
    return word("organisation.summary", language, **counted)


def _table(language: Language) -> FigureTable:
    """One row a seat: what the drawing shows, in words."""
    headers = (
        "organisation.level",
        "organisation.house",
        "table.role",
        "organisation.verb",
        "organisation.who",
    )
    ordered = sorted(seats(), key=lambda each: (LEVELS.index(each.level), HOUSES.index(each.house)))
    return FigureTable(
        tuple(word(each, language) for each in headers),
        tuple(
            (
                word(f"organisation.{seat.level}", language),
                word(f"organisation.{seat.house}", language),
                _role_name(seat, language),
                word(seat.verb, language),
                seat.who.said_in(language),
            )
            for seat in ordered
        ),
    )
