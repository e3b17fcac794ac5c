"""The role map."""

import dataclasses
from typing import Any

import pytest

from maitrise.base.errors import CourseError
from maitrise.base.text import LANGUAGES, Language, Text
from maitrise.course.roles import SHAPES, Relation, role_book
from maitrise.figures import Figure
from maitrise.figures.course import role_map
from maitrise.figures.course.role_map_plan import PLANS, Box
from maitrise.figures.palette import CARD, READABLE, contrast, text_on

every_language = pytest.mark.parametrize("language", LANGUAGES)


def bars(figure: Figure) -> list[dict[str, Any]]:
    return [trace for trace in figure.spec["data"] if trace["type"] == "bar"]


@every_language
def test_the_table_has_one_row_a_box(language: Language) -> None:
    figure = role_map(language)
    assert len(figure.table.rows) == sum(len(trace["y"]) for trace in bars(figure))


@every_language
def test_the_table_names_every_arrow(language: Language) -> None:
    figure = role_map(language)
    named = sum(row[-1].count("→") for row in figure.table.rows)
    keys = 4  # the strokes of the legend
    drawn = sum(trace["type"] == "scatter" for trace in figure.spec["data"]) - keys
    assert named == drawn


def test_every_role_is_on_the_it_panel_and_both_project_managers() -> None:
    boxes = PLANS["it"].boxes
    assert {box.role for box in boxes} == set(role_book().roles)
    assert [box.side for box in boxes if box.role == "project-manager"] == ["moa", "moe"]


def test_in_building_works_contractors_build_and_the_moe_designs_and_supervises() -> None:
    rows = {row[1]: row for row in role_map("en").table.rows if row[0] == "Building works"}
    assert rows["MOE"][2] == "designs and supervises"
    assert rows["Contractors"][2] == "build"
    assert {row[2] for row in role_map("en").table.rows if row[0] == "IT" and row[1] == "MOE"} == {
        "designs and builds"
    }


def test_one_setting_can_be_drawn_alone() -> None:
    figure = role_map("fr", settings=("works",))
    assert len(bars(figure)) == 1
    assert {row[0] for row in figure.table.rows} == {"Bâtiment"}
    assert figure.summary.startswith("Dans le bâtiment")


@every_language
def test_text_in_every_box_is_readable(language: Language) -> None:
    figure = role_map(language)
    notes = figure.spec["layout"]["annotations"]
    for trace in bars(figure):
        for base, width, y, ground in zip(
            trace["base"], trace["x"], trace["y"], trace["marker"]["color"], strict=True
        ):
            (inside,) = (
                each
                for each in notes
                if each["y"] == y and each["x"] == pytest.approx(base + width / 2)
            )
            assert contrast(inside["font"]["color"], ground) >= READABLE


def test_colour_is_never_alone_in_a_box() -> None:
    texts = [each["text"] for each in role_map("en").spec["layout"]["annotations"]]
    for role in role_book().roles.values():
        assert any(SHAPES[role.symbol] in text for text in texts), role.id


def test_every_role_has_a_colour_and_a_shape_of_its_own_and_readable_text() -> None:
    roles = role_book().roles.values()
    assert len({role.colour for role in roles}) == len({role.symbol for role in roles}) == 9
    for role in roles:
        assert contrast(text_on(role.colour), role.colour) >= READABLE, role.id


def test_boxes_of_a_column_do_not_overlap_and_stay_in_their_panel() -> None:
    def overlap(one: Box, other: Box) -> bool:
        return one.column == other.column and one.top < other.bottom and other.top < one.bottom

    for plan in PLANS.values():
        boxes = plan.boxes
        assert not [
            (one, other)
            for position, one in enumerate(boxes)
            for other in boxes[position + 1 :]
            if overlap(one, other)
        ]
        assert all(0 <= box.top < box.bottom <= plan.height for box in boxes)


def test_a_relation_without_a_way_on_the_map_says_what_to_do() -> None:
    book = role_book()
    stray = Relation(source="sponsor", target="amoe", kind="helps", label=Text("aide", "helps"))
    book = dataclasses.replace(book, relations=(*book.relations, stray))
    with pytest.raises(CourseError, match=r"from sponsor to amoe.*no way.*role_map_plan\.py"):
        role_map("en", book)


def test_the_contractors_box_has_the_colour_of_the_card_since_they_are_no_role_of_ours() -> None:
    colours = bars(role_map("fr", settings=("works",)))[0]["marker"]["color"]
    assert colours.count(CARD) == 1
