"""The wheel: the whole course, for an environment that holds nothing else."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from maitrise.cases.files import parse_assignment
from maitrise.course import lessons

pytestmark = pytest.mark.deep
ROOT = Path(__file__).parents[1]
AT = "2026-11-24T10:00:00.000Z"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = importlib.util.spec_from_file_location("wheel", ROOT / ".ci" / "wheel.py")
    assert spec
    assert spec.loader
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    return Path(builder.build(tmp_path_factory.mktemp("dist")))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``maitrise`` in an environment into which the wheel alone was put."""
    venv = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    python = venv / "bin" / "python"
    lock = ("--no-deps", "--require-hashes", "-r", str(ROOT / "requirements.lock"))
    for wanted in (lock, (str(wheel),)):
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
    return venv / "bin" / "maitrise"


@contextmanager
def learning(command: Path, folder: Path) -> Iterator[str]:
    """The address of the course that somebody starts in a folder of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAITRISE")}
    kept.pop("PYTHONPATH", None)
    process = subprocess.Popen(
        [command, "learn", "--no-browser", "--lang", "fr"],
        cwd=folder,
        env={**kept, "MAITRISE_HOME": str(folder / "home")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        yield next(found[0] for line in process.stdout if (found := re.search(r"http\S+", line)))
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def let_in(address: str) -> tuple[OpenerDirector, str]:
    """A browser that has opened the printed address, and the course's own one."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    browser.open(address).close()
    return browser, address.split("?")[0]


def test_it_holds_the_course_and_the_pages_but_no_solution_and_nobody_s_answers(
    wheel: Path,
) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {name.removeprefix("maitrise/shipped/") for name in names if "/shipped/" in name}
    for language in ("fr", "en"):
        for lesson in lessons():
            assert f"course/{language}/{lesson}.ipynb" in shipped
            assert f"site/{language}/{lesson}.html" in shipped
        for folder in (ROOT / "exercises").glob(f"*-{language}"):
            named = parse_assignment(folder.name)
            assert named
            assert f"exercises/{folder.name}/case.json" in shipped
            assert f"site/{language}/cases/{named[0]}.html" in shipped
    assert [name for name in names if "solutions" in name] == []
    assert [name for name in shipped if Path(name).name.startswith("answers")] == []


def test_installed_alone_it_opens_the_course_and_keeps_what_is_answered(
    command: Path, tmp_path: Path
) -> None:
    with learning(command, tmp_path) as address:
        browser, base = let_in(address)
        with browser.open(f"{base}fr/01-moa-amoa-moe.html") as page:
            assert b'data-call="question"' in page.read()
        with browser.open(f"{base}api/kept") as kept:
            shown = {
                "X-XSRFToken": kept.headers["Maitrise-Token"],
                "Maitrise-Mark": kept.headers["Maitrise-Mark"],
            }
        given = {
            "format": 1,
            "case": "payroll",
            "language": "fr",
            "learner": "p-1",
            "answers": {"q1": {"value": "a", "at": AT}},
        }
        asked = Request(
            f"{base}api/documents/cases/payroll-fr",
            json.dumps(given).encode(),
            {**shown, "Content-Type": "application/json", "If-None-Match": "*"},
            method="PUT",
        )
        browser.open(asked).close()
    written = tmp_path / "home" / "notebooks" / "exercises" / "payroll-fr" / "answers.json"
    assert json.loads(written.read_text())["answers"] == given["answers"]


def test_installed_alone_it_opens_notebooks_that_the_learner_can_write(
    command: Path, tmp_path: Path
) -> None:
    with learning(command, tmp_path) as address:
        browser, base = let_in(address)
        led = ""
        while "lab/tree" not in led:
            with browser.open(f"{base}lab/fr/payroll") as answer:
                led = answer.url
        token = led.split("token=")[1]
        contents = led.split("lab/tree")[0] + "api/contents/exercises/payroll-fr/payroll.ipynb"
        with browser.open(f"{contents}?content=0&token={token}") as answer:
            assert json.load(answer)["writable"]
    assert (tmp_path / "home" / "notebooks" / "course" / "fr" / "00-start.ipynb").is_file()


def test_its_programs_compute_the_same_pages_from_the_course_it_holds(
    command: Path, tmp_path: Path
) -> None:
    subprocess.run(
        [command, "publish", "site", "--lang", "en"], cwd=tmp_path, check=True, capture_output=True
    )
    assert (tmp_path / "site" / "en" / "cases" / "payroll.html").is_file()
