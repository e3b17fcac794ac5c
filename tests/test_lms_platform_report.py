"""What a learning platform reports, taken into a cohort's records: matched, or named."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from maitrise.base.errors import WrongCallError
from maitrise.base.text import say
from maitrise.cli.app import app
from maitrise.cohort import Cohort, Person, create_cohort, open_cohort
from maitrise.cohort.certificate import CertificateRule
from maitrise.cohort.person import write_people
from maitrise.course import lessons
from maitrise.reports.passing import attainments
from maitrise.reports.results import read_results

EVA = Person("p-0041", "Ève Roy", "eve@example.org", "fr", "new-pmo")
TOM = Person("p-0042", "Tom Hale", "", "en", "new-pmo")
LESSON = "01-moa-amoa-moe"
TITLE = lessons()[LESSON].title


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    folder = tmp_path / "cohort"
    create_cohort(str(folder), "Essai", "fr")
    write_people(folder, [EVA, TOM])
    return open_cohort(str(folder))


def take(
    cohort: Cohort, content: str, tmp_path: Path, mapping: str = "", encoding: str = "utf-8"
) -> Any:
    """Read an export as the command does."""
    exported = tmp_path / "lms.csv"
    exported.write_text(content, encoding=encoding)
    options = ["--from", str(exported), "--lang", "fr"]
    if mapping:
        path = tmp_path / "map.toml"
        path.write_text(mapping, encoding="utf-8")
        options += ["--map", str(path)]
    return CliRunner().invoke(app, ["completions", str(cohort.folder), *options])


def lesson_rows(output: str) -> list[tuple[str, str, str, str]]:
    rows = csv.DictReader(io.StringIO(output))
    codes = lessons()
    return [
        (row["employee_id"], row["course_code"], row["completion"], row["status"])
        for row in rows
        if row["course_code"] in codes
    ]


def test_rows_of_a_platform_count_as_what_was_handed_in_and_once(
    cohort: Cohort, tmp_path: Path
) -> None:
    exported = (
        "Nom d’utilisateur;Activité;État;Note;Date d’achèvement\n"
        f"{EVA.email.upper()};{TITLE.fr};Réussi;85,5;28/11/2026\n"
        f"{TOM.id};maitrise-scorm12-en-00-start.zip;completed;;2026-11-27 09:00\n"
        f"{TOM.id};{TITLE.en};failed;40;2026-11-28\n"
        f"{EVA.id};02-office-or-officer;Not attempted;;\n"
    )
    wanted = [
        (EVA.id, LESSON, "2026-11-28", "completed"),
        (TOM.id, "00-start", "2026-11-27", "completed"),
        (TOM.id, LESSON, "", "in progress"),
    ]
    first = take(cohort, exported, tmp_path)
    assert first.exit_code == 0, first.stderr
    assert lesson_rows(first.stdout) == wanted
    assert say("platform.taken", "fr", count=3, people=2) in first.stderr
    records = {path.name: path.read_bytes() for path in (cohort.folder / "records").iterdir()}
    assert b'"scaled": 0.855' in records[f"{EVA.id}.jsonl"]
    again = take(cohort, exported, tmp_path)
    assert lesson_rows(again.stdout) == wanted
    assert {
        path.name: path.read_bytes() for path in (cohort.folder / "records").iterdir()
    } == records
    finished = {
        each.person.id: list(each.finished)
        for each in attainments([EVA, TOM], read_results(cohort), CertificateRule())
    }
    assert finished == {EVA.id: [LESSON], TOM.id: ["00-start"]}


def test_each_row_that_cannot_be_matched_is_named_and_the_others_are_taken(
    cohort: Cohort, tmp_path: Path
) -> None:
    done = take(
        cohort,
        "user,module,status,date\n"
        f"{TOM.id},{LESSON},passed,2026-11-28\n"
        f"stranger@example.org,{LESSON},passed,2026-11-28\n"
        f"{TOM.id},Fire safety,passed,2026-11-28\n"
        f"{TOM.id},00-start,satisfied,2026-11-28\n"
        f"{TOM.id},00-start,passed,28 nov.\n",
        tmp_path,
    )
    assert done.exit_code == 1
    assert lesson_rows(done.stdout) == [(TOM.id, LESSON, "2026-11-28", "completed")]
    for line, key, value in (
        (3, "person", "stranger@example.org"),
        (4, "activity", "Fire safety"),
        (5, "status", "satisfied"),
        (6, "date", "28 nov."),
    ):
        why = say(f"platform.unmatched.{key}", "fr", value=repr(value))
        assert say("platform.unmatched", "fr", line=line, why=why) in done.stderr


def test_a_map_says_what_a_platform_calls_things(cohort: Cohort, tmp_path: Path) -> None:
    done = take(
        cohort,
        "Who,What,When,Outcome\n" + f"{TOM.id},Module A,28 November 2026,OK\n",
        tmp_path,
        '[from]\nperson = "Who"\nactivity = "What"\nstatus = "Outcome"\ndate = "When"\n'
        'date_format = "%d %B %Y"\n'
        f'[from.activities]\n"Module A" = "{LESSON}"\n[from.statuses]\nOK = "passed"\n',
    )
    assert done.exit_code == 0, done.stderr
    assert lesson_rows(done.stdout) == [(TOM.id, LESSON, "2026-11-28", "completed")]


# As such platforms lay their exports out; none of these was exported by one of them.
SHAPES = {
    "comma, words of Moodle": (
        "utf-8-sig",
        "Full name,Email address,Activity,Status,Grade,Completion date\n"
        f'Eve,{EVA.email},"{TITLE.en}",Completed (achieved pass grade),85.50,'
        '"Saturday, 28 November 2026, 9:05 AM"\n',
    ),
    "semicolon, French, cp1252": (
        "cp1252",
        "Prénom;Nom;Matricule;Intitulé de la formation;Statut;Résultat;Date de réalisation\n"
        f"Ève;Roy;{EVA.id};{TITLE.fr};Réussi;17,1/20;28/11/2026 09:05\n",
    ),
    "tabs, UTF-16": (
        "utf-16",
        "User ID\tUser Email\tTraining Title\tTranscript Status\tTraining Score\t"
        "Transcript Completed Date\n"
        f"77\t{EVA.email}\t{LESSON}\tPassed\t85,5 %\t11/28/2026 9:05:00 AM\n",
    ),
    "month in letters": (
        "utf-8",
        "User ID,Item Title,Completion Status,Score,Completion Date\n"
        f"{EVA.id},maitrise-scorm2004-fr-{LESSON}.zip,Passed,85.5,28-NOV-2026\n",
    ),
    "ISO with time": (
        "utf-8",
        "User email,Course name,Status,Score,Completed at\n"
        f'{EVA.email},"{TITLE.en}",passed,85.5,2026-11-28T09:05:00.000Z\n',
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_layouts_of_usual_platforms_are_read_without_a_map(
    cohort: Cohort, tmp_path: Path, shape: str
) -> None:
    encoding, content = SHAPES[shape]
    mapping = '[from]\nperson = "User Email"\n' if shape == "tabs, UTF-16" else ""
    done = take(cohort, content, tmp_path, mapping, encoding)
    assert done.exit_code == 0, done.stderr
    assert lesson_rows(done.stdout) == [(EVA.id, LESSON, "2026-11-28", "completed")]
    record = (cohort.folder / "records" / f"{EVA.id}.jsonl").read_text(encoding="utf-8")
    assert '"scaled": 0.855' in record


def test_a_day_that_could_be_a_month_is_read_as_the_column_is_written(
    cohort: Cohort, tmp_path: Path
) -> None:
    def dates(*written: str) -> tuple[list[str], str]:
        rows = "".join(f"{EVA.id},{LESSON},completed,{each}\n" for each in written)
        done = take(cohort, f"user,module,status,date\n{rows}", tmp_path)
        statements = cohort.folder / "records" / f"{EVA.id}.jsonl"
        lines = statements.read_text(encoding="utf-8").splitlines() if statements.exists() else []
        statements.unlink(missing_ok=True)
        return sorted(json.loads(each)["timestamp"][:10] for each in lines), done.stderr

    note = say("platform.day-first", "fr")
    assert dates("03/04/2026", "11/28/2026")[0] == ["2026-03-04", "2026-11-28"]
    assert dates("03/04/2026", "28/11/2026")[0] == ["2026-04-03", "2026-11-28"]
    found, said = dates("03/04/2026")
    assert (found, note in said) == (["2026-04-03"], True)
    found, said = dates("03/04/2026", "28/11/2026", "11/28/2026", "31/02/2026")
    assert found == ["2026-11-28"]  # said twice, it counts once
    assert all(f"Ligne {line} " in said for line in (2, 5))
    assert note not in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "vide"),
        ("user,module\na,b\n", "l’état, la date"),
    ],
)
def test_an_export_without_what_is_needed_is_refused(
    cohort: Cohort, tmp_path: Path, content: str, said: str
) -> None:
    done = take(cohort, content, tmp_path)
    assert isinstance(done.exception, WrongCallError)
    assert said in str(done.exception)
    assert not (cohort.folder / "records").exists()
