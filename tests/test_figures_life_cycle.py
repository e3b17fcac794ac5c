"""The life cycle."""

import pytest

from maitrise.base.text import LANGUAGES
from maitrise.course.deliverables import catalogue
from maitrise.course.role_parts import involvements
from maitrise.course.roles import role_book
from maitrise.figures.course import life_cycle

every_language = pytest.mark.parametrize("language", LANGUAGES)
MARKS = -2  # the trace of the marks: before the legend's


def test_every_role_has_a_lane_and_the_four_main_ones_act_in_every_phase() -> None:
    acting = {(part.role, part.phase) for part in involvements()}
    phases = {step.id for step in catalogue().steps}
    assert {role for role, _ in acting} == set(role_book().roles)
    for role in ("moa", "amoa", "moe", "pmo-officer"):
        assert {phase for name, phase in acting if name == role} == phases


def test_the_amoa_acts_from_the_first_idea_to_take_up() -> None:
    phases = [part.phase for part in involvements() if part.role == "amoa"]
    assert phases[0] == "1"
    assert phases[-1] == "8"
    assert "8 of 8 phases" in life_cycle("en").summary


@pytest.mark.parametrize(("role", "column"), [("moa", "MOA"), ("amoa", "AMOA"), ("moe", "MOE")])
def test_whoever_makes_a_deliverable_of_a_phase_does_more_than_being_informed(
    role: str, column: str
) -> None:
    parts = {(part.role, part.phase): part.weight for part in involvements()}
    for step in catalogue().steps:
        letters = [each.letters[column] for each in catalogue().of_phase(step.id)]  # type: ignore[index]
        if "R" in letters or "A/R" in letters:
            assert parts[role, step.id] in ("lead", "takes part")
