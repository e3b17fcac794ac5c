"""``maitrise learn``: the course in the browser, on a Jupyter of its own."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import threading
import traceback
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

from maitrise.base.errors import OwnFaultError, SetupError, WrongCallError, shown_reason
from maitrise.base.places import course_folder, learner_folder
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import languages_present
from maitrise.server.sockets import socket_folder

LOG = "learn.log"
NEEDED = ("jupyter_server", "jupyterlab", "voila")


def learn(asked: Language | None, port: int | None, *, open_browser: bool) -> None:
    """Serve the course until the learner stops it with Ctrl-C.

    Raises:
        WrongCallError: the port cannot be used, ``LANG_COURSE`` is no language of the course, or
            this copy does not hold the language asked for.
        SetupError: the course cannot start on this machine.
        OwnFaultError: something broke while it ran.
    """
    language = chosen_language(asked, os.environ, system_locale)
    root = _course_root(language)
    is_named = bool(asked or os.environ.get("LANG_COURSE", "").strip())
    language = held_language(language, languages_present(), is_named=is_named)
    _check_jupyter(language)
    if port is not None:
        _check_port(port, language)
    keeping = _prepare_keeping(language)
    _surround(keeping, root, language)
    with socket_folder() as sockets, terminal_set_aside(keeping / LOG) as terminal:
        try:
            _serve(terminal, root, keeping, sockets, language, port, open_browser)
        except KeyboardInterrupt:  # before the server takes Ctrl-C over
            pass
        except SystemExit as error:  # Jupyter gives up, and has said why in the log
            raise SetupError(say("learn.failed", language, log=keeping / LOG)) from error
        except Exception as error:
            traceback.print_exc()  # into the log
            raise OwnFaultError(say("learn.failed", language, log=keeping / LOG)) from error
        print("\n" + say("learn.stopped", language), file=terminal, flush=True)


def chosen_language(
    asked: Language | None, environ: Mapping[str, str], system: Callable[[], str]
) -> Language:
    """The language asked for, else that of ``LANG_COURSE``, else that of the computer.

    Args:
        system: gives the computer's locale ("fr_FR"); called only where nothing else decides.

    Raises:
        WrongCallError: ``LANG_COURSE`` is no language of the course.
    """
    named = asked or environ.get("LANG_COURSE", "").strip().lower()
    if not named:
        return "fr" if system().lower().startswith("fr") else "en"
    for language in LANGUAGES:
        if named == language:
            return language
    raise WrongCallError(" ".join(say("learn.language", each, given=named) for each in LANGUAGES))


def held_language(wanted: Language, held: Sequence[Language], *, is_named: bool) -> Language:
    """The language to open: the one wanted, or the only one that this copy of the course holds.

    Args:
        held: the languages whose pages are there.
        is_named: whether someone asked for the language by name; then no other will do.

    Raises:
        WrongCallError: the language named is not in this copy.
    """
    if wanted in held or not held:  # without any page, the server says so itself
        return wanted
    if is_named:
        raise WrongCallError(say("learn.not-here", wanted, held=held[0]))
    return held[0]


def system_locale() -> str:
    """The computer's locale ("fr_FR"), "" if it cannot be known.

    The variables of POSIX come first: on a Mac or on Windows they are set by whoever wants
    another language in the terminal than on the screen.
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        named = os.environ.get(variable, "")
        if named and named.split(".")[0] not in ("C", "POSIX"):
            return named
    if sys.platform == "darwin":
        asked = subprocess.run(
            ["/usr/bin/defaults", "read", "-g", "AppleLocale"],
            capture_output=True,
            text=True,
            check=False,
        )
        return asked.stdout.strip()
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""


@contextmanager
def terminal_set_aside(log: Path) -> Iterator[TextIO]:
    """Send to a file what Jupyter and its kernels print; give the terminal to write to.

    Done on the descriptors themselves: kernels are processes of their own and inherit them.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(descriptor) for descriptor in (1, 2)]
    encoding = sys.stdout.encoding or "utf-8"
    with (
        log.open("wb") as file,
        os.fdopen(os.dup(1), "w", encoding=encoding, errors="replace") as terminal,
    ):
        try:
            for descriptor in (1, 2):
                os.dup2(file.fileno(), descriptor)
            yield terminal
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for descriptor, original in zip((1, 2), kept, strict=True):
                os.dup2(original, descriptor)
                os.close(original)


def _serve(
    terminal: TextIO,
    root: Path,
    keeping: Path,
    sockets: Path | None,
    language: Language,
    port: int | None,
    open_browser: bool,
) -> None:
    from maitrise.server.server import course_server  # heavy, and only after the checks

    token = secrets.token_urlsafe(16)
    server = course_server(root, keeping, language, token=token, port=port, sockets=sockets)

    def announce() -> None:
        address = f"http://{server.ip}:{server.port}/?token={token}"
        browser = _browser() if open_browser else None
        key = "learn.opening" if browser else "learn.no-browser" if open_browser else "learn.ready"
        how_to_stop = say("learn.how-to-stop", language)
        lines = ("", say(key, language), "", f"    {address}", "", how_to_stop, "")
        print("\n".join(lines), file=terminal, flush=True)
        if browser:
            threading.Thread(target=browser.open, args=(address,), daemon=True).start()

    # After what the server itself has put on the loop: by then the port answers.
    server.io_loop.add_callback(announce)
    server.start()


def _browser() -> webbrowser.BaseBrowser | None:
    """The browser to open, unless there is none, or none but one inside the terminal."""
    has_screen = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if not has_screen:
        return None
    try:
        return webbrowser.get()
    except webbrowser.Error:
        return None


def _course_root(language: Language) -> Path:
    try:
        return course_folder().resolve().parent
    except SetupError as error:
        looked_in = os.environ.get("MAITRISE_COURSE") or Path.cwd()
        raise SetupError(say("learn.no-course", language, folder=looked_in)) from error


def _check_jupyter(language: Language) -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise SetupError(say("learn.no-jupyter", language, missing=", ".join(missing)))


def _check_port(port: int, language: Language) -> None:
    with socket.socket() as probe:
        if os.name != "nt":  # there, it would let two servers share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise WrongCallError(say("learn.port", language, port=port)) from error


def _prepare_keeping(language: Language) -> Path:
    """The folder for the files of the course's own Jupyter, made ready."""
    from maitrise.server.surroundings import write_lab_configuration

    keeping = learner_folder() / "jupyter"
    try:
        (keeping / "checkpoints").mkdir(parents=True, exist_ok=True)
        (keeping / LOG).touch()
        write_lab_configuration(keeping, language)
    except OSError as error:
        raise SetupError(
            say(
                "learn.not-writable",
                language,
                folder=learner_folder(),
                why=shown_reason(error, language),
            )
        ) from error
    return keeping


def _surround(keeping: Path, root: Path, language: Language) -> None:
    """Set the environment that the server and its kernels live in."""
    from maitrise.server.surroundings import FOREIGN_VARIABLES, jupyter_variables

    for name in FOREIGN_VARIABLES:
        os.environ.pop(name, None)
    os.environ.update(jupyter_variables(keeping, language))
    os.environ["MAITRISE_COURSE"] = str(root / "course")
