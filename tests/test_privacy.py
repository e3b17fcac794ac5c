"""A person's data, given whole or erased without a trace; what stays says nothing of anybody."""

import base64
import errno
import json
import os
import shutil
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from cohorts import copy_of, facts, grades, packed, run
from maitrise.base.errors import BusyError, WrongCallError
from maitrise.cli.app import app
from maitrise.cohort import Cohort, add_people, open_cohort
from maitrise.cohort.database import Database
from maitrise.cohort.lock import lock_cohort, lock_cohort_and_gradebook
from maitrise.cohort.person import write_people
from maitrise.learner.documents import own_documents
from maitrise.learner.identity import keep_roster_id
from maitrise.marking.inbox import walk_inbox
from maitrise.marking.keeping import keep_file
from maitrise.marking.upkeep import current_facts
from maitrise.privacy import export_learner, find_person, forget, last_seen_before
from maitrise.privacy.gradebook_rows import rows_of
from maitrise.privacy.mention import Mentions
from maitrise.privacy.readings import encoding_of, readings
from maitrise.privacy.spellings import MentionLevel
from maitrise.privacy.statistics import add_erased, read_statistics
from maitrise.reports.certificates import write_papers
from maitrise.reports.evidence.quality_folder import prepare_quality_folder
from maitrise.reports.reminders import reminders
from maitrise.reports.writing import write_report
from postgresql_server import binaries, server
from small_class import AMY, CLASS, IDA, IDLE, ZOE, make_small_class


@pytest.fixture
def cohort(small_class: Path, tmp_path: Path) -> Cohort:
    return copy_of(small_class, tmp_path / "cohort")


def called(*arguments: str, given: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(app, [*arguments, "--lang", "en"], input=given)
    if isinstance(result.exception, WrongCallError | BusyError):
        return 2, str(result.exception)
    return result.exit_code, result.output


@pytest.mark.parametrize("given", ["", "\n", "non\n", "no\n", "maybe\n"])
def test_without_a_yes_nothing_is_erased(cohort: Cohort, given: str) -> None:
    before = list(everything_in(cohort.folder))
    code, said = called("cohort", "forget", str(cohort.folder), ZOE.id, given=given)
    assert code == 1
    assert "Nothing was erased." in said
    assert list(everything_in(cohort.folder)) == before


@pytest.mark.parametrize("given", ["oui\n", "Yes\n", "o\n"])
def test_a_yes_of_either_language_erases(cohort: Cohort, given: str) -> None:
    _, said = called("cohort", "forget", str(cohort.folder), ZOE.id, given=given)
    assert "Nothing was erased." not in said
    assert ZOE.id not in open_cohort(str(cohort.folder)).people


def everything_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file's path and bytes, and those inside archives."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name.encode()
        if path.is_file():
            content = path.read_bytes()
            yield name, content
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    for member in archive.namelist():
                        yield f"{name}/{member}", member.encode() + archive.read(member)


def naming(folder: Path, *words: str) -> set[str]:
    """The files in which any of the words stands, in any of the usual writings."""
    spelled = {
        form.encode()
        for word in words
        for form in (
            word,
            json.dumps(word)[1:-1],
            word.replace("'", "&#x27;"),
            word.replace("'", "&#39;"),
        )
    }
    return {name for name, content in everything_in(folder) for each in spelled if each in content}


def test_forget_leaves_no_byte_of_the_person(cohort: Cohort) -> None:
    words = (ZOE.id, ZOE.name, ZOE.email, "Łukasz")
    for path in (cohort.folder / "kept/unmatched").glob("*note.txt"):
        path.unlink()  # it names Amy too: another test
    (cohort.folder / ".nbgrader.log").write_text(f"[I] ok\n[I] graded {ZOE.id}\n", encoding="utf-8")
    places = {each.split("/")[0] for each in naming(cohort.folder, *words)}
    assert places >= {"people.csv", "gradebook.db", "kept", "submitted", "autograded", "feedback",
                      "records", ".nbgrader.log"}  # fmt: skip

    done = forget(cohort, [ZOE], "en")

    assert done.left == ()
    assert naming(cohort.folder, *words) == set()
    assert [each.name for each in cohort.folder.glob("gradebook.db*")] == ["gradebook.db"]
    assert (cohort.folder / ".nbgrader.log").read_text(encoding="utf-8") == "[I] ok\n"


def test_forget_touches_nobody_else(cohort: Cohort) -> None:
    def of_others() -> dict[str, bytes]:
        return {
            name: content
            for name, content in everything_in(cohort.folder)
            if AMY.id in name or IDA.id in name
        }

    with current_facts(cohort, "en"):  # which take up what was marked by hand
        before, marks, known = of_others(), grades(cohort), facts(cohort)
    forget(cohort, [ZOE], "en")
    assert of_others() == before
    left = open_cohort(str(cohort.folder))
    assert grades(left) == [each for each in marks if each.learner != ZOE.id]
    assert facts(left) == [row for row in known if row[0] != ZOE.id]
    assert list(left.people) == [AMY.id, IDA.id, IDLE.id]
    assert run(left).problems == []


def test_of_people_erased_one_at_a_time_only_their_number_stays(cohort: Cohort) -> None:
    forget(cohort, [ZOE], "en")
    forget(open_cohort(str(cohort.folder)), [AMY, IDLE], "en")
    assert read_statistics(cohort.folder) == {"format": 2, "erased": 3, "cases": {}}


def test_a_count_that_stays_speaks_of_five_people_at_least(tmp_path: Path) -> None:
    high, low = ("payroll", 0.9), ("payroll", 0.2)
    add_erased(tmp_path, 10, [high] * 6 + [low] * 4)
    assert read_statistics(tmp_path)["cases"] == {"payroll": {"70% or more": 6}}
    add_erased(tmp_path, 1, [high])
    assert read_statistics(tmp_path)["cases"] == {"payroll": {"70% or more": 6}}
    add_erased(tmp_path, 11, [high] * 6 + [low] * 5)
    assert read_statistics(tmp_path) == {
        "format": 2,
        "erased": 22,
        "cases": {"payroll": {"70% or more": 12, "below 50%": 5}},
    }


def test_nothing_stays_of_a_case_where_all_did_alike(tmp_path: Path) -> None:
    add_erased(tmp_path, 20, [("payroll", 0.9)] * 20)
    assert read_statistics(tmp_path) == {"format": 2, "erased": 20, "cases": {}}


def test_counts_of_single_people_kept_by_an_older_version_are_dropped(tmp_path: Path) -> None:
    old = {"format": 1, "erased": 1, "cases": {"payroll": {"below 50%": 1}}}
    (tmp_path / "statistics.json").write_text(json.dumps(old), encoding="utf-8")
    add_erased(tmp_path, 0, [])
    assert json.loads((tmp_path / "statistics.json").read_bytes()) == {
        "format": 2,
        "erased": 1,
        "cases": {},
    }


def test_a_file_that_names_somebody_else_too_is_left_to_a_person(cohort: Cohort) -> None:
    code, said = called("cohort", "forget", str(cohort.folder), ZOE.id, "--yes")
    assert code == 1
    (note,) = (cohort.folder / "kept/unmatched").glob("*note.txt")
    assert f"- kept/unmatched/{note.name}" in said
    assert not list((cohort.folder / "kept/unmatched").glob("*copie*"))


def test_a_sheet_handed_in_under_another_id_no_longer_says_whose_it_was(cohort: Cohort) -> None:
    path = cohort.folder / "submitted" / AMY.id / "payroll-en" / "answers.json"
    sheet = json.loads(path.read_bytes())
    path.write_text(json.dumps({**sheet, "learner": ZOE.id}), encoding="utf-8")
    forget(cohort, [ZOE], "en")
    assert json.loads(path.read_bytes()) == {**sheet, "learner": ""}


def test_forget_asks_first_and_does_nothing_on_no(cohort: Cohort) -> None:
    before = dict(everything_in(cohort.folder))
    code, said = called("cohort", "forget", str(cohort.folder), ZOE.id, given="n\n")
    assert code == 1
    assert ZOE.name in said
    assert dict(everything_in(cohort.folder)) == before


def test_forgetting_takes_the_evidence_and_names_the_registers_left(cohort: Cohort) -> None:
    (cohort.folder / "evidence").mkdir()
    (cohort.folder / "evidence" / "evidence-2026-12-01.zip").write_bytes(b"PK")
    prepare_quality_folder(cohort, "fr")
    register = cohort.folder / "quality" / "adaptations.csv"
    register.write_text(f"Date;Qui\n2026-11-20;{ZOE.id}\n", encoding="utf-8")
    done = forget(cohort, [ZOE], "en")
    assert "evidence" in done.remade
    assert not (cohort.folder / "evidence").exists()
    assert "quality/adaptations.csv" in done.left


def test_forget_of_an_unknown_id_is_a_wrong_call(cohort: Cohort) -> None:
    for unknown in ("p-9999", "../cohort", "unmatched"):
        code, said = called("cohort", "forget", str(cohort.folder), unknown, "--yes")
        assert (code, "holds nothing" in said) == (2, True)


def test_forget_finds_who_was_only_taken_off_the_roster(cohort: Cohort) -> None:
    roster = cohort.folder / "people.csv"
    lines = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(each for each in lines if not each.startswith(IDA.id))
    roster.write_text(kept, encoding="utf-8")
    left = open_cohort(str(cohort.folder))
    forget(left, [find_person(left, IDA.id, "en")], "en")
    assert naming(cohort.folder, IDA.id, IDA.email) == set()


def test_nobody_is_erased_while_a_marking_is_at_work(cohort: Cohort) -> None:
    with (
        Database(cohort.database) as database,
        lock_cohort_and_gradebook(cohort.folder, database, "en"),
        pytest.raises(BusyError),
    ):
        forget(cohort, [ZOE], "en")
    assert ZOE.id in open_cohort(str(cohort.folder)).people


@pytest.mark.jupyter
@pytest.mark.jupyter
@pytest.mark.skipif(binaries() is None, reason="no PostgreSQL server in the environment")
def test_forget_erases_the_rows_of_a_shared_gradebook(tmp_path: Path) -> None:
    with server() as address:
        cohort = make_small_class(tmp_path / "cohort", address)
        with Database(cohort.database) as database:
            before = rows_of(database, ZOE.id)
        assert {name for name, rows in before.items() if not rows} <= {"plays"}
        forget(cohort, [ZOE], "en")
        with Database(cohort.database) as database:
            assert not any(rows_of(database, ZOE.id).values())
            assert rows_of(database, IDA.id)["answers"]
            orphans = "notebook_id NOT IN (SELECT id FROM submitted_notebook)"
            assert database.rows(f"SELECT count(*) FROM grade WHERE {orphans}") == [(0,)]


# --- Whatever else is damaged, wherever it is written ---------------------------------------------


def in_a_zip(content: bytes, name: str = "x.txt") -> bytes:
    return packed({name: content})


SPELLINGS = {
    "cp1252.csv": "p-99;Zoé Lukász-O’Brien".encode("cp1252"),
    "cp850.csv": "Lukász-O'Brien;Zoé".encode("cp850"),
    "mac.csv": "Zoé Lukász-O'Brien".encode("mac_roman"),
    "utf-16.csv": "Zoé Lukász-O'Brien".encode("utf-16"),
    "utf-16-be.txt": "Zoé Lukász-O'Brien".encode("utf-16-be"),
    "decomposed.txt": unicodedata.normalize("NFD", "Zoé Lukász-O'Brien").encode(),
    "no-break.txt": "Zoé\u00a0Lukász-O\u02bcBrien".encode(),
    "last-first.txt": "LUKÁSZ-O'BRIEN Zoé".encode(),
    "no-accents.txt": b"zoe lukasz obrien",
    "one-word.txt": b"zoelukaszobrien_4710",
    "escaped.json": json.dumps("Zoé Lukász-O'Brien").encode(),
    "entities.html": b"Zo&eacute; <b>Luk&aacute;sz</b>-O&#8217;Brien",
    "address.txt": b"mailto:zoe.lob%40example.org",
    "wide.txt": "ｐ-0041".encode(),
    "offset.zip": b"x" + in_a_zip(b"p-0041"),
    "three.zip": in_a_zip(in_a_zip(in_a_zip("Zoé Lukász-O'Brien".encode("cp1252")), "b.zip"), "a"),
    "named.zip": in_a_zip(b"", "Zoé Lukász-O'Brien.txt"),
    "Lukasz-OBrien_Zoe.pdf": b"%PDF",
    "Zo%C3%A9_Luk%C3%A1sz-OBrien.txt": b"",
    "Zoé Lukász-O'Brien/scan.txt": b"of a folder of that name",
    "cells.html": "<tr><td>Zoé</td>\n      <td>Lukász-O'Brien</td></tr>".encode(),
    "runs.docx": in_a_zip("<w:t>Zo</w:t></w:r><w:t>é Lukász-O</w:t><w:t>'Brien</w:t>".encode()),
    "keys.json": json.dumps({"first": "Zoé", "last_name": "Lukász-O'Brien"}).encode(),
    "twice.json": json.dumps(json.dumps("Zoé Lukász-O'Brien")).encode(),
    "office.rtf": b"{\\rtf1 Zo\\'e9 Luk\\'e1sz-O\\rquote Brien}",
    "latin-2.txt": "Zoé Lukász-O'Brien".encode("iso8859_2"),
    "base64.eml": b"From: a@b.c\nTo: b@b.c\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes("Zoé Lukász-O'Brien".encode()),
    "quoted.mbox": b"From a\nSubject: =?utf-8?Q?Zo=C3=A9_Luk=C3=A1sz-O=27Brien?=\n\nx",
    "rtf-code.rtf": b"{\\rtf1 Zo\\u233\\'e9 Luk\\u225?sz-O\\u8217?Brien}",
    "marked.txt": "\ufeffZoé Lukász-O'Brien".encode("utf-16-be"),
    "percent-u.txt": b"Zo%u00e9%20Luk%u00E1sz-O%2527Brien",
    "windows.txt": b"Zo%E9+Luk%E1sz-O%92Brien",
    "far.txt": b"&" * 700_000 + "Zoé Luk&#225;sz-O&amp;#39;Brien".encode("cp1252"),
    "initial.txt": "Mme Z. Lukász-O'Brien".encode(),
    "entity.html": b"<p>&#" + b"9" * 5000 + b";Zo&eacute; Luk&aacute;sz-O&#39;Brien",
    # What stops a look later on takes nothing away that was found before.
    "initial.mbox": b"Mme Z. Lukasz-O'Brien\n" + b"From a\n" * 5_001,
    "mails.zip": packed({"a.mbox": b"From a\n" * 5_001, "b.txt": b"p-0041"}),
}
ROWS = (("First", "Last"), ("Zoé", "Petit"), ("Ana", "Lukász-O'Brien"), ("Zoé", "Lukász-O'Brien"))


def test_a_person_is_found_however_our_own_readers_would_know_them(cohort: Cohort) -> None:
    zoe = replace(ZOE, name="Zoé Lukász-O'Brien")
    folder = cohort.folder / "quality"
    (folder / "Zoé Lukász-O'Brien").mkdir(parents=True)
    for name, content in SPELLINGS.items():
        (folder / name).write_bytes(content)
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(folder / "rows.xlsx")
    (folder / "dangling").symlink_to(f"/nowhere/{ZOE.id}")
    others = {"others.txt": "Zoé Petit, Lukas Obrian, p-00411".encode(), "zeros.bin": b"\0" * 9000}
    for name, content in others.items():
        (folder / name).write_bytes(content)
    done = forget(cohort, [zoe], "en")
    here = {name.removeprefix("quality/") for name in done.left if name.startswith("quality/")}
    assert here == {*SPELLINGS, "rows.xlsx", "dangling"}


def test_whoever_has_a_longer_name_or_id_is_somebody_else(
    cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maitrise.privacy.mention._MOST_CLOSE_OF_MANY", 600_000)
    longer = replace(ZOE, id="p-0041-2", name=f"{ZOE.name}-Roy", email=f"anne-{ZOE.email}")
    # So many that they are no longer sought by one pattern, which a megabyte would take minutes of.
    many = [replace(IDA, id=f"q-{number:05d}", email="") for number in range(2_000)]
    write_people(cohort.folder, [*CLASS, longer, *many])
    unmatched = cohort.folder / "kept" / "unmatched"
    (unmatched / "theirs.txt").write_text(f"{longer.id} {longer.name} {longer.email}", "utf-8")
    (unmatched / "hers.txt").write_text(f"{longer.id}, {ZOE.id}", "utf-8")
    (unmatched / "long.txt").write_text(f"{'q-0 Ida p-00 ' * 20_000}{ZOE.id}", "utf-8")
    (unmatched / "endless.txt").write_text(f"{ZOE.id}{' q-0 Ida p-00' * 60_000}", "utf-8")
    (unmatched / "both.txt").write_text(f"{'q-0 Ida p-00 ' * 20_000}{ZOE.id} q_01999.", "utf-8")
    done = forget(open_cohort(str(cohort.folder)), [ZOE], "en")
    assert "kept/unmatched/hers.txt" in done.left
    assert not {"people.csv", "gradebook.db", "kept/unmatched/theirs.txt"} & {*done.left}
    assert (unmatched / "theirs.txt").is_file()
    assert (unmatched / "both.txt").is_file(), "it names somebody else too"
    assert not (unmatched / "long.txt").exists()
    assert "kept/unmatched/endless.txt" in done.left, "it may name anybody: for a person to judge"


def test_a_long_text_is_read_in_its_own_encoding_wherever_a_part_of_it_ends() -> None:
    content = f"x{'é' * 600_000}".encode()
    assert {*"".join(readings(content, encoding_of(content)))} == {"x", "e"}


def test_what_cannot_be_looked_into_is_named(cohort: Cohort) -> None:
    folder = cohort.folder / "quality" / "signed"
    folder.mkdir(parents=True)
    locked = bytearray(in_a_zip(b"p-0041"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + offset] |= 1
    opaque = {"locked.zip": bytes(locked), "cut.zip": in_a_zip(b"p-0041")[:-30], "x.rar": b"Rar!",
              "scan.pdf": b"%PDF-1.4", "old.doc": b"\xd0\xcf\x11\xe0\0",
              "x.zst": b"\x28\xb5\x2f\xfd", "copy.db": b"SQLite format 3\0",
              "photo.jpg": b"\xff\xd8\xff\xe0",
              "deep.zip": in_a_zip(in_a_zip(in_a_zip(in_a_zip(b"x"), "c"), "b"), "a")}  # fmt: skip
    for name, content in opaque.items():
        (folder / name).write_bytes(content)
    code, said = called("cohort", "forget", str(cohort.folder), ZOE.id, "--yes")
    assert code == 1
    listed = said.partition("cannot be looked into")[2]
    assert all(f"- quality/signed/{name}" in listed for name in opaque)


def test_an_erasure_is_finished_whatever_else_is_damaged(
    cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (cohort.folder / "kept/unmatched").glob("*note.txt"):
        path.unlink()
    (cohort.folder / "submitted" / AMY.id / "payroll-en" / "answers.json").write_bytes(b"{damaged")
    record = cohort.folder / "records" / f"{IDA.id}.jsonl"
    record.unlink()
    record.symlink_to(record.name)
    sheet = cohort.folder / "submitted" / IDA.id / "payroll-fr" / "answers.json"
    sheet.write_bytes(b'{"learner": ["x"]}')
    (cohort.folder / "reports").write_text("a file in place of a folder", "utf-8")
    marks = cohort.folder / "marks" / AMY.id / "payroll-en.json"
    marks.parent.mkdir(parents=True)
    marks.write_text(f'{{"problems": ["{ZOE.id}"', encoding="utf-8")
    stuck = next((cohort.folder / "kept" / ZOE.id).rglob("*.json"))
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path == stuck:
            raise PermissionError(errno.EACCES, "held by another program", str(path))
        unlink(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        code, said = called("cohort", "forget", str(cohort.folder), ZOE.id, "--yes")
    assert code == 1
    assert "- marks/p-0042/payroll-en.json" in said
    assert f"- {stuck.relative_to(cohort.folder).as_posix()} (" in said
    assert ZOE.id not in open_cohort(str(cohort.folder)).people
    assert not (cohort.folder / "submitted" / ZOE.id).exists()
    marks.unlink()
    code, said = called("cohort", "forget", str(cohort.folder), ZOE.id, "--yes")
    assert code == 0, said
    assert naming(cohort.folder, ZOE.id, ZOE.name) == set()


@pytest.mark.parametrize("damage", ["not a database", "empty", "a folder", "dangling"])
def test_a_damaged_gradebook_keeps_no_file_from_being_erased(cohort: Cohort, damage: str) -> None:
    path = cohort.folder / "gradebook.db"
    path.unlink()
    if damage == "a folder":
        path.mkdir()
    elif damage == "dangling":
        path.symlink_to("/nowhere/gradebook.db")
    else:
        path.write_bytes(b"" if damage == "empty" else b"x" * 5000)
    code, said = called("cohort", "forget", str(cohort.folder), ZOE.id, "--yes")
    assert code == 1
    assert "- gradebook.db (" in said
    assert ZOE.id not in open_cohort(str(cohort.folder)).people
    assert not (cohort.folder / "kept" / ZOE.id).exists()
    assert read_statistics(cohort.folder)["erased"] == 0


def test_a_gradebook_that_may_only_be_read_is_named_and_erased_when_asked_again(
    cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_read(path: str) -> sqlite3.Connection:
        return sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True, isolation_level=None)

    with monkeypatch.context() as patched:
        patched.setattr("maitrise.cohort.database._file", only_read)
        code, said = called("cohort", "forget", str(cohort.folder), ZOE.id, "--yes")
    assert (code, read_statistics(cohort.folder)["erased"]) == (1, 0)
    assert "- gradebook.db (attempt to write a readonly database)" in said
    assert not (cohort.folder / "kept" / ZOE.id).exists()
    note = cohort.folder / "records" / f"{ZOE.id}.jsonl"
    for _ in range(2):  # a file that comes back later counts nobody twice
        note.write_text("{}")
        called("cohort", "forget", str(cohort.folder), ZOE.id, "--yes")
        assert read_statistics(cohort.folder)["erased"] == 1
        assert not note.exists()


def test_who_could_not_be_taken_off_the_list_is_counted_once_when_asked_again(
    cohort: Cohort,
) -> None:
    in_the_way = cohort.folder / f".people.csv.{os.getpid()}.tmp"
    in_the_way.mkdir()
    code, said = called("cohort", "forget", str(cohort.folder), ZOE.id, "--yes")
    assert (code, "- people.csv (" in said) == (1, True)
    assert ZOE.id in open_cohort(str(cohort.folder)).people
    in_the_way.rmdir()
    called("cohort", "forget", str(cohort.folder), ZOE.id, "--yes")
    assert read_statistics(cohort.folder)["erased"] == 1


def test_a_comment_on_somebody_else_that_names_the_person_is_told(cohort: Cohort) -> None:
    with Database(cohort.database) as database:
        database.execute("UPDATE comment SET manual_comment = 'As Zoé Łukasz-O’Brien has it'")
    assert "gradebook.db" in forget(cohort, [ZOE], "en").left


def test_while_somebody_is_at_work_nothing_else_is_made_of_a_cohort(
    cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maitrise.marking.upkeep.PATIENCE", 0)
    name, out = str(cohort.folder), str(tmp_path / "out")
    roster = tmp_path / "more.csv"
    roster.write_text("id,name\np-9,Ann Other\n", encoding="utf-8")
    calls = (
        ("report", name), ("certify", name), ("attendance", name, "--date", "2027-01-04"),
        ("completions", name), ("evidence", name), ("mark", "--cohort", name),
        ("cohort", "export-learner", name, ZOE.id, "--output", out),
        ("cohort", "forget", name, ZOE.id, "--yes"), ("cohort", "add", name, str(roster)),
        ("cohort", "purge", name, "--before", "2027-01-01", "--yes"),
    )  # fmt: skip
    before = dict(everything_in(cohort.folder))
    with lock_cohort(cohort.folder, "en"):
        for call in calls:
            code, said = called(*call)
            assert (code, "Another command is at work" in said) == (2, True), call
    assert dict(everything_in(cohort.folder)) == before


def test_what_was_begun_before_an_erasure_brings_nobody_back(
    cohort: Cohort, tmp_path: Path
) -> None:
    for path in (cohort.folder / "kept/unmatched").glob("*note.txt"):
        path.unlink()
    roster = tmp_path / "more.csv"
    roster.write_text("id,name\np-9,Ann Other\n", encoding="utf-8")
    forget(open_cohort(str(cohort.folder)), [ZOE], "en")
    stale = cohort  # opened when Zoé was still there
    run(stale)
    write_report(stale, "en", None, is_anonymous=False)
    list(write_papers(stale, stale.people, cohort.folder / "papers", date(2027, 1, 4), "en"))
    add_people(stale, roster, "en")
    forget(stale, [IDA], "en")
    reminded = reminders(stale, datetime(2027, 1, 4, tzinfo=UTC), "en")
    assert ZOE.id not in {mail.person.id for mail in reminded}
    assert naming(cohort.folder, ZOE.id, ZOE.name, ZOE.email) == set()


# --- Other people's accounts -----------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="on Windows a file inherits from its folder")
def test_files_with_people_in_them_are_their_owner_s_alone_whatever_the_umask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAITRISE_HOME", str(tmp_path / "own" / "data"))
    before = os.umask(0)
    try:
        folder = make_small_class(tmp_path / "cohorts" / "cohort").folder
        for command in ("report", "certify", "evidence"):
            called(command, str(folder))
        called("attendance", str(folder), "--date", "2027-01-04")
        called("cohort", "export-learner", str(folder), ZOE.id, "--output", str(folder / "given"))
        called("completions", str(folder), "--output", str(folder / "done.csv"))
        documents = own_documents()
        content = {"format": 1, "cards": {}}
        documents.put(
            "cards", content, version="", erasure_mark=documents.erasure_mark(), language="en"
        )
        keep_roster_id(ZOE.id)
    finally:
        os.umask(before)
    made = [folder, *folder.rglob("*"), *(tmp_path / "own").rglob("*")]
    assert len(made) > 50
    open_ = [path.relative_to(tmp_path).as_posix() for path in made if path.lstat().st_mode & 0o077]
    assert open_ == []


@pytest.mark.parametrize(
    ("before", "after"),
    [(0o775, 0o770), (0o755, 0o700), (0o777, 0o770), (0o750, 0o750)],  # the group may write, or not
)
def test_a_cohort_of_an_older_version_is_closed_to_strangers(
    cohort: Cohort, before: int, after: int
) -> None:
    cohort.folder.chmod(before)
    with lock_cohort(cohort.folder, "en"):
        assert cohort.folder.stat().st_mode & 0o777 == after


def test_what_is_given_to_a_person_follows_no_link(cohort: Cohort, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the trainer's own", encoding="utf-8")
    kept = cohort.folder / "kept" / ZOE.id / "other"
    kept.mkdir(exist_ok=True)
    (kept / "note.txt").symlink_to(secret)
    (kept / "folder").symlink_to(tmp_path)
    code, said = called("cohort", "export-learner", str(cohort.folder), ZOE.id,
                        "--output", str(tmp_path))  # fmt: skip
    assert code == 0
    assert "note.txt: This is a link, not a file." in said
    assert "folder: This is a link, not a file." in said
    with zipfile.ZipFile(next(tmp_path.glob("*.zip"))) as archive:
        assert all(b"the trainer's own" not in archive.read(name) for name in archive.namelist())


def test_a_large_file_is_kept_as_it_was_when_it_was_looked_at(
    cohort: Cohort, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the trainer's own", encoding="utf-8")
    handed_in = tmp_path / "inbox" / ZOE.id / "video.bin"
    handed_in.parent.mkdir(parents=True)
    handed_in.write_bytes(b"video" * 2_000_000)
    for file in walk_inbox([tmp_path / "inbox"], pytest.fail):
        handed_in.unlink()
        handed_in.symlink_to(secret)  # swapped between the look and the copy
        place = keep_file(cohort.folder, file, (ZOE.id, "other"), datetime(2027, 1, 4, tzinfo=UTC))
        assert place is not None
        kept = cohort.folder / place
        assert not kept.is_symlink()
        assert kept.read_bytes() == b"video" * 2_000_000


# --- What a person is given ------------------------------------------------------------------


def test_the_export_holds_what_the_cohort_holds_and_says_what_it_is(
    cohort: Cohort, tmp_path: Path
) -> None:
    path = export_learner(cohort, ZOE, tmp_path / "out", "en")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        index = archive.read("index.html").decode()
        gradebook = json.loads(archive.read("gradebook.json"))
        whole = b"".join(archive.read(name) for name in names)
    assert json.loads(zipfile.ZipFile(path).read("roster.json"))["email"] == ZOE.email
    assert "feedback/payroll-fr/payroll.html" in names
    assert f"records/{ZOE.id}.jsonl" in names
    assert [name for name in names if name.startswith("unmatched/") and "copie" in name]
    assert {each["assignment"] for each in gradebook["submissions"]} == {
        "payroll-fr",
        "delivery-rounds-fr",
    }
    assert "Bravo, c’est clair." in {each["manual_comment"] for each in gradebook["comments"]}
    assert "Vos données : Zoé Łukasz-O&#39;Brien" in index.replace("\u00a0", " ")
    assert "Pages de retour" in index
    for name in names:
        assert name == "index.html" or name in index
    assert AMY.email.encode() not in whole


def test_the_export_gives_no_key_away(cohort: Cohort, tmp_path: Path) -> None:
    with_key = list((cohort.folder / "autograded" / ZOE.id).rglob("*.ipynb"))
    assert with_key
    assert all(b"key=" in each.read_bytes() for each in with_key)
    with zipfile.ZipFile(export_learner(cohort, ZOE, tmp_path, "en")) as archive:
        assert not [name for name in archive.namelist() if b"key='" in archive.read(name)]


def test_who_did_nothing_gets_an_index_too(cohort: Cohort, tmp_path: Path) -> None:
    code, said = called("cohort", "export-learner", str(cohort.folder), IDLE.id,
                        "--output", str(tmp_path))  # fmt: skip
    assert code == 0
    with zipfile.ZipFile(said.strip()) as archive:
        assert sorted(archive.namelist()) == ["gradebook.json", "index.html", "roster.json"]


def test_an_export_that_cannot_be_written_says_where(cohort: Cohort, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    code, said = called("cohort", "export-learner", str(cohort.folder), ZOE.id,
                        "--output", str(tmp_path / "taken"))  # fmt: skip
    assert code == 2
    assert "taken" in said


# --- What is too old -------------------------------------------------------------------------


def test_the_last_day_is_that_of_the_last_hand_in_or_answer(cohort: Cohort) -> None:
    created = cohort.settings.created
    days = {each.id: at for each, at in last_seen_before(cohort, date(2100, 1, 1), "en")}
    assert days[IDLE.id] == created
    handed_in = max(row[13].date() for row in facts(cohort) if row[0] == ZOE.id)
    assert days[ZOE.id] == handed_in


def test_purge_erases_those_of_before_and_nobody_else(cohort: Cohort) -> None:
    values = {"long_ago": datetime(2020, 1, 5, 10), "zoe": ZOE.id}
    with Database(cohort.database) as database:
        database.execute(
            "UPDATE submitted_assignment SET timestamp = :long_ago WHERE student_id = :zoe", values
        )
        database.execute(
            "UPDATE maitrise_submission SET handed_in = :long_ago WHERE learner = :zoe", values
        )
    (cohort.folder / "records" / f"{ZOE.id}.jsonl").unlink()
    code, said = called("cohort", "purge", str(cohort.folder), "--before", "2020-01-05")
    assert (code, "nobody to erase" in said) == (0, True)
    for path in (cohort.folder / "kept/unmatched").glob("*note.txt"):
        path.unlink()
    code, said = called("cohort", "purge", str(cohort.folder), "--before", "2020-01-06", "--yes")
    assert code == 0, said
    assert "2020-01-05  p-0041  Zoé Łukasz-O'Brien" in said
    assert list(open_cohort(str(cohort.folder)).people) == [AMY.id, IDA.id, IDLE.id]


def test_a_day_that_is_none_is_a_wrong_call(cohort: Cohort) -> None:
    code, said = called("cohort", "purge", str(cohort.folder), "--before", "2020-13-40")
    assert (code, "2020-13-40" in said) == (2, True)


def test_a_short_id_is_not_found_by_chance(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("p-00411 and pp-0041, 41", encoding="utf-8")
    assert Mentions([ZOE]).level_in_file(path) is MentionLevel.NO
    path.write_text("(P-0041)", encoding="utf-8")
    assert Mentions([ZOE]).level_in_file(path) is MentionLevel.YES
    shutil.rmtree(tmp_path)
