"""Check the place that a command is to write to."""

from pathlib import Path

from maitrise.base.errors import WrongCallError, shown_path
from maitrise.base.text import Language, say


def check_place(path: Path, language: Language, *, force: bool) -> None:
    """Refuse to write over a file, or into a folder that is not there.

    Raises:
        WrongCallError: the file is there and ``force`` is not given, or its folder is missing.
    """
    if path.exists() and not force:
        raise WrongCallError(say("output.there", language, file=shown_path(path)))
    if path.is_dir():
        raise WrongCallError(say("output.folder", language, file=shown_path(path)))
    if not path.resolve().parent.is_dir():
        raise WrongCallError(say("output.no-folder", language, folder=path.parent))
