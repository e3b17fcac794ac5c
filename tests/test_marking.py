"""Marking a cohort: files, gradebook and pages, read back by nbgrader itself."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from cohorts import (
    AT,
    answers,
    copy_of,
    dump,
    facts,
    grades,
    hand_in,
    made_cohort,
    notebook,
    packed,
    people,
    right_answers,
    run,
    sheet,
)
from maitrise.base.errors import BusyError, WrongCallError
from maitrise.base.locking import file_lock
from maitrise.cohort import Cohort, Person, create_cohort, open_cohort
from maitrise.cohort.lock import LOCK
from maitrise.cohort.person import write_people
from maitrise.marking.intake import Intake
from maitrise.marking.submission import Submission


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_cohort(tmp_path_factory.mktemp("made") / "cohort").folder


@pytest.fixture
def cohort(made: Path, tmp_path: Path) -> Cohort:
    return copy_of(made, tmp_path / "cohort")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(inbox: Path, learner: str, content: bytes, at: str = "2026-11-22T10:15:00+00:00") -> Path:
    path = inbox / f"payroll-fr-{learner}.zip"
    path.write_bytes(content)
    stamp = datetime.fromisoformat(at).timestamp()
    os.utime(path, (stamp, stamp))
    return path


def gradebook(cohort: Cohort) -> Gradebook:
    return Gradebook(cohort.database, cohort.folder.name)


def give_by_hand(cohort: Cohort, learner: str, points: float, comment: str) -> None:
    """What formgrader writes when a trainer marks the text."""
    with gradebook(cohort) as book:
        names = ("payroll", "payroll-fr", learner)
        grade = book.find_grade("note-to-hr", *names)
        grade.manual_score = points
        grade.needs_manual_grade = False
        book.find_comment("note-to-hr", *names).manual_comment = comment
        book.db.commit()


def test_right_answers_bring_every_point_and_the_text_waits(cohort: Cohort, inbox: Path) -> None:
    put(inbox, "p-0001", hand_in("p-0001"))
    outcome = run(cohort, inbox)
    assert outcome.problems == []
    assert outcome.assignments["payroll-fr"].waiting == ["p-0001"]
    scores = {each.cell: each for each in grades(cohort)}
    assert sum(each.points for each in scores.values()) == 16
    assert sum(each.maximum for each in scores.values()) == 20
    assert scores["note-to-hr"].needs_hand_mark
    by_cell = {row[3]: row for row in facts(cohort)}
    assert by_cell["cpi"][:3] == ("p-0001", "payroll", "fr")
    assert by_cell["cpi"][11] == "right"
    assert by_cell["note-to-hr"][10], "a text waits"
    assert by_cell["cpi"][13] == datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


def test_nbgrader_reads_the_same_total(cohort: Cohort, inbox: Path) -> None:
    put(inbox, "p-0001", hand_in("p-0001", answers(7)))
    run(cohort, inbox)
    with gradebook(cohort) as book:
        submission = book.find_submission("payroll-fr", "p-0001")
        assert submission.score == pytest.approx(sum(each.points for each in grades(cohort)))
        assert submission.max_score == 20
        assert submission.timestamp == datetime(2026, 11, 22, 10, 15)
        assert book.find_student("p-0001").last_name == "Testeur1"


def test_nothing_answered_is_zero_and_needs_no_hand(cohort: Cohort, inbox: Path) -> None:
    put(inbox, "p-0001", hand_in("p-0001", {}))
    outcome = run(cohort, inbox)
    assert not outcome.needs_person
    assert [each.points for each in grades(cohort)] == [0.0] * 13
    assert {row[-2] for row in dump(cohort) if row[0] == "comment"} == {"No response."}


def test_an_answer_that_cannot_be_read_costs_that_question_alone(
    cohort: Cohort, inbox: Path
) -> None:
    given = right_answers() | {"cpi": {"value": "a lot", "at": AT}}
    put(inbox, "p-0001", hand_in("p-0001", given))
    (problem,) = run(cohort, inbox).problems
    assert (problem.wrong, problem.values["question"]) == ("bad-answer", "cpi")
    assert sum(each.points for each in grades(cohort)) == 15


def test_a_sheet_in_another_s_name_is_marked_and_named(cohort: Cohort, inbox: Path) -> None:
    put(inbox, "p-0001", hand_in("p-0002"))
    (problem,) = run(cohort, inbox).problems
    assert (problem.wrong, problem.needs_person) == ("other-learner", True)
    assert {each.learner for each in grades(cohort)} == {"p-0001"}


def laid_into_exchange(folder: Path, content: bytes) -> Path:
    """A newer submission in p-0001's name, as anybody can lay one where nbgrader collects."""
    place = folder / "p-0001+payroll-fr+2026-11-29 10:00:00.000000 UTC+abc"
    place.mkdir(parents=True)
    (place / "answers.json").write_bytes(content)
    (place / "timestamp.txt").write_text("2026-11-29 10:00:00.000000 UTC", encoding="ascii")
    return place


def test_a_newer_submission_in_another_s_name_is_refused_where_anybody_can_write(
    cohort: Cohort, inbox: Path, tmp_path: Path
) -> None:
    put(inbox, "p-0001", hand_in("p-0001", right_answers()))
    run(cohort, inbox)
    before = dump(cohort)
    laid_into_exchange(tmp_path / "inbound", sheet("p-0002", {}))
    (problem,) = run(cohort, tmp_path / "inbound").problems
    assert (problem.wrong, problem.learner) == ("signed-by-another", "p-0001")
    assert problem.values["id"] == "p-0002"
    shutil.rmtree(cohort.folder / "submitted" / "p-0001")
    collected = cohort.folder / "submitted" / "p-0001" / "payroll-fr"
    shutil.move(laid_into_exchange(tmp_path / "collected", sheet("p-0002", {})), collected)
    (collected / "again.zip").write_bytes(hand_in("p-0003", {}))
    problems = run(cohort, cohort.folder / "submitted").problems
    refused = {each.values["id"] for each in problems if each.wrong == "signed-by-another"}
    assert refused == {"p-0002", "p-0003"}
    assert dump(cohort) == before


def test_a_submission_that_another_account_has_laid_into_the_exchange_is_refused(
    cohort: Cohort, tmp_path: Path
) -> None:
    if os.name != "posix" or os.geteuid():
        pytest.skip("giving a folder to another account takes root")
    import pwd  # not on Windows

    stranger = pwd.getpwnam("nobody")
    people = [*cohort.people.values(), Person("nobody", "Nemo", "", "fr", "")]
    write_people(cohort.folder, people)
    own = open_cohort(str(cohort.folder))
    inbound = tmp_path / "inbound"
    place = laid_into_exchange(inbound, sheet("p-0001", {}))
    for learner, inside in ((2, "sub/answers.json"), (3, "work.zip")):
        deeper = place.with_name(place.name.replace("1", str(learner), 1)) / inside
        deeper.parent.mkdir(parents=True)
        given = hand_in if inside.endswith(".zip") else sheet
        deeper.write_bytes(given(f"p-000{learner}"))
    (tmp_path / "outbound").mkdir()
    (inbound / "payroll-fr-p-0004.zip").write_bytes(hand_in("p-0004"))
    for laid in inbound.iterdir():
        os.chown(laid, stranger.pw_uid, stranger.pw_gid)
    problems = run(own, inbound).problems
    assert [each.learner for each in problems] == [f"p-000{number}" for number in range(1, 5)]
    assert {(each.wrong, each.values["id"]) for each in problems} == {("other-owner", "nobody")}
    assert grades(own) == []


def test_the_notebooks_are_ours_whatever_was_handed_in(cohort: Cohort, inbox: Path) -> None:
    wrecked = packed({"answers.json": sheet("p-0001"), "payroll.ipynb": b"not a notebook"})
    put(inbox, "p-0001", wrecked)
    run(cohort, inbox)
    below = "p-0001/payroll-fr/payroll.ipynb"
    submitted = nbformat.read(cohort.folder / "submitted" / below, as_version=4)
    marked = nbformat.read(cohort.folder / "autograded" / below, as_version=4)
    nbformat.validate(marked)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in marked.cells}
    assert cells["cpi"].outputs[0].data["text/plain"] == "1.0"
    assert "BEGIN HIDDEN TESTS" in cells["cpi"].source
    assert "Un texte." in cells["note-to-hr"].source
    assert "- " in cells["answer-note-to-hr"].outputs[0].data["text/markdown"], "the rubric"
    assert not any("HIDDEN" in cell.source for cell in submitted.cells)


def test_feedback_shows_no_key_and_escapes_what_was_typed(cohort: Cohort, inbox: Path) -> None:
    given = answers(3) | {"note-to-hr": {"value": "<script>alert(1)</script> $x$", "at": AT}}
    put(inbox, "p-0001", hand_in("p-0001", given))
    run(cohort, inbox)
    page = (cohort.folder / "feedback/p-0001/payroll-fr/payroll.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_marking_again_changes_nothing_and_does_nothing(cohort: Cohort, inbox: Path) -> None:
    for seed in range(1, 6):
        put(inbox, f"p-000{seed}", hand_in(f"p-000{seed}", answers(seed)))
    run(cohort, inbox)
    before = dump(cohort)
    outcome = run(cohort, inbox)
    tally = outcome.assignments["payroll-fr"]
    assert (tally.marked, tally.unchanged) == (0, 5)
    assert dump(cohort) == before


def test_a_hand_mark_survives_and_reaches_the_page(cohort: Cohort, inbox: Path) -> None:
    put(inbox, "p-0001", hand_in("p-0001"))
    run(cohort, inbox)
    give_by_hand(cohort, "p-0001", 3.5, "Clair, <b>mais</b> long.")
    outcome = run(cohort)
    assert not outcome.needs_person
    page = (cohort.folder / "feedback/p-0001/payroll-fr/payroll.html").read_text(encoding="utf-8")
    assert "19,5 sur 20" in page
    assert "Clair, &lt;b&gt;mais&lt;/b&gt; long." in page
    run(cohort, inbox, again=True)
    scores = {each.cell: each for each in grades(cohort)}
    assert scores["note-to-hr"].points == 3.5
    assert not scores["note-to-hr"].needs_hand_mark


def test_the_page_says_what_to_take_up_first_and_in_which_lessons(
    cohort: Cohort, inbox: Path
) -> None:
    given = right_answers() | {"without-mandate": {"value": ["J2"], "at": AT}}
    put(inbox, "p-0001", hand_in("p-0001", given))
    run(cohort, inbox)
    page = (cohort.folder / "feedback/p-0001/payroll-fr/payroll.html").read_text(encoding="utf-8")
    first = page.split('<div class="next">')[1].split("</div>")[0].replace("\u00a0", " ")
    lines = first.split("<li>")[1:]
    assert lines[0].startswith("Distinguer décider, conseiller, réaliser et suivre : ")
    assert "« Qui fait quoi : l’atelier »" in lines[0].replace("\u202f", " ")
    assert len(lines) <= 3


def test_the_page_of_someone_who_lost_nothing_sends_nowhere(cohort: Cohort, inbox: Path) -> None:
    put(inbox, "p-0001", hand_in("p-0001"))
    run(cohort, inbox)
    give_by_hand(cohort, "p-0001", 4, "")
    run(cohort)
    page = (cohort.folder / "feedback/p-0001/payroll-fr/payroll.html").read_text(encoding="utf-8")
    assert "20 sur 20" in page.replace("\u00a0", " ")
    assert '<div class="next">' not in page
    assert "Les chiffres sont exacts" in page, "the criteria of the text"
    assert "455" not in page, "what is expected of the text"


def test_a_newer_hand_in_keeps_the_hand_mark_and_asks_to_look_again(
    cohort: Cohort, inbox: Path
) -> None:
    put(inbox, "p-0001", hand_in("p-0001"))
    run(cohort, inbox)
    give_by_hand(cohort, "p-0001", 3.5, "Clair.")
    put(inbox, "p-0001", hand_in("p-0001", answers(5)), at="2026-11-23T10:15:00+00:00")
    outcome = run(cohort, inbox)
    scores = {each.cell: each for each in grades(cohort)}
    assert scores["note-to-hr"].manual == 3.5
    assert outcome.assignments["payroll-fr"].waiting == ["p-0001"]


def test_an_older_hand_in_that_comes_later_changes_nothing(cohort: Cohort, inbox: Path) -> None:
    put(inbox, "p-0001", hand_in("p-0001"))
    run(cohort, inbox)
    before = dump(cohort)
    put(inbox, "p-0001", hand_in("p-0001", {}), at="2026-11-01T10:15:00+00:00")
    (problem,) = run(cohort, inbox).problems
    assert problem.wrong == "older"
    assert dump(cohort) == before


@pytest.mark.parametrize(
    ("rule", "penalty"),
    [('rule = "none"', 0.0), ('rule = "percent"\npercent = 10', 3.2), ('rule = "cut-off"', 16.0)],
)
def test_being_late_costs_what_the_cohort_says(
    cohort: Cohort, inbox: Path, rule: str, penalty: float
) -> None:
    settings = cohort.folder / "cohort.toml"
    settings.write_text(f"[late]\n{rule}\n[due]\npayroll = 2026-11-21T00:00:00Z\n")
    put(inbox, "p-0001", hand_in("p-0001"))
    put(inbox, "p-0002", hand_in("p-0002"), at="2026-11-20T10:15:00+00:00")
    run(open_cohort(str(cohort.folder)), inbox)
    lost = {each.learner: each.late_penalty for each in grades(cohort)}
    assert lost == {"p-0001": penalty, "p-0002": 0.0}
    with gradebook(cohort) as book:
        assert book.find_assignment("payroll-fr").duedate == datetime(2026, 11, 21)
        submission = book.find_submission("payroll-fr", "p-0001")
        assert submission.late_submission_penalty == penalty


def test_a_hand_mark_makes_the_late_penalty_follow(cohort: Cohort, inbox: Path) -> None:
    settings = cohort.folder / "cohort.toml"
    settings.write_text('[late]\nrule = "percent"\npercent = 10\n[due]\npayroll = 2026-11-22\n')
    cohort = open_cohort(str(cohort.folder))
    put(inbox, "p-0001", hand_in("p-0001"), at="2026-11-23T08:00:00+00:00")
    run(cohort, inbox)
    give_by_hand(cohort, "p-0001", 4, "")
    run(cohort)
    assert {each.late_penalty for each in grades(cohort)} == {2.0}


def test_two_markings_at_once_are_one_and_a_message(cohort: Cohort, inbox: Path) -> None:
    put(inbox, "p-0001", hand_in("p-0001"))
    with file_lock(cohort.folder / LOCK, seconds=0):
        with pytest.raises(BusyError, match="Another command"):
            run(cohort, inbox)
        assert grades(cohort) == []
    run(cohort, inbox)
    assert len(grades(cohort)) == 13


def test_an_inbox_inside_the_cohort_is_refused_but_for_submitted(cohort: Cohort) -> None:
    with pytest.raises(WrongCallError, match="overlaps"):
        run(cohort, cohort.folder)
    (cohort.folder / "feedback").mkdir()
    with pytest.raises(WrongCallError, match="overlaps"):
        run(cohort, cohort.folder / "feedback" / "..")
    folder = cohort.folder / "submitted" / "p-0001" / "payroll-fr"
    folder.mkdir(parents=True)
    (folder / "answers.json").write_bytes(sheet("p-0001"))
    assert run(cohort, cohort.folder / "submitted").assignments["payroll-fr"].marked == 1
    again = run(cohort, cohort.folder / "submitted")
    assert again.assignments["payroll-fr"].unchanged == 1


def test_an_inbox_that_links_into_the_cohort_or_to_itself_is_refused(
    cohort: Cohort, tmp_path: Path
) -> None:
    (cohort.folder / "kept").mkdir()
    (tmp_path / "link").symlink_to(cohort.folder / "kept")
    with pytest.raises(WrongCallError, match="overlaps"):
        run(cohort, tmp_path / "link")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(WrongCallError, match="loop"):
        run(cohort, tmp_path / "loop")


def test_a_full_disk_is_said_so_and_marking_goes_on_when_there_is_space(
    cohort: Cohort, inbox: Path, small_disk: Path, fill_up: Callable[[Path], Path]
) -> None:
    (cohort.folder / "feedback").symlink_to(small_disk)
    put(inbox, "p-0001", hand_in("p-0001"))
    filler = fill_up(small_disk)
    with pytest.raises(WrongCallError, match="could not be written") as caught:
        run(cohort, inbox)
    assert "No space left" in str(caught.value)
    assert grades(cohort) == []
    filler.unlink()
    assert run(cohort, inbox).assignments["payroll-fr"].marked == 1
    assert len(list(small_disk.rglob("*"))) == 3


def test_a_kept_file_that_disappears_is_named_and_the_others_are_marked(
    cohort: Cohort, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for learner in ("p-0001", "p-0002"):
        put(inbox, learner, hand_in(learner))
    whole = Intake.submissions

    def and_one_goes(self: Intake) -> list[Submission]:
        found = whole(self)
        (cohort.folder / found[0].kept).unlink()
        return found

    monkeypatch.setattr(Intake, "submissions", and_one_goes)
    (problem,) = run(cohort, inbox).problems
    assert (problem.wrong, problem.learner, problem.needs_person) == ("gone", "p-0001", True)
    assert {each.learner for each in grades(cohort)} == {"p-0002"}


def test_workers_leave_the_same_gradebook(cohort: Cohort, made: Path, inbox: Path) -> None:
    for seed in range(1, 7):
        put(inbox, f"p-000{seed}", hand_in(f"p-000{seed}", answers(seed)))
    run(cohort, inbox)
    other = copy_of(made, cohort.folder.parent / "other")
    run(other, inbox, workers=2)
    assert dump(other) == dump(cohort)


def test_the_trainer_is_told_where_the_pages_lie_and_what_comes_next(
    cohort: Cohort, inbox: Path
) -> None:
    from typer.testing import CliRunner

    from maitrise.cli.app import app

    put(inbox, "p-0001", hand_in("p-0001"))
    name = str(cohort.folder)
    done = CliRunner().invoke(app, ["mark", str(inbox), "--cohort", name, "--lang", "en"])
    assert f"Pages to send to learners: {cohort.folder / 'feedback'}" in done.stderr
    assert f"maitrise cohort open {name}, then maitrise mark --cohort {name}" in done.stderr


def test_marking_again_with_no_inbox_says_what_to_give(cohort: Cohort, inbox: Path) -> None:
    from typer.testing import CliRunner

    from maitrise.cli.app import app

    put(inbox, "p-0001", hand_in("p-0001"))
    run(cohort, inbox)
    name, submitted = str(cohort.folder), str(cohort.folder / "submitted")
    told = f"maitrise mark {submitted} --cohort {name} --again"
    nothing = CliRunner().invoke(app, ["mark", "--cohort", name, "--again", "--lang", "en"])
    assert told in nothing.stderr
    done = CliRunner().invoke(app, [*told.split()[1:], "--json", "--lang", "en"])
    assert json.loads(done.stdout)["assignments"]["payroll-fr"]["marked"] == 1
    assert told not in done.stderr


def test_marking_again_leaves_what_is_older_than_what_counts(cohort: Cohort, inbox: Path) -> None:
    put(inbox, "p-0001", hand_in("p-0001"))
    second = inbox.parent / "second"
    second.mkdir()
    put(second, "p-0001", hand_in("p-0001", answers(1)), at="2026-11-23T10:15:00+00:00")
    run(cohort, inbox)
    run(cohort, second)
    outcome = run(cohort, inbox, again=True)
    assert outcome.assignments["payroll-fr"].marked == 0
    (problem,) = outcome.problems
    assert problem.wrong == "older"
    told = datetime(2026, 11, 23, 10, 15, tzinfo=UTC).astimezone(cohort.zone)
    assert f"({told:%Y-%m-%d %H:%M})" in problem.said_in("en")


def test_the_outcome_is_data_for_a_machine(cohort: Cohort, inbox: Path) -> None:
    from typer.testing import CliRunner

    from maitrise.cli.app import app

    put(inbox, "p-0001", hand_in("p-0001"))
    (inbox / "who.json").write_bytes(sheet("p-0002"))
    done = CliRunner().invoke(
        app, ["mark", str(inbox), "--cohort", str(cohort.folder), "--json", "--lang", "fr"]
    )
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert said["assignments"]["payroll-fr"]["needs_hand_mark"] == ["p-0001"]
    assert [each["kind"] for each in said["problems"]] == ["claimed"]
    assert said["problems"][0]["done"].startswith("Le fichier est gardé")


def test_a_file_that_cannot_be_read_leaves_what_was_marked_before(
    cohort: Cohort, inbox: Path
) -> None:
    put(inbox, "p-0001", hand_in("p-0001"))
    run(cohort, inbox)
    before = dump(cohort)
    more = inbox.parent / "more"
    (more / "p-0001").mkdir(parents=True)
    (more / "p-0001" / "answers.json").write_bytes(b"{cut")
    (more / "p-0001" / "photo.ipynb").write_bytes(b"{}")
    outcome = run(cohort, more)
    assert {(one.wrong, one.done) for one in outcome.problems} == {
        ("bad-sheet", "earlier-counts"), ("bad-notebook", "earlier-counts"),
    }  # fmt: skip
    assert dump(cohort) == before
    own = cohort.folder / "submitted" / "p-0001" / "payroll-fr" / "foreign.ipynb"
    own.write_bytes(notebook())
    (problem,) = run(cohort, cohort.folder / "submitted").problems
    assert (problem.wrong, problem.needs_person) == ("other-file", False)
    assert "foreign.ipynb" in problem.file


@pytest.mark.parametrize("name", ["submitted", "kept", "records", ".marking.lock"])
def test_what_lies_in_the_place_of_a_folder_of_ours_is_one_line(
    cohort: Cohort, inbox: Path, name: str
) -> None:
    put(inbox, "p-0001", hand_in("p-0001"))
    path = cohort.folder / name
    path.unlink(missing_ok=True)
    if name.startswith("."):
        path.mkdir()
    else:
        path.write_bytes(b"x")
    with pytest.raises((WrongCallError, BusyError)) as refused:
        run(cohort, inbox)
    assert str(cohort.folder) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_gradebook_that_cannot_grow_says_why_in_the_language_of_the_run(
    tmp_path: Path, inbox: Path
) -> None:
    create_cohort(str(tmp_path / "small"), "Essai", "fr")
    write_people(tmp_path / "small", people(2))
    put(inbox, "p-0001", hand_in("p-0001"))
    code = (
        "import resource, signal; from maitrise.cli.app import main;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({LARGEST}, {LARGEST})); main()"
    )
    done = subprocess.run(
        (sys.executable, "-c", code, "mark", str(inbox), "--cohort", str(tmp_path / "small"),
         "--lang", "en"),
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "the gradebook lies fails to read or write" in done.stderr
    assert "Traceback" not in done.stderr
    assert "sqlalchemy" not in done.stderr.partition("(sqlite3")[0].lower()


LARGEST = 200_000  # bytes: room for a gradebook without an assignment
