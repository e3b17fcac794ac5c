"""``maitrise learn``: the course in the browser, served from this computer to this computer."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from maitrise.base.errors import (
    InternalError,
    MaitriseError,
    SetupError,
    WrongCallError,
    shown_reason,
)
from maitrise.base.files import private_folder
from maitrise.base.places import course_folder, learner_folder
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.course import languages_present
from maitrise.learner.record import LARGEST_RECORD
from maitrise.server.opening import entry_page, log_to_file, running_servers, usable_browser

LOG = "learn.log"
_LARGEST_REQUEST = LARGEST_RECORD + 2**20  # bytes; one record, brought back by the only learner


def learn(
    asked: Language | None, port: int | None, *, open_browser: bool, address: str = ""
) -> None:
    """Serve the course until the learner stops it with Ctrl-C.

    Args:
        address: under which a proxy shows the course; "" without one.

    Raises:
        WrongCallError: the port cannot be used, ``LANG_COURSE`` is no language of the course, or
            this copy does not hold the language asked for.
        SetupError: the course cannot start on this machine.
        InternalError: something broke while it ran.
    """
    language = chosen_language(asked, os.environ, system_locale)
    _look_for_course(language)
    is_named = bool(asked or os.environ.get("LANG_COURSE", "").strip())
    language = language_to_open(language, languages_present(), is_named=is_named)
    if address and not address.startswith(("http://", "https://")):
        raise WrongCallError(say("server.bad-address", language, given=address))
    folder = _own_folder(language)
    sockets = _listen(port, language)
    with log_to_file(folder / LOG):
        try:
            _serve(folder, sockets, language, address, open_browser)
        except KeyboardInterrupt:
            pass
        except MaitriseError:
            raise
        except Exception as error:
            logging.exception("The course stopped.")
            raise InternalError(say("learn.failed", language, log=folder / LOG)) from error
    print("\n" + say("learn.stopped", language), flush=True)


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


def language_to_open(wanted: Language, held: Sequence[Language], *, is_named: bool) -> Language:
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


def _serve(
    folder: Path,
    sockets: Sequence[socket.socket],
    language: Language,
    public: str,
    open_browser: bool,
) -> None:
    from maitrise.learner.documents import own_documents
    from maitrise.server.access import SingleUserAccess
    from maitrise.server.application import application, serve
    from maitrise.server.lab_process import LabProcess
    from maitrise.server.site import is_made, site

    access = SingleUserAccess(sockets[0].getsockname()[1], own_documents(), public)
    lab = None if public else LabProcess(folder, folder / LOG, language)
    if not is_made():
        print(say("learn.preparing", language), flush=True)
    pages = site(language)
    others = running_servers(folder)
    with entry_page(folder, access.address, language) as page:

        def announce() -> None:
            browser = usable_browser() if open_browser else None
            key = "opening" if browser else "no-browser" if open_browser else "ready"
            _print_address(access.address, f"learn.{key}", others, language)
            if browser:
                threading.Thread(target=browser.open, args=(page.as_uri(),), daemon=True).start()

        async def run() -> None:
            task = asyncio.current_task()
            if task:
                with suppress(NotImplementedError):  # Windows has no such signal
                    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
            served = application(pages, access, language, lab)
            await serve(served, sockets, announce, largest_request=_LARGEST_REQUEST)

        with suppress(asyncio.CancelledError):
            asyncio.run(run())


def _print_address(address: str, key: str, others: Sequence[str], language: Language) -> None:
    shared = [say("learn.already", language, address=" ".join(others)), ""] if others else []
    how_to_stop = say("learn.how-to-stop", language)
    lines = ("", say(key, language), "", f"    {address}", "", *shared, how_to_stop, "")
    print("\n".join(lines), flush=True)


def _look_for_course(language: Language) -> None:
    try:
        course_folder()
    except SetupError as error:
        looked_in = os.environ.get("MAITRISE_COURSE") or Path.cwd()
        raise SetupError(say("learn.no-course", language, folder=looked_in)) from error


def _listen(port: int | None, language: Language) -> Sequence[socket.socket]:
    from maitrise.server.application import listening

    try:
        return listening(port)
    except OSError as error:
        raise WrongCallError(say("learn.port", language, port=port)) from error


def _own_folder(language: Language) -> Path:
    """The folder for what the course's own server and Jupyter keep, made ready."""
    folder = learner_folder() / "jupyter"
    try:
        private_folder(folder)
        (folder / LOG).touch(mode=0o600)
    except OSError as error:
        why = shown_reason(error, language)
        words = say("learn.not-writable", language, folder=learner_folder(), why=why)
        raise SetupError(words) from error
    return folder
