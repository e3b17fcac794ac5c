"""The stages of acceptance."""

from pathlib import Path

import pytest

from maitrise.base.errors import CourseError
from maitrise.base.text import LANGUAGES, Language
from maitrise.course.role_parts import STAGES, acts, read_acts
from maitrise.course.roles import role_book
from maitrise.figures.course import acceptance_stages

every_language = pytest.mark.parametrize("language", LANGUAGES)
MARKS = 0  # the trace of the marks: before the key's
HEADER = "stage,role,part,short_fr,short_en,fr,en"


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
