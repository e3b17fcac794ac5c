"""The role map: two banks, the roles on them, and what ties one to another."""

from __future__ import annotations

from typing import Any

from maitrise.base.text import Language, say
from maitrise.course.roles import SETTINGS, role_book
from maitrise.figures.course.role_map import role_map
from maitrise.figures.course.role_map_panel import Panel
from maitrise.figures.course.role_map_plan import Box
from maitrise.figures.course.words import word

_MONITORS, _DECIDES = "monitors", "decides"
GROUPS = ("management", "lookout", "client", "delivery")


def data(language: Language) -> dict[str, Any]:
    """The map of each setting, from the same roles, relations and words as the drawn figure."""
    figure = role_map(language)
    return {
        "symbols": role_book().symbols,
        "settings": [_setting(Panel(language, role_book(), each, 0)) for each in SETTINGS],
        "title": figure.title,
        "summary": figure.summary,
        "table": {"headers": figure.table.headers, "rows": figure.table.rows},
    }


def markdown(language: Language) -> str:
    """The map in a sentence, then as a table."""
    return role_map(language).markdown()


def _setting(panel: Panel) -> dict[str, Any]:
    boxes = panel.plan.boxes
    return {
        "id": panel.setting,
        "title": word(f"map.{panel.setting}", panel.language),
        "foot": word(f"map.foot.{panel.setting}", panel.language) if panel.plan.foot else "",
        "groups": [
            {
                "id": group,
                "title": say(f"role-map.{group}", panel.language),
                "boxes": [_box(panel, box) for box in boxes if _group(panel, box) == group],
            }
            for group in GROUPS
            if any(_group(panel, box) == group for box in boxes)
        ],
    }


def _group(panel: Panel, box: Box) -> str:
    role = panel.role(box)
    if role is not None and role.verb == _MONITORS:
        return "lookout"
    band = next(each for each in panel.plan.bands if each.top <= box.top < each.bottom)
    return band.caption.removeprefix("map.")


def _box(panel: Panel, box: Box) -> dict[str, Any]:
    role = panel.role(box)
    name, verb, does = panel.said(box)
    return {
        "id": _id(box),
        "role": box.role,
        "name": name,
        "verb": verb,
        "does": does,
        "decides": role is not None and role.verb == _DECIDES,
        "never": role.never.said_in(panel.language) if role else "",
        "links": panel.links(box),
        "tied": sorted({_id(each) for each in panel.plan.boxes if _are_tied(panel, box, each)}),
    }


def _id(box: Box) -> str:
    return f"{box.role}/{box.side}" if box.side else box.role


def _are_tied(panel: Panel, one: Box, other: Box) -> bool:
    ends = ({one.role, other.role}, {one.side, other.side} - {""})
    return any(
        {each.source, each.target} == ends[0] and (not ends[1] or each.side in ends[1])
        for each in panel.relations
    )
