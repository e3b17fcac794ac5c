"""The pages that the server shows: published when the course is first opened, and when it changed.

A wheel brings them along; a copy of the repository makes them in the folder where programs of this
computer keep what they can make again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from maitrise import __version__
from maitrise.base.errors import SetupError, WrongCallError
from maitrise.base.locking import file_lock
from maitrise.base.places import SHIPPED, course_folder
from maitrise.base.text import Language, say
from maitrise.course import languages_present

BROUGHT = SHIPPED / "site"
_SOURCES = (
    "*.py",
    "*.toml",
    "*.ipynb",
    "*.csv",
    "*.json",
    "*.svg",
    "*.png",
    "*.js",
    "*.css",
    "*.j2",
)
_MAKING = 120  # seconds that another start may take to make the pages


def site(language: Language) -> Path:
    """The folder with the published pages.

    Args:
        language: of what is said if they cannot be made.

    Raises:
        SetupError: they cannot be made on this computer.
    """
    if _is_brought():
        return BROUGHT
    folder = _cache() / _edition()
    if not (folder / "files.json").is_file():
        try:
            with file_lock(folder.with_suffix(".lock"), seconds=_MAKING):
                if not (folder / "files.json").is_file():
                    _make(folder, language)
        except OSError as error:
            raise SetupError(say("server.no-pages", language, folder=folder.parent)) from error
    return folder


def is_made() -> bool:
    """Whether opening the course has not to wait for its pages."""
    return _is_brought() or (_cache() / _edition() / "files.json").is_file()


def _is_brought() -> bool:
    """Whether the course is the wheel's own, which has its pages."""
    is_own = course_folder().resolve() == (SHIPPED / "course").resolve()
    return is_own and (BROUGHT / "files.json").is_file()


def _make(folder: Path, language: Language) -> None:
    from maitrise.publish.files import site_files  # heavy, and once a version of the course
    from maitrise.publish.writing import write_folder

    folder.parent.mkdir(parents=True, exist_ok=True)
    for old in folder.parent.iterdir():
        if old.is_dir() and old != folder and not old.name.startswith("."):
            shutil.rmtree(old, ignore_errors=True)
    try:
        write_folder(folder, site_files(languages_present(), with_cases=True), language)
    except WrongCallError as error:
        raise SetupError(str(error)) from error


def _cache() -> Path:
    """Where pages are kept: a folder for each copy of the course."""
    from platformdirs import user_cache_path

    named = os.environ.get("MAITRISE_CACHE")
    base = Path(named) if named else user_cache_path("maitrise", appauthor=False)
    copy = hashlib.sha256(os.fsencode(course_folder().resolve())).hexdigest()[:12]
    return base / "pages" / copy


def _edition() -> str:
    """A short text that changes with the course, its exercises and the page's own files."""
    written = hashlib.sha256(__version__.encode())
    for path in _sources():
        with suppress(OSError):
            state = path.stat()
            written.update(f"{path}\0{state.st_mtime_ns}\0{state.st_size}\0".encode())
    return written.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    root = course_folder().resolve()
    package = Path(__file__).resolve().parents[1]
    for folder in (root, root.parent / "exercises", *(package / each for each in _MAKERS)):
        for pattern in _SOURCES:
            yield from sorted(folder.rglob(pattern))


_MAKERS = ("base", "kinds", "player", "publish", "course", "cases", "figures")
