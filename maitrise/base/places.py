"""Where the course (read only) and a learner's own data are."""

from __future__ import annotations

import os
from pathlib import Path

from maitrise.base.errors import SetupError

_MARK = Path("questions")
SHIPPED = Path(__file__).resolve().parents[1] / "shipped"
"""What a wheel has of the course: ``course/``, ``exercises/`` and its pages, ``site/``."""


def course_folder() -> Path:
    """The folder ``course/`` that the running notebook or command belongs to.

    ``MAITRISE_COURSE`` names it; otherwise it is looked for upwards from the working
    folder (a notebook runs in ``course/fr``), then beside the installed package, then in it.

    Raises:
        SetupError: no course is found at any of these places.
    """
    named = os.environ.get("MAITRISE_COURSE")
    if named:
        folder = Path(named)
        if (folder / _MARK).is_dir():
            return folder
        raise SetupError(
            f"MAITRISE_COURSE is {named}, but there is no folder {_MARK} in it. "
            "Set it to the folder course/ of a copy of the course, or unset it."
        )
    here = Path.cwd()
    beside_package = Path(__file__).resolve().parents[2]
    for start in (here, *here.parents, beside_package, SHIPPED):
        for folder in (start, start / "course"):
            if folder.name == "course" and (folder / _MARK).is_dir():
                return folder
    raise SetupError(
        f"No folder course/ was found from {here} upwards. "
        "Go to your copy of the course, or set MAITRISE_COURSE to its folder course/."
    )


def learner_folder() -> Path:
    """The folder with a learner's own data: answers and learning record.

    ``MAITRISE_HOME`` overrides the platform's usual place. The folder may not exist yet.
    """
    named = os.environ.get("MAITRISE_HOME")
    if named:
        return Path(named)
    from platformdirs import user_data_path  # only where the usual place is wanted

    return user_data_path("maitrise", appauthor=False)
