"""Evidence of a class of sixty, against numbers that are worked out here from the raw files."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tomllib
import zipfile
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from typer.testing import CliRunner

from cohort_of_sixty import COUNT, IDLE, ODD_NAMES, sixty_people
from cohorts import copy_to_report
from maitrise.base.errors import WrongCallError
from maitrise.base.text import LANGUAGES, Language
from maitrise.cli.app import app
from maitrise.cohort import Cohort, create_cohort, open_cohort
from maitrise.cohort.person import write_people
from maitrise.marking.upkeep import current_facts
from maitrise.privacy import export_learner
from maitrise.reports.certificates import write_papers
from maitrise.reports.evidence import collect_evidence
from maitrise.reports.evidence.quality_folder import prepare_quality_folder
from maitrise.reports.evidence.reference import indicators, not_served

ROOT = Path(__file__).parent.parent
DAY = date(2026, 12, 1)
Row = dict[str, str]


def called(*arguments: str, lang: str = "en") -> tuple[int, str]:
    result = CliRunner().invoke(app, ["evidence", *arguments, "--lang", lang])
    if isinstance(result.exception, WrongCallError):
        return 2, str(result.exception)
    return result.exit_code, result.output


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {each: archive.read(each) for each in archive.namelist()}


def built(cohort: Cohort, language: Language = "en", *, is_anonymous: bool = False) -> bytes:
    with current_facts(cohort, language) as (now, database):
        return collect_evidence(now, database, DAY, language, is_anonymous=is_anonymous).content


def rows(content: bytes, delimiter: str = ",") -> list[Row]:
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")  # so that Excel reads the accents
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


def pieces(files: dict[str, bytes]) -> dict[str, set[str]]:
    """The states of each piece in the index, by the piece's name."""
    found: dict[str, set[str]] = {}
    for row in rows(files["index.csv"]):
        if row["Piece"]:
            found.setdefault(row["Piece"], set()).add(row["State"].split()[-1])
    return found


@pytest.fixture(scope="module")
def made(cohort_of_sixty: Cohort) -> bytes:
    return built(cohort_of_sixty)


@pytest.fixture(scope="module")
def files(made: bytes) -> dict[str, bytes]:
    return files_of(made)


@pytest.fixture
def cohort(cohort_of_sixty: Cohort, tmp_path: Path) -> Cohort:
    return copy_to_report(cohort_of_sixty.folder, tmp_path / "cohort")


@pytest.fixture
def one(cohort: Cohort) -> Cohort:
    """The same cohort with a single person, whose name is a formula."""
    write_people(cohort.folder, [each for each in cohort.people.values() if each.id == "p-0001"])
    return open_cohort(str(cohort.folder))


# --- What the raw files say --------------------------------------------------------------------


@cache
def toml(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


def statements(cohort: Cohort, learner: str) -> list[dict[str, Any]]:
    path = cohort.folder / "records" / f"{learner}.jsonl"
    return read_lines(path.read_text(encoding="utf-8")) if path.exists() else []


@cache
def read_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def answers(cohort: Cohort, learner: str, lesson: str) -> list[tuple[str, float, str]]:
    """Question, points and day of each answer of a learner in one lesson, in the record's order."""
    found = []
    for each in statements(cohort, learner):
        parts = str(each["object"]["id"]).split("/")
        if str(each["verb"]["id"]).endswith("/answered") and parts[-2] == lesson:
            points = each["result"]["score"]["raw"]
            found.append((parts[-1], float(points), str(each["timestamp"])[:10]))
    return found


def asked_in(lesson: str, name: str) -> dict[str, tuple[str, float]]:
    """Competency and points of each question of a test."""
    written = toml(f"course/questions/{lesson}.toml")
    (quiz,) = [each for each in written["quiz"] if each["id"] == name]
    questions = {each["id"]: each for each in written["question"]}
    return {
        each: (str(questions[each]["competency"]), float(str(questions[each].get("points", 1))))
        for each in quiz["questions"]
    }


def shares(cohort: Cohort, learner: str, lesson: str, name: str) -> dict[str, float]:
    """The share by competency: of positioning by first answers, else by last ones."""
    asked = asked_in(lesson, name)
    given: dict[str, float] = {}
    for question, points, _ in answers(cohort, learner, lesson):
        if question in asked and not (name == "positioning" and question in given):
            given[question] = points
    by_competency: dict[str, list[float]] = {}
    for question, (competency, maximum) in asked.items():
        by_competency.setdefault(competency, []).append(given.get(question, 0) / maximum)
    return {key: sum(each) / len(each) for key, each in by_competency.items()} if given else {}


def in_cases(cohort: Cohort) -> dict[tuple[str, str], tuple[float, float]]:
    """Points and maximum by learner and competency, of marked answers, by SQL."""
    competency = {
        (path.stem, question["id"]): question["competency"]
        for path in (ROOT / "solutions").glob("*.toml")
        for question in tomllib.loads(path.read_text(encoding="utf-8")).get("question", [])
    }
    query = """
        SELECT s.student_id, a.name, b.name, coalesce(g.manual_score, g.auto_score, 0), c.max_score
        FROM grade g JOIN grade_cells c ON c.id = g.cell_id JOIN base_cell b ON b.id = c.id
        JOIN submitted_notebook n ON n.id = g.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id
        JOIN assignment a ON a.id = s.assignment_id WHERE NOT g.needs_manual_grade"""
    sums: dict[tuple[str, str], tuple[float, float]] = {}
    with closing(sqlite3.connect(cohort.folder / "gradebook.db")) as connection:
        for learner, assignment, cell, points, maximum in connection.execute(query):
            key = (learner, competency[assignment.rpartition("-")[0], cell])
            held = sums.get(key, (0.0, 0.0))
            sums[key] = (held[0] + points, held[1] + maximum)
    return sums


# --- What the tables say -----------------------------------------------------------------------


def test_positioning_is_dated_and_counted_from_the_records(
    cohort_of_sixty: Cohort, files: dict[str, bytes]
) -> None:
    asked = asked_in("00-start", "positioning")
    found = {row["Id"]: row for row in rows(files["2-positioning/positioning.csv"])}
    taken = {each.id for each in sixty_people() if answers(cohort_of_sixty, each.id, "00-start")}
    assert set(found) == taken
    assert len(taken) == 44
    for learner, row in found.items():
        given: dict[str, float] = {}
        days = set()
        for question, points, day in answers(cohort_of_sixty, learner, "00-start"):
            if question in asked:
                given.setdefault(question, points)
                days.add(day)
        assert (row["First day of the test"], row["Last day of the test"]) == (min(days), max(days))
        assert int(row["Questions answered"]) == len(given)
        assert int(row["Questions asked"]) == len(asked) == 14
        maximum = sum(points for _, points in asked.values())
        assert float(row["Points"]) == pytest.approx(sum(given.values()), abs=0.005)
        share = 100 * sum(given.values()) / maximum
        assert float(row["Share of the points (%)"]) == pytest.approx(share, abs=0.05)


def test_results_by_objective_are_those_of_the_records_and_the_gradebook(
    cohort_of_sixty: Cohort, files: dict[str, bytes]
) -> None:
    expected: dict[tuple[str, str], tuple[float | None, ...]] = {}
    cases = in_cases(cohort_of_sixty)
    names = [str(each["id"]) for each in toml("course/competencies.toml")["competency"]]
    for person in sixty_people():
        before = shares(cohort_of_sixty, person.id, "00-start", "positioning")
        after = shares(cohort_of_sixty, person.id, "05-my-path", "exit")
        for name in names:
            points, maximum = cases.get((person.id, name), (None, None))
            values = (before.get(name), after.get(name), points, maximum)
            if any(each is not None for each in values):
                expected[person.id, name] = values
    table = rows(files["4-results/results-by-objective.csv"])
    found = {(row["Id"], row["No."]): row for row in table}
    assert set(found) == set(expected)
    columns = (
        "Positioning test (%)",
        "Exit test (%)",
        "Points in the cases",
        "Maximum in the cases",
    )
    for key, values in expected.items():
        for column, value in zip(columns, values, strict=True):
            written = found[key][column]
            assert (written == "") == (value is None), (key, column)
            if value is not None:
                shown = value * 100 if "%" in column else value
                assert float(written) == pytest.approx(shown, abs=0.051), (key, column)
    for row in rows(files["4-results/summary-by-objective.csv"]):
        mine = [values for (_, name), values in expected.items() if name == row["No."]]
        both = [after - before for before, after, *_ in mine
                if before is not None and after is not None]  # fmt: skip
        befores = [before for before, *_ in mine if before is not None]
        afters = [after for _, after, *_ in mine if after is not None]
        of_cases = [points / most for _, _, points, most in mine if points is not None and most]
        for people, mean, each in (
            ("People positioned", "Mean in positioning (%)", befores),
            ("People in the exit test", "Mean on exit (%)", afters),
            ("People in both tests", "Mean difference (percentage points)", both),
            ("People marked in the cases", "Mean in the cases (%)", of_cases),
        ):
            assert int(row[people]) == len(each)
            assert (row[mean] == "") == (len(each) < 5), (row["No."], mean)
            if row[mean]:
                assert float(row[mean]) == pytest.approx(100 * sum(each) / len(each), abs=0.051)


def test_advice_follows_the_test_and_says_what_was_done(
    cohort_of_sixty: Cohort, files: dict[str, bytes]
) -> None:
    lessons = {each["title"]["en"]: str(each["id"])
               for each in toml("course/lessons.toml")["lesson"]}  # fmt: skip
    taught = {str(each["id"]): each["lessons"]
              for each in toml("course/competencies.toml")["competency"]}  # fmt: skip
    table = rows(files["3-adaptation/advice-and-what-followed.csv"])
    assert len({row["Id"] for row in table}) == 44
    advised: dict[str, set[str]] = {}
    for row in table:
        lesson = lessons[row["Lesson"]]
        if row["Advised by the test"] == "yes":
            advised.setdefault(row["Id"], set()).add(lesson)
        mine = [each for each in statements(cohort_of_sixty, row["Id"])
                if str(each["object"]["id"]).split("/")[3] == lesson]  # fmt: skip
        moments = [str(each["timestamp"])[:10] for each in mine]
        ended = [str(each["timestamp"])[:10] for each in mine
                 if str(each["verb"]["id"]).endswith(("/completed", "/passed"))]  # fmt: skip
        asked = {each["id"] for each in toml(f"course/questions/{lesson}.toml")["question"]}
        given = {str(each["object"]["id"]).split("/")[4] for each in mine
                 if str(each["verb"]["id"]).endswith("/answered")}  # fmt: skip
        if not ended and asked <= given:  # answers to every question say the same
            ended = moments
        assert row["Begun on"] == (min(moments) if moments else "")
        assert row["Finished on"] == (max(ended) if ended else "")
    for learner in {row["Id"] for row in table}:
        before = shares(cohort_of_sixty, learner, "00-start", "positioning")
        wanted = {str(lesson) for name, share in before.items() if share < 0.8
                  for lesson in taught[name]}  # fmt: skip
        assert advised.get(learner, set()) == wanted - {"00-start"}, learner


def lesson_of(statement: dict[str, dict[str, object]]) -> str:
    """The lesson that a statement is of; "scenarios" of a simulation."""
    return str(statement["object"]["id"]).split("/")[3]


def test_following_the_work_counts_lessons_and_cases(
    cohort_of_sixty: Cohort, files: dict[str, bytes]
) -> None:
    found = {row["Id"]: row for row in rows(files["5-follow-up/follow-up.csv"])}
    assert set(found) == {each.id for each in sixty_people()} - {IDLE}
    for learner, row in found.items():
        handed_in = list((cohort_of_sixty.folder / "submitted" / learner).iterdir())
        assert int(row["Cases handed in"]) == len(handed_in)
        record = statements(cohort_of_sixty, learner)
        assert row["Record handed in"] == ("yes" if record else "no")
        of_lessons = [each for each in record if lesson_of(each) != "scenarios"]
        assert int(row["Lessons begun"]) == len({lesson_of(each) for each in of_lessons})
        checked = sum(str(each["verb"]["id"]).endswith("/answered") for each in of_lessons)
        assert int(row["Answers checked"]) == checked


def test_the_programme_states_objectives_that_can_be_assessed(files: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(files["1-programme/new-amoa.pdf"]))
    said = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    for each in toml("course/competencies.toml")["competency"]:
        assert f"{each['id']} {each['name']['en']}" in said
        assert str(each["targets"]["new-amoa"]) in said
    (path,) = [each for each in toml("course/paths.toml")["path"] if each["id"] == "new-amoa"]
    minutes = sum(
        int(str(each["minutes"]))
        for each in toml("course/lessons.toml")["lesson"]
        if each["id"] in path["lessons"]
    ) + sum(
        tomllib.loads((ROOT / f"solutions/{case}.toml").read_text(encoding="utf-8"))["minutes"]
        for case in path["cases"]
    )
    assert f"Estimated time {minutes // 60} h {minutes % 60:02d}" in said
    assert "at least 70% of their points" in said


# --- The index ---------------------------------------------------------------------------------


def test_the_index_says_what_is_there_and_what_is_missing(files: dict[str, bytes]) -> None:
    assert pieces(files) == {
        "Programme sheet": {"incomplete"},
        "Positioning test": {"incomplete"},
        "Advice of the test, and what followed": {"incomplete"},
        "Register of adaptations": {"missing"},
        "Results by objective": {"incomplete"},
        "Statements and certificates": {"missing"},
        "Following the work": {"incomplete"},
        "Attendance sheets": {"missing"},
        "Opinions": {"missing"},
        "Register of complaints": {"missing"},
        "Register of improvements": {"missing"},
    }
    table = rows(files["index.csv"])
    listed = {name for row in table for name in row["Files"].split(", ") if name}
    assert listed == set(files) - {"index.html", "index.csv"}
    (said,) = {row["What is missing"] for row in table if "no result at all" in
               row["What is missing"]}  # fmt: skip
    assert said == f"people with no result at all: 1 ({IDLE})."
    page = files["index.html"].decode("utf-8")
    assert "This file proves nothing by itself." in page
    assert "the certifying body alone decides" in page
    for name in listed:
        assert f'href="{name}"' in page


def test_every_indicator_is_served_once_or_named_as_not_served(files: dict[str, bytes]) -> None:
    served = [each.number for each in indicators()]
    assert sorted([*served, *not_served()]) == list(range(1, 34))
    page = files["index.html"].decode("utf-8")
    assert [int(each) for each in re.findall(r'<h2 id="i(\d+)"', page)] == served
    assert "Indicators 3, 7, 9, 13 to 18, 20 to 29, 33:" in page
    assert all(each.statement.startswith("Le prestataire ") for each in indicators())


def test_the_same_inputs_on_the_same_day_make_the_same_bytes(
    cohort_of_sixty: Cohort, made: bytes
) -> None:
    assert built(open_cohort(str(cohort_of_sixty.folder))) == made


# --- Names -------------------------------------------------------------------------------------


def test_names_are_shown_as_typed_and_never_as_formulas(files: dict[str, bytes]) -> None:
    shown = {row["Id"]: row["Name"] for row in rows(files["5-follow-up/follow-up.csv"])}
    for learner, name in ODD_NAMES.items():
        assert shown[learner] == (f"'{name}" if name.startswith("=") else name)
    for name, content in files.items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
                dangerous = [each for each in row if each.startswith(("=", "+", "@"))]
                assert dangerous == []


def test_an_anonymous_file_names_nobody_and_counts_what_it_leaves_out(cohort: Cohort) -> None:
    fill_registers(cohort)
    papers = cohort.folder / "papers" / "p-0002"
    papers.mkdir(parents=True)
    (papers / "attestation.pdf").write_bytes(b"%PDF for p-0002")
    files = files_of(built(cohort, is_anonymous=True))
    everything = b"\n".join(content for name, content in files.items() if name[-3:] != "pdf")
    everything += "\n".join(files).encode()
    for person in sixty_people():
        for written in (person.id, person.email, person.name):
            assert written == "=1+1" or written.encode() not in everything, written
    assert "Nora" not in everything.decode("utf-8")
    assert not [name for name in files if name.startswith(("6-", "7-", "9-"))]
    assert list(rows(files["5-follow-up/follow-up.csv"])[0])[:2] == ["Id", "Path"]
    counted = {row["Piece"]: row["What is there"] for row in rows(files["index.csv"])}
    assert counted["Register of complaints"] == "Entries of the register: 2."
    assert counted["Statements and certificates"] == "Papers: 1."
    assert "left out: anonymous file" in files["index.csv"].decode("utf-8")


# --- What the trainer keeps --------------------------------------------------------------------


def fill_registers(cohort: Cohort) -> None:
    """Fill what the tool prepares, as people and their spreadsheets do."""
    prepare_quality_folder(cohort, "fr")
    quality = cohort.folder / "quality"
    with (quality / "complaints.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("2026-11-12;stagiaire;difficulté;Nora ne voit pas la page;réglé;2026-11-13\n")
        file.write("14/11/2026;financeur;réclamation;=HYPERLINK(1);;\n")
    text = (
        "Date;Qui;Besoin;Adaptation;Par;Effet\r\n20/11/2026;p-0003;Dyslexie;Délai doublé;ÉB;oui\r\n"
    )
    (quality / "adaptations.csv").write_bytes(text.encode("cp1252"))  # as Excel saves it
    with (quality / "satisfaction" / "form.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Date", "Clear?", "Useful?", "Comment"])
        for number, mark in enumerate((5, 4, 4, 3, 5), start=1):
            useful = mark if number < 3 else ""
            writer.writerow([f"2026-11-2{number}", mark, useful, "-2 de trop" if mark == 3 else ""])
    (quality / "signed" / "2026-11-10 Nora.pdf").write_bytes(b"%PDF scan")
    (quality / "signed" / "scan.jpg").write_bytes(b"JPEG")
    sheets = cohort.folder / "papers" / "attendance"
    sheets.mkdir(parents=True)
    for day in ("2026-11-10", "2026-11-11"):
        (sheets / f"{day}.pdf").write_bytes(b"%PDF sheet")


def test_what_the_trainer_keeps_is_filed_counted_and_guarded(cohort: Cohort) -> None:
    fill_registers(cohort)
    files = files_of(built(cohort))
    (first, second) = rows(files["9-complaints-improvement/complaints.csv"])
    assert list(first.values())[3] == "Nora ne voit pas la page"
    assert list(second.values())[3] == "'=HYPERLINK(1)"
    (adapted,) = rows(files["3-adaptation/adaptations.csv"])
    assert adapted["Adaptation"] == "Délai doublé"
    marks = {row["Question"]: row for row in rows(files["8-satisfaction/summary.csv"])}
    assert set(marks) == {"Clear?", "Useful?"}
    assert marks["Clear?"]["Mean out of 5"] == "4.20"
    assert [marks["Clear?"][f"Marks {mark}"] for mark in range(1, 6)] == ["0", "0", "1", "2", "2"]
    assert (marks["Useful?"]["Answers"], marks["Useful?"]["Mean out of 5"]) == ("2", "")
    assert rows(files["8-satisfaction/form.csv"])[3]["Comment"] == "'-2 de trop"
    assert files["6-attendance/signed-sheets/2026-11-10 Nora.pdf"] == b"%PDF scan"
    index = {row["Piece"]: row for row in rows(files["index.csv"]) if row["Piece"]}
    lacks: dict[str, list[str]] = {}
    for row in rows(files["index.csv"]):
        lacks.setdefault(row["Piece"], []).append(row["What is missing"])
    assert lacks["Attendance sheets"] == [
        "sheets without a signed copy: 2026-11-11.",
        "signed files without a date in their name: 1.",
    ]
    assert lacks["Register of complaints"] == ["entries with no date of answer: 1."]
    complaints = index["Register of complaints"]
    assert (complaints["First day"], complaints["Last day"]) == ("2026-11-12", "2026-11-14")
    assert pieces(files)["Register of adaptations"] == {"there"}
    assert f"answers: 5, for {COUNT} people enrolled." in lacks["Opinions"]


def test_what_is_prepared_is_never_written_over(one: Cohort) -> None:
    code, said = called(str(one.folder), "--date", "2026-12-01")
    assert (code, said.count("To be filled in, prepared for you")) == (0, 7)
    register = one.folder / "quality" / "complaints.csv"
    register.write_text("mine", encoding="utf-8")
    code, said = called(str(one.folder), "--date", "2026-12-02")
    assert (code, "prepared for you" in said) == (0, False)
    assert register.read_text(encoding="utf-8") == "mine"
    for language in LANGUAGES:
        paper = pypdf.PdfReader(one.folder / "quality" / f"questionnaire-{language}.pdf")
        assert len(paper.pages) == 1


def test_a_paper_that_no_longer_holds_is_left_out_and_named(cohort: Cohort) -> None:
    for learner in ("p-0001", "p-0002", IDLE):  # a text of the first waits
        own = cohort.folder / "papers" / learner
        (own / "withdrawn").mkdir(parents=True)
        for name in ("attestation", "realisation", "withdrawn/attestation-2026-11-01"):
            (own / f"{name}.pdf").write_bytes(b"%PDF")
    files = files_of(built(cohort))
    assert sorted(name for name in files if name.startswith("7-")) == [
        "7-certificates/p-0001/realisation.pdf",
        "7-certificates/p-0002/attestation.pdf",
        "7-certificates/p-0002/realisation.pdf",
    ]
    said = files["index.csv"].decode("utf-8")
    assert f"no longer holds and was left out: 2 (p-0001, {IDLE})." in said


def test_a_paper_whose_verdict_has_changed_since_is_left_out_and_named(cohort: Cohort) -> None:
    list(write_papers(cohort, ["p-0002"], cohort.folder / "papers", date(2026, 12, 1), "en"))
    assert "7-certificates/p-0002/attestation.pdf" in files_of(built(cohort))
    settings = cohort.folder / "cohort.toml"
    written = settings.read_text(encoding="utf-8").replace("share = 0.7 ", "share = 0.01")
    settings.write_text(written.replace("lessons = true", "lessons = false"), encoding="utf-8")
    files = files_of(built(open_cohort(str(cohort.folder))))
    assert sorted(name for name in files if name.startswith("7-")) == [
        "7-certificates/p-0002/realisation.pdf"
    ]
    said = files["index.csv"].decode("utf-8")
    assert "no longer holds and was left out: 1 (p-0002)." in said


# --- Small cohorts, wrong calls ----------------------------------------------------------------


def test_an_empty_cohort_gives_an_index_full_of_missing(tmp_path: Path) -> None:
    empty = create_cohort(str(tmp_path / "cohort"), "<b>Vide</b> & =1", "fr")
    files = files_of(built(empty))
    states = pieces(files)
    assert states.pop("Programme sheet") == {"incomplete"}
    assert set(map(tuple, states.values())) == {("missing",)}
    assert {name.split("/")[0] for name in files} == {"index.html", "index.csv", "1-programme"}
    assert len(files) == 6  # a programme of each path of the course
    said = files["index.csv"].decode("utf-8")
    assert said.count("nobody is enrolled.") >= 4
    page = files["index.html"].decode("utf-8")
    assert "&lt;b&gt;Vide&lt;/b&gt; &amp; =1" in page
    assert "<b>Vide" not in page


def test_a_cohort_of_one_shows_results_and_no_mean(one: Cohort) -> None:
    files = files_of(built(one))
    table = rows(files["4-results/results-by-objective.csv"])
    assert {row["Name"] for row in table} == {"'=1+1"}
    for row in rows(files["4-results/summary-by-objective.csv"]):
        assert [value for name, value in row.items() if name.startswith("Mean")] == [""] * 4
    assert "fewer than 5 people took both tests" in files["index.csv"].decode("utf-8")


def test_nothing_is_replaced_without_force_and_nothing_written_by_halves(one: Cohort) -> None:
    name = str(one.folder)
    made = one.folder / "evidence" / "evidence-2026-12-01.zip"
    assert called(name, "--date", "2026-12-01")[0] == 0
    code, said = called(name, "--date", "2026-12-01")
    assert (code, "--force" in said) == (2, True)
    (one.folder / "quality" / "satisfaction" / "form.xlsx").write_bytes(b"PK damaged")
    code, said = called(name, "--date", "2026-12-01", "--force")
    assert (code, "quality/satisfaction/form.xlsx" in said) == (1, True)
    assert "form.xlsx" in files_of(made.read_bytes())["index.csv"].decode("utf-8")
    assert str(one.folder) not in files_of(made.read_bytes())["index.csv"].decode("utf-8")
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    code, said = called(name, "--output", str(ROOT / "evidence.zip"))
    assert (code, (ROOT / "evidence.zip").exists()) == (2, False)
    assert called(name, "--output", str(one.folder / "none" / "x.zip"))[0] == 2


def test_french_files_open_in_a_french_spreadsheet(one: Cohort) -> None:
    files = files_of(built(one, "fr"))
    (row,) = rows(files["2-positionnement/positionnement.csv"], ";")
    assert re.fullmatch(r"\d+,\d", row["Part des points (%)"])
    assert "Ce dossier ne prouve rien à lui seul." in files["index.html"].decode("utf-8")


def test_the_export_holds_the_lines_of_the_registers_that_name_the_person(
    cohort: Cohort, tmp_path: Path
) -> None:
    prepare_quality_folder(cohort, "fr")
    text = "Date;Qui;Besoin\n2026-11-20;p-0003;avec Łukasz Żółć\n2026-11-21;p-0002;autre\n"
    register = cohort.folder / "quality" / "adaptations.csv"
    register.write_text(text, encoding="utf-8")
    with zipfile.ZipFile(
        export_learner(cohort, cohort.people["p-0003"], tmp_path, "en")
    ) as archive:
        held = archive.read("quality/adaptations.csv").decode("utf-8-sig")
        assert "quality/adaptations.csv" in archive.read("index.html").decode()
    assert held.splitlines() == ["Date;Qui;Besoin", "2026-11-20;p-0003;avec —"]
