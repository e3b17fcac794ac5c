"""Taking in an inbox: what is accepted, what counts, what is kept."""

import errno
import io
import json
import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cohorts import (
    answers,
    case,
    hand_in,
    notebook,
    notebook_with_answers,
    packed,
    people,
    right_answers,
    sheet,
)
from maitrise.base.errors import WrongCallError
from maitrise.base.text import say
from maitrise.cohort import Cohort, CohortSettings
from maitrise.marking.inbox import walk_inbox
from maitrise.marking.intake import Intake
from maitrise.marking.naming import NamePattern
from maitrise.marking.problem import Problem
from maitrise.marking.submission import Submission


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    """A cohort folder without a gradebook: taking in needs none."""
    folder = tmp_path / "cohort"
    folder.mkdir()
    settings = CohortSettings("Essai", datetime.now(UTC).date())
    return Cohort(folder, settings, {each.id: each for each in people(5)})


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def taken(
    cohort: Cohort, *inboxes: Path, pattern: str = ""
) -> tuple[list[Submission], list[Problem]]:
    problems: list[Problem] = []
    named = NamePattern(pattern, "en") if pattern else None
    intake = Intake(cohort, {"payroll": case()}, problems.append, "en", pattern=named)
    intake.take(walk_inbox(inboxes, problems.append))
    return intake.submissions(), problems


def one(cohort: Cohort, inbox: Path) -> Submission:
    submissions, problems = taken(cohort, inbox)
    assert problems == []
    (submission,) = submissions
    return submission


def kept(cohort: Cohort) -> list[str]:
    folder = cohort.folder / "kept"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def at(path: Path, moment: str) -> None:
    stamp = datetime.fromisoformat(moment).timestamp()
    os.utime(path, (stamp, stamp))


def test_a_refusal_of_the_system_is_told_in_the_trainers_language() -> None:
    refused = PermissionError(errno.EACCES, "Permission denied")
    problem = Problem("p-0001.zip", "unreadable", "not-read", "rights", {"why": refused})
    assert say("system.EACCES", "fr") in problem.said_in("fr")
    assert "Permission denied" not in problem.said_in("fr")
    assert "Permission denied" in problem.said_in("en")


def test_our_hand_in_zip_is_taken_and_kept_untouched(cohort: Cohort, inbox: Path) -> None:
    content = hand_in("p-0001")
    (inbox / "payroll-fr-p-0001.zip").write_bytes(content)
    at(inbox / "payroll-fr-p-0001.zip", "2026-11-22T10:15:00+00:00")
    found = one(cohort, inbox)
    assert (found.learner, found.assignment) == ("p-0001", "payroll-fr")
    assert found.handed_in == datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
    assert kept(cohort) == [
        "p-0001/payroll-fr/20261122T101500Z-answers.json",
        "p-0001/payroll-fr/20261122T101500Z-payroll.ipynb",
    ]
    assert (cohort.folder / found.kept).read_bytes() == sheet("p-0001")


def test_moodle_s_download_is_taken_with_its_dates(cohort: Cohort, inbox: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, day in ((1, 20), (2, 21)):
            folder = f"Ana Testeur{number}_471{number}_assignsubmission_file_"
            name = f"{folder}/payroll-fr-p-000{number}.zip"
            info = zipfile.ZipInfo(name, (2026, 11, day, 12, 0, 0))
            archive.writestr(info, hand_in(f"p-000{number}"))
    (inbox / "PAY-Paie-4711.zip").write_bytes(buffer.getvalue())
    submissions, problems = taken(cohort, inbox / "PAY-Paie-4711.zip")
    assert problems == []
    assert [each.learner for each in submissions] == ["p-0001", "p-0002"]
    local = [each.handed_in.astimezone().replace(tzinfo=None) for each in submissions]
    assert local == [datetime(2026, 11, 20, 12), datetime(2026, 11, 21, 12)]


def test_nbgrader_s_tree_is_taken_with_its_timestamp(cohort: Cohort, inbox: Path) -> None:
    folder = inbox / "submitted" / "p-0003" / "payroll-fr"
    folder.mkdir(parents=True)
    (folder / "answers.json").write_bytes(sheet("p-0003"))
    (folder / "payroll.ipynb").write_bytes(notebook())
    (folder / "timestamp.txt").write_text("2026-11-22 10:15:00.000000 UTC")
    found = one(cohort, inbox)
    assert (found.learner, found.in_notebook) == ("p-0003", False)
    assert found.handed_in == datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


def test_a_loose_sheet_is_taken(cohort: Cohort, inbox: Path) -> None:
    (inbox / "p-0001 answers.json").write_bytes(sheet("p-0001"))
    assert one(cohort, inbox).learner == "p-0001"


def test_a_loose_notebook_is_taken_for_the_answers_in_its_outputs(
    cohort: Cohort, inbox: Path
) -> None:
    content = notebook_with_answers("p-0002", right_answers())
    (inbox / "payroll Ana Testeur2.ipynb").write_bytes(content)
    found = one(cohort, inbox)
    assert (found.learner, found.assignment, found.in_notebook) == ("p-0002", "payroll-fr", True)


def test_the_notebook_stands_in_for_a_sheet_that_cannot_be_read(
    cohort: Cohort, inbox: Path
) -> None:
    files = {
        "answers.json": b'{"format": 1, "case',
        "payroll.ipynb": notebook_with_answers("p-0001", answers(1)),
    }
    (inbox / "payroll-fr-p-0001.zip").write_bytes(packed(files))
    (found,), (problem,) = taken(cohort, inbox)
    assert found.in_notebook
    assert (problem.wrong, problem.done, problem.needs_person) == ("bad-sheet", "copy-used", False)


def test_the_sheet_comes_before_the_notebook(cohort: Cohort, inbox: Path) -> None:
    files = {
        "payroll.ipynb": notebook_with_answers("p-0001", answers(1)),
        "answers.json": sheet("p-0001", answers(2)),
    }
    (inbox / "payroll-fr-p-0001.zip").write_bytes(packed(files))
    assert one(cohort, inbox).kept.endswith("answers.json")


def test_the_newest_counts_and_the_others_are_kept(cohort: Cohort, inbox: Path) -> None:
    for day, seed in ((20, 1), (22, 2), (21, 3)):
        path = inbox / f"payroll-fr-p-0001 ({day}).zip"
        path.write_bytes(hand_in("p-0001", answers(seed)))
        at(path, f"2026-11-{day}T10:00:00+00:00")
    (found,), problems = taken(cohort, inbox)
    assert found.handed_in.day == 22
    assert [(each.wrong, each.needs_person) for each in problems] == [("older", False)] * 2
    assert sum(name.endswith("answers.json") for name in kept(cohort)) == 3


def test_who_cannot_be_matched_is_named_and_kept(cohort: Cohort, inbox: Path) -> None:
    (inbox / "someone.json").write_bytes(sheet("p-0001"))
    submissions, (problem,) = taken(cohort, inbox)
    assert submissions == []
    assert (problem.wrong, problem.needs_person) == ("claimed", True)
    assert "“p-0001”" in problem.said_in("en")
    (path,) = kept(cohort)
    assert path.startswith("unmatched/")
    assert path.endswith("-someone.json")


def test_a_stray_file_of_nobody_is_not_asked_to_be_renamed(cohort: Cohort, inbox: Path) -> None:
    (inbox / "ordre du jour.docx").write_bytes(b"an agenda")
    (inbox / "lost.zip").write_bytes(b"no archive")
    submissions, problems = taken(cohort, inbox)
    assert submissions == []
    said = {each.file: each.said_in("fr") for each in problems}
    assert "sinon, il n’y a rien à faire" in said["ordre du jour.docx"]
    assert "Ajoutez l’identifiant" not in said["ordre du jour.docx"]
    assert "sinon" not in said["lost.zip"]
    assert len(kept(cohort)) == 2


def test_a_hand_in_of_nobody_knows_whom_is_one_line_for_the_archive(
    cohort: Cohort, inbox: Path
) -> None:
    (inbox / "me.zip").write_bytes(hand_in("p-0001"))
    submissions, (problem,) = taken(cohort, inbox)
    assert submissions == []
    assert problem.said_in("fr").startswith("me.zip\u00a0: Aucune personne")
    assert "« p-0001 »" in problem.said_in("fr").replace("\u00a0", " ")
    assert len(kept(cohort)) == 2


def test_a_folder_of_several_people_is_a_line_a_sheet(cohort: Cohort, inbox: Path) -> None:
    (inbox / "rest").mkdir()
    for number in (1, 2):
        (inbox / "rest" / f"answers{number}.json").write_bytes(sheet(f"p-000{number}"))
    _, problems = taken(cohort, inbox)
    assert [each.file for each in problems] == ["rest/answers1.json", "rest/answers2.json"]


def test_taking_the_same_inbox_twice_keeps_each_file_once(cohort: Cohort, inbox: Path) -> None:
    (inbox / "payroll-fr-p-0001.zip").write_bytes(hand_in("p-0001"))
    (inbox / "nobody.json").write_bytes(sheet("x"))
    first, _ = taken(cohort, inbox)
    before = kept(cohort)
    second, _ = taken(cohort, inbox)
    assert (first, before) == (second, kept(cohort))


def test_a_record_that_was_handed_in_is_joined_to_what_is_there(
    cohort: Cohort, inbox: Path
) -> None:
    def line(number: int) -> bytes:
        return (
            b'{"id": "s%d", "verb": {"id": "answered"}, "object": {"id": "x"},'
            b' "timestamp": "2026-11-09T09:00:00Z"}\n' % number
        )

    def hand_in_record(record: bytes) -> None:
        files = {"answers.json": sheet("p-0001"), "record.jsonl": record}
        (inbox / "payroll-fr-p-0001.zip").write_bytes(packed(files))

    hand_in_record(line(1) + line(2))
    taken(cohort, inbox)
    hand_in_record(line(2) + b"broken\n" + line(3))
    _, (problem,) = taken(cohort, inbox)
    assert problem.wrong == "record-lines"
    lines = (cohort.folder / "records" / "p-0001.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["s1", "s2", "s3"]


def test_a_pattern_says_who_and_when(cohort: Cohort, inbox: Path) -> None:
    (inbox / "x_p-0004_2026-11-22T10:15:00Z_y.json").write_bytes(sheet("p-0004"))
    pattern = r".*_(?P<student_id>p-\d+)_(?P<timestamp>[^_]+)_"
    (found,), problems = taken(cohort, inbox, pattern=pattern)
    assert (found.learner, problems) == ("p-0004", [])
    assert found.handed_in == datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize("pattern", ["(", ".*", "(?P<who>.*)", "(?P<first_name>.*)"])
def test_a_pattern_that_names_nobody_is_refused(pattern: str) -> None:
    with pytest.raises(WrongCallError, match="pattern"):
        NamePattern(pattern, "en")


def test_a_sheet_of_another_case_than_the_name_says_is_not_marked(
    cohort: Cohort, inbox: Path
) -> None:
    problems: list[Problem] = []
    (inbox / "payroll-fr-p-0001.zip").write_bytes(
        packed({"answers.json": sheet("p-0001", {}, name="patrol")})
    )
    cases = {"payroll": case(), "patrol": case("patrol")}
    intake = Intake(cohort, cases, problems.append, "en")
    intake.take(walk_inbox([inbox], problems.append))
    assert intake.submissions() == []
    assert [each.wrong for each in problems] == ["other-case"]


def test_a_date_in_the_future_counts_as_now(cohort: Cohort, inbox: Path) -> None:
    path = inbox / "payroll-fr-p-0001.zip"
    path.write_bytes(packed({"answers.json": sheet("p-0001")}))
    at(path, "2099-01-01T00:00:00+00:00")
    (found,), (problem,) = taken(cohort, inbox)
    assert problem.wrong == "future"
    assert found.handed_in <= datetime.now(UTC)


def test_a_file_that_goes_while_marking_is_named_and_the_next_is_taken(
    cohort: Cohort, inbox: Path
) -> None:
    for number in range(1, 4):
        (inbox / f"p-000{number}").mkdir()
        (inbox / f"p-000{number}" / "answers.json").write_bytes(sheet(f"p-000{number}"))
    (inbox / "p-0003" / "more.json").write_bytes(b"{}")
    problems: list[Problem] = []
    found = []
    for item in walk_inbox([inbox], problems.append):
        found.append("/".join(item.place))
        if len(found) == 1:
            shutil.rmtree(inbox / "p-0002")
        if "p-0003" in item.place:
            (inbox / "p-0003" / "more.json").unlink()
    assert found == ["p-0001/answers.json", "p-0003/answers.json"]
    assert [(each.file, each.wrong) for each in problems] == [
        ("p-0002", "gone"),
        ("p-0003/more.json", "gone"),
    ]


def test_a_person_who_sent_no_work_is_named_once_and_aloud(cohort: Cohort, inbox: Path) -> None:
    for name in ("notes.docx", "photo.png"):
        path = inbox / "p-0001" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"PK\x03\x04" if name.endswith("x") else b"an image")
    (inbox / "payroll-fr-p-0002.zip").write_bytes(
        packed({"answers.json": sheet("p-0002"), "photo.png": b"x"})
    )
    _, problems = taken(cohort, inbox)
    assert [(each.learner, each.wrong, each.needs_person) for each in problems] == [
        ("p-0001", "other-file", True),
        ("p-0001", "other-file", False),
        ("p-0002", "other-file", False),
    ]
