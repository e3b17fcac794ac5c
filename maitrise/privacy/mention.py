"""Whether a file names a person: in its name, its text, or that of an archive's members.

What is neither a text nor an archive that can be opened is not looked into, whatever it is called.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Iterable
from enum import IntEnum
from html import escape
from pathlib import Path

import markupsafe

from maitrise.cohort import Person
from maitrise.cohort.workbook_rows import every_row
from maitrise.marking.archive_directory import look_at_directory
from maitrise.marking.inbox_file import OTHER_ARCHIVES
from maitrise.marking.keeping import safe_name
from maitrise.privacy.readings import is_mail, is_text, parts_of_mails, readings
from maitrise.privacy.spellings import SHORTEST_ID, SHORTEST_NAME, Spellings

_DEEPEST = 3  # a platform's download, a hand-in in it, a document in that
_MOST_MEMBERS = 20_000
_LARGEST = 64 * 1024 * 1024
_GLANCE = 128 * 1024  # bytes of what is no text, where a name may stand all the same
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What may hold no byte that a text does not, and yet shows other words than its bytes.
_OPAQUE = (b"%PDF", b"%!PS", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"Rar!",
           b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zX", b"\x28\xb5\x2f\xfd", b"PK\x03\x04",
           b"PK\x05\x06")  # fmt: skip
_OPAQUE_ENDINGS = (*OTHER_ARCHIVES, ".zip", ".heic", ".webp")


class Naming(IntEnum):
    """What was found out of a file; the larger one counts for a whole archive."""

    NO = 0
    UNSEEN = 1
    """It, or something in it, cannot be looked into."""
    YES = 2


class Mentions:
    """The ids, e-mails and names of people, made ready to be found."""

    def __init__(
        self, people: Iterable[Person], others: Iterable[Person] = (), *, initials: bool = False
    ) -> None:
        """Make them ready; ``others`` and ``initials`` as for :class:`Spellings`."""
        people = list(people)
        self._spellings = Spellings(people, others, initials=initials)
        typed = {form for person in people for form in _typed(person)}
        longest_first = sorted(typed, key=lambda form: (-len(form), form))
        either = "|".join(map(re.escape, longest_first))
        # Bounded, so that p-0004 is not found in p-00041.
        self._typed = re.compile(rf"(?<![0-9A-Za-z])(?:{either or '(?!)'})(?![0-9A-Za-z])", re.I)

    def in_file(self, path: Path, below: Path | None = None) -> Naming:
        """Whether a file names one of them, by its content or by its name.

        Args:
            path: the file.
            below: a folder that it lies in: those between count as its name.
        """
        try:
            name = os.fsencode(path.relative_to(below) if below else path.name)
            if self._in_texts(name):
                return Naming.YES
            if path.is_symlink() and self.in_name(str(path.readlink())):
                return Naming.YES
            if not path.is_file():
                return Naming.NO
            if path.stat().st_size > _LARGEST:
                return Naming.UNSEEN
            return self._in(path.name, path.read_bytes(), _DEEPEST)
        except Exception:  # noqa: BLE001 - whatever a file does to us, the next is looked at
            return Naming.UNSEEN

    def in_text(self, text: str) -> bool:
        """Whether a text names one of them."""
        return self._spellings.in_text(text)

    def in_name(self, name: str) -> bool:
        """Whether a path names one of them, in whatever encoding the system holds it."""
        return self._in_texts(os.fsencode(name))

    def without(self, text: str) -> str:
        """The text with each of them replaced by a dash; all of it, where it still names one."""
        replaced = self._typed.sub("—", text)
        return "—" if self.in_text(replaced) else replaced

    def _in_texts(self, content: bytes) -> bool:
        return any(map(self.in_text, readings(content)))

    def _in(self, name: str, content: bytes, depth: int) -> Naming:
        is_archive, is_written = zipfile.is_zipfile(io.BytesIO(content)), is_text(content)
        if self._in_texts(content if is_written else content[:_GLANCE]):
            return Naming.YES
        if is_archive:
            return self._in_archive(content, depth)
        if is_mail(name, content):
            if depth == 0:
                return Naming.UNSEEN
            parts = parts_of_mails(content)
            return max((self._in(*part, depth - 1) for part in parts), default=Naming.NO)
        is_opaque = content.startswith(_OPAQUE) or name.lower().endswith(_OPAQUE_ENDINGS)
        return Naming.UNSEEN if is_opaque or not is_written else Naming.NO

    def _in_archive(self, content: bytes, depth: int) -> Naming:
        if depth == 0:
            return Naming.UNSEEN
        try:
            look_at_directory(io.BytesIO(content), _MOST_MEMBERS)
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found = self._in_members(archive, depth - 1)
                is_workbook = "xl/workbook.xml" in archive.namelist()
            if is_workbook and found is not Naming.YES:
                rows = (" ".join(cells) for cells in every_row(content))
                found = Naming.YES if any(map(self.in_text, rows)) else found
        except Exception:  # noqa: BLE001 - as above
            return Naming.UNSEEN
        return found

    def _in_members(self, archive: zipfile.ZipFile, depth: int) -> Naming:
        found, left = Naming.NO, 4 * _LARGEST
        for member in archive.infolist():
            if self._in_texts(_name_of(member)):
                return Naming.YES
            left -= member.file_size
            is_locked = member.flag_bits & 0x1 or member.compress_type not in _METHODS
            if is_locked or member.file_size > _LARGEST or left < 0:
                found = max(found, Naming.UNSEEN)
                continue
            try:
                content = archive.read(member)
            except Exception:  # noqa: BLE001 - as above
                found = max(found, Naming.UNSEEN)
                continue
            found = max(found, self._in(member.filename, content, depth))
            if found is Naming.YES:
                break
        return found


def _name_of(member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member's name: an archive need not say in which encoding they are."""
    is_utf_8 = member.flag_bits & 0x800
    return member.orig_filename.encode("utf-8" if is_utf_8 else "cp437", "replace")


def _typed(person: Person) -> set[str]:
    """How a person is written where we write: as typed, in JSON, in HTML, in a file's name."""
    words = [person.email]
    words += [person.id] if len(person.id) >= SHORTEST_ID else []
    name = person.name.strip()
    words += [name] if " " in name or len(name) >= SHORTEST_NAME else []
    forms: set[str] = set()
    for word in filter(None, words):
        forms |= {
            word,
            escape(word),
            str(markupsafe.escape(word)),  # which writes an apostrophe otherwise
            json.dumps(word)[1:-1],
            json.dumps(word, ensure_ascii=False)[1:-1],
        }
        kept = safe_name(word)
        forms |= {kept} if len(kept) >= SHORTEST_NAME or kept == word else set()
    return forms
