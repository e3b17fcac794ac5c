"""Lists as offices write them: read as the person who made them sees them, or told line by line."""

import csv
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from maitrise.base.errors import RosterError, WrongCallError
from maitrise.cli.app import app
from maitrise.cohort import Cohort, add_people, create_cohort, open_cohort
from maitrise.cohort.encoding import decode
from maitrise.cohort.workbook_rows import MOST_CELLS, MOST_ROWS, MOST_XML

NAMES = (
    "Éloïse Roÿ;Zoë Lefèvre;François Côté;Hélène D’Août;Noël Bégaudeau;Maëlys Château;"
    "Inès Müller;Léa Peña;Jürgen Groß;Søren Ærø;Chloé Œuvrard;Gaëtan Le Bœuf;Benoît Çelik"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return create_cohort(f"{tmp_path_factory.mktemp('made')}/cohort", "", "fr").folder


@pytest.fixture
def cohort(tmp_path: Path, made: Path) -> Cohort:
    shutil.copytree(made, tmp_path / "cohort")
    return open_cohort(f"{tmp_path}/cohort")


def add(cohort: Cohort, content: bytes, name: str = "list.csv") -> tuple[dict[str, Any], list[str]]:
    path = cohort.folder.parent / name
    path.write_bytes(content)
    notes = add_people(cohort, path, "en").notes
    return dict(open_cohort(str(cohort.folder)).people), list(notes)


def refused(cohort: Cohort, content: bytes, name: str = "list.csv") -> str:
    path = cohort.folder.parent / name
    path.write_bytes(content)
    with pytest.raises((RosterError, WrongCallError)) as caught:
        add_people(cohort, path, "en")
    assert not open_cohort(str(cohort.folder)).people, "nothing may be added"
    return str(caught.value)


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    book, packed = Workbook(), io.BytesIO()
    fill(book)
    book.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    "encoding", ["cp1252", "cp850", "mac_roman", "utf-8", "utf-16-le", "utf-7"]
)
def test_each_name_alone_tells_the_encoding_it_was_written_in(encoding: str) -> None:
    texts = [f"id;nom\n1;{name}\n" for name in NAMES.split(";")]
    if encoding == "cp850":  # it has no œ and no ’
        texts = [text for text in texts if not set("œŒ’") & set(text)]
    assert len(texts) > 9
    assert [decode(text.encode(encoding))[0] for text in texts] == texts


def test_an_address_with_a_plus_sign_is_no_other_encoding() -> None:
    for part in ("abc-def", "ABC-D", "ADM-x", "AGE-42"):
        text = f"id;email\n1;ana+{part}@example.org\n"
        assert decode(text.encode()) == (text, "utf-8-sig")
    assert decode(b"id;email;nom\n1;ana+AEA-example.org;Zo+AOk-\n")[0].endswith(
        "@example.org;Zoé\n"
    )


def test_a_central_european_name_stays_what_windows_wrote() -> None:
    assert decode("id;nom\n1;Žižek Šimon\n".encode("cp1252"))[0].endswith("Žižek Šimon\n")


def test_whoever_imports_a_file_that_says_no_encoding_is_shown_what_was_read(
    cohort: Cohort,
) -> None:
    _, notes = add(cohort, "id;nom\np-1;Éloïse Roÿ\n".encode("cp850"))
    assert notes == [
        "The file does not say its encoding. Check the accents; this is an example of what was "
        "read: Éloïse Roÿ"
    ]
    assert add(cohort, "id;nom\np-2;Éloïse Roÿ\n".encode())[1] == []


@pytest.mark.parametrize(
    "content",
    [
        b"id;nom\n1;a\x00b\x01c\n",
        b"id;nom\n1;a\x07\n",
        "id;prénom\n1;Zoé\n2;L".encode() + b"\xe9a\n",
        "id;nom\n1;Lebœuf\n2;Zo".encode() + b"\xe9\n",
        "id;nom\n1;L’Huillier\n2;Zo".encode() + b"\xe9\n",
    ],
)
def test_control_characters_and_two_encodings_at_once_are_never_a_name(
    cohort: Cohort, content: bytes
) -> None:
    assert "is in no known encoding" in refused(cohort, content)


@pytest.mark.parametrize(
    "written", ["\u200eÉloïse Roy", "E\u0301loïse\u00a0Roy", "\ufeffÉloïse\u202fRoy\u200b "]
)
def test_what_nobody_sees_in_a_name_is_not_kept(cohort: Cohort, written: str) -> None:
    people, _ = add(cohort, f"id;nom\n\u200ep-1;{written}\n".encode())
    assert [(each.id, each.name) for each in people.values()] == [("p-1", "Éloïse Roy")]


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (
            "Matricule;Nom;Prénom;E-mail professionnel;Langue…;Parcours",
            "p-1;Roy;Éloïse;e@example.org;fr-FR;new-pmo",
        ),
        (
            "Employee ID;Legal Name - First Name;Legal Name - Last Name;Email - Primary Work;"
            "Locale",
            "p-1;Éloïse;Roy;e@example.org;French",
        ),
        ("User ID;First Name;Last Name;Email Address", "p-1;Éloïse;Roy;e@example.org"),
        ("USERID;FIRSTNAME;LASTNAME;EMAIL", "p-1;Éloïse;Roy;e@example.org"),
        ("sep=;\nid;nom;e-mail", "p-1;Éloïse Roy;e@example.org"),
        ("Stagiaires de mars 2027;;\n;;\nid;nom complet;e-mail", "p-1;Éloïse Roy;e@example.org"),
    ],
)
def test_lists_of_hr_systems_are_read_whole(cohort: Cohort, header: str, line: str) -> None:
    people, notes = add(cohort, f"{header}\n{line}\n".encode())
    (person,) = people.values()
    assert (person.id, person.full_name) == ("p-1", "Éloïse Roy")
    assert (person.email, person.language) == ("e@example.org", "fr")
    assert notes == []
    assert person.profile == ("new-pmo" if "Parcours" in header else "")


def test_a_path_may_be_named_as_people_read_it(cohort: Cohort) -> None:
    name = cohort.paths["new-pmo"].name.fr
    people, _ = add(cohort, f"id;nom;parcours\np-1;Roy;{name.upper()}\n".encode())
    assert people["p-1"].profile == "new-pmo"


def test_a_column_that_is_not_read_is_named(cohort: Cohort) -> None:
    _, notes = add(cohort, b"id;name;Cost centre;Badge\np-1;Zoe;7;x\n")
    assert notes == ["Columns that were not read: Cost centre, Badge."]


def test_a_list_without_ids_takes_the_address_for_one(cohort: Cohort) -> None:
    people, notes = add(
        cohort, b"First name,Last name,Email address\nZoe,Roy,Zoe.Roy@example.org\n"
    )
    assert list(people) == ["zoe.roy@example.org"]
    assert "the e-mail address serves as one" in notes[0]


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_the_roster_itself_may_be_saved_by_a_spreadsheet(
    cohort: Cohort, separator: str, encoding: str
) -> None:
    before, _ = add(cohort, "id;nom;e-mail\np-1;Éloïse Roy;e@example.org\n".encode())
    roster = cohort.folder / "people.csv"
    text = roster.read_text(encoding="utf-8").replace(",", separator)
    roster.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert dict(open_cohort(str(cohort.folder)).people) == before


def test_a_known_address_under_another_id_is_refused_with_whose_it_is(cohort: Cohort) -> None:
    add(cohort, b"id;name;email\np-1;Zoe;zoe@example.org\n")
    path = cohort.folder.parent / "second.csv"
    path.write_bytes(b"id;name;email\nq-9;Zoe;ZOE@example.org\n")
    with pytest.raises(RosterError, match=r"line 2: the address .* is already that of “p-1”"):
        add_people(open_cohort(str(cohort.folder)), path, "en")
    path.write_bytes(b"id;name;email\np-1;Zoe R;ZOE@example.org\n")
    assert add_people(open_cohort(str(cohort.folder)), path, "en").changed == 1


def test_a_number_reads_as_the_spreadsheet_shows_it(cohort: Cohort) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.append(["id", "name"])
        sheet.append([123, "Zoe"])
        sheet.append([7, "Max"])
        sheet["A2"].number_format = "00000"
        sheet["A3"].number_format = '"P-"000'

    people, _ = add(cohort, workbook(fill), "list.xlsx")
    assert list(people) == ["00123", "P-007"]


def test_hidden_sheets_and_rows_are_not_read_and_counted(cohort: Cohort) -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["id", "name"])
        book.active.append(["old-1", "Gone"])
        book.active.sheet_state = "hidden"
        sheet = book.create_sheet("2027")
        for row in (["id", "name"], ["p-1", "Zoe"], ["p-2", "Filtered"], ["p-3", "Max"]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        notes = book.create_sheet("Lisez-moi", 0)
        notes.append(["Read this first", "id"])
        book.active = 2

    people, notes = add(cohort, workbook(fill), "list.xlsx")
    assert list(people) == ["p-1", "p-3"]
    assert notes == [
        "1 row hidden or filtered out in the workbook was not read.",
        "Only the sheet “2027” was read. Sheets left out: Lisez-moi.",
    ]


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "#N/D"])
def test_what_a_spreadsheet_could_not_work_out_is_no_person(cohort: Cohort, value: str) -> None:
    said = refused(cohort, f"id;name\np-1;{value}\n".encode())
    assert f"line 2: the spreadsheet could not work out a value ({value})" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id;name\np-1;#SPILL!", "(#SPILL!)"),
        ("id;name\n####;Zoe", "(####)"),
        ("id;name\np-1;🎉", "the name is missing"),
        ("id;name\np-1;Zo\x85é", "no known encoding"),
        ('id;name\np-1;"Zoé Roy', "on line 2 a quotation mark"),
        ('sep=;\nid;name\np-1;Zoé\n"p-2;Léa\np-3;Ana\n', "on line 4 a quotation mark"),
    ],
)
def test_what_is_no_name_is_refused(cohort: Cohort, content: str, said: str) -> None:
    assert said in refused(cohort, content.encode())


def test_what_exports_write_round_an_id_is_taken_off(cohort: Cohort) -> None:
    people, _ = add(cohort, b'User ID|Username|First name|Last name\n="007"|zroy|Zoe|Roy\n')
    assert people["007"].name == "Zoe Roy"


def test_no_cell_of_the_roster_is_a_formula_and_names_are_as_typed(cohort: Cohort) -> None:
    typed = {
        "p-1": "=1+1 Roy",
        "p-2": "@Zo",
        "p-3": "-Ada",
        "p-4": "+33 Li",
        "p-5": "'s Gravesande",
    }
    people, _ = add(cohort, "\n".join(["id,name", *map(",".join, typed.items())]).encode())
    assert {learner: person.name for learner, person in people.items()} == typed
    roster = cohort.folder / "people.csv"
    for row in csv.reader(roster.read_text(encoding="utf-8").splitlines()):
        assert not [cell for cell in row if cell.startswith(("=", "@", "-", "+"))]
    again, _ = add(cohort, roster.read_bytes())
    assert again == people


def test_a_workbook_is_read_as_it_is_shown_or_says_what_was_left_out(cohort: Cohort) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        for row in (("id", "name", "e-mail"), (12, "Zoe", "zoe@example.org"), (9, "Ana", "")):
            sheet.append(row)
        sheet["A2"].number_format, sheet["A3"].number_format = '00"."00', "0000;-0000"
        sheet.column_dimensions["C"].hidden = True
        book.create_sheet("Group B").append(("id", "name"))

    people, notes = add(cohort, workbook(fill), "list.xlsx")
    assert {id_: each.email for id_, each in people.items()} == {"00.12": "", "0009": ""}
    assert notes == [
        "1 column hidden in the workbook was not read.",
        "Only the sheet “Sheet” was read. Sheets left out: Group B.",
    ]


def test_a_formula_that_nobody_has_worked_out_is_told(cohort: Cohort) -> None:
    def fill(book: Workbook) -> None:
        for row in (("id", "name", "e-mail"), ("p-1", "Zoe", '=A2&"@example.org"')):
            book.active.append(row)

    assert '(=A2&"@example.org")' in refused(cohort, workbook(fill), "list.xlsx")


@pytest.mark.parametrize("stored", [1234567890123456, -1234567890123456.0, 1.23456789012346e18])
def test_a_number_that_a_spreadsheet_cuts_is_no_id_but_a_text_is(
    cohort: Cohort, stored: float
) -> None:
    def fill(book: Workbook, id_: object) -> None:
        # A column that is not read may hold what it likes.
        for row in (("id", "name", "Card"), (123456789012345, "Ana", stored), (id_, "Zoe")):
            book.active.append(row)

    said = refused(cohort, workbook(lambda book: fill(book, stored)), "list.xlsx")
    assert f"line 3: the number {int(stored)} has more than 15 digits" in said
    assert "the format Text" in said
    as_text = "1234567890123456"
    people, _ = add(cohort, workbook(lambda book: fill(book, as_text)), "list.xlsx")
    assert set(people) == {"123456789012345", as_text}


def test_a_list_of_many_columns_is_refused_in_short_lines(cohort: Cohort) -> None:
    for header in ("name;" * 50_000, "".join(f"column {at};" for at in range(50_000))):
        said = refused(cohort, f"{header}\n1\n".encode())
        assert (len(said.splitlines()), len(said) < 2_000) == (2, True)


@pytest.mark.parametrize("taken", ["attendance", "Unmatched"])
def test_an_id_is_not_the_name_of_a_folder_of_ours(cohort: Cohort, taken: str) -> None:
    assert "cannot be the name of a folder" in refused(cohort, f"id;name\n{taken};Zoe\n".encode())


def replaced(content: bytes, member: str, text: bytes) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, text if name == member else old.read(name))
    return packed.getvalue()


SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"%s<sheetData>%s</sheetData></worksheet>"
)


def test_what_a_sheet_declares_of_its_size_is_not_believed(cohort: Cohort) -> None:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in zip("AB", line, strict=True)
        )
        + "</row>"
        for number, line in enumerate((("id", "name"), ("p-1", "Zoe")), start=1)
    )
    sheet = SHEET % (b'<dimension ref="A1:XFD90000"/>', rows.encode())
    content = replaced(workbook(lambda _: None), "xl/worksheets/sheet1.xml", sheet)
    people, _ = add(cohort, content, "list.xlsx")
    assert list(people) == ["p-1"]


@pytest.mark.parametrize(
    "rows",
    [
        b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(1, 90_000)),
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (MOST_ROWS + 1, MOST_ROWS + 1),
        b"<row><c><v>1</v></c></row>" * (MOST_XML // 20),
    ],
    ids=["wide", "long", "swollen"],
)
def test_a_workbook_beyond_any_list_is_refused_in_one_line(cohort: Cohort, rows: bytes) -> None:
    sheet = SHEET % (b"", rows)
    content = replaced(workbook(lambda _: None), "xl/worksheets/sheet1.xml", sheet)
    assert len(content) < MOST_XML // 10
    said = refused(cohort, content, "list.xlsx")
    assert "too many rows or cells" in said
    assert "\n" not in said


def test_a_csv_of_more_lines_or_cells_than_any_list_is_refused(cohort: Cohort) -> None:
    assert "too many rows or cells" in refused(cohort, b"id;name\n" + b"1;2\n" * (MOST_ROWS + 1))
    assert "too many rows or cells" in refused(cohort, b"id;name\n" + b";" * (MOST_CELLS + 1))


def test_the_command_prints_the_notes_beside_the_counts(cohort: Cohort) -> None:
    path = cohort.folder.parent / "list.csv"
    path.write_bytes(b"id;name;Badge\np-1;Zoe;x\n")
    result = CliRunner().invoke(
        app, ["cohort", "add", str(cohort.folder), str(path), "--lang", "en"]
    )
    assert (result.exit_code, result.stdout) == (0, "1 person added, 0 changed, 0 unchanged.\n")
    assert "Columns that were not read: Badge." in result.stderr
