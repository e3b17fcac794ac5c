"""What several test files need: a learner's empty home, and a small course of its own."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser.chromium import NONE
from maitrise.course import forget_course
from maitrise.marking.schedule import cores

if TYPE_CHECKING:
    from maitrise.cohort import Cohort

pytest_plugins = ["kernel_ports"]

FIXTURE_COURSE = Path(__file__).parent / "fixtures" / "course"


@pytest.hookimpl(optionalhook=True)  # pytest -p no:xdist runs too
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are processors where browsers are waited for, which leaves one idle."""
    return cores() + ("not browser" not in config.option.markexpr)


@pytest.fixture(scope="session", autouse=True)
def _alembic_asked_once() -> Iterator[None]:
    """Have nbgrader start ``alembic`` for its own version once, not for each of our gradebooks."""
    from nbgrader import api

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "get_alembic_version", functools.cache(api.get_alembic_version))
        yield


@pytest.fixture(scope="session", autouse=True)
def _nobody_s_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests out of the folder of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAITRISE_HOME", str(tmp_path_factory.mktemp("nobody")))
        yield


@pytest.fixture
def learner_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for a learner's own data."""
    monkeypatch.setenv("MAITRISE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def fixture_course(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course of the tests, in place of the one that learners take."""
    monkeypatch.setenv("MAITRISE_COURSE", str(FIXTURE_COURSE))
    return FIXTURE_COURSE


@pytest.fixture(scope="session")
def cohort_of_sixty(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    """A class of sixty, marked; read it, and copy its folder before changing anything."""
    from cohort_of_sixty import make_cohort_of_sixty

    return made_once("sixty", make_cohort_of_sixty, tmp_path_factory)


@pytest.fixture(scope="session")
def small_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a class of four, marked; copy it before changing anything."""
    from small_class import make_small_class

    return made_once("four", make_small_class, tmp_path_factory).folder


def made_once(
    name: str, make: Callable[[Path], Cohort], tmp_path_factory: pytest.TempPathFactory
) -> Cohort:
    """A cohort that takes seconds to make: one process does, for all that run tests."""
    from maitrise.cohort import open_cohort

    own = tmp_path_factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    done = place / "done"
    try:
        place.mkdir()
    except FileExistsError:
        while not done.exists():
            time.sleep(0.1)
        return open_cohort(str(place / "cohort"))
    try:
        return make(place / "cohort")
    finally:
        done.touch()


@dataclass(frozen=True)
class CourseCopy:
    """A copy of the tests' course in the working folder, for a test to damage."""

    folder: Path

    def page(self, language: str) -> Path:
        """Its one lesson in one language."""
        return self.folder / language / "every-kind.ipynb"

    def change_page(self, language: str, change: Callable[[dict[str, Any]], None]) -> None:
        """Do something to a notebook."""
        notebook = json.loads(self.page(language).read_text(encoding="utf-8"))
        change(notebook)
        text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        self.page(language).write_text(text, encoding="utf-8")

    def change_cell(
        self, language: str, cell: str, change: Callable[[dict[str, Any]], None]
    ) -> None:
        """Do something to one cell of a page."""

        def change_it(notebook: dict[str, Any]) -> None:
            (found,) = [each for each in notebook["cells"] if each["id"] == cell]
            change(found)

        self.change_page(language, change_it)

    def edit_cell(self, language: str, cell: str, was: str, now: str) -> None:
        """Replace a passage of one cell, as an author would."""

        def edit(found: dict[str, Any]) -> None:
            source = "".join(found["source"])
            assert source.count(was) == 1, f"{was!r} must stand once in {source!r}"
            found["source"] = source.replace(was, now).splitlines(keepends=True)

        self.change_cell(language, cell, edit)

    def edit_file(self, name: str, was: str, now: str) -> None:
        """Replace the first of a passage in a file of the course."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert was in text
        path.write_text(text.replace(was, now, 1), encoding="utf-8")

    def accept(self) -> int:
        """What an author calls who has looked at both languages."""
        from maitrise.check.pairs import accept

        forget_course()
        return accept()

    def faults(self) -> list[str]:
        """What an author is told, line by line."""
        from maitrise.check import check_course

        forget_course()
        return [str(fault) for fault in check_course()]


@pytest.fixture
def course_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CourseCopy]:
    """A sound course that a test may damage; the interface's own sentences are not checked."""
    from maitrise import check
    from maitrise.check.catalogue import faults_of_catalogue

    others = tuple(each for each in check._CHECKS if each is not faults_of_catalogue)
    monkeypatch.setattr(check, "_CHECKS", others)
    monkeypatch.delenv("MAITRISE_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(FIXTURE_COURSE, tmp_path / "course")
    yield CourseCopy(Path("course").resolve())
    forget_course()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "maitrise-test", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def fill_up() -> Callable[[Path], Path]:
    """Use up all the space of a disk with one file, to be deleted to get it back."""

    def fill(folder: Path) -> Path:
        filler = folder / "filler"
        with filler.open("wb", buffering=0) as file:
            for size in (4096, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue
        return filler

    return fill


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Never skip the browser silently: the last thing said is how many tests did not run."""
    yield
    skipped = terminalreporter.stats.get("skipped", [])
    without = [report for report in skipped if NONE in str(report.longrepr)]
    if without:
        words = f"{len(without)} BROWSER TESTS DID NOT RUN: {NONE}"
        terminalreporter.write_sep("!", words, red=True, bold=True)
