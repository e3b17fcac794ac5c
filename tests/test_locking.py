"""Locks between processes: one writes at a time, and none is ever left over."""

import os
from pathlib import Path

import pytest

from maitrise.base import locking
from maitrise.base.locking import file_lock, folder_lock
from waiting_process import ready_process, start

# Takes the lock, says so, and holds it until it is told to go on or killed.
HOLDER = """
import sys
from pathlib import Path
from maitrise.base.locking import folder_lock

with folder_lock(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.readline()
    with Path(sys.argv[1], "order").open("a") as file:
        file.write("holder ")
"""


def test_who_comes_second_waits_for_the_first(learner_home: Path) -> None:
    holder = ready_process(HOLDER, learner_home)
    start(holder)
    with folder_lock(learner_home), (learner_home / "order").open("a") as file:
        file.write("waiter")
    assert (learner_home / "order").read_text() == "holder waiter"
    holder.communicate()


def test_a_process_that_is_killed_leaves_no_lock(learner_home: Path) -> None:
    holder = ready_process(HOLDER, learner_home)
    (lock,) = (learner_home / "locks").iterdir()
    with pytest.raises(TimeoutError):
        file_lock(lock, seconds=0).acquire()
    holder.kill()
    holder.communicate()
    with file_lock(lock, seconds=0):
        pass


def test_a_lock_that_is_never_given_up_keeps_no_answer_from_being_written(
    learner_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "_SECONDS", 0)
    holder = ready_process(HOLDER, learner_home)
    with folder_lock(learner_home):
        (learner_home / "answer").write_text("written")
    assert (learner_home / "answer").read_text() == "written"
    start(holder)
    holder.communicate()


def test_where_no_lock_can_be_made_the_writing_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("MAITRISE_HOME", str(tmp_path / "file"))
    with folder_lock(tmp_path):
        (tmp_path / "answer").write_text("written")
    assert (tmp_path / "answer").exists()


def test_a_lock_leaves_nothing_beside_the_answers(learner_home: Path, tmp_path: Path) -> None:
    answers = tmp_path / "case"
    answers.mkdir()
    with folder_lock(answers):
        pass
    assert list(answers.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_one_folder_under_two_names_has_one_lock(learner_home: Path, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").symlink_to(tmp_path / "here")
    for name in ("here", "there"):
        with folder_lock(tmp_path / name):
            pass
    assert len(list((learner_home / "locks").iterdir())) == 1
