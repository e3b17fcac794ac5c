"""What those who work in JupyterLab get with a kit: notebooks and toolkit, without solutions.

It has a README and a Makefile of its own, from ``kit_files/``: those of the repository speak of
documents, tests and a second language, which a learner is not given.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from maitrise.base.errors import WrongCallError
from maitrise.base.text import LANGUAGES, Language, say
from maitrise.cases.files import parse_assignment, root_folder

# What a learner needs besides the course and its exercises.
_TOOLKIT = "maitrise"
_FILES = (
    ".ci/prepare",
    "LICENSE",
    "LICENSE-CONTENT",
    "environment.yml",
    "pyproject.toml",
    "requirements.lock",
)
_OWN = Path(__file__).with_name("kit_files")
_LEFT_OUT = ("__pycache__", ".ipynb_checkpoints", ".cache")


def lab_files(language: Language) -> dict[str, Path]:
    """The files of one language by their place in the kit's folder for JupyterLab.

    Raises:
        WrongCallError: the course is not a whole copy: a part of the kit is missing.
    """
    root = root_folder()
    held = {path.relative_to(root).as_posix(): path for path in _files(root, language)}
    return held | {"README.md": _OWN / f"README.{language}.txt", "Makefile": _OWN / "Makefile"}


def _files(root: Path, language: Language) -> Iterator[Path]:
    for name in (*_FILES, f"{_TOOLKIT}/cli/app.py", f"course/{language}/00-start.ipynb"):
        if not (root / name).is_file():
            raise WrongCallError(say("kit.incomplete", language, name=name))
    yield from (root / name for name in _FILES)
    yield from _below(root / _TOOLKIT)
    for path in _below(root / "course"):
        part = path.relative_to(root / "course").parts[0]
        if part not in LANGUAGES or part == language:
            yield path
    for folder in sorted((root / "exercises").glob("*")):
        named = parse_assignment(folder.name)
        if folder.is_dir() and named and named[1] == language:
            yield from (path for path in _below(folder) if _is_released(path))


def _below(folder: Path) -> Iterator[Path]:
    """The files of a folder; in a clone, those that git knows or would take."""
    known = _known_to_git(folder)
    for path in folder.rglob("*"):
        is_left_out = any(part in _LEFT_OUT for part in path.parts)
        if path.is_file() and not is_left_out and (known is None or path in known):
            yield path


def _known_to_git(folder: Path) -> set[Path] | None:
    """None outside a clone, or where there is no git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "."]
    try:
        listed = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return {folder / name for name in listed.decode("utf-8").split("\0") if name}


def _is_released(path: Path) -> bool:
    return not path.name.startswith("answers") and path.suffix != ".zip"
