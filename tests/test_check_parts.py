"""The sittings of a long lesson: they add up, and the page says where each begins and how long."""

from typing import Any

import pytest

from conftest import CourseCopy
from test_check_targets import MINUTES, hold_to

EN = "course/en/every-kind.ipynb"
FR = "course/fr/every-kind.ipynb"
PARTS = """
[[lesson.part]]
opens = "signing"
minutes = 7
title.fr = "Qui fait quoi ?"
title.en = "Who does what"

[[lesson.part]]
opens = "steps"
minutes = 8
title.fr = "Chiffres"
title.en = "Figures"
"""
TABLE = {
    "fr": "\n\n| Partie | Environ |\n|---|---|\n| Qui fait quoi\u202f? | 7 minutes |\n"
    "| Chiffres | 8\u00a0minutes |",
    "en": "\n\n| Part | About |\n|---|---|\n| Who does what | 7 minutes |\n| Figures | 8 minutes |",
}
STOP = {
    "fr": "Vous pouvez vous arrêter ici. La suite, «\u00a0Chiffres\u00a0», demande 8 minutes.",
    "en": "You can stop here. The next part, “Figures”, takes 8 minutes.",
}


@pytest.fixture
def in_parts(course_copy: CourseCopy) -> CourseCopy:
    """The tests' lesson, to be taken in two sittings."""
    summary = 'summary.en = "You will be able to answer every kind of question."\n'
    course_copy.edit_file("lessons.toml", summary, summary + PARTS)
    for language in ("fr", "en"):

        def tell(page: dict[str, Any], language: str = language) -> None:
            page["cells"][0]["source"] += TABLE[language].splitlines(keepends=True)
            at = [cell["id"] for cell in page["cells"]].index("steps")
            stop = {"cell_type": "markdown", "id": "stop", "metadata": {}}
            page["cells"].insert(at, stop | {"source": [STOP[language]]})

        course_copy.change_page(language, tell)
    hold_to(course_copy, MINUTES)
    course_copy.accept()
    return course_copy


def test_a_lesson_in_parts_that_says_so_is_sound(in_parts: CourseCopy) -> None:
    assert in_parts.faults() == []


def test_parts_that_do_not_add_up_to_the_lesson_are_told(in_parts: CourseCopy) -> None:
    in_parts.edit_file("lessons.toml", "minutes = 15", "minutes = 14")
    for language in ("fr", "en"):
        in_parts.edit_cell(language, "title", "15 minutes", "14 minutes")
    in_parts.accept()
    assert in_parts.faults() == [
        "course/lessons.toml, lesson every-kind: its parts take 15 minutes together, and it "
        "says 14. Make them add up."
    ]


def test_a_part_that_takes_longer_than_it_says_is_told(in_parts: CourseCopy) -> None:
    hold_to(in_parts, MINUTES.replace("order = 1", "order = 6"))
    assert in_parts.faults() == [
        f"{EN}: its part “Figures” says 8 minutes, and takes 12. "
        "Mend the minutes in course/lessons.toml and in the page.",
        f"{FR}: its part “Chiffres” says 8 minutes, and takes 12. "
        "Mend the minutes in course/lessons.toml and in the page.",
    ]


def test_a_part_with_time_to_spare_is_told_too(in_parts: CourseCopy) -> None:
    hold_to(in_parts, MINUTES.replace("match = 1", "match = 0"))
    assert [told for told in in_parts.faults() if "“Who does what” says 7 minutes" in told]


def test_a_part_that_the_table_at_the_top_leaves_out_is_told(in_parts: CourseCopy) -> None:
    in_parts.edit_cell("en", "title", "| Figures | 8 minutes |", "| Figures | 9 minutes |")
    in_parts.accept()
    assert in_parts.faults() == [
        f"{EN}, cell title: no row of its table tells the part “Figures” and its minutes. "
        "Write them there: 8 minutes."
    ]


@pytest.mark.parametrize(("was", "now"), [("8 minutes", "some time"), ("Figures", "more")])
def test_a_stopping_place_that_does_not_say_what_comes_next_is_told(
    in_parts: CourseCopy, was: str, now: str
) -> None:
    in_parts.edit_cell("en", "stop", was, now)
    in_parts.accept()
    assert in_parts.faults() == [
        f"{EN}, cell stop: nothing says that one may stop before the part “Figures”. "
        "Say it in a cell of its own, with the title and the 8 minutes."
    ]


def test_a_part_that_opens_at_no_heading_is_told(in_parts: CourseCopy) -> None:
    in_parts.edit_file("lessons.toml", 'opens = "steps"', 'opens = "table"')
    assert in_parts.faults() == [
        f"{file}: no section begins at the cell table, which opens a part. "
        "Name a cell that holds a heading of level 2."
        for file in (EN, FR)
    ]


def test_parts_out_of_order_are_told(in_parts: CourseCopy) -> None:
    in_parts.edit_file("lessons.toml", 'opens = "signing"', 'opens = "number"')
    assert in_parts.faults() == [
        f"{file}: its parts do not follow one another from the first section on. "
        "List them in the order of the page."
        for file in (EN, FR)
    ]


def test_the_minutes_of_optional_practice_are_told_apart(in_parts: CourseCopy) -> None:
    in_parts.edit_file("lessons.toml", "minutes = 15\n", "minutes = 15\npractice = 5\n")
    assert in_parts.faults() == [
        *(
            f"{file}{place}"
            for file in (EN, FR)
            for place in (
                ": its optional practice says 5 minutes, and takes 0. "
                "Mend the minutes in course/lessons.toml and in the page.",
                ", cell title: no row of its table tells the minutes of the optional practice. "
                "Write them there: 5 minutes.",
            )
        )
    ]
