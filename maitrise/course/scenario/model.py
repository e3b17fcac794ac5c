"""A branching scenario as values: gauges, scenes with their choices, endings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from maitrise.base.structure_faults import written
from maitrise.base.text import Text

END = "end"
"""What a choice leads to when the scenario is over; the endings then tell which one it is."""

LEAST, MOST = 0, 100
"""The bounds of every gauge; a gauge never leaves them."""

Mandate = Literal["kept", "exceeded", "unused"]
"""Whether a decision stays within the player's role, takes what is another's to decide, or leaves
undone what the role is there for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """Something that decisions raise and lower; more is always better."""

    id: str
    name: Text
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the decisions that a scene offers.

    Attributes:
        result: what happens at once.
        why: who was entitled to decide, and what there is to learn.
        goto: the next scene, or ``end``.
        effects: by how much it moves each gauge.
    """

    id: str
    text: Text
    result: Text
    why: Text
    mandate: Mandate
    goto: str
    effects: Mapping[str, int] = field(default_factory=dict, metadata=written(entry="effect on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A situation and the decisions that it offers.

    Attributes:
        month: when it takes place, counted from 1.
        role: who the player is here.
        facing: who faces the player, by the name that ``course/people.toml`` gives; "" for nobody.
    """

    id: str
    month: int
    title: Text
    role: Text
    text: Text
    choices: tuple[Choice, ...] = field(default=(), metadata=written("choice"))
    facing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the scenario may end: the first whose conditions are all met, in the author's order.

    Attributes:
        why: what led there, in words; the decisions that weighed are listed beneath it.
        hangs_on: gauges; the decisions that moved these are the ones listed.
        when: for a gauge, the lowest and the highest value.
        decided: decisions (``scene/choice``) of which one at least was taken.
    """

    id: str
    title: Text
    text: Text
    why: Text
    hangs_on: tuple[str, ...] = ()
    when: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    decided: tuple[str, ...] = field(default=(), metadata=written(entry="decision"))

    @property
    def is_for_the_rest(self) -> bool:
        """Whether it asks for nothing: the ending of every play that no other one takes."""
        return not self.when and not self.decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole scenario.

    Attributes:
        intro: who the player is, where, and what is at stake.
        months: how many months it tells.
        decisions: how many decisions every play takes at least.
        start: the first scene.
    """

    id: str
    title: Text
    intro: Text
    months: int
    decisions: int
    start: str
    gauges: tuple[Gauge, ...] = field(metadata=written("gauge"))
    scenes: tuple[Scene, ...] = field(metadata=written("scene"))
    endings: tuple[Ending, ...] = field(metadata=written("ending"))

    def scene(self, name: str) -> Scene:
        """The scene of that id."""
        return next(scene for scene in self.scenes if scene.id == name)
