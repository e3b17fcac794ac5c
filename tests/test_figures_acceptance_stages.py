"""The stages of acceptance."""

from pathlib import Path

import pytest

from maitrise.base.errors import CourseError
from maitrise.base.text import LANGUAGES, Language
from maitrise.course.role_parts import PARTS, STAGES, acts, read_acts
from maitrise.course.roles import role_book
from maitrise.figures.course import acceptance_stages
from maitrise.figures.course.words import word
from maitrise.figures.palette import READABLE, contrast

every_language = pytest.mark.parametrize("language", LANGUAGES)
MARKS = 0  # the trace of the marks: before the key's
HEADER = "stage,role,part,short_fr,short_en,fr,en"


@every_language
def test_the_table_has_one_row_a_mark_with_the_same_part(language: Language) -> None:
    figure = acceptance_stages(language)
    drawn = sorted(text.strip("</b>") for text in figure.spec["data"][MARKS]["text"])
    letters = {
        word(f"acceptance.{part}", language): word(f"acceptance.{part}.letter", language)
        for part in PARTS
    }
    assert drawn == sorted(letters[row[2]] for row in figure.table.rows)


def test_the_four_parts_have_letters_of_their_own_in_each_language() -> None:
    for language in LANGUAGES:
        assert len({word(f"acceptance.{part}.letter", language) for part in PARTS}) == len(PARTS)


def test_every_mark_stands_in_the_column_of_its_role_and_the_band_of_its_stage() -> None:
    marks = acceptance_stages("en").spec["data"][MARKS]
    columns, bands = {}, {}
    for act, x, y in zip(acts(), marks["x"], marks["y"], strict=True):
        assert columns.setdefault(act.role, x) == x
        assert bands.setdefault(act.stage, y) == y
    assert len(set(columns.values())) == 4
    assert [bands[stage] for stage in STAGES] == sorted(set(bands.values()))


def test_every_verb_stands_under_its_mark() -> None:
    figure = acceptance_stages("en")
    marks = figure.spec["data"][MARKS]
    for act, x, y in zip(acts(), marks["x"], marks["y"], strict=True):
        assert any(
            0 < each["y"] - y < 40
            for each in figure.spec["layout"]["annotations"]
            if (each["x"], each["text"]) == (x, act.verb.en)
        )


def test_only_the_owner_decides_and_the_builder_never_does() -> None:
    assert {act.role for act in acts() if act.part == "decides"} == {"moa"}
    assert [act.stage for act in acts() if act.role == "moe" and act.part == "works"] == [
        "ready",
        "fitness",
        "regular",
    ]


def test_each_of_the_four_roles_has_a_part_at_every_stage() -> None:
    assert len(acts()) == 4 * len(STAGES)


@every_language
def test_the_summary_counts_what_is_drawn(language: Language) -> None:
    counted = [int(each) for each in acceptance_stages(language).summary.split() if each.isdigit()]
    assert counted == [5, 3, 3, 3]


@every_language
def test_letters_are_readable_on_their_marks(language: Language) -> None:
    for trace in acceptance_stages(language).spec["data"]:
        for ink, ground in zip(trace["textfont"]["color"], trace["marker"]["color"], strict=True):
            assert contrast(ink, ground) >= READABLE


def test_hovering_says_the_role_the_stage_and_what_is_done() -> None:
    hover = acceptance_stages("en").spec["data"][MARKS]["hovertext"][0]
    assert hover.startswith("<b>MOA</b> · 1. Acceptance test book<br><b>Decides</b><br>Approves")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("soon,moa,decides,x,x,X.,X.", "stage is 'soon'"),
        ("book,boss,decides,x,x,X.,X.", "role is 'boss'"),
        ("book,moa,signs,x,x,X.,X.", "part is 'signs'"),
        ("book,moa,told,x,x,X.,X.\nbook,moa,helps,x,x,X.,X.", "stands in row 2 already"),
    ],
)
def test_a_row_that_does_not_fit_is_named(tmp_path: Path, row: str, told: str) -> None:
    path = tmp_path / "acceptance.csv"
    path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(CourseError, match=told):
        read_acts(path, role_book().roles)
