"""The configuration of nbgrader for a cohort: for its commands, formgrader and our marking."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from maitrise.cohort.cohort import open_cohort
from maitrise.cohort.database import database_url
from maitrise.cohort.places import repository_folder

CONFIG_FILE = "nbgrader_config.py"
CONFIG = '''"""nbgrader's settings of this cohort; dates and late policy stand in cohort.toml."""

from pathlib import Path

from maitrise.cohort.course_config import configure

configure(get_config(), Path(__file__).parent)  # noqa: F821 - nbgrader provides it
'''


def configure(config: Any, folder: Path) -> None:
    """Set up nbgrader for a cohort.

    Args:
        config: traitlets' ``get_config()``.
        folder: the cohort's folder.
    """
    cohort = open_cohort(str(folder.resolve()))
    repository = repository_folder()
    directory = config.CourseDirectory
    directory.root = str(cohort.folder)
    directory.course_id = course_id(cohort.folder)
    directory.db_url = database_url(cohort.database)
    directory.source_directory = str(repository / "solutions")
    directory.release_directory = str(repository / "exercises")
    config.AssignLatePenalties.plugin_class = "maitrise.cohort.late_plugin.CohortLatePenalty"
    config.CohortLatePenalty.cohort = str(cohort.folder)
    config.ExchangeFactory.release_assignment = (
        "maitrise.cohort.released_assignment.ReleaseAssignmentOfExchange"
    )
    config.ExchangeFactory.release_feedback = (
        "maitrise.cohort.released_feedback.ReleaseFeedbackOfExchange"
    )
    # A page for learners shows no key: the hidden tests go before nbgrader prints its own.
    config.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        "nbgrader.preprocessors.ClearHiddenTests",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]


def course_id(folder: Path) -> str:
    """The course's name for nbgrader: that of the folder."""
    return folder.name


@contextmanager
def reachable_alembic() -> Iterator[None]:
    """Put ``alembic`` on the path: nbgrader runs it as a command to create a database."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before
