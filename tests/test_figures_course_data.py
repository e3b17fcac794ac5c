"""Reading the tables and cards that figures draw from: every fault has file, place and remedy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from maitrise.base.errors import CourseError
from maitrise.base.places import course_folder
from maitrise.base.text import LANGUAGES
from maitrise.course.deliverables import read_catalogue
from maitrise.course.role_parts import read_involvements
from maitrise.course.roles import CONTRACTORS, read_roles, role_book
from maitrise.course.rows import read_rows

PHASES = [str(number) for number in range(1, 9)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the course's tables and cards, to be damaged."""
    shutil.copytree(course_folder() / "data", tmp_path / "data")
    shutil.copy(course_folder() / "roles.toml", tmp_path / "data")
    return tmp_path / "data"


def damage(file: Path, sound: str, broken: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert sound in text
    file.write_text(text.replace(sound, broken, 1), encoding="utf-8")


def faults(read: Callable[[], object]) -> list[str]:
    with pytest.raises(CourseError) as caught:
        read()
    return [str(fault) for fault in caught.value.faults]


def test_the_sound_files_are_read(data: Path) -> None:
    assert len(read_catalogue(data).deliverables) == 47
    roles = read_roles(data / "roles.toml").roles
    assert read_involvements(data / "life-cycle.csv", roles, PHASES)


def test_two_a_in_a_row_name_file_row_and_remedy(data: Path) -> None:
    damage(data / "deliverables.csv", "Business case,1,A,R", "Business case,1,A,A")
    (fault,) = faults(lambda: read_catalogue(data))
    assert "deliverables.csv, row 2: MOA, AMOA each have an A." in fault
    assert "Give exactly one role A or A/R" in fault


def test_no_a_in_a_row_is_refused(data: Path) -> None:
    damage(data / "deliverables.csv", "Business case,1,A,R", "Business case,1,C,R")
    (fault,) = faults(lambda: read_catalogue(data))
    assert "row 2: no role has an A" in fault


def test_an_unknown_letter_lists_the_known_ones(data: Path) -> None:
    damage(data / "deliverables.csv", "Test data sets,6,A,R", "Test data sets,6,A,X")
    (fault,) = faults(lambda: read_catalogue(data))
    assert "row 28: AMOA is 'X'. Use one of: R, A, A/R, C, I, -." in fault


def test_an_unknown_phase_is_refused(data: Path) -> None:
    damage(data / "deliverables.csv", "Test data sets,6", "Test data sets,9")
    (fault,) = faults(lambda: read_catalogue(data))
    assert "row 28: phase is '9'. Use one of: 1, 2" in fault


def test_a_missing_translation_is_refused(data: Path) -> None:
    damage(data / "deliverables.csv", "Test data sets", "")
    (fault,) = faults(lambda: read_catalogue(data))
    assert "row 28: nothing in en. Fill every column." in fault


def test_a_comma_without_quotation_marks_is_explained(data: Path) -> None:
    damage(data / "deliverables.csv", '"Maquettes, prototypes"', "Maquettes, prototypes")
    (fault,) = faults(lambda: read_catalogue(data))
    assert "row 22: 10 cells for 9 columns. Put quotation marks" in fault


def test_an_id_that_stands_twice_names_the_earlier_row(data: Path) -> None:
    damage(data / "deliverables.csv", "D02,", "D01,")
    (fault,) = faults(lambda: read_catalogue(data))
    assert "row 3: id D01 stands in row 2 already. Keep one of the two." in fault


def test_another_header_is_refused_with_the_right_one(data: Path) -> None:
    damage(data / "deliverables.csv", "id,fr,en,phase", "id,fr,phase,en")
    (fault,) = faults(lambda: read_catalogue(data))
    assert "Make it id,fr,en,phase,MOA,AMOA,MOE,PMO,mark" in fault


def test_an_order_that_is_no_number_is_refused(data: Path) -> None:
    damage(data / "phases.csv", "Scoping,2", "Scoping,second")
    (fault,) = faults(lambda: read_catalogue(data))
    assert "phases.csv, row 3: order is 'second'. Write a whole number." in fault


def test_all_faults_of_a_table_come_at_once(data: Path) -> None:
    damage(data / "deliverables.csv", "Business case,1,A,R", "Business case,9,A,A")
    damage(data / "deliverables.csv", "Test data sets,6,A", "Test data sets,6,X")
    assert len(faults(lambda: read_catalogue(data))) == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "the file does not exist"),
        (b"id,fr\n\xff\xfe,x\n", "not in UTF-8"),
        (b'id,fr\n"a,b\n', "this is not CSV"),
        (b"", "the header is nothing"),
    ],
)
def test_a_file_that_is_no_table_says_so(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "table.csv"
    if content is not None:
        path.write_bytes(content)
    (fault,) = faults(lambda: read_rows(path, ("id", "fr")))
    assert "table.csv" in fault
    assert said in fault


def test_a_table_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("\ufeffid,fr,en\r\na,Qui ?,Who?\r\n".encode())
    (row,) = read_rows(path, ("id", "fr", "en"))
    assert row.line == 2
    assert row.text.fr == "Qui\u202f?"


@pytest.mark.parametrize(
    ("sound", "broken", "said"),
    [
        ("sponsor,1,lead", "sponsors,1,lead", "row 2: role is 'sponsors'. Use one of: sponsor,"),
        ("sponsor,1,lead", "sponsor,9,lead", "row 2: phase is '9'. Use one of: 1,"),
        ("sponsor,1,lead", "sponsor,1,boss", "row 2: weight is 'boss'. Use one of: lead,"),
        ("sponsor,2,", "sponsor,1,", "row 3: role, phase sponsor 1 stands in row 2 already"),
    ],
)
def test_a_flaw_in_the_life_cycle_is_named(data: Path, sound: str, broken: str, said: str) -> None:
    path = data / "life-cycle.csv"
    damage(path, sound, broken)
    (fault,) = faults(lambda: read_involvements(path, role_book().roles, PHASES))
    assert "life-cycle.csv" in fault
    assert said in fault


@pytest.mark.parametrize(
    ("sound", "broken", "said"),
    [
        ('"#0072B2"', '"blue"', "role moa: colour is 'blue'. Write it as #rrggbb."),
        ('"#0072B2"', '"#000000"', "role moa: colour '#000000' stands twice. Give each role"),
        ('verb = "builds"', 'verb = "codes"', "role moe: verb is 'codes'. Use one of: decides,"),
        ('symbol = "square"', 'symbol = "blob"', "role moa: symbol is 'blob'. Use one of: circle"),
        ('kind = "helps"', 'kind = "likes"', "from amoa to moa: kind is 'likes'. Use one of"),
        ('to = "contractors"', 'to = "builders"', "to is 'builders'. Use one of: sponsor,"),
        ('id = "key-user"', 'id = "user"', "from is 'key-user'. Use one of: sponsor, moa"),
        ('never.en = "The sponsor', 'nevr.en = "The sponsor', "role sponsor"),
    ],
)
def test_a_flaw_in_a_role_card_is_named(data: Path, sound: str, broken: str, said: str) -> None:
    path = data / "roles.toml"
    damage(path, sound, broken)
    found = faults(lambda: read_roles(path))
    assert any(said in fault for fault in found), found
    assert all("roles.toml" in fault for fault in found)


def test_relations_join_known_parties_only() -> None:
    book = read_roles(course_folder() / "roles.toml")
    ends = {end for each in book.relations for end in (each.source, each.target)}
    assert ends == {*book.roles, CONTRACTORS}


def test_course_texts_use_typographic_apostrophes() -> None:
    for role in read_roles(course_folder() / "roles.toml").roles.values():
        for name in ("name", "short", "does", "mission", "deliverables", "reports_to", "never"):
            assert not any("'" in getattr(role, name).said_in(each) for each in LANGUAGES)
    for each in read_catalogue(course_folder() / "data").deliverables:
        assert "'" not in each.name.fr + each.name.en
