"""Facts: what each answer came to, beside nbgrader's rows and always as these say."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from cohorts import answers, case, copy_of, facts, hand_in, made_cohort, people, run, sheet
from maitrise.cohort import Cohort, create_cohort, open_cohort
from maitrise.cohort.database import Database
from maitrise.cohort.facts import RECORD_TABLES
from maitrise.cohort.person import write_people
from maitrise.learner.statements import Moment, took_part
from maitrise.marking import record_upkeep
from maitrise.marking.record_facts import record_facts
from maitrise.marking.upkeep import current_facts
from maitrise.reports.results import read_results
from postgresql_server import binaries, server
from test_marking_stock import nbgrader

ANN, BOB = "p-0001", "p-0002"
NAMES = ("payroll", "payroll-fr")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cohort in which two people handed in, one of them late, and were marked."""
    root = tmp_path_factory.mktemp("facts")
    cohort = made_cohort(root / "cohort")
    settings = '[late]\nrule = "percent"\npercent = 10\n[due]\npayroll = 2026-11-21T00:00:00Z\n'
    (cohort.folder / "cohort.toml").write_text(settings)
    inbox = root / "inbox"
    inbox.mkdir()
    for learner, seed, day in ((ANN, 3, 20), (BOB, 4, 22)):
        path = inbox / f"payroll-fr-{learner}.zip"
        path.write_bytes(hand_in(learner, answers(seed)))
        stamp = datetime(2026, 11, day, 10, 15, tzinfo=UTC).timestamp()
        os.utime(path, (stamp, stamp))
    run(open_cohort(str(cohort.folder)), inbox)
    return cohort.folder


@pytest.fixture
def cohort(made: Path, tmp_path: Path) -> Cohort:
    return copy_of(made, tmp_path / "cohort")


def of(cohort: Cohort, learner: str) -> dict[str, tuple[Any, ...]]:
    """Facts of one learner by cell, once they are up to date."""
    with current_facts(cohort, "en"):
        return {row[3]: row for row in facts(cohort) if row[0] == learner}


def points(cohort: Cohort, learner: str, cell: str) -> float:
    cells = read_results(cohort).cells
    (found,) = cells[(cells["learner"] == learner) & (cells["cell"] == cell)]["points"]
    return float(found)


def by_hand(cohort: Cohort, learner: str, cell: str, **given: Any) -> None:
    """What formgrader writes when a trainer marks."""
    with Gradebook(cohort.database) as book:
        grade = book.find_grade(cell, *NAMES, learner)
        for name, value in given.items():
            setattr(grade, name, value)
        book.db.commit()


def test_a_fact_says_who_what_and_what_it_came_to(cohort: Cohort) -> None:
    found = of(cohort, ANN)
    assert set(found) == set(case().cells)
    for cell, row in found.items():
        question = case().questions[cell]
        assert row[:3] == (ANN, "payroll", "fr")
        assert row[4:7] == (question.id, question.competency, question.points)
        assert row[13] == datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
    lost = [json.loads(row[12]) for row in found.values() if row[12]]
    assert lost
    assert {verdict for mistakes in lost for _, verdict, _ in mistakes} <= {"wrong", "partly"}


def test_a_hand_mark_counts_before_anybody_marks_again(cohort: Cohort) -> None:
    automatic = points(cohort, ANN, "cpi")
    by_hand(cohort, ANN, "note-to-hr", manual_score=2.5, needs_manual_grade=False)
    by_hand(cohort, ANN, "cpi", extra_credit=0.5)
    assert points(cohort, ANN, "note-to-hr") == 2.5
    assert points(cohort, ANN, "cpi") == automatic + 0.5
    row = of(cohort, ANN)["note-to-hr"]
    assert (row[8], row[10]) == (2.5, False)


def test_a_hand_mark_that_is_taken_back_counts_no_more(cohort: Cohort) -> None:
    automatic = of(cohort, ANN)["cpi"][7]
    by_hand(cohort, ANN, "cpi", manual_score=0.25, extra_credit=1.0)
    assert points(cohort, ANN, "cpi") == 1.25
    by_hand(cohort, ANN, "cpi", manual_score=None, extra_credit=None)
    assert points(cohort, ANN, "cpi") == automatic
    assert not of(cohort, ANN)["cpi"][10]


def test_two_hand_marks_that_change_places_are_both_taken_up(cohort: Cohort) -> None:
    for learner, given in ((ANN, 1.0), (BOB, 3.0)):
        by_hand(cohort, learner, "note-to-hr", manual_score=given, needs_manual_grade=False)
    assert points(cohort, BOB, "note-to-hr") == 3
    for learner, given in ((ANN, 3.0), (BOB, 1.0)):
        by_hand(cohort, learner, "note-to-hr", manual_score=given)
    assert points(cohort, BOB, "note-to-hr") == 1
    assert points(cohort, ANN, "note-to-hr") == 3


def test_a_late_penalty_that_nbgrader_changes_counts(cohort: Cohort) -> None:
    with Gradebook(cohort.database) as book:
        book.find_submission_notebook(*NAMES, BOB).late_submission_penalty = 0.125
        book.db.commit()
    attempts = read_results(cohort).attempts.set_index("learner")
    assert attempts.loc[BOB, "penalty"] == 0.125


def test_what_nbgrader_removes_is_forgotten(cohort: Cohort) -> None:
    with Gradebook(cohort.database) as book:
        book.remove_submission("payroll-fr", ANN)
    assert of(cohort, ANN) == {}
    assert list(read_results(cohort).attempts["learner"]) == [BOB]


@pytest.mark.jupyter
def test_what_stock_nbgrader_marked_has_its_facts_from_the_sheet(cohort: Cohort) -> None:
    before = of(cohort, BOB)
    with Gradebook(cohort.database) as book:
        book.remove_submission("payroll-fr", BOB)
    assert of(cohort, BOB) == {}
    nbgrader(cohort.folder, "autograde", "payroll-fr", "--student", BOB, "--force")
    after = of(cohort, BOB)
    # All but what only marking knows: of which files, by which keys.
    assert {cell: row[:15] for cell, row in after.items()} == {
        cell: row[:15] for cell, row in before.items()
    }


def test_of_a_submission_without_a_sheet_the_points_are_known(cohort: Cohort) -> None:
    before = of(cohort, ANN)
    with Database(cohort.database) as database:
        database.execute("DELETE FROM maitrise_fact")
        database.execute("DELETE FROM maitrise_submission")
    (cohort.folder / "submitted" / ANN / "payroll-fr" / "answers.json").unlink()
    after = of(cohort, ANN)
    assert {cell: row[3:8] for cell, row in after.items()} == {
        cell: row[3:8] for cell, row in before.items()
    }
    assert {row[12] for row in after.values()} == {None}


def test_facts_that_agree_are_not_written_again(cohort: Cohort) -> None:
    with current_facts(cohort, "en"):
        pass
    path = cohort.folder / "gradebook.db"
    before = path.stat().st_mtime_ns
    read_results(cohort)
    assert path.stat().st_mtime_ns == before


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_an_assignment_of_the_trainer_s_own_is_left_alone(cohort: Cohort) -> None:
    with Gradebook(cohort.database) as book:
        book.update_or_create_assignment("essay-fr")
        book.add_notebook("essay", "essay-fr")
        book.add_submission("essay-fr", ANN)
    assert {row[1] for row in of(cohort, ANN).values()} == {"payroll"}


def test_people_of_another_cohort_in_the_same_gradebook_are_left_alone(
    cohort: Cohort, tmp_path: Path
) -> None:
    create_cohort(str(tmp_path / "other"), "Other", "fr", gradebook=cohort.database)
    write_people(tmp_path / "other", people(1))
    run(open_cohort(str(tmp_path / "other")))
    assert len(of(cohort, BOB)) == len(case().cells)
    assert list(read_results(open_cohort(str(tmp_path / "other"))).attempts["learner"]) == [ANN]


@pytest.mark.jupyter
@pytest.mark.skipif(binaries() is None, reason="no PostgreSQL server in the environment")
def test_a_postgresql_gradebook_is_brought_up_to_date_too(made: Path, tmp_path: Path) -> None:
    with server() as address:
        create_cohort(str(tmp_path / "cohort"), "Shared", "fr", gradebook=address)
        write_people(tmp_path / "cohort", people(30))
        cohort = open_cohort(str(tmp_path / "cohort"))
        run(cohort, made / "submitted")
        by_hand(cohort, ANN, "note-to-hr", manual_score=2.5, needs_manual_grade=False)
        assert points(cohort, ANN, "note-to-hr") == 2.5
        by_hand(cohort, ANN, "note-to-hr", manual_score=None, needs_manual_grade=True)
        assert of(cohort, ANN)["note-to-hr"][8:11] == (None, None, True)
        with Gradebook(cohort.database) as book:
            book.remove_submission("payroll-fr", BOB)
        assert of(cohort, BOB) == {}


# --- What learning records show -----------------------------------------------------------------


def statement(lesson: str, verb: Any, at: str) -> dict[str, Any]:
    title = case().title
    return dict(took_part(Moment(ANN, at, "fr"), verb, lesson, title))


def lessons_of(cohort: Cohort) -> list[tuple[str, str, int, str, str]]:
    table = read_results(cohort).lessons
    return list(table.itertuples(index=False, name=None))


def write_record(cohort: Cohort, *statements: dict[str, Any]) -> Path:
    path = cohort.folder / "records" / f"{ANN}.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(json.dumps(each) for each in statements) + "\n", encoding="utf-8")
    return path


def rows(cohort: Cohort) -> Iterator[int]:
    with Database(cohort.database) as database:
        for table in RECORD_TABLES:
            yield len(database.rows(f"SELECT * FROM {table}"))


def test_a_record_that_grows_or_goes_is_noticed(cohort: Cohort) -> None:
    begun = statement("00-start", "attempted", "2026-11-09T09:00:00Z")
    ended = statement("00-start", "completed", "2026-11-10T09:00:00Z")
    path = write_record(cohort, begun)
    assert lessons_of(cohort) == [(ANN, "00-start", 0, "2026-11-09T09:00:00Z", "")]
    write_record(cohort, begun, ended)
    assert lessons_of(cohort) == [
        (ANN, "00-start", 0, "2026-11-09T09:00:00Z", "2026-11-10T09:00:00Z")
    ]
    path.unlink()
    assert lessons_of(cohort) == []
    assert list(rows(cohort)) == [0, 0, 0, 0]


def test_another_version_of_the_course_reads_records_anew(
    cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_record(cohort, statement("00-start", "attempted", "2026-11-09T09:00:00Z"))
    assert len(lessons_of(cohort)) == 1
    with Database(cohort.database) as database:
        database.execute("DELETE FROM maitrise_lesson")
    assert lessons_of(cohort) == []
    monkeypatch.setattr(record_upkeep, "_READER", "99")
    assert len(lessons_of(cohort)) == 1


def test_marking_again_reads_records_anew(cohort: Cohort) -> None:
    write_record(cohort, statement("00-start", "attempted", "2026-11-09T09:00:00Z"))
    assert len(lessons_of(cohort)) == 1
    with Database(cohort.database) as database:
        database.execute("DELETE FROM maitrise_lesson")
    run(cohort, again=True)
    assert len(lessons_of(cohort)) == 1


@pytest.mark.parametrize("at", ["", "soon", "2026-13-40T00:00:00Z", "x" * 5000, None])
def test_a_moment_that_is_none_tells_nothing_of_a_lesson(at: Any) -> None:
    odd = {**statement("00-start", "attempted", "2026-11-09T09:00:00Z"), "timestamp": at}
    shown = record_facts([odd], UTC)
    assert (shown.statements, shown.last_day, shown.lessons) == (1, "", ())


@pytest.mark.parametrize(
    "odd", [{"verb": 3}, {"verb": {}, "object": []}, {"verb": {"id": 1}, "object": {"id": None}}]
)
def test_what_is_no_statement_of_ours_is_passed_over(odd: dict[str, Any]) -> None:
    good = statement("00-start", "completed", "2026-11-09T09:00:00Z")
    shown = record_facts([odd, good], UTC)
    assert [row[0] for row in shown.lessons] == ["00-start"]
    assert shown.last_day == "2026-11-09"


def test_a_sheet_marked_from_the_command_line_and_from_a_worker_has_the_same_facts(
    cohort: Cohort, tmp_path: Path
) -> None:
    (tmp_path / "p-0003 answers.json").write_bytes(sheet("p-0003", answers(9)))
    other = copy_of(cohort.folder, tmp_path / "other")
    run(cohort, tmp_path / "p-0003 answers.json")
    run(other, tmp_path / "p-0003 answers.json", workers=2)
    assert facts(cohort) == facts(other)
