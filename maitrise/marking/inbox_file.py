"""A file that was found in an inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from maitrise.cases.second_copy import LARGEST_NOTEBOOK

SHEET_BYTES = 1024 * 1024
OTHER_BYTES = 8 * 1024 * 1024
ARCHIVE_BYTES = 512 * 1024 * 1024
DEEPEST_FOLDER = 12

# A zip inside, but a document to its owner; and archives that are not read.
DOCUMENTS = (".docx", ".epub", ".odp", ".ods", ".odt", ".pptx", ".xlsx")
OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_OTHER_BEGINNINGS = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zX")

# What systems and Jupyter leave behind; nobody hands it in.
_LITTER = {".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".ipynb_checkpoints", ".git"}


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file of an inbox; ``content`` is None if it is too large to be read.

    Attributes:
        place: names of folders, archives and the file itself, outermost first.
        stamps: when the file, and each archive that holds it, was last changed, by the position
            of its name in ``place``.
        content: its bytes.
        size: in bytes.
        source: the file on the disk: this one, or the archive that holds it.
        on_disk: the file itself, when it lies in no archive.
        opened: the same, open, where it is too large to be read: a path may be another file soon.
    """

    place: tuple[str, ...]
    stamps: tuple[tuple[int, datetime], ...]
    content: bytes | None
    size: int
    source: Path | None = None
    on_disk: Path | None = None
    opened: IO[bytes] | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.place[-1]

    @property
    def container(self) -> tuple[str, ...]:
        """The folder or archive that holds it."""
        return self.place[:-1]

    @property
    def suffix(self) -> str:
        """The end of its name, in small letters."""
        return Path(self.name).suffix.lower()

    def stamp_from(self, position: int) -> datetime:
        """When it was handed in: the date of the outermost file from a position on."""
        return next((at for where, at in self.stamps if where >= position), self.stamps[-1][1])


def is_litter(name: str) -> bool:
    """Whether a name is that of a file left by a system or a program (``.DS_Store``)."""
    return name.lower() in _LITTER or name.startswith("._")


def limit_for(name: str) -> int:
    """The most bytes that are read of a file with this name."""
    suffix = Path(name).suffix.lower()
    return {".json": SHEET_BYTES, ".ipynb": LARGEST_NOTEBOOK, ".zip": ARCHIVE_BYTES}.get(
        suffix, OTHER_BYTES
    )


def is_archive(name: str, beginning: bytes) -> bool:
    """Whether a file, by its name and first bytes, is a zip archive to be opened."""
    is_zip = beginning[:4] in (b"PK\x03\x04", b"PK\x05\x06")
    return is_zip and Path(name).suffix.lower() not in DOCUMENTS


def wrong_archive(name: str, content: bytes | None) -> tuple[str, str] | None:
    """For a file named as an archive that is none: keys of the problem and the remedy."""
    suffix = Path(name).suffix.lower()
    if suffix in OTHER_ARCHIVES:
        return "other-archive", "as-zip"
    if suffix != ".zip" or content is None:
        return None
    if content[:4].startswith(_OTHER_BEGINNINGS):
        return "other-archive", "as-zip"
    return ("damaged-archive" if content else "empty-file"), "again"
