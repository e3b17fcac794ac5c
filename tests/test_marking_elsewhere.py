"""The same marks, to the cell, in PostgreSQL, on a Dask cluster, and after any interruption."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cohorts import answers, copy_of, dump, hand_in, made_cohort, run
from maitrise.cohort import Cohort, create_cohort, open_cohort
from maitrise.cohort.person import write_people
from maitrise.errors import BusyError, WrongCallError
from maitrise.marking.lock import alone
from postgresql_server import binaries, server

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
    """All that marking wrote, but for the moment of marking."""
    found = {}
    for name in ("autograded", "feedback", "kept", "marks", "submitted"):
        for path in sorted((cohort.folder / name).rglob("*")):
            if path.is_file():
                content = path.read_bytes()
                if name == "marks":
                    content = json.dumps({**json.loads(content), "marked": ""}).encode()
                found[path.relative_to(cohort.folder).as_posix()] = content
    return found


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
    assert cohort.scores() == undisturbed.scores()
    run(cohort, inbox, again=True)
    assert dump(cohort) == dump(undisturbed)
    assert not (cohort.folder / "gradebook.db").exists()


def test_a_shared_gradebook_is_marked_by_one_at_a_time(
    undisturbed: Cohort, database: str, tmp_path: Path
) -> None:
    from maitrise.cohort.database import connect

    engine = connect(database)
    with (
        alone(tmp_path, engine, "en"),
        pytest.raises(BusyError, match="Another marking"),
        alone(undisturbed.folder, engine, "en"),
    ):
        pass
    with alone(undisturbed.folder, engine, "en"):
        pass
    engine.dispose()


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
    assert files(cohort) == files(undisturbed)


def test_a_scheduler_that_does_not_answer_is_said_so(
    made: Path, inbox: Path, tmp_path: Path
) -> None:
    cohort = copy_of(made, tmp_path / "cohort")
    with pytest.raises(WrongCallError, match="does not answer"):
        run(cohort, inbox, scheduler="tcp://127.0.0.1:1")
    assert dump(cohort) == []


# --- Interruptions -----------------------------------------------------------------------------

_MARK = """
import os, signal, sys, threading
from pathlib import Path
import cohorts
from maitrise.cohort import open_cohort
from maitrise.marking import run as marking_run
marking_run.BATCH = 3
threading.Timer(float(sys.argv[3]), os.kill, (os.getpid(), signal.SIGKILL)).start()
cohorts.run(open_cohort(sys.argv[1]), Path(sys.argv[2]))
os._exit(0)
"""


def test_killed_at_any_moment_and_run_again_it_ends_the_same(
    undisturbed: Cohort, made: Path, inbox: Path, tmp_path: Path
) -> None:
    cohort = copy_of(made, tmp_path / "cohort")
    luck = random.Random(4)
    killed = 0
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
    }
    for _ in range(int(os.environ.get("MAITRISE_KILLS", "6"))):
        arguments = [str(cohort.folder), str(inbox), str(luck.uniform(0.05, 1.2))]
        done = subprocess.run(
            [sys.executable, "-c", _MARK, *arguments], env=environment, capture_output=True
        )
        killed += done.returncode == -signal.SIGKILL
        if done.returncode == 0:
            cohort = copy_of(made, Path(tempfile.mkdtemp(dir=tmp_path)) / "cohort")
    assert killed > 0
    run(cohort, inbox)
    assert dump(cohort) == dump(undisturbed)
    assert {
        name: content for name, content in files(cohort).items() if not name.endswith(".tmp")
    } == files(undisturbed)


@pytest.mark.parametrize("place", ["gradebook", "files", "marks"])
def test_a_marking_that_fails_between_two_steps_is_done_again(
    undisturbed: Cohort,
    made: Path,
    inbox: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    from maitrise.marking import run as marking_run
    from maitrise.marking.gradebook import AssignmentGradebook

    cohort = copy_of(made, tmp_path / "cohort")
    whole = marking_run.write_whole
    written = AssignmentGradebook.write

    def fail_at(path: Path, content: bytes) -> None:
        named = path.relative_to(cohort.folder).parts
        if named[:2] == ({"files": "submitted"}.get(place, place), "p-0007"):
            raise KeyboardInterrupt
        whole(path, content)

    def fail_to_record(self: AssignmentGradebook, results: object) -> None:
        written(self, results)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if place == "gradebook":
            patch.setattr(AssignmentGradebook, "write", fail_to_record)
        else:
            patch.setattr(marking_run, "write_whole", fail_at)
        with pytest.raises(KeyboardInterrupt):
            run(cohort, inbox)
    run(cohort, inbox)
    assert dump(cohort) == dump(undisturbed)
    assert files(cohort) == files(undisturbed)
