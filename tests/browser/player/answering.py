"""Answering the questions of the tests' lesson, as a person does, in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Frame, Locator, Page


def card(page: Page | Frame, question: str) -> Locator:
    """One question's card."""
    return page.locator(f"[data-question='{question}']")


def press(place: Page | Frame | Locator, name: str) -> None:
    """Press the button of that name."""
    place.get_by_role("button", name=name, exact=True).click()


def check(page: Page | Frame, question: str) -> None:
    press(card(page, question), "Check")


@dataclass(frozen=True)
class Answered:
    """What a person does, what the sheet keeps of it, and what they are told.

    Attributes:
        beside: the reason that stands beside the answer.
    """

    give: Callable[[Locator], None]
    kept: object
    verdict: str
    beside: str


def _choose(name: str) -> Callable[[Locator], None]:
    return lambda place: place.get_by_label(name).check()


def _match(place: Locator) -> None:
    place.get_by_role("group", name="Set the envelope").get_by_label("Sponsor").check()
    place.get_by_role("group", name="Run the workshops").get_by_label("AMOA", exact=True).check()


def _fill_matrix(place: Locator) -> None:
    for role, letter in {"MOA": "A", "AMOA": "R", "MOE": "C"}.items():
        name = f"Requirements specification, {role}"
        place.get_by_label(name, exact=True).select_option(letter)


def _put_in_order(place: Locator) -> None:
    for step, at in (("Statement of needs", 2), ("Design", 4), ("Design", 3)):
        press(place, f"Move up: {step}, position {at} of 4.")


def _type(text: str) -> Callable[[Locator], None]:
    return lambda place: place.get_by_role("textbox").fill(text)


EVERY_KIND: Mapping[str, Answered] = {
    "one": Answered(
        _choose("The MOE (delivery team)"), "moe", "wrong", "It would judge its own work."
    ),
    "several": Answered(_choose("The scope"), ["scope"], "partly", "It says what is paid for."),
    "pairs": Answered(
        _match, {"fund": "sponsor", "workshops": "amoa"}, "partly", "The owner pays and decides."
    ),
    "matrix": Answered(
        _fill_matrix,
        {"D09": {"MOA": "A", "AMOA": "R", "MOE": "C"}},
        "partly",
        "The MOA approves it, the AMOA drafts it.",
    ),
    "steps": Answered(
        _put_in_order,
        ["need", "design", "build", "accept"],
        "right",
        "One designs for a known need.",
    ),
    "picked": Answered(_choose("J1 : A module added"), ["J1"], "partly", "To add is to decide."),
    "cpi": Answered(_type("400"), 400, "wrong", "That is the budget, without the drift."),
    "note": Answered(_type("Dear Sir,\nNo."), "Dear Sir,\nNo.", "to mark", ""),
}
