"""Cohort folders: created outside the repository, and opened by what they say."""

import errno
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import OperationalError

from cohorts import dump, forget_submissions, made_cohort, run, sheet
from maitrise.base.errors import WrongCallError
from maitrise.base.locking import file_lock
from maitrise.cli.day import parse_date
from maitrise.cohort import (
    Cohort,
    LatePolicy,
    Person,
    add_people,
    create_cohort,
    creation,
    open_cohort,
)
from maitrise.cohort.database import Database, database_url
from maitrise.cohort.database_fault import DatabaseError, refusal_of
from maitrise.cohort.person import ROSTER_LOCK, change_people, read_people
from maitrise.cohort.places import repository_folder
from maitrise.cohort.settings import read_settings


@pytest.fixture
def cohorts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAITRISE_COHORTS", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cohort made once; nbgrader takes seconds to make a database."""
    folder = tmp_path_factory.mktemp("made") / "spring-paris"
    return create_cohort(str(folder), "Paris, printemps 2027", "fr").folder


@pytest.fixture
def spring(cohorts: Path, made: Path) -> Cohort:
    shutil.copytree(made, cohorts / made.name)
    return open_cohort(made.name)


def settings(cohort: Cohort, text: str) -> Cohort:
    (cohort.folder / "cohort.toml").write_text(text, encoding="utf-8")
    return open_cohort(str(cohort.folder), "en")


def test_a_bare_name_lies_in_the_folder_of_cohorts(spring: Cohort, cohorts: Path) -> None:
    assert spring.folder == cohorts / "spring-paris"
    assert open_cohort("spring-paris") == spring
    assert spring.title == "Paris, printemps 2027"
    assert spring.people == {}


def test_a_name_with_a_slash_is_a_path(tmp_path: Path) -> None:
    cohort = create_cohort(f"{tmp_path}/here", "", "en")
    assert cohort.folder == tmp_path / "here"
    assert cohort.title == "here"


def test_the_gradebook_is_nbgrader_s(spring: Cohort) -> None:
    with Gradebook(spring.database, "spring-paris") as gradebook:
        assert gradebook.students == []


def test_a_folder_inside_the_repository_is_refused() -> None:
    with pytest.raises(WrongCallError, match="no place there"):
        create_cohort(f"{repository_folder()}/marks", "", "en")


@pytest.mark.parametrize("name", ["", ".", "..", "été", "a b", "x" * 65, "-x"])
def test_a_name_that_is_no_folder_s_is_refused(name: str, cohorts: Path) -> None:
    with pytest.raises(WrongCallError):
        create_cohort(name, "", "en")
    assert list(cohorts.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(cohorts: Path) -> None:
    (cohorts / "mine").mkdir()
    (cohorts / "mine" / "thesis.txt").write_text("mine")
    with pytest.raises(WrongCallError, match="not empty"):
        create_cohort("mine", "", "en")
    assert [path.name for path in (cohorts / "mine").iterdir()] == ["thesis.txt"]


def test_a_cohort_that_is_not_there_is_named_with_those_that_are(spring: Cohort) -> None:
    with pytest.raises(WrongCallError, match=r"autumn.*spring-paris"):
        open_cohort("autumn")


def test_a_gradebook_that_does_not_answer_is_said_so(cohorts: Path) -> None:
    with pytest.raises(WrongCallError, match="does not answer"):
        create_cohort("shared", "", "en", gradebook="postgresql://127.0.0.1:1/none")
    with pytest.raises(WrongCallError, match="no cohort"):
        open_cohort("shared")


def test_a_cohort_that_could_not_be_made_leaves_its_folder_empty(
    cohorts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path, people: Iterable[Person]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(creation, "write_people", full)
    with pytest.raises(WrongCallError, match="No space left"):
        create_cohort("spring", "", "en")
    assert list((cohorts / "spring").iterdir()) == []


def test_an_assignment_s_own_date_comes_before_its_case_s(spring: Cohort) -> None:
    cohort = settings(
        spring,
        'title = "T"\ntimezone = "Europe/Paris"\n[due]\n'
        "payroll = 2027-03-01T18:00:00\npayroll-en = 2027-03-02\npatrol = 2027-03-03T10:00:00Z\n",
    )
    assert cohort.due("payroll-fr") == datetime(2027, 3, 1, 17, tzinfo=UTC)
    assert cohort.due("payroll-en") == datetime(2027, 3, 2, 22, 59, 59, tzinfo=UTC)
    assert cohort.due("patrol-fr") == datetime(2027, 3, 3, 10, tzinfo=UTC)
    assert cohort.due("other-fr") is None


@pytest.mark.jupyter
def test_formgrader_that_cannot_have_its_port_says_so_and_shows_no_log_before(
    spring: Cohort,
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        asked = ("cohort", "open", str(spring.folder), "--no-browser", "--port", str(port))
        done = subprocess.run(
            (sys.executable, "-m", "maitrise.cli.app", *asked, "--lang", "fr"),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    first, *rest = done.stderr.splitlines()
    assert first.startswith("Formgrader n’a pas démarré. Libérez le port")
    assert any(f"port {port} is not available" in line for line in rest)
    assert len(rest) <= 8


@pytest.mark.parametrize(
    ("policy", "late", "penalty"),
    [
        (LatePolicy(), 1e6, None),
        (LatePolicy("percent", 10), 0, None),
        (LatePolicy("percent", 10), 1, 1.6),
        (LatePolicy("percent", 10), 86_400, 1.6),
        (LatePolicy("percent", 10), 86_401, 3.2),
        (LatePolicy("percent", 10), 1e9, 16),
        (LatePolicy("cut-off"), 1, 16),
    ],
)
def test_a_late_policy_takes_what_it_says(
    policy: LatePolicy, late: float, penalty: float | None
) -> None:
    assert policy.penalty(16, late) == penalty


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('title = 1\ncreated = 2027-01-01\n[late]\nrule="none"', "title"),
        ('title = "a"\nlate = "none"', "late"),
        ('[late]\nrule = "half"', "late.rule"),
        ('[late]\nrule = "percent"', "late.percent"),
        ('[late]\nrule = "percent"\npercent = 101', "late.percent"),
        ('[due]\npayroll = "tomorrow"', "due.payroll"),
        ('timezone = "Paris"', "timezone"),
        ('language = "de"', "language"),
        ('titel = "a"', "titel"),
        ("[certificate]\nshare = 70", "certificate.share"),
        ("[certificate]\nstarts = 2027-03-02\nends = 2027-03-01", "certificate.ends"),
        ("[due]\npayrol-en = 2027-03-02", "due.payrol-en"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(spring: Cohort, text: str, key: str) -> None:
    with pytest.raises(WrongCallError, match=f"cohort.toml: “{key}” cannot be used. "):
        settings(spring, text)


def test_a_due_date_of_no_case_is_refused_with_the_cases_that_there_are(spring: Cohort) -> None:
    with pytest.raises(WrongCallError, match=r"no such case\..*patrol, payroll,"):
        settings(spring, "[due]\npayrol = 2027-03-02")


def test_a_gradebook_that_is_damaged_is_said_in_a_line_in_the_reader_s_language(
    spring: Cohort,
) -> None:
    Path(spring.database.removeprefix("sqlite:///")).write_bytes(b"torn" * 500)
    asked = (sys.executable, "-m", "maitrise.cli.app", "report", str(spring.folder), "--lang", "fr")
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.startswith("Le carnet de notes ne répond pas")
    assert "remettez sa dernière sauvegarde" in said
    assert not (spring.folder / "reports").exists()


def test_a_day_written_another_way_is_refused_with_the_way_to_write_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["maitrise", "attendance", "--lang", "fr"])
    for written in ("08/03/2027", "2027-02-30", "20270308", "demain"):
        with pytest.raises(WrongCallError, match=f"{written}.*n’est pas une date.*2027-03-08"):
            parse_date(written)
    assert parse_date("2027-03-08") == date(2027, 3, 8)


def test_settings_that_are_not_toml_are_named_with_the_line(spring: Cohort) -> None:
    with pytest.raises(WrongCallError, match="line 2"):
        settings(spring, "title = 'a'\nlate = none")
    with pytest.raises(WrongCallError, match=r"n’est pas du TOML \(ligne 2, colonne 8\)"):
        read_settings(spring.folder, "fr")
    (spring.folder / "cohort.toml").write_bytes(b"title = 'caf\xe9'")
    with pytest.raises(WrongCallError, match="n’est pas en UTF-8"):
        read_settings(spring.folder, "fr")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Marie Curie", ("Marie", "Curie")),
        ("Curie, Marie", ("Marie", "Curie")),
        ("DE LA TOUR Marie", ("Marie", "DE LA TOUR")),
        ("Marie CURIE", ("Marie", "CURIE")),
        ("Cher", ("", "Cher")),
    ],
)
def test_formgrader_is_told_first_and_last_names(name: str, shown: tuple[str, str]) -> None:
    assert Person("p", name, "", "fr", "").names == shown


@pytest.mark.parametrize("name", ["./two\nlines", "./bell\a", "./a\u202eb"])
def test_a_folder_whose_name_cannot_be_shown_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongCallError, match="cannot be the name of a cohort"):
        create_cohort(f"{tmp_path}/{name}", "", "en")


def test_a_tilde_of_nobody_is_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert create_cohort("./~autumn", "", "fr").folder == tmp_path / "~autumn"
    assert create_cohort("~nobody-here/autumn", "", "fr").folder.parent.parent == tmp_path


def test_changes_of_the_list_at_one_moment_lose_nobody(spring: Cohort) -> None:
    def add(number: int) -> None:
        person = Person(f"p-{number:03d}", "", "", "en", "")
        change_people(spring.folder, "en", lambda now: [*now.values(), person])

    with ThreadPoolExecutor(8) as at_once:
        list(at_once.map(add, range(40)))
    assert len(read_people(spring.folder, "en")) == len(spring.people) + 40


def test_a_list_that_cannot_be_written_or_opened_is_a_line(
    spring: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster = spring.folder.parent / "roster.csv"
    roster.write_text("id,name\np-1,Zoe\n", encoding="utf-8")
    monkeypatch.setattr("maitrise.cohort.person._LOCK_SECONDS", 0)
    with (
        file_lock(spring.folder / ROSTER_LOCK, seconds=0),
        pytest.raises(WrongCallError, match=r"people\.csv n’a .* \(le fichier est occupé\)"),
    ):
        add_people(spring, roster, "fr")
    (spring.folder / f".people.csv.{os.getpid()}.tmp").mkdir()
    with pytest.raises(
        WrongCallError, match=r"people\.csv could not be written .* nobody was added"
    ):
        add_people(spring, roster, "en")
    (spring.folder / "people.csv").unlink()
    (spring.folder / "people.csv").mkdir()
    with pytest.raises(WrongCallError, match=r"people\.csv cannot be opened"):
        open_cohort(str(spring.folder), "en")


def test_a_cohort_may_lie_in_a_folder_of_any_name(tmp_path: Path) -> None:
    march = tmp_path / "MOA ou AMOA ? mars #1 & 100%; café"
    april = tmp_path / "MOA ou AMOA ? avril #1 & 100%; café"
    for folder in (march, april):
        cohort = made_cohort(folder / "cohort", 30)
        (folder / "inbox").mkdir()
        (folder / "inbox" / "p-0001 answers.json").write_bytes(sheet("p-0001"))
        run(cohort, folder / "inbox")
        assert {row[1] for row in dump(cohort)} == {"p-0001"}
        with Gradebook(database_url(cohort.database), "x") as gradebook:
            assert "p-0001" in [student.id for student in gradebook.students]
        forget_submissions(cohort)
    left = {path.name for path in tmp_path.rglob("*") if path.suffix == ".db"}
    assert left == {"gradebook.db"}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([march.name, april.name])


def test_a_gradebook_of_another_kind_or_without_a_driver_says_what_to_do(
    cohorts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in ("mysql://a@b/c", "oracle://a", "nonsense"):
        with pytest.raises(WrongCallError, match=r"cannot be a .* database"):
            create_cohort("other", "", "en", gradebook=address)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(WrongCallError, match="psycopg"):
        create_cohort("shared", "", "en", gradebook="postgresql://127.0.0.1:1/none")
    assert not list(cohorts.glob("*/cohort.toml"))


@pytest.mark.parametrize(
    ("before", "parameters", "said"),
    [
        ("BEGIN EXCLUSIVE", "", "Another program has the gradebook open"),
        ("", "?mode=ro", "not read-only"),
        ("", "", "Free some space"),
    ],
)
def test_a_gradebook_that_cannot_be_written_is_no_damaged_one(
    made: Path, tmp_path: Path, before: str, parameters: str, said: str
) -> None:
    path = shutil.copy(made / "gradebook.db", tmp_path)
    with (
        sqlite3.connect(path) as other,
        sqlite3.connect(f"{Path(path).as_uri()}{parameters}", uri=True, timeout=0) as one,
    ):
        other.execute(before)
        with pytest.raises(sqlite3.OperationalError) as raised:
            one.executescript(
                "PRAGMA max_page_count = 1; CREATE TABLE long AS SELECT randomblob(100000)"
            )
    by_nbgrader = OperationalError("CREATE", {}, raised.value)
    for error in (raised.value, by_nbgrader):
        assert said in str(refusal_of(error, "en"))
        assert "back-up" not in str(refusal_of(error, "en"))


def test_a_full_disk_is_said_so_where_sqlite_has_ended_the_transaction(
    small_disk: Path, fill_up: Callable[[Path], Path]
) -> None:
    with Database(f"sqlite:///{small_disk / 'gradebook.db'}") as database:
        database.execute("CREATE TABLE long (content)")
        fill_up(small_disk)
        with pytest.raises(DatabaseError, match="disk is full"), database.transaction():
            database.execute("INSERT INTO long VALUES (randomblob(100000))")
