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
from functools import cached_property
from html import escape
from pathlib import Path

import markupsafe

from maitrise.cohort import Person
from maitrise.cohort.spelling import folded
from maitrise.cohort.workbook_rows import every_row
from maitrise.marking.archive_directory import look_at_directory
from maitrise.marking.inbox_file import OTHER_ARCHIVES
from maitrise.marking.keeping import safe_name
from maitrise.privacy.mails import is_mail, parts_of_mails
from maitrise.privacy.readings import is_text, readings, times_read
from maitrise.privacy.spellings import SHORTEST_ID, SHORTEST_NAME, Naming, Spellings

_DEEPEST = 3  # a platform's download, a hand-in in it, a document in that
_MOST_MEMBERS = 20_000
_LARGEST = 64 * 1024 * 1024
_MOST_TEXT = 21 * 1024 * 1024  # of one file, with all that is packed in it
_MOST_UNPACKED = 128 * 1024 * 1024
_MOST_CLOSE = 30 * 1024 * 1024  # letters of all readings in which a part of a name stands
_MOST_CELLS = 25_000
_GLANCE = 128 * 1024  # bytes of what is no text, where a name may stand all the same
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What may hold no byte that a text does not, and yet shows other words than its bytes.
_OPAQUE = (b"%PDF", b"%!PS", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"Rar!",
           b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zX", b"\x28\xb5\x2f\xfd", b"PK\x03\x04",
           b"PK\x05\x06")  # fmt: skip
_OPAQUE_ENDINGS = (*OTHER_ARCHIVES, ".zip", ".heic", ".webp")


class Mentions:
    """The ids, e-mails and names of people, made ready to be found."""

    def __init__(self, people: Iterable[Person], others: Iterable[Person] = ()) -> None:
        """Make them ready; ``others`` as for :class:`Spellings`."""
        self._people = list(people)
        self._spellings = Spellings(self._people, others)

    @cached_property
    def _typed(self) -> re.Pattern[str]:
        typed = {form for person in self._people for form in _typed(person)}
        longest_first = sorted(typed, key=lambda form: (-len(form), form))
        either = "|".join(map(re.escape, longest_first))
        # Bounded, so that p-0004 is not found in p-00041.
        return re.compile(rf"(?<![0-9A-Za-z])(?:{either or '(?!)'})(?![0-9A-Za-z])", re.I)

    def in_file(self, path: Path, below: Path | None = None) -> Naming:
        """Whether a file names one of them, by its content or by its name.

        Args:
            path: the file.
            below: a folder that it lies in: those between count as its name.
        """
        try:
            found = self.in_bytes(os.fsencode(path.relative_to(below) if below else path.name))
            if path.is_symlink():
                found = max(found, self.in_bytes(os.fsencode(path.readlink())))
            if found is Naming.YES or not path.is_file():
                return found
            if path.stat().st_size > _LARGEST:
                return max(found, Naming.UNSEEN)
            return max(found, _Look(self._spellings).into(path.name, path.read_bytes(), _DEEPEST))
        except Exception:  # noqa: BLE001 - whatever a file does to us, the next is looked at
            return Naming.UNSEEN

    def naming_in(self, text: str) -> Naming:
        """Whether a text names one of them."""
        return self._spellings.naming_in(folded(text))

    def in_text(self, text: str) -> bool:
        """Whether a text names one of them for sure."""
        return self.naming_in(text) is Naming.YES

    def in_bytes(self, content: bytes) -> Naming:
        """Whether bytes name one of them, read in any of the ways that they can be."""
        return _Look(self._spellings).at(content)

    def without(self, text: str) -> str:
        """The text with each of them replaced by a dash; all of it, where it still names one."""
        replaced = self._typed.sub("—", text)
        return "—" if self.in_text(replaced) else replaced


class _Look:
    """One look into a file, which takes a bounded time: archives in archives count together."""

    def __init__(self, spellings: Spellings) -> None:
        self._spellings = spellings
        self._text, self._unpacked, self._close = _MOST_TEXT, _MOST_UNPACKED, _MOST_CLOSE

    def at(self, content: bytes) -> Naming:
        """What bytes say, read in any of the ways that they can be."""
        self._text -= times_read(content) * len(content)
        if self._text < 0:
            return Naming.UNSEEN
        found = Naming.NO
        for text in readings(content):
            if not self._spellings.may_be_in(text):
                continue
            self._close -= len(text)
            if self._close < 0:
                return max(found, Naming.UNSEEN)
            found = max(found, self._spellings.naming_in(text))
            if found is Naming.YES:
                break
        return found

    def into(self, name: str, content: bytes, depth: int) -> Naming:
        """What the content of a file or of a member says.

        Args:
            name: what it is called.
            content: its bytes.
            depth: how many archives in one another may still be opened.
        """
        is_archive, is_written = zipfile.is_zipfile(io.BytesIO(content)), is_text(content)
        found = self.at(content if is_written else content[:_GLANCE])
        if found is Naming.YES:
            return found
        if is_archive:
            return max(found, self._in_archive(content, depth))
        if is_mail(name, content):
            return max(found, self._in_mails(content, depth))
        is_opaque = content.startswith(_OPAQUE) or name.lower().endswith(_OPAQUE_ENDINGS)
        return max(found, Naming.UNSEEN if is_opaque or not is_written else Naming.NO)

    def _in_mails(self, content: bytes, depth: int) -> Naming:
        if depth == 0:
            return Naming.UNSEEN
        found = Naming.NO
        for part in parts_of_mails(content):
            found = max(found, self.into(*part, depth - 1))
            if found is Naming.YES:
                break
        return found

    def _in_archive(self, content: bytes, depth: int) -> Naming:
        if depth == 0:
            return Naming.UNSEEN
        try:
            look_at_directory(io.BytesIO(content), _MOST_MEMBERS)
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found = self._in_members(archive, depth - 1)
                is_workbook = "xl/workbook.xml" in archive.namelist()
            if is_workbook and found is not Naming.YES:
                rows = " 0 ".join(" ".join(cells) for cells in every_row(content, _MOST_CELLS))
                found = max(found, self._spellings.naming_in(folded(rows)))
        except Exception:  # noqa: BLE001 - as above
            return Naming.UNSEEN
        return found

    def _in_members(self, archive: zipfile.ZipFile, depth: int) -> Naming:
        found = Naming.NO
        for member in archive.infolist():
            found = max(found, self.at(_name_of(member)))
            if found is Naming.YES:
                break
            self._unpacked -= member.file_size
            is_locked = member.flag_bits & 0x1 or member.compress_type not in _METHODS
            if is_locked or self._unpacked < 0:
                found = max(found, Naming.UNSEEN)
                continue
            try:
                content = archive.read(member)
            except Exception:  # noqa: BLE001 - as above
                found = max(found, Naming.UNSEEN)
                continue
            found = max(found, self.into(member.filename, content, depth))
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
