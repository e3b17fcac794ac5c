"""The chart of a client, its IT department and its providers, with the roles laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maitrise.base.text import Language
from maitrise.course.organisation import HOUSES, LEVELS, NO_ROLE, VERBS, Seat, seats
from maitrise.course.roles import SHAPES, role_book
from maitrise.figures.card import band, bare_axis, broken, card_layout, escape, note
from maitrise.figures.course.words import word
from maitrise.figures.figure import Figure, FigureTable
from maitrise.figures.palette import CARD, INK, MUTED, text_on, tint
from maitrise.figures.plotly import plot_config

_TITLE = 40  # pixels
_HEADING = 44  # names of the houses
_CAPTION = 22
_BOX = 74
_LEVEL = _CAPTION + _BOX + 8
_KEY_ROW = 22
_GAP = 0.012  # between boxes, as a share of the width
_CHARACTERS = 14  # a line of a box, on a telephone


def organisation(
    language: Language, people: Sequence[Seat] | None = None, stretch: int = 1
) -> Figure:
    """Who pays the salary, and for whom does one work?

    Shows that a role may be found in two houses, and that the house of an adviser is not the side
    that the adviser works for. Source: ``course/data/organisation.csv``, a convention of the
    course; the functions without a role are those that approve or give an opinion on one
    subject [R81].

    Args:
        people: one seat a house at each level; the course's own unless given.
        stretch: how many times as long as on a telephone the lines of text may be.
    """
    people = tuple(people or seats())
    end = _HEADING + _LEVEL * len(LEVELS)
    total = end + 8 + _KEY_ROW * len(VERBS)
    title = word("organisation.title", language)
    layout = card_layout(title, _TITLE + total + 8, {"l": 4, "r": 4, "t": _TITLE, "b": 8})
    layout |= {
        "xaxis": bare_axis(0, 1),
        "yaxis": bare_axis(total, 0),
        "annotations": [
            *(_heading(house, language, stretch) for house in HOUSES),
            *(_caption(level, language) for level in LEVELS),
            *(_words(seat, language, stretch) for seat in people),
            *_key(end + 8, language),
        ],
        "shapes": [_band(level) for level in LEVELS],
        "barmode": "overlay",
        "barcornerradius": 6,
    }
    return Figure(
        spec={"data": [_boxes(people, language)], "layout": layout},
        config=plot_config(language),
        title=title,
        summary=_summary(people, language),
        table=_table(people, language),
        language=language,
    )


def role_name(seat: Seat, language: Language) -> str:
    """The short name of the seat's role; of a function that has none, that it gives an opinion."""
    if seat.role == NO_ROLE:
        return word("organisation.no-role", language)
    return role_book().roles[seat.role].short.said_in(language)


def _top(level: str) -> int:
    return _HEADING + _LEVEL * LEVELS.index(level)


def _left(house: str) -> float:
    return HOUSES.index(house) / len(HOUSES)


def _ground(seat: Seat) -> str:
    """A tint of the role's colour; white for whoever has no role."""
    if seat.role == NO_ROLE:
        return CARD
    return tint(role_book().roles[seat.role].colour, 0.25)


def _boxes(people: Sequence[Seat], language: Language) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [round(_left(seat.house) + _GAP / 2, 4) for seat in people],
        "x": [round(1 / len(HOUSES) - _GAP, 4)] * len(people),
        "y": [_top(seat.level) + _CAPTION + _BOX / 2 for seat in people],
        "width": [_BOX] * len(people),
        "marker": {
            "color": [_ground(seat) for seat in people],
            "line": {"color": INK, "width": [2 if s.verb == "decides" else 0.5 for s in people]},
        },
        "hovertext": [_hover(seat, language) for seat in people],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(seat: Seat, language: Language) -> str:
    house = f"<b>{broken(word(f'organisation.{seat.house}', language), 28)}</b>"
    role = escape(f"{role_name(seat, language)} · {word(seat.verb, language)}")
    return "<br>".join([house, role, broken(seat.who.said_in(language), 28)])


def _heading(house: str, language: Language, stretch: int) -> dict[str, Any]:
    name = broken(word(f"organisation.{house}", language), _CHARACTERS * stretch)
    place = {"align": "center", "xanchor": "center", "yanchor": "middle"}
    return note(f"<b>{name}</b>", round(_left(house) + 1 / 6, 4), _HEADING / 2, **place)


def _caption(level: str, language: Language) -> dict[str, Any]:
    text = f"<b>{escape(word(f'organisation.{level}', language))}</b>"
    place = {"xanchor": "left", "yanchor": "middle", "font": {"color": MUTED}}
    return note(text, _GAP, _top(level) + _CAPTION / 2 + 1, **place)


def _words(seat: Seat, language: Language, stretch: int) -> dict[str, Any]:
    """The role with its shape, the verb's letter, then who: colour is never alone."""
    symbol = "" if seat.role == NO_ROLE else SHAPES[role_book().roles[seat.role].symbol] + " "
    head = f"{symbol}{broken(role_name(seat, language), _CHARACTERS * stretch)}"
    letter = escape(word(f"organisation.{seat.verb}.letter", language))
    who = broken(seat.who.said_in(language), (_CHARACTERS + 2) * stretch)
    place = {"align": "center", "font": {"color": text_on(_ground(seat))}}
    middle = _top(seat.level) + _CAPTION + _BOX / 2
    text = f"<b>{head} ({letter})</b><br>{who}"
    return note(text, round(_left(seat.house) + 1 / 6, 4), middle, **place)


def _band(level: str) -> dict[str, Any]:
    return band(_top(level) + 1, _top(level) + _LEVEL - 3)


def _key(top: int, language: Language) -> list[dict[str, Any]]:
    place = {"xanchor": "left", "yanchor": "middle"}
    return [
        note(
            f"<b>{escape(word(f'organisation.{verb}.letter', language))}</b>"
            f" {escape(word(verb, language))}",
            _GAP,
            top + _KEY_ROW * (number + 0.5),
            **place,
        )
        for number, verb in enumerate(VERBS)
    ]


def _summary(people: Sequence[Seat], language: Language) -> str:
    builders = {seat.house for seat in people if seat.role == "moe" and seat.verb == "builds"}
    return word(
        "organisation.summary",
        language,
        levels=len(LEVELS),
        houses=len(HOUSES),
        build=len(builders),
    )


def _table(people: Sequence[Seat], language: Language) -> FigureTable:
    """One row a seat: what the drawing shows, in words."""
    headers = ("organisation.level", "organisation.house", "table.role", "organisation.verb")
    ordered = sorted(people, key=lambda each: (LEVELS.index(each.level), HOUSES.index(each.house)))
    return FigureTable(
        (*(word(each, language) for each in headers), word("organisation.who", language)),
        tuple(
            (
                word(f"organisation.{seat.level}", language),
                word(f"organisation.{seat.house}", language),
                role_name(seat, language),
                word(seat.verb, language),
                seat.who.said_in(language),
            )
            for seat in ordered
        ),
    )
