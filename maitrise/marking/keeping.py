"""Keep the learners' own files, unchanged, under ``kept/``.

They must survive a power cut: the disk is waited for once per batch, not once per file.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from datetime import datetime
from pathlib import Path

from maitrise.base.files import write_whole
from maitrise.marking.inbox_file import InboxFile

KEPT = "kept"
UNMATCHED = "unmatched"
# Linux alone waits in sync() until all is written; elsewhere each file is waited for.
EACH_FILE = sys.platform != "linux"
_LARGEST_COPY = 256 * 1024 * 1024
_UNSAFE = re.compile(r"[^A-Za-z0-9._@()-]+")


def keep_file(cohort: Path, file: InboxFile, folders: tuple[str, ...], at: datetime) -> str | None:
    """Keep a file, unless it is kept already.

    It is safely on disk only after a call of ``wait_for_disk``.

    Args:
        cohort: the cohort's folder.
        file: the file.
        folders: below ``kept/``: the learner and the assignment, or ``unmatched``.
        at: when it was handed in.

    Returns:
        Its place relative to the cohort's folder, or None when it is too large to be kept.

    Raises:
        OSError: it could not be written.
    """
    folder = cohort.joinpath(KEPT, *folders)
    # A file kept from an archive keeps the archive's name too, else all are called answers.json.
    name = safe_name(file.name if folders[0] != UNMATCHED else "-".join(file.place))
    path = folder / f"{at:%Y%m%dT%H%M%SZ}-{name}"
    if file.content is None:
        return _copy(cohort, file, path)
    if path.exists() and path.read_bytes() != file.content:
        digest = hashlib.sha256(file.content).hexdigest()[:8]
        path = folder / f"{at:%Y%m%dT%H%M%SZ}-{digest}-{name}"
    if not path.exists():
        write_in_folder(path, file.content)
    return path.relative_to(cohort).as_posix()


def write_in_folder(path: Path, content: bytes) -> None:
    """Write a file whole, creating its folder if needed; see ``wait_for_disk``.

    The folder is created only after a failure: testing for it takes as long as writing.

    Raises:
        OSError: it could not be written; the old content is still there.
    """
    try:
        write_whole(path, content, synced=EACH_FILE)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content, synced=EACH_FILE)


def wait_for_disk() -> None:
    """Wait until everything written so far is on disk."""
    if sys.platform == "linux":
        os.sync()


def safe_name(written: str) -> str:
    """A file name that is valid on every system and still recognisable.

    >>> safe_name("../my\\nanswers é.json")
    'my-answers-.json'
    """
    name = _UNSAFE.sub("-", written).strip("-.") or "file"
    return name if len(name) <= 120 else f"{name[:60]}-{name[-59:]}"


def _copy(cohort: Path, file: InboxFile, path: Path) -> str | None:
    """Copy a large file in pieces; None if it is inside an archive or too large."""
    if file.opened is None or file.size > _LARGEST_COPY:
        return None
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        file.opened.seek(0)
        with part.open("wb") as copy:
            # From the open file: its path may be another file by now.
            shutil.copyfileobj(file.opened, copy)
        part.replace(path)
    return path.relative_to(cohort).as_posix()
