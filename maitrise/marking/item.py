"""A file that was found in an inbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

SHEET_BYTES = 1024 * 1024
NOTEBOOK_BYTES = 16 * 1024 * 1024
OTHER_BYTES = 8 * 1024 * 1024
ARCHIVE_BYTES = 512 * 1024 * 1024

# What systems and Jupyter leave behind; nobody hands it in.
_LITTER = {".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".ipynb_checkpoints", ".git"}


@dataclass(frozen=True, slots=True)
class Item:
    """A file of an inbox, read whole; ``content`` is None where it is too large to be read.

    Attributes:
        place: names of folders, archives and the file itself, outermost first.
        stamps: when the file, and each archive that holds it, was last changed, by the position
            of its name in ``place``.
        content: its bytes.
        size: in bytes.
        on_disk: the file itself, when it lies in no archive.
    """

    place: tuple[str, ...]
    stamps: tuple[tuple[int, datetime], ...]
    content: bytes | None
    size: int
    on_disk: Path | None = None

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
        """When it was handed in: the date of the outermost file from that position on."""
        return next((at for where, at in self.stamps if where >= position), self.stamps[-1][1])


def is_litter(name: str) -> bool:
    """Whether a system or a program left this behind."""
    return name.lower() in _LITTER or name.startswith("._")


def limit_for(name: str) -> int:
    """How many bytes of a file with this name are read at most."""
    suffix = Path(name).suffix.lower()
    return {".json": SHEET_BYTES, ".ipynb": NOTEBOOK_BYTES, ".zip": ARCHIVE_BYTES}.get(
        suffix, OTHER_BYTES
    )


Report = Callable[..., None]
