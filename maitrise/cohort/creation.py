"""Create a cohort: a folder that nbgrader, formgrader and the trainer can work in."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from maitrise.base.errors import WrongCallError, shown_reason
from maitrise.base.files import private_files, write_whole
from maitrise.base.text import Language, say
from maitrise.cohort.cohort import Cohort, open_cohort
from maitrise.cohort.course_config import CONFIG, CONFIG_FILE
from maitrise.cohort.database import Database, database_url
from maitrise.cohort.database_fault import DatabaseError, refusal_of
from maitrise.cohort.person import write_people
from maitrise.cohort.places import cohort_folder
from maitrise.cohort.settings import CohortSettings, is_title, write_settings


def create_cohort(name: str, title: str, language: Language, *, gradebook: str = "") -> Cohort:
    """Create an empty cohort with its gradebook.

    Args:
        name: a bare name, or a path with a slash.
        title: shown on pages and reports; by default the name.
        language: of people whose roster line names none, and of the messages.
        gradebook: address of a shared PostgreSQL database; "" for a file in the folder.

    Raises:
        WrongCallError: the place is taken, lies inside the repository or cannot be written, or
            the gradebook cannot be reached.
    """
    folder = cohort_folder(name, language)
    if folder.exists() and any(folder.iterdir()):
        raise WrongCallError(say("cohort.exists", language, folder=folder))
    if not is_title(title):
        raise WrongCallError(say("cohort.bad-title", language))
    settings = CohortSettings(title or folder.name, date.today(), language, gradebook)
    try:
        with private_files():
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)  # one that was there, empty, may be open to others
            _create_gradebook(Cohort(folder, settings, {}).database, language)
            write_people(folder, [])
            write_whole(folder / CONFIG_FILE, CONFIG.encode("utf-8"))
            write_settings(folder, settings)  # last: with this file the cohort is there
    except WrongCallError:
        _empty(folder)
        raise
    except OSError as error:
        _empty(folder)
        why = shown_reason(error, language)
        raise WrongCallError(say("cohort.not-written", language, folder=folder, why=why)) from error
    return open_cohort(str(folder), language)


def _empty(folder: Path) -> None:
    """Take back what was made in a folder that was empty, so that the same command can be given."""
    with suppress(OSError):  # whoever cannot be helped so is told of the folder when they try again
        for path in folder.iterdir():
            path.unlink()


def _create_gradebook(database: str, language: Language) -> None:
    """Have nbgrader create the tables of its gradebook.

    Raises:
        WrongCallError: it cannot be reached, or is not a gradebook.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SQLAlchemyError

    from maitrise.cohort.course_config import reachable_alembic

    try:
        with Database(database):
            pass  # what is wrong with an address is known better here
        with reachable_alembic(), Gradebook(database_url(database)):
            pass
    except (DatabaseError, SQLAlchemyError, ImportError) as error:
        raise refusal_of(error, language) from error
