"""The blueprint of an exam: what it tests, how hard, by which kinds, and in how many items.

Stops an exam that drifts from edition to edition: a slot that has become easier, three items of
which one is of another kind, a kind of question that is hardly there. Ignores whether the three
items of a slot ask the same thing: ``asks`` says what, and people read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from maitrise.cases.model import Blueprint, Slot

FIGURES = "figures"
"""What ``least`` calls the items of slots that are worked from figures."""


def broken_blueprint(
    blueprint: Blueprint, slots: Sequence[Slot], kinds: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Every way in which slots differ from the blueprint: place, problem, remedy.

    Args:
        kinds: of each question, by its id.
    """
    for slot in slots:
        found = {kinds[item] for item in slot.items}
        if len(found) > 1:
            problem = f"its items are of different kinds: {', '.join(sorted(found))}"
            yield f"slot {slot.id}", problem, "Make them of one kind"
        if not slot.asks:
            remedy = 'Write asks = "…": what all three items ask'
            yield f"slot {slot.id}", "it does not say what its items ask", remedy
    yield from _slots(blueprint, slots, kinds)
    yield from _items(blueprint, slots, kinds)


def _slots(
    blueprint: Blueprint, slots: Sequence[Slot], kinds: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    planned = Counter(
        (competency, each) for competency, listed in blueprint.slots.items() for each in listed
    )
    made = Counter((slot.competency, f"{slot.difficulty} {kinds[slot.items[0]]}") for slot in slots)
    for competency, each in sorted(planned.keys() | made.keys()):
        if planned[competency, each] != made[competency, each]:
            problem = (
                f"{competency} has {made[competency, each]} slots “{each}”, "
                f"and {planned[competency, each]} in the blueprint"
            )
            yield "blueprint", problem, "Make both the same"


def _items(
    blueprint: Blueprint, slots: Sequence[Slot], kinds: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    items = Counter(kinds[item] for slot in slots for item in slot.items)
    items[FIGURES] = sum(len(slot.items) for slot in slots if slot.figures)
    for name, least in blueprint.least.items():
        if items[name] < least:
            problem = f"{items[name]} items of “{name}”, and {least} are asked for at least"
            yield "blueprint", problem, f"Write {least - items[name]} more"
