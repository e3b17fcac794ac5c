"""``maitrise learn`` as someone types it: real processes on loopback, and their one line each."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPCookieProcessor,
    OpenerDirector,
    Request,
    build_opener,
    url2pathname,
)
from uuid import uuid4

import pytest

from maitrise import __version__
from maitrise.base.errors import SetupError, WrongCallError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.server import lab_process
from maitrise.server.learn import chosen_language, language_to_open
from maitrise.server.sockets import LONGEST, socket_folder
from ports import free_port

pytestmark = pytest.mark.jupyter

COURSE = Path(__file__).parent / "fixtures" / "course"
CACHE = Path(tempfile.gettempdir()) / "maitrise-tests"
"""Pages of the tests' course, made once for all tests that open it."""
both = pytest.mark.parametrize("language", LANGUAGES)


@dataclass
class Terminal:
    """A course that runs, and what was printed so far."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    asked_port: str = ""
    home: Path = Path()

    @property
    def address(self) -> str:
        return next(line.strip() for line in self.lines if line.strip().startswith("http://"))

    def stop(self) -> list[str]:
        """Type Ctrl-C; give the lines that follow."""
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=60)
        return [line for line in rest.splitlines() if line]


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    own = {
        "MAITRISE_HOME": str(home),
        "MAITRISE_COURSE": str(COURSE),
        "MAITRISE_CACHE": str(CACHE),
        "LANG": "C.UTF-8",
    }
    for name in ("LANG_COURSE", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        kept.pop(name, None)
    return {**kept, **own, **(more or {})}


@contextmanager
def running(home: Path, *options: str, more: Mapping[str, str] | None = None) -> Iterator[Terminal]:
    """The course, once it has printed how to stop it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "maitrise.cli.app", "learn", *options],
        env=environment(home, more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    terminal = Terminal(process)
    assert process.stdout
    for line in process.stdout:
        terminal.lines.append(line.rstrip("\n"))
        if "Ctrl-C" in line:
            break
    else:
        raise AssertionError(terminal.lines)
    try:
        yield terminal
    finally:
        if process.poll() is None:
            terminal.stop()


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Language, Terminal]]:
    """Two courses that run side by side, one in each language, for tests that only ask them.

    The French one takes a port that was asked for; the English one has a person's own home.
    """
    french_home, english_home = (tmp_path_factory.mktemp(language) for language in LANGUAGES)
    (english_home / "person").mkdir()
    port, person = str(free_port()), {"HOME": str(english_home / "person")}
    with (
        running(french_home, "--lang", "fr", "--no-browser", "--port", port) as french,
        running(english_home / "home", "--lang", "en", "--no-browser", more=person) as english,
    ):
        french.asked_port, english.home = port, english_home
        yield {"fr": french, "en": english}


def refused(
    home: Path, *options: str, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A call that cannot work."""
    return subprocess.run(
        [sys.executable, "-m", "maitrise.cli.app", "learn", "--no-browser", *options],
        env=environment(home, more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def one_line(call: subprocess.CompletedProcess[str]) -> str:
    """The one line that the person reads."""
    assert call.stdout == ""
    (line,) = call.stderr.splitlines()
    return line


def let_in() -> OpenerDirector:
    """A browser that keeps cookies."""
    return build_opener(HTTPCookieProcessor())


# --- While it runs ---------------------------------------------------------------------------


@both
def test_the_terminal_shows_the_address_and_how_to_stop_and_nothing_else(
    courses: dict[Language, Terminal], tmp_path: Path, language: Language
) -> None:
    killed = tmp_path / "jupyter" / "open-1.html"  # one that was killed counts for nothing
    killed.parent.mkdir()
    killed.write_text(f'<a href="http://localhost:{free_port()}/?token=t">', encoding="utf-8")
    with running(tmp_path, "--lang", language, "--no-browser") as course:
        said = [line.strip() for line in course.lines if line.strip()]
        assert said == [
            say("learn.ready", language),
            course.address,
            say("learn.how-to-stop", language),
        ]
        assert course.stop() == [say("learn.stopped", language)]
        assert course.process.returncode == 0


def test_pages_are_made_once_and_said_to_be(tmp_path: Path) -> None:
    own = {"MAITRISE_CACHE": str(tmp_path / "cache")}
    for words in ([say("learn.preparing", "fr")], []):
        with running(tmp_path, "--lang", "fr", "--no-browser", more=own) as course:
            before = course.lines[: course.lines.index(say("learn.ready", "fr"))]
            assert [line for line in before if line] == words


def test_where_no_browser_can_be_opened_the_address_is_to_be_copied(
    courses: dict[Language, Terminal],
) -> None:
    first, port = courses["en"], str(free_port())
    behind = ("--port", port, "--address", f"http://127.0.0.1:{port}/own/")
    with running(first.home / "home", "--lang", "fr", *behind) as course:
        assert say("learn.no-browser", "fr") in course.lines
        # One that runs already on the same answers is named, and goes on.
        assert say("learn.already", "fr", address=first.address) in course.lines
        assert b"data-lab" in let_in().open(first.address).read()
        browser = let_in()  # behind a proxy JupyterLab is not offered
        assert b"data-lab" not in browser.open(course.address).read()
        with pytest.raises(HTTPError) as refusal:
            browser.open(f"{course.address.split('?')[0]}lab/fr/every-kind")
        assert refusal.value.code == 404


def test_the_browser_is_opened_by_a_page_that_nobody_else_can_read(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    os.mkfifo(opened)
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    with running(tmp_path / "home", "--lang", "en", more={"BROWSER": str(browser)}) as course:
        assert say("learn.opening", "en") in course.lines
        given = opened.read_text(encoding="utf-8").strip()
        assert course.address not in given  # everybody on this computer sees what is started
        way_in = Path(url2pathname(urlsplit(given).path))
        assert course.address in way_in.read_text(encoding="utf-8")
        assert stat.S_IMODE(way_in.stat().st_mode) == 0o600
        for folder in (tmp_path / "home", way_in.parent):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not way_in.exists()


@both
def test_the_address_leads_to_the_start_page_of_the_language(
    courses: dict[Language, Terminal], language: Language
) -> None:
    with let_in().open(courses[language].address) as answer:
        assert answer.url.endswith(f"/{language}/")
        assert f'lang="{language}"' in answer.read().decode()


def test_nobody_is_let_in_without_the_token(courses: dict[Language, Terminal]) -> None:
    base = courses["fr"].address.split("?")[0]
    for path in ("", "fr/", "api/kept", "lab/fr/every-kind"):
        with pytest.raises(HTTPError) as refusal:
            let_in().open(f"{base}{path}")
        assert refusal.value.code == 403


def test_only_this_computer_is_answered(courses: dict[Language, Terminal]) -> None:
    address = courses["fr"].address
    assert re.match(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{20,}$", address)


def test_two_courses_run_side_by_side_each_in_its_language(
    courses: dict[Language, Terminal],
) -> None:
    french, english = courses["fr"], courses["en"]
    assert french.address.split("?")[0] != english.address.split("?")[0]
    one_browser = let_in()
    for course in (french, english):
        one_browser.open(course.address)
    for course in (french, english):  # neither has taken the other's cookie
        assert one_browser.open(f"{course.address.split('?')[0]}api/kept").status == 200


def test_a_port_asked_for_is_taken(courses: dict[Language, Terminal]) -> None:
    french = courses["fr"]
    assert french.address.startswith(f"http://127.0.0.1:{french.asked_port}/")


def test_the_course_keeps_its_files_in_the_learners_folder(
    courses: dict[Language, Terminal],
) -> None:
    person, home = courses["en"].home / "person", courses["en"].home / "home"
    assert list(person.iterdir()) == []
    assert (home / "jupyter" / "learn.log").exists()


def test_a_proxys_address_is_the_one_that_is_shown(tmp_path: Path) -> None:
    shown = "https://learn.example.org/roles"
    with running(tmp_path, "--no-browser", "--address", shown) as course:
        assert any(line.strip().startswith(f"{shown}/?token=") for line in course.lines)


# --- JupyterLab, a click away ----------------------------------------------------------------


@pytest.fixture(scope="module")
def lab(courses: dict[Language, Terminal]) -> tuple[OpenerDirector, str]:
    """A browser that has opened a page's notebook, and where JupyterLab answers."""
    browser = let_in()
    course = courses["en"]
    assert kernels_and_labs(course.process.pid) == []  # none before it is asked for
    browser.open(course.address)
    address = f"{course.address.split('?')[0]}lab/en/every-kind"
    while True:
        with browser.open(address) as answer:
            if "/lab/tree/" in answer.url:
                break
            assert say("server.lab-starting", "en") in answer.read().decode()
            assert answer.headers["Refresh"]
    assert answer.url.split("?")[0].endswith("/lab/tree/course/en/every-kind.ipynb")
    return browser, answer.url.split("lab/")[0]


def kernels_and_labs(server: int) -> list[str]:
    """What runs below the course's own process."""
    listed = ["ps", "-o", "args=", "--ppid", str(server)]
    found = subprocess.run(listed, capture_output=True, text=True, check=False)
    return found.stdout.splitlines()


@pytest.mark.skipif(os.name != "posix", reason="ps is not there")
def test_jupyterlab_runs_once_and_its_token_is_on_no_command_line(
    courses: dict[Language, Terminal], lab: tuple[OpenerDirector, str]
) -> None:
    browser, _ = lab
    course = courses["en"]
    with browser.open(f"{course.address.split('?')[0]}lab/fr/every-kind") as answer:
        assert answer.url.split("?")[0].endswith("/lab/tree/course/fr/every-kind.ipynb")
    token = answer.url.split("token=")[1]
    (started,) = kernels_and_labs(course.process.pid)
    assert token not in started


def test_a_page_without_a_notebook_leads_nowhere(
    courses: dict[Language, Terminal], lab: tuple[OpenerDirector, str]
) -> None:
    browser, _ = lab
    with pytest.raises(HTTPError) as missing:
        browser.open(f"{courses['en'].address.split('?')[0]}lab/en/no-such-page")
    assert missing.value.code == 404


def test_jupyterlab_speaks_the_language_of_the_course(lab: tuple[OpenerDirector, str]) -> None:
    browser, base = lab
    setting = "lab/api/settings/@jupyterlab/translation-extension:plugin"
    with browser.open(f"{base}{setting}") as answer:
        schema = json.loads(answer.read())["schema"]
    assert schema["properties"]["locale"]["default"] == "default"


def test_learners_meet_no_marking_and_no_news(lab: tuple[OpenerDirector, str]) -> None:
    browser, base = lab
    with browser.open(f"{base}lab") as answer:
        page = answer.read().decode()
    disabled = re.search(r'"disabledExtensions": (\[[^\]]*\])', page)
    assert disabled
    assert {"@jupyter/nbgrader", "@jupyterlab/apputils-extension:announcements"} <= set(
        json.loads(disabled[1])
    )
    with pytest.raises(HTTPError, match="404"):
        browser.open(f"{base}formgrader")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such sockets")
def test_kernels_take_no_port_and_nothing_of_jupyter_is_left_afterwards(tmp_path: Path) -> None:
    with running(tmp_path, "--no-browser", "--lang", "en") as course:
        browser = let_in()
        browser.open(course.address)
        address = f"{course.address.split('?')[0]}lab/en/every-kind"
        while "/lab/tree/" not in (found := browser.open(address).url):
            pass
        base, token = found.split("lab/")[0], found.split("token=")[1]
        started = Request(f"{base}api/kernels?token={token}", data=b"{}", method="POST")
        with build_opener().open(started) as answer:
            kernel = json.loads(answer.read())["id"]
        places = {Path("/tmp"), Path(tempfile.gettempdir())}
        connections = (place.glob(f"maitrise-*/kernel-{kernel}.json") for place in places)
        (connection,) = chain.from_iterable(connections)
        told = json.loads(connection.read_text(encoding="utf-8"))
        assert told["transport"] == "ipc"
        assert len(os.fsencode(f"{told['ip']}-10")) <= LONGEST
        assert connection.parent.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) == 0
        course.stop()
        assert not connection.parent.exists()
        with pytest.raises(URLError):
            build_opener().open(base)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such sockets")
@pytest.mark.parametrize(
    "temporary", ["/var/tmp", "/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T"]
)
def test_sockets_lie_where_their_path_is_short_enough(
    temporary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: temporary)
    with socket_folder() as folder:
        assert folder
        assert folder.parent == Path("/var/tmp" if temporary == "/var/tmp" else "/tmp")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(f"{folder}/kernel-{uuid4()}-ipc-10")
    assert not folder.exists()


# --- When it cannot --------------------------------------------------------------------------


@both
def test_a_port_that_is_taken_is_a_wrong_call(tmp_path: Path, language: Language) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        call = refused(tmp_path, "--port", str(port), "--lang", language)
    assert one_line(call) == say("learn.port", language, port=port)
    assert call.returncode == 2


@both
def test_a_folder_without_a_course_is_named(tmp_path: Path, language: Language) -> None:
    elsewhere = str(tmp_path / "none")
    call = refused(tmp_path, "--lang", language, more={"MAITRISE_COURSE": elsewhere})
    assert one_line(call) == say("learn.no-course", language, folder=elsewhere)
    assert call.returncode == 1


@both
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, language: Language) -> None:
    home = tmp_path / "file"
    home.write_text("not a folder", encoding="utf-8")
    call = refused(home, "--lang", language)
    assert str(home) in one_line(call)
    assert "MAITRISE_HOME" in one_line(call)
    assert call.returncode == 1


@both
def test_an_address_of_a_proxy_that_is_none_is_a_wrong_call(
    tmp_path: Path, language: Language
) -> None:
    call = refused(tmp_path, "--address", "example.org", "--lang", language)
    assert one_line(call) == say("server.bad-address", language, given="example.org")
    assert call.returncode == 2


def test_what_is_missing_to_show_jupyterlab_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab_process, "NEEDED", ("jupyterlab", "no_such_library"))
    process = lab_process.LabProcess(tmp_path, tmp_path / "log", "en")
    # In a thread of its own: where a browser's tests ran before, this one has a loop already.
    with ThreadPoolExecutor(1) as thread, pytest.raises(SetupError) as missing:
        thread.submit(asyncio.run, process.address("course/en/every-kind.ipynb")).result()
    assert str(missing.value) == say("learn.no-jupyter", "en", missing="no_such_library")


@both
def test_a_fault_of_ours_names_the_log_and_shows_no_traceback(
    tmp_path: Path, language: Language
) -> None:
    broken = (
        "import sys; sys.argv = ['maitrise', 'learn', '--lang', "
        f"{language!r}]; import maitrise.server.site as s; s.site = None; "
        "from maitrise.cli.app import main; main()"
    )
    call = subprocess.run(
        [sys.executable, "-c", broken],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    log = tmp_path / "jupyter" / "learn.log"
    assert one_line(call) == say("learn.failed", language, log=log)
    assert "TypeError" in log.read_text(encoding="utf-8")
    assert call.returncode == 3


def test_a_language_that_the_course_does_not_speak_is_said_in_both(tmp_path: Path) -> None:
    call = refused(tmp_path, more={"LANG_COURSE": "de"})
    for language in LANGUAGES:
        assert say("learn.language", language, given="de") in one_line(call)
    assert call.returncode == 2


# --- Which language --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "environ", "system", "chosen"),
    [
        ("en", {"LANG_COURSE": "fr"}, "fr_FR", "en"),
        (None, {"LANG_COURSE": "FR "}, "en_GB", "fr"),
        (None, {"LANG_COURSE": ""}, "fr_CA.UTF-8", "fr"),
        (None, {}, "de_DE", "en"),
        (None, {}, "", "en"),
    ],
    ids=["option first", "then LANG_COURSE", "then the computer", "else English", "unknown"],
)
def test_the_language_comes_from_the_first_that_says(
    asked: Language | None, environ: dict[str, str], system: str, chosen: Language
) -> None:
    assert chosen_language(asked, environ, lambda: system) == chosen


def test_a_language_unknown_is_refused() -> None:
    with pytest.raises(WrongCallError, match="LANG_COURSE"):
        chosen_language(None, {"LANG_COURSE": "it"}, lambda: "fr_FR")


def test_the_computers_locale_decides_where_nothing_else_does(tmp_path: Path) -> None:
    with running(tmp_path, "--no-browser", more={"LANG": "fr_FR.UTF-8"}) as course:
        assert say("learn.ready", "fr") in course.lines


# --- The command itself ----------------------------------------------------------------------


def test_the_version_is_printed() -> None:
    command = [sys.executable, "-m", "maitrise.cli.app", "--version"]
    assert subprocess.check_output(command, text=True) == f"maitrise {__version__}\n"


def test_help_is_given_without_loading_jupyter() -> None:
    code = (
        "import sys\nfrom maitrise.cli.app import app\n"
        "try:\n    app(['learn', '--help'])\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('jupyter_server', 'tornado', 'IPython') if m in sys.modules])"
    )
    said = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert "--no-browser" in said
    assert said.rstrip().endswith("[]")


@pytest.mark.parametrize(
    ("wanted", "held", "is_named", "opened"),
    [
        ("en", ("fr", "en"), False, "en"),
        ("en", ("fr",), False, "fr"),
        ("fr", ("fr",), True, "fr"),
        ("fr", (), True, "fr"),
    ],
)
def test_a_copy_in_one_language_opens_in_it(
    wanted: Language, held: tuple[Language, ...], is_named: bool, opened: Language
) -> None:
    assert language_to_open(wanted, held, is_named=is_named) == opened


@both
def test_a_language_asked_for_by_name_that_is_not_there_is_refused(language: Language) -> None:
    (other,) = {"fr", "en"} - {language}
    with pytest.raises(WrongCallError, match=f"--lang {other}"):
        language_to_open(language, (other,), is_named=True)
