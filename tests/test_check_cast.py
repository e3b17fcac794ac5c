"""The register of names at work: broken casts and texts, each with one flaw, and sound twins."""

import pytest

from conftest import CourseCopy

FR, EN = "course/fr/every-kind.ipynb", "course/en/every-kind.ipynb"
CAST = """
[[person]]
id = "Julie Perrin"
role = { fr = "cheffe de projet MOE", en = "MOE project manager" }
house = "Ostrel"
called = { fr = ["cheffe de projet MOE"], en = ["MOE project manager"] }
lessons = ["LESSONS"]

[[person]]
id = "Hugo Brun"
role = { fr = "sponsor", en = "sponsor" }
house = "Sauvelin"
called = { fr = ["directeur général"], en = ["chief executive"] }
lessons = ["every-kind"]
"""
SOUND = {
    "fr": "Julie Perrin, cheffe de projet MOE, écrit à Hugo Brun. Julie attend.",
    "en": "Julie Perrin, the MOE project manager, writes to Hugo Brun. Julie waits.",
}


def told(
    course_copy: CourseCopy, cast: str = CAST, fr: str = SOUND["fr"], en: str = SOUND["en"]
) -> list[str]:
    """What is said of a cast and of one cell in both languages."""
    text = cast.replace("LESSONS", "every-kind")
    (course_copy.folder / "cast.toml").write_text(text, encoding="utf-8")
    for language, prose in (("fr", fr), ("en", en)):
        course_copy.change_cell(language, "text", lambda cell, said=prose: cell.update(source=said))
    course_copy.accept()
    return course_copy.faults()


def test_people_who_keep_their_names_and_functions_are_left_alone(course_copy: CourseCopy) -> None:
    assert told(course_copy) == []


def test_a_course_without_a_register_is_held_to_none(course_copy: CourseCopy) -> None:
    assert not (course_copy.folder / "cast.toml").exists()
    assert course_copy.faults() == []


def test_two_people_of_one_first_name_are_refused_in_the_register(course_copy: CourseCopy) -> None:
    second = CAST.replace("Hugo Brun", "Julie Roux")
    assert told(course_copy, second, "Rien.", "Nothing.") == [
        "course/cast.toml, person Julie Roux: Julie is Julie Perrin already. "
        "Give one of them another first name."
    ]


@pytest.mark.parametrize(
    ("fr", "en", "said"),
    [
        (
            "Julie Lopez attend.",
            SOUND["en"],
            f"{FR}, cell text: Julie Lopez has the first name of Julie Perrin, cheffe de projet "
            "MOE (Ostrel). Name the person otherwise.",
        ),
        (
            SOUND["fr"],
            "Julie Perrin, chief executive, waits.",
            f"{EN}, cell text: Julie Perrin is introduced as chief executive, which Hugo Brun is. "
            "Write MOE project manager (Ostrel), or name Hugo Brun.",
        ),
    ],
    ids=["another_surname", "somebody_else_s_function"],
)
def test_a_second_person_of_one_name_is_refused_in_a_text(
    course_copy: CourseCopy, fr: str, en: str, said: str
) -> None:
    assert told(course_copy, fr=fr, en=en) == [said]


def test_a_person_met_in_another_lesson_is_refused(course_copy: CourseCopy) -> None:
    elsewhere = CAST.replace("LESSONS", "another-lesson")
    assert told(course_copy, elsewhere, "Julie attend.", "Somebody waits.") == [
        f"{FR}, cell text: Julie is Julie Perrin, cheffe de projet MOE (Ostrel). Name the person "
        "otherwise, or add every-kind to the lessons of Julie Perrin."
    ]
