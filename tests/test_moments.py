"""One zone for a class: its times, its days and its delays, whatever computer works for it."""

import shutil
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cohorts import case, people, sheet
from maitrise.base.errors import WrongCallError
from maitrise.base.moments import computer_zone, seconds_on_the_clock, written_in
from maitrise.cohort import Cohort, CohortSettings
from maitrise.cohort.settings import LatePolicy, read_settings, write_settings
from maitrise.marking.inbox import walk_inbox
from maitrise.marking.intake import Intake
from maitrise.marking.job import Job
from maitrise.marking.naming import NamePattern, read_moment
from maitrise.marking.problem import Problem

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(params=["UTC", "America/New_York", "Pacific/Auckland"])
def computer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer in a zone that is not the class's."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    folder = tmp_path / "cohort"
    folder.mkdir()
    settings = CohortSettings("Essai", date(2027, 1, 4), zone=PARIS)
    return Cohort(folder, settings, {person.id: person for person in people(5)})


def handed_in(cohort: Cohort, inbox: Path, pattern: str = "") -> tuple[datetime, list[Problem]]:
    problems: list[Problem] = []
    named = NamePattern(pattern, "en") if pattern else None
    intake = Intake(cohort, {"payroll": case()}, problems.append, "en", pattern=named)
    intake.take(walk_inbox([inbox], problems.append, cohort.zone))
    (found,) = intake.submissions()
    shutil.rmtree(cohort.folder / "kept")
    return found.handed_in, problems


@pytest.mark.usefixtures("computer")
def test_the_hour_of_an_archive_is_the_class_s_in_winter_and_in_summer(
    cohort: Cohort, tmp_path: Path
) -> None:
    for hour, utc in (((2026, 3, 1, 17, 30, 0), "16:30"), ((2026, 7, 1, 17, 30, 0), "15:30")):
        path = tmp_path / "download.zip"
        with zipfile.ZipFile(path, "w") as archive:
            info = zipfile.ZipInfo("p-0001/answers.json", hour)
            archive.writestr(info, sheet("p-0001"))
        at, problems = handed_in(cohort, path)
        assert (f"{at:%H:%M}", at.tzinfo, problems) == (utc, UTC, [])


@pytest.mark.usefixtures("computer")
def test_the_hour_that_a_platform_writes_is_the_class_s(cohort: Cohort, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    name = "payroll_p-0001_attempt_2026-03-01-18-00-00_answers.json"
    (inbox / name).write_bytes(sheet("p-0001"))
    assert handed_in(cohort, inbox)[0] == datetime(2026, 3, 1, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2027-03-01T18:00:00Z", "2027-03-01T18:00"),
        ("2027-03-01 18:00", "2027-03-01T17:00"),
        ("2027/03/04 18:00", "2027-03-04T17:00"),
        ("2027-07-01 18:00:00+02:00", "2027-07-01T16:00"),
        ("13/04/2027 18:00", "2027-04-13T16:00"),
        ("04/13/2027 18:00", "2027-04-13T16:00"),
        ("03.04.2027 18:00", "2027-04-03T16:00"),
        ("April 3, 2027 6:00 PM", "2027-04-03T16:00"),
        ("03/04/2027 18:00", None),
        ("13/04/27 18:00", None),  # or in 2013
        ("27/04/13", None),
        ("46492.75", None),
        ("3-4-27 18:00", None),
        ("05/05/2027 18:00", "2027-05-05T16:00"),
        ("2027", None),
        ("18:00", None),
        ("April 2027", None),
        ("2027-03-01 18:00 EST", None),
        ("0001-01-01 00:00", None),
        ("soon", None),
    ],
)
def test_a_date_that_can_be_read_in_two_ways_is_not_guessed(written: str, read: str | None) -> None:
    found = read_moment(written, PARIS)
    assert (found and f"{found:%Y-%m-%dT%H:%M}") == read


def test_a_hand_in_whose_date_is_not_guessed_has_that_of_its_file(
    cohort: Cohort, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "p-0001_03-04-2026_answers.json").write_bytes(sheet("p-0001"))
    pattern = r".*(?P<student_id>p-\d+)_(?P<timestamp>[^_]+)_"
    at, (problem,) = handed_in(cohort, inbox, pattern)
    assert problem.wrong == "undated"
    assert "03-04-2026" in problem.said_in("en")
    assert (datetime.now(UTC) - at).total_seconds() < 600


@pytest.mark.parametrize(
    ("due", "until", "days"),
    [
        ("2027-03-27T18:00", "2027-03-28T18:00", 1),  # 23 hours
        ("2027-03-27T18:00", "2027-03-28T18:01", 2),
        ("2027-10-30T18:00", "2027-10-31T18:00", 1),  # 25 hours
        ("2027-10-30T18:00", "2027-10-31T18:01", 2),
        ("2027-03-01T18:00", "2027-03-01T18:00", 0),
        ("2027-03-01T18:00", "2027-03-01T17:59", 0),
    ],
)
def test_a_day_late_is_a_day_of_the_class_when_the_clocks_change_too(
    due: str, until: str, days: int
) -> None:
    at, later = (datetime.fromisoformat(one).replace(tzinfo=PARIS) for one in (due, until))
    job = Job(
        person=people(1)[0], handed_in=later.astimezone(UTC), content=b"", in_notebook=False,
        file="", digest="", due=at.astimezone(UTC),
    )  # fmt: skip
    policy = LatePolicy("percent", 10)
    assert (policy.penalty(10, job.seconds_late(PARIS)) or 0) == days


def test_an_hour_that_comes_twice_is_late_all_the_same() -> None:
    first = datetime(2027, 10, 31, 2, 30, tzinfo=PARIS)
    again = first.replace(fold=1).astimezone(UTC)
    assert seconds_on_the_clock(first.astimezone(UTC), again, PARIS) > 0


@pytest.mark.usefixtures("computer")
def test_a_cohort_keeps_the_zone_of_the_computer_that_created_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Paris")
    write_settings(tmp_path, CohortSettings("Essai", date(2027, 1, 4)))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert read_settings(tmp_path, "en").zone == PARIS


@pytest.mark.parametrize(
    "setting",
    [
        "[due]\npayroll = 0001-01-01",
        "timezone = 'Pacific/Auckland'\n[due]\npayroll = 0001-01-01T00:00:00",
        "[due]\npayroll = 9999-12-31T23:59:59-12:00",
        "created = 2027-01-04T10:00:00",
        f"title = '{'x' * 1_000_000}'",
        "title = 'a\u202eb'",
        "[certificate]\nstarts = 2027-01-04T10:00:00",
        "[late]\nrule = 'percent'\npercent = nan",
    ],
)
def test_a_setting_that_no_calendar_or_page_can_bear_is_refused_by_name(
    setting: str, tmp_path: Path
) -> None:
    (tmp_path / "cohort.toml").write_text(setting, encoding="utf-8")
    with pytest.raises(WrongCallError) as refused:
        read_settings(tmp_path, "en")
    name = setting.rpartition("\n")[2].partition(" ")[0]
    assert name in str(refused.value)
    assert len(str(refused.value)) < 1000


def test_a_day_begins_where_the_class_is() -> None:
    assert written_in("2027-02-28T23:30:00.123Z", PARIS) == "2027-03-01T00:30:00.123000+01:00"
    assert written_in("2027-03-01T00:30:00", PARIS)[:10] == "2027-03-01"
    assert written_in("9999-12-31T23:59:59Z", PARIS) == ""


def test_a_computer_whose_zone_is_a_rule_without_a_name_keeps_its_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    in_summer = datetime(2027, 7, 1, 18, tzinfo=computer_zone()).astimezone(UTC).hour
    monkeypatch.undo()
    time.tzset()
    assert in_summer == 16
