"""Where the boxes and arrows of the role map stand.

Across, 0 to 1 is the width of the card, which is fluid; down, a unit is a pixel. Two columns
only, so that boxes keep 12-pixel text on a telephone: on the left the line that decides and
builds, on the right those who help and watch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LEFT = (0.075, 0.395)
RIGHT = (0.605, 0.925)
LEFT_RAIL, RIGHT_RAIL = 0.055, 0.945

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A role's box; ``side`` tells the two project managers apart."""

    role: str
    column: tuple[float, float]
    top: int
    bottom: int
    side: str = ""

    @property
    def middle(self) -> Point:
        """Its centre."""
        return sum(self.column) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way of a relation, and where its label stands.

    Attributes:
        at: the label's point; ``anchor`` is the side of the label that touches it.
        shift: pixels between the point and the label.
        width: characters a line of the label.
    """

    points: tuple[Point, ...]
    at: Point
    anchor: str
    shift: int = 5
    angle: int = 0
    width: int = 12


@dataclass(frozen=True, slots=True)
class Band:
    """The ground of a side, with its caption (a key of the wording)."""

    caption: str
    top: int
    bottom: int
    left: float = RIGHT[0]


@dataclass(frozen=True, slots=True)
class Plan:
    """A panel; arrows by (from, to, side); ``foot`` is the height kept for a note below."""

    height: int
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    arrows: Mapping[tuple[str, str, str], Arrow]
    foot: int = 0


def _across(y: int) -> Arrow:
    middle = ((LEFT[1] + RIGHT[0]) / 2, y)
    return Arrow(((RIGHT[0], y), (LEFT[1], y)), middle, "bottom", 3, width=10)


def _rail(rail: float, side: float, start: int, end: int) -> Arrow:
    middle = (rail, (start + end) / 2)
    anchor, angle = ("right", -90) if rail < side else ("left", 90)
    points = ((side, start), (rail, start), (rail, end), (side, end))
    return Arrow(points, middle, anchor, 2, angle, 40)


_FIRST = LEFT[0] + 0.04
_LAST = LEFT[1] - 0.03
_RIGHT_CENTRE = (RIGHT[0] + RIGHT[1]) / 2

PLANS: Mapping[str, Plan] = {
    "it": Plan(
        height=688,
        bands=(
            Band("map.management", 28, 138),
            Band("map.client", 160, 438),
            Band("map.delivery", 504, 688),
        ),
        boxes=(
            Box("sponsor", LEFT, 54, 130),
            Box("pmo-office", RIGHT, 54, 130),
            Box("moa", LEFT, 186, 354),
            Box("project-manager", LEFT, 354, 430, "moa"),
            Box("amoa", RIGHT, 186, 262),
            Box("key-user", RIGHT, 270, 346),
            Box("pmo-officer", RIGHT, 354, 430),
            Box("moe", LEFT, 530, 604),
            Box("project-manager", LEFT, 604, 680, "moe"),
            Box("amoe", RIGHT, 530, 604),
        ),
        arrows={
            ("pmo-office", "sponsor", ""): _across(92),
            ("amoa", "moa", ""): _across(224),
            ("key-user", "moa", ""): _across(308),
            ("pmo-officer", "project-manager", "moa"): _across(392),
            ("amoe", "moe", ""): _across(567),
            ("pmo-officer", "pmo-office", ""): _rail(RIGHT_RAIL, RIGHT[1], 392, 92),
            ("project-manager", "sponsor", "moa"): _rail(LEFT_RAIL, LEFT[0], 378, 92),
            ("project-manager", "moa", "moe"): _rail(LEFT_RAIL, LEFT[0], 642, 406),
            ("moa", "sponsor", ""): Arrow(((0.235, 186), (0.235, 130)), (0.235, 149), "left"),
            ("moa", "moe", ""): Arrow(((_FIRST, 430), (_FIRST, 530)), (_FIRST, 471), "left"),
            ("moe", "moa", ""): Arrow(((_LAST, 530), (_LAST, 430)), (_LAST, 471), "left"),
        },
    ),
    "works": Plan(
        height=336,
        foot=32,
        bands=(
            Band("map.client", 28, 138),
            Band("map.delivery", 188, 298, LEFT[0] + 0.08),
        ),
        boxes=(
            Box("moa", LEFT, 54, 130),
            Box("amoa", RIGHT, 54, 130),
            Box("moe", LEFT, 214, 290),
            Box("contractors", RIGHT, 214, 290),
        ),
        arrows={
            ("amoa", "moa", ""): _across(92),
            ("contractors", "moe", ""): _across(252),
            ("moa", "moe", ""): Arrow(((_FIRST, 130), (_FIRST, 214)), (_FIRST, 163), "left"),
            ("moa", "contractors", ""): Arrow(
                ((_LAST, 130), (_LAST, 172), (_RIGHT_CENTRE, 172), (_RIGHT_CENTRE, 214)),
                ((_LAST + _RIGHT_CENTRE) / 2, 172),
                "bottom",
                2,
                width=40,
            ),
        },
    ),
}
"""The panel of each setting, one unit a pixel from its own top."""
