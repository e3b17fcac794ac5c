"""The notebooks that a learner works in: those of their copy of the course, or of the wheel.

What a package manager has installed is not for writing. The course that came with the wheel is
copied into the learner's folder when JupyterLab is first opened; a later edition replaces what it
changes and keeps beside it what was there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from maitrise import __version__
from maitrise.base.files import write_whole
from maitrise.base.locking import folder_lock
from maitrise.base.places import SHIPPED, course_folder, learner_folder

_PARTS = ("course", "exercises")
_EDITION = "edition.txt"


def notebooks_root() -> Path:
    """The folder in which ``course/`` and ``exercises/`` can be written; it may not exist yet.

    Raises:
        SetupError: there is no course.
    """
    root = course_folder().resolve().parent
    return learner_folder() / "notebooks" if root == SHIPPED.resolve() else root


def ready_notebooks() -> Path:
    """The same folder, with this edition's notebooks in it.

    Raises:
        SetupError: there is no course.
        OSError: a notebook could not be copied.
    """
    root = notebooks_root()
    if root == course_folder().resolve().parent or _edition(root) == __version__:
        return root
    with folder_lock(root, home=learner_folder()):
        before = root / f"before-{__version__}"
        for name, path in _shipped():
            _replace(root / name, path.read_bytes(), before / name)
        write_whole(root / _EDITION, __version__.encode())
    return root


def _replace(target: Path, content: bytes, kept: Path) -> None:
    """Write a file; its old content, if different, is moved to ``kept``."""
    if target.is_file():
        if target.read_bytes() == content:
            return
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(target, kept)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, content, synced=False)


def _shipped() -> Iterator[tuple[Path, Path]]:
    for part in _PARTS:
        for path in sorted((SHIPPED / part).rglob("*")):
            if path.is_file():
                yield path.relative_to(SHIPPED), path


def _edition(root: Path) -> str:
    try:
        return (root / _EDITION).read_text(encoding="utf-8")
    except OSError:
        return ""
