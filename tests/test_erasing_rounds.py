"""Sixty rounds of somebody being erased while something else is made of their cohort, or dies."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from cohorts import copy_of
from maitrise.cohort import open_cohort
from small_class import ZOE
from test_privacy import naming

pytestmark = [pytest.mark.deep, pytest.mark.skipif(os.name != "posix", reason="kills by signal")]

ROUNDS = 60
WORDS = (ZOE.id, ZOE.name, ZOE.email, "Łukasz")
COMMANDS = (
    ("report",), ("report", "--anonymous"), ("certify",), ("evidence",), ("completions",),
    ("attendance", "--date", "2027-01-04"), ("mark",), ("add",), ("export-learner",),
)  # fmt: skip


def _command(name: str, cohort: str, seconds: float, outside: str) -> None:
    """One command in a process of its own, that dies after some seconds; 0 for never."""
    from maitrise.cli import app as cli

    verb, *options = name.split()
    words = {
        "mark": ["mark", "--cohort", cohort],
        "add": ["cohort", "add", cohort, f"{outside}/roster.csv"],
        "export-learner": ["cohort", "export-learner", cohort, ZOE.id, "--output", outside],
        "forget": ["cohort", "forget", cohort, ZOE.id, "--yes"],
        "completions": ["completions", cohort, "--output", f"{outside}/done.csv"],
    }.get(verb, [verb, cohort, *options])
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.argv = ["maitrise", *words, "--lang", "en"]
    if seconds:
        timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
        timer.daemon = True
        timer.start()
    cli.main()


@pytest.fixture(scope="module")
def made(small_class: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    cohort = copy_of(small_class, tmp_path_factory.mktemp("class") / "cohort")
    for note in (cohort.folder / "kept/unmatched").glob("*note.txt"):
        note.unlink()  # it names Amy too, and is left to a person
    return cohort.folder


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nobody_comes_back(number: int, made: Path, tmp_path: Path) -> None:
    luck = random.Random(number)
    cohort = copy_of(made, tmp_path / "cohort")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "roster.csv").write_text("id,name\np-9,Ann Other\n", encoding="utf-8")
    name = " ".join(COMMANDS[number % len(COMMANDS)])
    dies = luck.choice(("", "command", "forget"))
    os.environ["PYTHONPATH"] = os.pathsep.join(
        dict.fromkeys([str(Path(__file__).parent), *filter(None, sys.path)])
    )
    context = get_context("forkserver")
    context.set_forkserver_preload(["test_erasing_rounds", "maitrise.reports.writing"])

    def started(verb: str, seconds: float) -> Any:
        arguments = (verb, str(cohort.folder), seconds, str(outside))
        process = context.Process(target=_command, args=arguments)
        process.start()
        return process

    other = started(name, luck.uniform(0.05, 1.5) if dies == "command" else 0)
    threading.Event().wait(luck.uniform(0, 1.2))  # the moment at which the erasure begins
    forget = started("forget", luck.uniform(0.05, 0.6) if dies == "forget" else 0)
    for process in (forget, other):
        process.join()
    for _ in range(3):  # refused while the other was at work, or killed: asked for again
        if ZOE.id not in open_cohort(str(cohort.folder)).people and not naming(
            cohort.folder, *WORDS
        ):
            break
        again = started("forget", 0)
        again.join()
    assert ZOE.id not in open_cohort(str(cohort.folder)).people
    assert naming(cohort.folder, *WORDS) == set()
