"""The duties of office, officer and project manager: the drawing and the table behind it."""

from pathlib import Path

import pytest

from maitrise.base.errors import CourseError
from maitrise.base.text import LANGUAGES, Language
from maitrise.course.role_parts import duties, read_duties
from maitrise.figures.course import pmo_duties

every_language = pytest.mark.parametrize("language", LANGUAGES)
ROLES = ("pmo-office", "pmo-officer", "project-manager")
HEADER = "subject,role,share,fr,en\n"


def decided(role: str) -> set[str]:
    return {part.subject for part in duties() if part.role == role and part.share == "decides"}


def test_the_office_decides_on_method_alone_and_the_officer_on_nothing() -> None:
    assert decided("pmo-office") == {"method"}
    assert decided("pmo-officer") == set()
    assert decided("project-manager") == {"schedule", "costs", "risks", "team"}


def test_neither_pmo_has_a_part_in_the_content_of_the_solution() -> None:
    shares = {part.role: part.share for part in duties() if part.subject == "content"}
    assert shares["pmo-office"] == shares["pmo-officer"] == "stays out"


@every_language
def test_the_summary_counts_what_the_table_behind_it_says(language: Language) -> None:
    summary = pmo_duties(language).summary
    numbers = [int(word) for word in summary.replace(",", " ").split() if word.isdigit()]
    assert numbers == [len({part.subject for part in duties()}), len(decided("project-manager"))]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,pmo-office,rules,x,y\n", "share is 'rules'"),
        ("a,nobody,helps,x,y\n", "role is 'nobody'"),
        ("a,pmo-office,helps,x,y\na,pmo-office,helps,x,y\n", "stands in row 2 already"),
        (
            "a,pmo-office,helps,x,y\na,pmo-officer,helps,x,y\nb,pmo-office,helps,x,y\n",
            "the subject b has no row for pmo-officer",
        ),
    ],
)
def test_a_table_of_duties_with_a_flaw_is_refused(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "pmo-duties.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(CourseError, match=said):
        read_duties(path, ROLES)
