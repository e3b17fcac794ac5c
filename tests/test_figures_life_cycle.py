"""The life cycle."""

import pytest

from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.course.deliverables import catalogue
from maitrise.course.role_parts import Involvement, involvements
from maitrise.course.roles import role_book
from maitrise.figures.course import life_cycle
from maitrise.figures.course.words import word
from maitrise.figures.palette import READABLE, contrast

every_language = pytest.mark.parametrize("language", LANGUAGES)
MARKS = -2  # the trace of the marks: before the legend's


@every_language
def test_the_table_has_one_row_a_mark_with_the_same_weight(language: Language) -> None:
    figure = life_cycle(language)
    letters = [text.strip("</b>") for text in figure.spec["data"][MARKS]["text"]]
    drawn = sorted(letters)
    told = {word(w, language): word(f"{w}.letter", language) for w in ("lead", "takes part")}
    told[word("informed", language)] = word("informed.letter", language)
    assert drawn == sorted(told[row[2]] for row in figure.table.rows)


def test_every_mark_stands_in_the_lane_of_its_role_and_the_column_of_its_phase() -> None:
    marks = life_cycle("en").spec["data"][MARKS]
    parts = involvements()
    lanes = {part.role: y for part, y in zip(parts, marks["y"], strict=True) if part.phase == "4"}
    for part, x, y in zip(parts, marks["x"], marks["y"], strict=True):
        assert x == int(part.phase)
        assert y == lanes.get(part.role, y)
    assert len(set(lanes.values())) == len(lanes)


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


def test_the_legend_explains_every_letter_by_shape_and_word() -> None:
    for language in LANGUAGES:
        figure = life_cycle(language)
        assert len(figure.spec["data"][-1]["text"]) == 3
        assert len(set(figure.spec["data"][-1]["text"])) == 3


@every_language
def test_letters_are_readable_on_their_marks(language: Language) -> None:
    for trace in life_cycle(language).spec["data"][MARKS:]:
        for ink, ground in zip(trace["textfont"]["color"], trace["marker"]["color"], strict=True):
            assert contrast(ink, ground) >= READABLE


def test_hovering_lists_the_deliverables_of_that_role_and_phase() -> None:
    marks = life_cycle("en").spec["data"][MARKS]
    texts = dict(
        zip([(part.role, part.phase) for part in involvements()], marks["hovertext"], strict=True)
    )
    assert "Bid evaluation report\u00a0(R)" in texts["amoa", "3"].replace("<br>", " ")
    assert "Bid evaluation report" not in texts["moe", "3"].replace("<br>", " ")


def test_a_pause_between_phases_leaves_a_gap_in_the_line() -> None:
    parts = [
        Involvement("key-user", phase, "takes part", Text("Teste.", "Tests."))
        for phase in ("2", "6", "7")
    ]
    span = life_cycle("en", parts).spec["data"][0]
    assert span["x"] == [2, None, 6, 7, None]
