"""Write a folder whole: into a temporary one beside it, which then replaces it."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from maitrise import __version__
from maitrise.base.errors import WrongCallError, shown_path, shown_reason
from maitrise.base.text import Language, say
from maitrise.publish.files import Files

MARK = ".maitrise-site.json"
"""The file by which a folder is known as one that `maitrise publish` has written."""


def write_folder(folder: Path, files: Files, language: Language, *, force: bool = False) -> None:
    """Write a publication; a folder that was written before is replaced as a whole.

    Args:
        language: of what is said if it cannot be.
        force: replace a folder that something else has written; it is kept beside, under another
            name.

    Raises:
        WrongCallError: the folder is not ours, is a file, or cannot be written.
    """
    target = folder.resolve()
    is_ours = (target / MARK).is_file()
    is_empty = not target.exists() or (target.is_dir() and not any(target.iterdir()))
    if target.exists() and not target.is_dir():
        raise WrongCallError(say("publish.a-file", language, path=shown_path(folder)))
    if not (is_ours or is_empty or force):
        raise WrongCallError(say("publish.not-ours", language, path=shown_path(folder)))
    if not target.parent.is_dir():
        raise WrongCallError(say("output.no-folder", language, folder=shown_path(target.parent)))
    try:
        _replace(target, files, keeps_old=not (is_ours or is_empty))
    except OSError as error:
        said = {"path": shown_path(folder), "reason": shown_reason(error, language)}
        raise WrongCallError(say("publish.not-written", language, **said)) from error


def _replace(target: Path, files: Files, *, keeps_old: bool) -> None:
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        made.chmod(0o755)  # a web host reads it as somebody else
        _write(made, files)
        if target.exists():
            old = _free(target.with_name(f"{target.name}.before"))
            target.rename(old)
            try:
                made.rename(target)
            except OSError:
                old.rename(target)
                raise
            if not keeps_old:
                shutil.rmtree(old)
        else:
            made.rename(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _write(folder: Path, files: Files) -> None:
    mark = json.dumps({"made by": "maitrise publish", "version": __version__}, indent=1)
    for name, content in {**files, MARK: mark.encode("utf-8")}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _free(path: Path) -> Path:
    """A name that nothing has."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in range(2, 1000))
    return next(each for each in (path, *numbered) if not each.exists())
