"""Where the folders of cohorts are."""

from __future__ import annotations

import os
import re
from pathlib import Path

from maitrise.base.errors import WrongCallError
from maitrise.base.places import course_folder
from maitrise.base.text import Language, say

QUALITY = "quality"
"""The folder, in a cohort's, of registers and scans that the trainer keeps."""
HANDED_IN = "handed-in"
"""The folder, in a cohort's, of what was handed in by a button: marking takes it in by itself."""
SECRET = "submission_secret.txt"
"""What ``nbgrader submit`` leaves beside a hand-in, for its page to be found by."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def cohort_folder(name: str, language: Language) -> Path:
    """The folder of the cohort that the command line names.

    A bare name lies in ``MAITRISE_COHORTS`` (by default ``maitrise-cohorts`` in the home); a
    name with a slash is a path.

    Raises:
        WrongCallError: the name can be no folder, or it lies inside the course's repository,
            where learners' files must never land.
    """
    if "/" in name or os.sep in name or name in (".", ".."):
        folder = _at_home(name).absolute()
        if not folder.name.isprintable():  # it is the first title, and stands in every message
            raise WrongCallError(say("cohort.bad-name", language, name=repr(folder.name)))
    else:
        if not _NAME.fullmatch(name):
            raise WrongCallError(say("cohort.bad-name", language, name=name))
        folder = _home_of_cohorts() / name
    repository = repository_folder()
    if folder.resolve().is_relative_to(repository):
        raise WrongCallError(
            say("cohort.inside-repository", language, folder=folder, repository=repository)
        )
    return folder


def cohort_names() -> list[str]:
    """The names of the cohorts in the default folder."""
    home = _home_of_cohorts()
    return sorted(path.parent.name for path in home.glob("*/cohort.toml")) if home.is_dir() else []


def repository_folder() -> Path:
    """The copy of the course whose ``solutions/`` and ``exercises/`` are marked against."""
    return course_folder().resolve().parent


def _at_home(name: str) -> Path:
    """A path with its leading tilde expanded; unchanged if it names no user."""
    try:
        return Path(name).expanduser() if name.startswith("~") else Path(name).absolute()
    except RuntimeError:
        return Path(name)


def _home_of_cohorts() -> Path:
    named = os.environ.get("MAITRISE_COHORTS")
    return Path(named).expanduser().absolute() if named else Path.home() / "maitrise-cohorts"
