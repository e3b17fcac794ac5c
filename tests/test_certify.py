"""The papers of a class that was really marked: what stands on the page, read back from the PDF."""

import io
import re
import sqlite3
import tomllib
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from cohort_of_sixty import ODD_NAMES as SIXTY_ODD_NAMES
from cohort_of_sixty import sixty_people
from cohorts import copy_of, run
from maitrise.base.errors import WrongCallError
from maitrise.cli.app import app
from maitrise.cohort import Cohort, open_cohort
from maitrise.cohort.certificate import CertificateRule
from maitrise.cohort.database import Database
from maitrise.cohort.person import write_people
from maitrise.course import lessons, onboarding_paths
from maitrise.privacy import forget, last_seen_before
from maitrise.reports.attendance import write_attendance
from maitrise.reports.certificates import Papers, write_papers
from maitrise.reports.issued import number_in
from maitrise.reports.passing import attainments
from maitrise.reports.results import read_results
from maitrise.reports.typesetting import TEMPLATES, typeset_paper
from small_class import AMY, CLASS, IDA, IDLE, ZOE

TODAY = date(2026, 12, 1)
ODD_NAMES = (
    "=1+1",
    "Łukasz Żółć",
    "O'Brien, Nora",
    "#strong[x] $x$ *y* @z \\ <b> // `c`",
    "Ñ" * 200,
)


@pytest.fixture
def cohort(small_class: Path, tmp_path: Path) -> Cohort:
    return copy_of(small_class, tmp_path / "cohort")


def settled(cohort: Cohort, *lines: str) -> Cohort:
    """The cohort with these lines under [certificate], in place of those that it had."""
    path = cohort.folder / "cohort.toml"
    written = path.read_text(encoding="utf-8")
    before, _, after = written.partition("[certificate]")
    due = after[after.index("[due]") :]
    table = "\n".join(("[certificate]", *lines))
    path.write_text(f"{before}{table}\n\n{due}", encoding="utf-8")
    return open_cohort(str(cohort.folder))


def text_of(pdf: bytes | Path) -> str:
    """The words of a PDF, every space plain, breaks inside long words taken out."""
    reader = pypdf.PdfReader(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf)
    text = "\n".join(page.extract_text() for page in reader.pages)
    text = re.sub("\u200b\n?", "", text)
    return re.sub(r"\s+", " ", text)


def without_spaces(text: str) -> str:
    """Where a line ends is the page's affair."""
    return re.sub(r"\s", "", text)


def papers(cohort: Cohort, folder: Path) -> dict[str, dict[str, str]]:
    return {
        each.person.id: {path.stem: text_of(path) for path in each.files}
        for each in write_papers(cohort, cohort.people, folder, TODAY, "en")
    }


def called(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*arguments, "--lang", "en"])
    if isinstance(result.exception, WrongCallError):
        return 2, str(result.exception)
    return result.exit_code, result.output


def points_in_gradebook(cohort: Cohort, learner: str, assignment: str) -> tuple[float, float]:
    """Points and maximum by plain SQL."""
    query = """
        SELECT sum(coalesce(g.manual_score, g.auto_score, 0)), sum(c.max_score)
        FROM grade g JOIN grade_cells c ON c.id = g.cell_id
        JOIN submitted_notebook n ON n.id = g.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id
        JOIN assignment a ON a.id = s.assignment_id
        WHERE s.student_id = ? AND a.name = ?"""
    with closing(sqlite3.connect(cohort.folder / "gradebook.db")) as connection:
        points, maximum = connection.execute(query, (learner, assignment)).fetchone()
    return float(points), float(maximum)


# --- The attestation -------------------------------------------------------------------------


def test_the_attestation_shows_the_points_of_the_gradebook(cohort: Cohort, tmp_path: Path) -> None:
    said = papers(cohort, tmp_path)[ZOE.id]["attestation"]
    for assignment in ("payroll-fr", "delivery-rounds-fr"):
        points, maximum = points_in_gradebook(cohort, ZOE.id, assignment)
        assert (points, maximum) == (19, 20)
    assert said.count("19 / 20 95 %") == 2
    assert "Zoé Łukasz-O'Brien" in said
    assert "Parcours de la nouvelle recrue de la MOE" in said
    assert "Ce que ce document ne prouve pas" in said
    assert "avoir terminé toutes les leçons du parcours" in said
    assert "au moins 70 % de leurs points" in said


def test_the_competencies_add_up_to_the_cases(cohort: Cohort) -> None:
    rule = cohort.settings.certificate
    (zoe,) = attainments([ZOE], read_results(cohort), rule)
    assert sum(each.maximum for each in zoe.competencies) == 40
    assert sum(each.points for each in zoe.competencies) == 38


def test_each_person_is_written_to_in_their_language(cohort: Cohort, tmp_path: Path) -> None:
    found = papers(cohort, tmp_path)
    assert "Certificat de réalisation" in found[ZOE.id]["realisation"]
    assert "Certificate of completion" in found[AMY.id]["realisation"]
    (path,) = (tmp_path / AMY.id).iterdir()
    assert pypdf.PdfReader(path).trailer["/Root"]["/Lang"] == "en"


def test_without_every_lesson_in_the_record_the_path_is_not_passed(
    cohort: Cohort, tmp_path: Path
) -> None:
    said = papers(cohort, tmp_path)[ZOE.id]["attestation"]
    assert "Parcours non encore réussi" in said
    wanted = onboarding_paths()[ZOE.profile].lessons[2:]  # the record shows the first two
    names = ", ".join(lessons()[lesson].title.said_in("fr") for lesson in wanted)
    assert f"ne montre pas terminées : {' '.join(names.split())}" in said


def test_with_lessons_left_out_the_cases_decide(cohort: Cohort, tmp_path: Path) -> None:
    settled(cohort, "lessons = false", "share = 0.95")
    said = papers(open_cohort(str(cohort.folder)), tmp_path)[ZOE.id]["attestation"]
    assert "Parcours réussi Points obtenus dans les cas du parcours : 95 %. Règle" in said
    assert "au moins 95 % de leurs points" in said
    assert "Les leçons ne sont pas vérifiées ici" in said


def test_a_path_can_have_its_own_share(cohort: Cohort, tmp_path: Path) -> None:
    strict = settled(cohort, "lessons = false", "paths = { new-moe = 0.96 }")
    said = papers(strict, tmp_path)[ZOE.id]["attestation"]
    assert "Parcours non encore réussi Points obtenus dans les cas du parcours : 95 %." in said
    assert "au moins 96 %" in said


def test_a_case_left_out_is_named(cohort: Cohort, tmp_path: Path) -> None:
    with Gradebook(cohort.database) as gradebook:
        gradebook.remove_submission("delivery-rounds-fr", ZOE.id)
    found = papers(settled(cohort, "lessons = false"), tmp_path)
    assert "Cas à rendre : Changer la gestion des tournées." in found[ZOE.id]["attestation"]


def test_without_a_path_there_are_results_and_no_verdict(cohort: Cohort, tmp_path: Path) -> None:
    said = papers(cohort, tmp_path)[IDA.id]["attestation"]
    assert "Aucun parcours n’a été attribué : résultats seulement" in said
    assert "Règle :" not in said
    assert "19 / 20 95 %" in said


def test_no_attestation_while_a_text_waits_and_the_trainer_is_told(
    cohort: Cohort, tmp_path: Path
) -> None:
    code, said = called("certify", str(cohort.folder), "--output", str(tmp_path / "out"))
    assert code == 1
    assert f"No attestation while a mark is missing: {AMY.id}." in said
    assert sorted(path.relative_to(tmp_path / "out").as_posix()
                  for path in (tmp_path / "out").rglob("*.pdf")) == [
        f"{ZOE.id}/attestation.pdf", f"{ZOE.id}/realisation.pdf",
        f"{AMY.id}/realisation.pdf",
        f"{IDA.id}/attestation.pdf", f"{IDA.id}/realisation.pdf",
    ]  # fmt: skip


def reopen_text(cohort: Cohort, learner: str) -> None:
    """What formgrader does when a trainer takes a mark back: a text of this learner waits again."""
    with closing(sqlite3.connect(cohort.folder / "gradebook.db")) as connection, connection:
        connection.execute(
            "UPDATE grade SET needs_manual_grade = 1, manual_score = NULL WHERE id IN ("
            "SELECT g.id FROM grade g JOIN submitted_notebook n ON n.id = g.notebook_id "
            "JOIN submitted_assignment s ON s.id = n.assignment_id "
            "WHERE s.student_id = ? AND g.manual_score IS NOT NULL)",
            (learner,),
        )


def test_an_attestation_that_no_longer_holds_is_moved_aside_and_named(cohort: Cohort) -> None:
    called("certify", str(cohort.folder))
    own = cohort.folder / "papers" / ZOE.id
    before = (own / "attestation.pdf").read_bytes()
    reopen_text(cohort, ZOE.id)
    code, said = called("certify", str(cohort.folder))
    assert code == 1
    assert not (own / "attestation.pdf").exists()
    assert (own / "realisation.pdf").exists()
    (aside,) = (own / "withdrawn").iterdir()
    assert aside.read_bytes() == before
    assert f"No longer holds, moved aside: {aside} ({ZOE.id})." in said
    assert "moved aside" not in called("certify", str(cohort.folder))[1]


def test_papers_of_whoever_did_nothing_after_all_are_moved_aside(cohort: Cohort) -> None:
    own = cohort.folder / "papers" / IDLE.id
    own.mkdir(parents=True)
    for name in ("attestation", "realisation"):
        (own / f"{name}.pdf").write_bytes(b"%PDF of another day")
    _, said = called("certify", str(cohort.folder), "--learner", IDLE.id)
    assert said.count("No longer holds, moved aside") == 2
    assert [path.name for path in own.iterdir()] == ["withdrawn"]
    assert "People: 0, of whom 0 have passed" in said


def test_who_lacks_only_a_record_is_named_with_what_to_do(cohort: Cohort, tmp_path: Path) -> None:
    record = cohort.folder / "records" / f"{ZOE.id}.jsonl"
    finished = record.read_text(encoding="utf-8")
    record.unlink()
    _, said = called("certify", str(cohort.folder), "--learner", ZOE.id)
    assert f"no learning record shows the lessons finished: {ZOE.id}." in said
    given = tmp_path / "inbox" / ZOE.id / "record.jsonl"
    given.parent.mkdir(parents=True)
    given.write_text(finished, encoding="utf-8")
    run(cohort, given.parent.parent)  # what the message advises
    assert record.read_text(encoding="utf-8") == finished
    assert "learning record" not in called("certify", str(cohort.folder))[1]


# --- A class of sixty, by other means ----------------------------------------------------------

# Every tenth person, those whose names break careless code, and one of each kind of work.
TRIED = sorted({*SIXTY_ODD_NAMES, *(f"p-{number:04d}" for number in range(8, 60, 8)), "p-0030"})


def written(value: float, language: str) -> str:
    """A number of points as a reader sees it."""
    text = f"{round(value, 2):.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "fr" else text


def with_share(points: float, maximum: float, language: str) -> str:
    percent = f"{int(points / maximum * 100 + 1e-9)}{' ' if language == 'fr' else ''}%"
    return f"{written(points, language)} / {written(maximum, language)} {percent}"


def cells_in_gradebook(cohort: Cohort) -> list[tuple[str, str, str, float, float, float, bool]]:
    """Learner, assignment, cell, points, maximum, late penalty, waiting: by plain SQL."""
    query = """
        SELECT s.student_id, a.name, b.name, coalesce(g.manual_score, g.auto_score, 0),
               c.max_score, coalesce(n.late_submission_penalty, 0), g.needs_manual_grade
        FROM grade g JOIN grade_cells c ON c.id = g.cell_id JOIN base_cell b ON b.id = c.id
        JOIN submitted_notebook n ON n.id = g.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id
        JOIN assignment a ON a.id = s.assignment_id"""
    with closing(sqlite3.connect(cohort.folder / "gradebook.db")) as connection:
        return list(connection.execute(query))


def competencies_of_questions() -> dict[tuple[str, str], str]:
    """The competency of each question of each case, as the authors wrote it."""
    found = {}
    for path in (TEMPLATES.parents[2] / "solutions").glob("*.toml"):
        for question in tomllib.loads(path.read_text(encoding="utf-8")).get("question", []):
            found[path.stem, question["id"]] = question["competency"]
    return found


def test_the_papers_of_sixty_show_the_numbers_of_the_gradebook(
    cohort_of_sixty: Cohort, tmp_path: Path
) -> None:
    rule = replace(cohort_of_sixty.settings.certificate, lessons=False)
    cohort = replace(cohort_of_sixty, settings=replace(cohort_of_sixty.settings, certificate=rule))
    made = {each.person.id: each for each in write_papers(cohort, TRIED, tmp_path, TODAY, "en")}
    competency_of, cells = competencies_of_questions(), cells_in_gradebook(cohort)
    verdicts = set()
    for person in (each for each in sixty_people() if each.id in TRIED):
        mine = [each for each in cells if each[0] == person.id]
        is_waiting = any(each[6] for each in mine)
        names = {path.stem for path in made[person.id].files}
        assert names == ({"realisation"} if is_waiting else {"attestation", "realisation"})
        if is_waiting:
            continue
        said = text_of(tmp_path / person.id / "attestation.pdf")
        by_case: dict[str, list[float]] = {}
        by_competency: dict[str, list[float]] = {}
        for _, assignment, cell, points, maximum, penalty, _ in mine:
            case = assignment.rpartition("-")[0]
            held = by_case.setdefault(case, [0, 0, penalty])
            held[0], held[1] = held[0] + points, held[1] + maximum
            sums = by_competency.setdefault(competency_of[case, cell], [0, 0])
            sums[0], sums[1] = sums[0] + points, sums[1] + maximum
        lines = [
            with_share(max(0, points - penalty), maximum, person.language)
            for points, maximum, penalty in by_case.values()
        ]
        lines += [with_share(*sums, person.language) for sums in by_competency.values()]
        for line in lines:
            assert said.count(line) >= lines.count(line), (person.id, line)
        shown = re.findall(r"[\d,.]+ / [\d,.]+ \d+ ?%", said)
        assert sorted(shown) == sorted(lines), person.id
        path = onboarding_paths().get(person.profile)
        points = sum(max(0, got - late) for case, (got, _, late) in by_case.items())
        has_passed = (
            path is not None
            and set(path.cases) <= set(by_case)
            and (points >= 0.7 * sum(maximum for _, maximum, _ in by_case.values()) - 1e-9)
        )
        assert (made[person.id].verdict == "passed") == has_passed, person.id
        verdicts.add(made[person.id].verdict)
        passed = {"fr": "Parcours réussi", "en": "Path passed"}[person.language]
        assert (passed in said) == has_passed, person.id
        assert without_spaces(person.name) in without_spaces(said)
    assert verdicts == {"passed", "not-yet", "no-path"}


# --- The certificate -------------------------------------------------------------------------


def test_the_certificate_has_its_fields_and_leaves_the_signature_blank(
    cohort: Cohort, tmp_path: Path
) -> None:
    ready = settled(
        cohort,
        'organisation = "Institut #1 & Cie"',
        'employer = "Ville de Lyon"',
        "starts = 2026-11-02",
        "ends = 2026-11-27",
        "hours = 10.5",
    )
    said = papers(ready, tmp_path)[ZOE.id]["realisation"]
    for field in (
        "Organisme de formation Institut #1 & Cie",
        "Stagiaire Zoé Łukasz-O'Brien",
        "Intitulé Parcours de la nouvelle recrue de la MOE",
        "Entreprise Ville de Lyon",
        "Nature de l’action Action de formation",
        "Dates du 2 novembre 2026 au 27 novembre 2026",
        "Durée 10 h 30",
        "Signature et cachet",
        "Nom et fonction du signataire",
        "non sur les résultats",
    ):
        assert field in said


def test_the_duration_is_that_of_what_was_done(cohort: Cohort, tmp_path: Path) -> None:
    (zoe,) = attainments([ZOE], read_results(cohort), CertificateRule())
    assert set(zoe.minutes) == {"00-start", "01-moa-amoa-moe", "payroll", "delivery-rounds"}
    hours, minutes = divmod(sum(zoe.minutes.values()), 60)
    said = papers(cohort, tmp_path)[ZOE.id]["realisation"]
    assert f"Durée {hours} h {minutes:02d} (temps estimé)" in said
    assert "Dates du 9 novembre 2026 au" in said


def test_who_did_nothing_gets_no_paper(cohort: Cohort, tmp_path: Path) -> None:
    assert IDLE.id not in papers(cohort, tmp_path)


def test_the_number_stays_and_differs_by_person_and_paper(cohort: Cohort, tmp_path: Path) -> None:
    said = papers(cohort, tmp_path / "one")
    numbers = [number(path) for path in sorted((tmp_path / "one").rglob("*.pdf"))]
    assert len(numbers) == len(set(numbers)) == sum(len(each) for each in said.values()) > 4
    mine = number(tmp_path / "one" / ZOE.id / "attestation.pdf")
    assert re.fullmatch(r"A-[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}", mine)
    assert mine in said[ZOE.id]["attestation"]
    again = open_cohort(str(cohort.folder))
    assert mine in papers(again, tmp_path / "two")[ZOE.id]["attestation"]
    assert ZOE.id not in mine


# --- Papers issued before ----------------------------------------------------------------------


def number(path: Path) -> str:
    held = number_in(path)
    assert held is not None
    return held.own


def issued(cohort: Cohort, folder: Path, day: date = TODAY) -> Papers:
    """What becomes of the papers of one person."""
    (made,) = write_papers(cohort, [ZOE.id], folder, day, "en")
    return made


def test_a_paper_that_says_the_same_is_left_with_its_own_day(
    cohort: Cohort, tmp_path: Path
) -> None:
    path = issued(cohort, tmp_path).files[0]
    before = path.read_bytes()
    made = issued(cohort, tmp_path, date(2027, 3, 4))
    assert (made.files[0], made.replaced, made.withdrawn) == (path, (), ())
    assert path.read_bytes() == before
    assert "1er décembre 2026" in text_of(path)


def test_a_changed_verdict_moves_the_old_paper_aside_and_the_new_one_says_which_it_replaces(
    cohort: Cohort, tmp_path: Path
) -> None:
    path = issued(cohort, tmp_path).files[0]
    before, old = path.read_bytes(), number(path)
    assert "Annule et remplace" not in text_of(path)
    made = issued(settled(cohort, "lessons = false"), tmp_path, date(2027, 3, 4))
    (aside,) = made.replaced  # the certificate says nothing of the verdict, and stays
    assert (aside.read_bytes(), aside.parent.name) == (before, "withdrawn")
    said = text_of(path)
    assert "Parcours réussi" in said
    assert f"Annule et remplace le n° {old}" in said
    assert "4 mars 2027" in said
    assert number(path) != old
    assert issued(open_cohort(str(cohort.folder)), tmp_path).replaced == ()


def test_a_verdict_that_changes_back_never_takes_a_number_twice(
    cohort: Cohort, tmp_path: Path
) -> None:
    numbers = []
    for counted in ("true", "false", "true", "false"):
        made = issued(settled(cohort, f"lessons = {counted}"), tmp_path)
        numbers.append(number(made.files[0]))
    assert len(set(numbers)) == 4
    assert len(list((tmp_path / ZOE.id / "withdrawn").iterdir())) == 3


def test_a_paper_written_after_one_was_withdrawn_says_which_it_replaces(
    cohort: Cohort, tmp_path: Path
) -> None:
    old = number(issued(cohort, tmp_path).files[0])
    (tmp_path / ZOE.id / "withdrawn").mkdir()
    lying = tmp_path / ZOE.id / "attestation.pdf"
    lying.rename(tmp_path / ZOE.id / "withdrawn" / "attestation-2026-12-01-101500.pdf")
    made = issued(cohort, tmp_path)
    assert f"Annule et remplace le n° {old}" in text_of(made.files[0])
    assert number(made.files[0]) != old


def test_a_scan_put_in_the_place_of_a_paper_is_moved_aside_and_not_written_over(
    cohort: Cohort, tmp_path: Path
) -> None:
    lying = issued(cohort, tmp_path).files[0]
    lying.write_bytes(b"%PDF a scan, signed")
    made = issued(cohort, tmp_path)
    assert [each.read_bytes() for each in made.replaced] == [b"%PDF a scan, signed"]
    assert "Annule et remplace le document précédent" in text_of(lying)
    assert issued(cohort, tmp_path).replaced == ()


def test_the_command_names_what_it_replaced_and_what_to_do(cohort: Cohort) -> None:
    called("certify", str(cohort.folder))
    settled(cohort, "lessons = false")
    _, said = called("certify", str(cohort.folder), "--learner", ZOE.id)
    (aside,) = (cohort.folder / "papers" / ZOE.id / "withdrawn").iterdir()
    assert f"Replaced by a new paper, moved aside: {aside} ({ZOE.id})." in said


# --- Names, settings, folders ----------------------------------------------------------------


@pytest.mark.parametrize("name", ODD_NAMES, ids=range(len(ODD_NAMES)))
def test_a_name_is_shown_as_it_is_typed(name: str) -> None:
    words = {
        **dict.fromkeys(("lang", "number", "number-label", "footer", "opening"), "en"),
        **dict.fromkeys(("activities-title", "activities-note", "limits", "done-at"), "x"),
        **dict.fromkeys(("signature", "signatory"), "x"),
        "title": name,
        "organisation": name,
        "facts": [["Trainee", name]],
        "activities": [[name, "1"]],
        "activities-head": ["a", "b"],
    }
    pdf = typeset_paper("realisation", words)
    said = text_of(pdf)
    assert without_spaces(said).count(without_spaces(name)) == 4
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    width = float(reader.pages[0].mediabox.width)
    places: list[float] = []
    reader.pages[0].extract_text(visitor_text=lambda text, cm, tm, font, size: places.append(tm[4]))
    assert max(places) < width


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("share = 1.5", "certificate.share"),
        ("share = true", "certificate.share"),
        ("hours = -1", "certificate.hours"),
        ('lessons = "all"', "certificate.lessons"),
        ("paths = { new-moe = 70 }", "certificate.paths"),
        ('starts = "monday"', "certificate.starts"),
        ("starts = 2026-02-01\nends = 2026-01-01", "certificate.ends"),
        ("organisation = 3", "certificate.organisation"),
        ("logo = 1", "certificate.logo"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(cohort: Cohort, line: str, key: str) -> None:
    with pytest.raises(WrongCallError, match=re.escape(key)):
        settled(cohort, line)


def test_an_unknown_learner_is_a_wrong_call(cohort: Cohort) -> None:
    code, said = called("certify", str(cohort.folder), "--learner", "p-9999")
    assert (code, "p-9999" in said) == (2, True)


def test_papers_never_land_in_the_repository(cohort: Cohort) -> None:
    code, _ = called("certify", str(cohort.folder), "--output", str(TEMPLATES / "out"))
    assert code == 2
    assert not (TEMPLATES / "out").exists()


def test_forgetting_takes_the_papers_too(cohort: Cohort) -> None:
    called("certify", str(cohort.folder))
    called("attendance", str(cohort.folder), "--date", "2026-12-01")
    folder = cohort.folder / "papers"
    assert (folder / ZOE.id / "attestation.pdf").exists()
    done = forget(cohort, [ZOE], "en")
    assert not (folder / ZOE.id).exists()
    assert (folder / IDA.id / "attestation.pdf").exists()
    assert done.remade == ("papers/attendance",)
    assert not (folder / "attendance").exists()


# --- Attendance ------------------------------------------------------------------------------


def test_attendance_has_a_sheet_for_each_half_day_with_everybody(
    cohort: Cohort, tmp_path: Path
) -> None:
    days = [date(2026, 12, 2), date(2026, 12, 1), date(2026, 12, 2)]
    paths = write_attendance(cohort, days, tmp_path, "fr")
    assert [path.name for path in paths] == ["2026-12-01.pdf", "2026-12-02.pdf"]
    pages = [page.extract_text() for page in pypdf.PdfReader(paths[0]).pages]
    assert len(pages) == 2
    assert ["matin" in page for page in pages] == [True, False]
    assert ["après-midi" in page for page in pages] == [False, True]
    for page in pages:
        assert "1er décembre 2026" in page.replace("\u00a0", " ")
        assert all(each.name in page and each.id in page for each in CLASS)
        assert "Signature du formateur" in page


def test_a_long_roster_goes_over_pages_with_its_half_day(cohort: Cohort, tmp_path: Path) -> None:
    from cohorts import people

    write_people(cohort.folder, people(60))
    (path,) = write_attendance(open_cohort(str(cohort.folder)), [TODAY], tmp_path, "en")
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    assert len(pages) > 4
    assert all("Signature" in page for page in pages)
    half_days = ["1 December 2026, morning", "1 December 2026, afternoon"]
    assert all(sum(each in page for each in half_days) == 1 for page in pages)
    assert sum(page.count("Ana Testeur") for page in pages) == 120


def test_attendance_needs_people_and_real_days(cohort: Cohort, tmp_path: Path) -> None:
    code, said = called("attendance", str(cohort.folder), "--date", "2026-02-30")
    assert (code, "2026-02-30" in said) == (2, True)
    assert called("attendance", str(cohort.folder))[0] == 2
    write_people(cohort.folder, [])
    code, said = called("attendance", str(cohort.folder), "--date", "2026-12-01")
    assert (code, "Nobody is on the roster" in said) == (2, True)


NO_FONT = "\U0001e905\U0001e922\U0001e92a\U0001e92b \U0001e900"  # in Adlam, which no font here has


def test_a_name_that_no_font_has_is_told_with_the_font_and_holds_up_nobody(
    cohort: Cohort, tmp_path: Path
) -> None:
    write_people(
        cohort.folder, [replace(ZOE, name=NO_FONT), replace(AMY, name="Амина Šiška Ελένη"), IDA]
    )
    code, said = called("certify", str(cohort.folder), "--output", str(tmp_path / "out"))
    assert code == 1
    assert f"papers/{ZOE.id}: No font of this computer has the letters" in said
    assert "Noto Sans" in said
    assert not (tmp_path / "out" / ZOE.id).exists()
    assert (tmp_path / "out" / AMY.id / "realisation.pdf").exists()
    assert (tmp_path / "out" / IDA.id / "attestation.pdf").exists()
    code, said = called("attendance", str(cohort.folder), "--date", "2027-01-04")
    assert (code, said.count("No font of this computer")) == (1, 1)
    assert (cohort.folder / "papers" / "attendance" / "2027-01-04.pdf").exists()


def test_the_days_of_papers_and_lists_are_those_of_the_class(
    cohort: Cohort, tmp_path: Path
) -> None:
    with Database(cohort.database) as database:
        for table, column in (("submitted_assignment", "student_id"),
                              ("maitrise_submission", "learner")):  # fmt: skip
            moment = "timestamp" if table == "submitted_assignment" else "handed_in"
            database.execute(
                f"UPDATE {table} SET {moment} = :at WHERE {column} = :zoe",
                {"at": datetime(2027, 2, 28, 23, 30), "zoe": ZOE.id},
            )
    (cohort.folder / "records" / f"{ZOE.id}.jsonl").unlink()
    path = cohort.folder / "cohort.toml"
    written = re.sub(r"^#? ?timezone.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for zone, day in (("Europe/Paris", "2027-03-01"), ("UTC", "2027-02-28")):
        path.write_text(f'timezone = "{zone}"\n{written}', encoding="utf-8")
        opened = open_cohort(str(cohort.folder))
        (zoe,) = attainments([ZOE], read_results(opened), CertificateRule())
        assert zoe.days is not None
        assert {one.isoformat() for one in zoe.days} == {day}
        code, said = called("completions", str(cohort.folder))
        assert code == 0
        (line,) = (one for one in said.splitlines() if f"{ZOE.id},{ZOE.email},payroll," in one)
        assert day in line
        seen = last_seen_before(opened, date(2100, 1, 1), "en")
        assert {at.isoformat() for person, at in seen if person.id == ZOE.id} == {day}


def test_a_paper_says_to_every_reader_what_it_is(cohort: Cohort, tmp_path: Path) -> None:
    made = papers_in(cohort, tmp_path)
    assert len(made) == 2
    for content in made:
        pdf = pypdf.PdfReader(io.BytesIO(content))
        assert pdf.metadata is not None
        assert pdf.metadata.title
        assert pdf.metadata.author == "maitrise"
        assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
        assert pdf.trailer["/Root"]["/Lang"] == "fr"
        assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def papers_in(cohort: Cohort, folder: Path) -> list[bytes]:
    (made,) = write_papers(cohort, [ZOE.id], folder, TODAY, "en")
    return [path.read_bytes() for path in made.files]
