"""Rosters from anywhere: read as they come, refused whole with every fault on its line."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from maitrise.base.errors import RosterError, WrongCallError
from maitrise.cohort import Cohort, Person, add_people, create_cohort, open_cohort
from maitrise.cohort.person import LearnerIds


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cohort made once; nbgrader takes seconds to make a database."""
    return create_cohort(f"{tmp_path_factory.mktemp('made')}/cohort", "", "fr").folder


@pytest.fixture
def cohort(tmp_path: Path, made: Path) -> Cohort:
    shutil.copytree(made, tmp_path / "cohort")
    return open_cohort(f"{tmp_path}/cohort")


def faults(cohort: Cohort, content: bytes, name: str = "people.csv") -> list[str]:
    path = cohort.folder.parent / name
    path.write_bytes(content)
    before = (cohort.folder / "people.csv").read_bytes()
    with pytest.raises(RosterError) as caught:
        add_people(cohort, path, "en")
    assert (cohort.folder / "people.csv").read_bytes() == before, "nothing may be added"
    return [str(fault) for fault in caught.value.faults]


def people(cohort: Cohort, content: bytes, name: str = "people.csv") -> list[Person]:
    path = cohort.folder.parent / name
    path.write_bytes(content)
    add_people(cohort, path, "en")
    return list(open_cohort(str(cohort.folder)).people.values())


ZOE = Person("p-1", "Zoé Dupont", "zoe@example.org", "fr", "new-pmo")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_in_any_usual_encoding_and_separator(
    cohort: Cohort, separator: str, encoding: str
) -> None:
    lines = ["id,name,email,language,profile", "p-1,Zoé Dupont,zoe@example.org,fr,new-pmo"]
    text = "\r\n".join(lines).replace(",", separator)
    assert people(cohort, text.encode(encoding)) == [ZOE]


def test_headers_are_read_as_platforms_write_them(cohort: Cohort) -> None:
    text = (
        "Prénom;Nom;Nom d’utilisateur;Adresse de courriel;Langue;Profil;Groupe\n"
        "Zoé;Dupont;p-1;zoe@example.org;Français;new-pmo;A\n"
    )
    assert people(cohort, text.encode()) == [ZOE]


def test_an_excel_workbook_is_read(cohort: Cohort, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["id", "name", "e-mail", "language", "profile"])
    book.active.append([42, "Zoé Dupont", None, None, None])
    book.save(tmp_path / "made.xlsx")
    assert people(cohort, (tmp_path / "made.xlsx").read_bytes(), "people.xlsx") == [
        Person("42", "Zoé Dupont", "", "fr", "")
    ]


def test_the_first_sheet_that_holds_anything_is_read(cohort: Cohort, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("People")
    sheet.append(["id", "name"])
    sheet.append(["p-1", "Zoé Dupont"])
    book.save(tmp_path / "made.xlsx")
    (found,) = people(cohort, (tmp_path / "made.xlsx").read_bytes(), "people.xlsx")
    assert found.id == "p-1"


def test_an_id_that_a_spreadsheet_made_a_date_of_is_told_with_the_way_out(
    cohort: Cohort, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.append(["id", "name"])
    book.active.append([datetime(2027, 3, 8), "Zoé Dupont"])
    book.save(tmp_path / "made.xlsx")
    (said,) = faults(cohort, (tmp_path / "made.xlsx").read_bytes(), "people.xlsx")
    assert "line 2: the id has become a date (2027-03-08" in said
    assert "the format Text" in said


def test_a_missing_column_is_told_with_those_that_were_read(cohort: Cohort) -> None:
    said = faults(cohort, b"badge;name;language\np-1;Zoe;fr\n")
    assert "The columns read are: badge, name, language." in said[0]


def test_a_french_reader_gets_a_french_colon(cohort: Cohort) -> None:
    path = cohort.folder.parent / "people.csv"
    path.write_text("id,name\np 1,Zoé\n", encoding="utf-8")
    with pytest.raises(RosterError, match=r"^people[.]csv, ligne 2\u00a0: l’identifiant"):
        add_people(cohort, path, "fr")


@pytest.mark.parametrize(
    ("name", "said"), [("", "is a folder"), ("none.csv", "none.csv does not exist")]
)
def test_a_list_that_is_not_there_is_said_so(cohort: Cohort, name: str, said: str) -> None:
    with pytest.raises(WrongCallError, match=said):
        add_people(cohort, cohort.folder.parent / name, "en")


def test_a_second_import_brings_people_up_to_date_and_drops_nobody(cohort: Cohort) -> None:
    by_hand = "id,name,email,language,profile\np-1,Zoe\np-2,Max\n"
    (cohort.folder / "people.csv").write_text(by_hand, encoding="utf-8")
    path = cohort.folder.parent / "more.csv"
    path.write_text("id,name\np-2,Maxime\np-3,Ali\n", encoding="utf-8")
    done = add_people(open_cohort(str(cohort.folder)), path, "en")
    assert (done.added, done.changed, done.unchanged) == (1, 1, 0)
    found = open_cohort(str(cohort.folder)).people
    assert {each.language for each in found.values()} == {cohort.settings.language} == {"fr"}
    assert [(each.id, each.name) for each in found.values()] == [
        ("p-1", "Zoe"),
        ("p-2", "Maxime"),
        ("p-3", "Ali"),
    ]


def test_every_fault_is_named_with_its_line(cohort: Cohort) -> None:
    text = (
        "id,name,email,language,profile\n"
        "p-1,Zoe,zoe@example.org,fr,\n"
        ",Max,,,\n"
        "../x,Eve,,,\n"
        "\n"
        "P-1,Ali,,,\n"
        "p-4,,not-mail,de,boss\n"
        'p-5,"Two\nlines",ZOE@example.org,,\n'
        f"p-6,{'x' * 121},,,\n"
    )
    found = faults(cohort, text.encode())
    assert [each.split(":")[0] for each in found] == [
        "people.csv, line 3",
        "people.csv, line 4",
        "people.csv, line 6",
        "people.csv, line 7",
        "people.csv, line 7",
        "people.csv, line 7",
        "people.csv, line 7",
        "people.csv, line 8",
        "people.csv, line 8",
        "people.csv, line 10",
    ]
    assert "“P-1” stands already on line 2" in found[2]
    assert "known: " in found[6]
    assert all(each.endswith(".") for each in found)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"id,name\n", "there is nobody"),
        (b"name\nZoe\n", "the column “id” is missing"),
        (b"id\np-1\n", "the column “name” is missing"),
        (b"id,name,Nom complet\np-1,Zoe,Zoe\n", "says the same as another"),
    ],
)
def test_a_file_without_its_columns_is_refused(cohort: Cohort, content: bytes, said: str) -> None:
    assert said in faults(cohort, content)[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 no workbook", "neither as CSV nor"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old format"),
        (b"\x89PNG\r\n\x1a\n", "neither as CSV nor"),
    ],
)
def test_a_file_that_is_no_table_is_said_so(cohort: Cohort, content: bytes, said: str) -> None:
    path = cohort.folder.parent / "people.xlsx"
    path.write_bytes(content)
    with pytest.raises(WrongCallError, match=said):
        add_people(cohort, path, "en")


def test_an_id_becomes_no_path_and_no_reserved_name(cohort: Cohort) -> None:
    for written in ("..", ".", "a/b", "a\\b", "unmatched", ".hidden", "x.", "é", "x" * 65):
        assert (
            "cannot be the name of a folder"
            in faults(cohort, f"id,name\n{written},Zoe\n".encode())[0]
        )


@pytest.mark.parametrize("written", ["CON", "nul", "aux.b", "COM1", "lpt9.x.y"])
def test_an_id_that_windows_keeps_for_itself_is_refused(cohort: Cohort, written: str) -> None:
    (said,) = faults(cohort, f"id,name\n{written},Zoé Dupont\n".encode())
    assert f"“{written}”" in said


def test_an_id_that_differs_by_capitals_from_who_is_there_is_refused(cohort: Cohort) -> None:
    people(cohort, "id,name\np-1,Zoé Dupont\n".encode())
    (said,) = faults(open_cohort(str(cohort.folder)), b"id,name\nP-1,Ali Ben\n")
    assert "line 2: the id “P-1” differs by capitals only from “p-1”" in said


def test_an_id_that_others_write_in_small_letters_is_found_as_the_list_writes_it() -> None:
    ids = LearnerIds(["P-1", "zoe.roy"])
    found = [ids.spelling_of(written) for written in ("p-1", "ZOE.ROY", "p-2", "")]
    assert found == ["P-1", "zoe.roy", "", ""]


def test_a_roster_changed_by_hand_into_two_ids_of_one_folder_is_refused(cohort: Cohort) -> None:
    people(cohort, "id,name\np-1,Zoé Dupont\n".encode())
    with (cohort.folder / "people.csv").open("a", encoding="utf-8") as file:
        file.write("P-1,Ali Ben,,fr,\n")
    with pytest.raises(WrongCallError, match=r"people\.csv"):
        open_cohort(str(cohort.folder))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'p-2,"Ali Ben,,fr,\n', "on line 3 a quotation mark"),
        (b"p-2,Ren\xe9,,fr,\n", "in two at once"),
        (b"p-2," + b"x" * 140_000 + b",,fr,\n", "Restore its columns"),
    ],
)
def test_a_roster_that_cannot_be_read_says_what_is_wrong_with_it(
    cohort: Cohort, line: bytes, said: str
) -> None:
    people(cohort, "id,name\np-1,Zoé Dupont\n".encode())
    with (cohort.folder / "people.csv").open("ab") as file:
        file.write(line)
    with pytest.raises(WrongCallError, match=rf"people\.csv.*{said}"):
        open_cohort(str(cohort.folder), "en")
