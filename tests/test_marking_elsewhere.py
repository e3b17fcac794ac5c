"""The same marks, to the cell, in PostgreSQL, on a Dask cluster, and after any interruption."""

import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import pytest

from cohorts import (
    answers,
    case,
    copy_of,
    dump,
    facts,
    forget_submissions,
    grades,
    hand_in,
    made_cohort,
    people,
    run,
    sheet,
)
from killed_marking import marking_killed_at, moments
from maitrise.base.errors import BusyError, WrongCallError
from maitrise.cohort import Cohort, create_cohort, open_cohort
from maitrise.cohort.database import Database
from maitrise.cohort.database_fault import DatabaseError
from maitrise.cohort.lock import lock_cohort_and_gradebook
from maitrise.cohort.person import write_people
from maitrise.marking import schedule
from maitrise.marking.job import Job, MarkedSubmission
from maitrise.marking.prepare import prepare
from maitrise.marking.prepared import PreparedAssignment
from maitrise.marking.problem import Problem
from maitrise.marking.schedule import Marked, mark_batches
from maitrise.marking.tidying import UNFINISHED
from postgresql_server import binaries, server

pytestmark = pytest.mark.jupyter

COUNT = 12


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_cohort(tmp_path_factory.mktemp("made") / "cohort").folder


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    for number in range(1, COUNT + 1):
        path = folder / f"payroll-fr-p-{number:04d}.zip"
        path.write_bytes(hand_in(f"p-{number:04d}", answers(number)))
    return folder


@pytest.fixture(scope="module")
def undisturbed(made: Path, inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    """The cohort marked here, in one go, into SQLite."""
    cohort = copy_of(made, tmp_path_factory.mktemp("undisturbed") / "cohort")
    run(cohort, inbox)
    return cohort


def files(cohort: Cohort) -> dict[str, bytes]:
    """All that marking wrote."""
    return {
        path.relative_to(cohort.folder).as_posix(): path.read_bytes()
        for name in ("autograded", "feedback", "kept", "submitted")
        for path in sorted((cohort.folder / name).rglob("*"))
        if path.is_file()
    }


# --- PostgreSQL --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    if binaries() is None:
        pytest.skip("no PostgreSQL server on this machine, nor in its packages")
    with server() as address:
        yield address


def test_postgresql_holds_the_same_marks_to_the_cell(
    undisturbed: Cohort, inbox: Path, database: str, tmp_path: Path
) -> None:
    create_cohort(f"{tmp_path}/cohort", "", "fr", gradebook=database)
    write_people(tmp_path / "cohort", undisturbed.people.values())
    cohort = open_cohort(f"{tmp_path}/cohort")
    run(cohort, inbox)
    assert dump(cohort) == dump(undisturbed)
    assert grades(cohort) == grades(undisturbed)
    assert facts(cohort) == facts(undisturbed) != []
    run(cohort, inbox, again=True)
    assert dump(cohort) == dump(undisturbed)
    assert facts(cohort) == facts(undisturbed)
    assert not (cohort.folder / "gradebook.db").exists()


def test_a_shared_gradebook_is_marked_by_one_at_a_time(
    undisturbed: Cohort, database: str, tmp_path: Path
) -> None:
    with Database(database) as first, Database(database) as second:
        with (
            lock_cohort_and_gradebook(tmp_path, first, "en"),
            pytest.raises(BusyError, match="Another command"),
            lock_cohort_and_gradebook(undisturbed.folder, second, "en"),
        ):
            pass
        with (  # free again; and who holds it hears why the line was dropped
            pytest.raises(DatabaseError, match="administrator"),
            lock_cohort_and_gradebook(undisturbed.folder, second, "en"),
        ):
            second.execute("SELECT pg_terminate_backend(pg_backend_pid())")


# --- Dask --------------------------------------------------------------------------------------


def test_a_dask_cluster_gives_the_same_marks_to_the_cell(
    undisturbed: Cohort, made: Path, inbox: Path, tmp_path: Path
) -> None:
    from distributed import LocalCluster

    cohort = copy_of(made, tmp_path / "cohort")
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        run(cohort, inbox, scheduler=cluster.scheduler_address)
    assert dump(cohort) == dump(undisturbed)
    assert facts(cohort) == facts(undisturbed)
    assert files(cohort) == files(undisturbed)


class Deadly(bytes):
    """Answers that end the process which takes them up, as too much memory does."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,)


def jobs_with(deadly: type[bytes], cohort: Cohort) -> tuple[PreparedAssignment, list[list[Job]]]:
    """Three batches of a case made ready, one sheet of which is deadly."""
    with Database(cohort.database) as database:
        prepared, _ = prepare(cohort, database, cohort.database, case(), "fr", "en")
    jobs = [
        Job(
            person=person,
            handed_in=datetime(2026, 11, 20, tzinfo=UTC),
            content=(deadly if person.id == "p-0003" else bytes)(sheet(person.id)),
            in_notebook=False,
            file=person.id,
            digest="",
        )
        for person in people(COUNT)
    ]
    return prepared, [jobs[:4], jobs[4:8], jobs[8:]]


class DeadlyOnCluster(bytes):
    """Answers that end each worker which takes them up, and not the scheduler beside the test."""

    def __reduce__(self) -> tuple[object, ...]:
        return deadly_on_cluster, (bytes(self),)


def deadly_on_cluster(content: bytes) -> bytes:
    """End a worker; elsewhere, stay as deadly."""
    if parent_process() is not None:
        os._exit(9)
    return DeadlyOnCluster(content)


@pytest.mark.deep
def test_a_cluster_whose_workers_die_ends_in_a_line_or_in_marks(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(schedule, "STALLED", 30.0)
    jobs = jobs_with(DeadlyOnCluster, copy_of(made, tmp_path / "cohort"))
    done: list[MarkedSubmission | Problem] = []
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        told = ""
        try:
            for batch in mark_batches(
                *jobs, scheduler=address, workers=None, total=COUNT, language="en"
            ):
                done += batch
        except WrongCallError as error:
            told = str(error)
    wrong = [(one.learner, one.wrong) for one in done if isinstance(one, Problem)]
    if told:
        assert "without --scheduler" in told
        assert wrong in ([], [("p-0003", "worker-died")])
    else:
        assert wrong == [("p-0003", "worker-died")]
        assert len(done) == COUNT
    assert any(isinstance(one, MarkedSubmission) for one in done)


@pytest.mark.parametrize("how", [{"workers": 2}, {"workers": 1, "in_own_process": True}])
def test_a_submission_that_ends_its_worker_costs_itself_alone(
    how: dict[str, Any], made: Path, tmp_path: Path
) -> None:
    jobs = jobs_with(Deadly, copy_of(made, tmp_path / "cohort"))
    done = [
        one
        for batch in mark_batches(*jobs, scheduler="", total=COUNT, language="en", **how)
        for one in batch
    ]
    assert [(one.learner, one.wrong) for one in done if isinstance(one, Problem)] == [
        ("p-0003", "worker-died")
    ]
    good = sorted(one.learner for one in done if isinstance(one, MarkedSubmission))
    assert good == [person.id for person in people(COUNT) if person.id != "p-0003"]


def test_after_a_marking_that_the_system_ended_the_next_one_marks_in_another_process(
    made: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def seen(*given: Any, in_own_process: bool, **options: Any) -> Iterator[Marked]:
        asked.append(in_own_process)
        return mark_batches(*given, **options)

    monkeypatch.setattr("maitrise.marking.assignment_run.mark_batches", seen)
    cohort = copy_of(made, tmp_path / "cohort")
    (cohort.folder / UNFINISHED).touch()
    run(cohort, inbox)
    run(cohort, inbox)
    assert asked == [True, False]


def test_a_scheduler_that_does_not_answer_is_said_so(
    made: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "PATIENCE", 0.2)
    cohort = copy_of(made, tmp_path / "cohort")
    with pytest.raises(WrongCallError, match="does not answer"):
        run(cohort, inbox, scheduler="tcp://127.0.0.1:1")
    assert dump(cohort) == []


# --- Interruptions -----------------------------------------------------------------------------


def inbox_of(folder: Path, count: int) -> Path:
    """Sheets of so many learners, some of them a zip with its notebook."""
    folder.mkdir()
    for number in range(1, count + 1):
        learner = f"p-{number:04d}"
        if number % 10 == 0:
            (folder / f"payroll-fr-{learner}.zip").write_bytes(hand_in(learner, answers(number)))
        else:
            (folder / f"{learner} answers.json").write_bytes(sheet(learner, answers(number)))
    return folder


def ends_the_same(seed: int, kills: int, submissions: int, batch: int, tmp_path: Path) -> None:
    """Kill a marking again and again; each moment is met, on a new cohort if need be."""
    print(f"seed {seed}")
    inbox = inbox_of(tmp_path / "inbox", submissions)
    create_cohort(f"{tmp_path}/new", "", "fr")
    write_people(tmp_path / "new", people(submissions))
    cohorts = [copy_of(tmp_path / "new", tmp_path / "cohort-0")]
    undisturbed = open_cohort(f"{tmp_path}/new")
    run(undisturbed, inbox)
    marks, known, whole = dump(undisturbed), facts(undisturbed), files(undisturbed)
    assert len({row[1] for row in marks}) == submissions
    made = copy_of(undisturbed.folder, tmp_path / "made")
    forget_submissions(made)
    for number, moment in enumerate(moments(seed, kills, submissions, batch), start=1):
        print(f"cohort {len(cohorts)}: {moment}")
        was_killed = marking_killed_at(moment, cohorts[-1].folder, inbox, batch)
        if not was_killed:  # little was left to do there
            cohorts.append(copy_of(made.folder, tmp_path / f"cohort-{number}"))
            print(f"cohort {len(cohorts)}: {moment}")
            was_killed = marking_killed_at(moment, cohorts[-1].folder, inbox, batch)
        assert was_killed, f"{moment} is never reached"
    for cohort in cohorts:
        run(cohort, inbox)
        assert dump(cohort) == marks
        assert facts(cohort) == known
        assert files(cohort) == whole


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_killed_in_any_phase_and_run_again_it_ends_the_same(tmp_path: Path) -> None:
    ends_the_same(seed=4, kills=10, submissions=60, batch=20, tmp_path=tmp_path)


@pytest.mark.deep
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_killed_twenty_times_over_two_hundred_it_ends_the_same(tmp_path: Path) -> None:
    """``MAITRISE_SEED`` repeats the moments of a failure, which prints it."""
    seed = int(os.environ.get("MAITRISE_SEED", "0")) or random.SystemRandom().randrange(10**6)
    ends_the_same(seed, kills=20, submissions=200, batch=40, tmp_path=tmp_path)


@pytest.mark.parametrize("place", ["gradebook", "facts", "submitted"])
def test_a_marking_that_fails_between_two_steps_is_done_again(
    undisturbed: Cohort,
    made: Path,
    inbox: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    from maitrise.marking import assignment_run, gradebook

    cohort = copy_of(made, tmp_path / "cohort")
    whole, written = assignment_run.write_in_folder, gradebook.AssignmentGradebook.write

    def fail_at(path: Path, content: bytes) -> None:
        if path.relative_to(cohort.folder).parts[:2] == (place, "p-0007"):
            raise KeyboardInterrupt
        whole(path, content)

    def fail_after(self: gradebook.AssignmentGradebook, submissions: object) -> None:
        written(self, submissions)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if place == "gradebook":
            patch.setattr(gradebook.AssignmentGradebook, "write", fail_after)
        elif place == "facts":
            patch.setattr(gradebook, "write_facts", fail)
        else:
            patch.setattr(assignment_run, "write_in_folder", fail_at)
        with pytest.raises(KeyboardInterrupt):
            run(cohort, inbox)
        if place == "facts":
            assert dump(cohort) == [], "no grade without its fact"
    run(cohort, inbox)
    assert dump(cohort) == dump(undisturbed)
    assert facts(cohort) == facts(undisturbed)
    assert files(cohort) == files(undisturbed)
