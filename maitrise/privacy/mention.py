"""Find whether a file mentions a person: in its name, its text, or an archive's members.

Files that are neither texts nor readable archives are not searched, whatever they are called.
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
from maitrise.privacy.readings import encoding_of, is_text, readings
from maitrise.privacy.spellings import SHORTEST_ID, SHORTEST_NAME, MentionLevel, Spellings

_DEEPEST = 3  # a platform's download, a hand-in in it, a document in that
_MOST_MEMBERS = 20_000
_LARGEST = 64 * 1024 * 1024
_MOST_TEXT = 21 * 1024 * 1024  # of one file, with all that is packed in it
_MOST_UNPACKED = 128 * 1024 * 1024
_MOST_CLOSE = 30 * 1024 * 1024  # letters of all readings in which a part of a name stands
_MOST_CLOSE_OF_MANY = 5 * 1024 * 1024  # where they are sought word by word
_MOST_CELLS = 25_000
_GLANCE = 128 * 1024  # bytes of what is no text, where a name may stand all the same
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What may hold no byte that a text does not, and yet shows other words than its bytes.
_OPAQUE = (b"%PDF", b"%!PS", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"Rar!",
           b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zX", b"\x28\xb5\x2f\xfd", b"PK\x03\x04",
           b"PK\x05\x06")  # fmt: skip
_OPAQUE_ENDINGS = (*OTHER_ARCHIVES, ".zip", ".heic", ".webp")


class Mentions:
    """Finds the ids, e-mails and names of people in files and texts."""

    def __init__(self, people: Iterable[Person], others: Iterable[Person] = ()) -> None:
        """Collect the spellings; ``others`` as for :class:`Spellings`."""
        self._people = list(people)
        self._spellings = Spellings(self._people, others)

    @cached_property
    def _typed(self) -> re.Pattern[str]:
        typed = {form for person in self._people for form in _typed(person)}
        longest_first = sorted(typed, key=lambda form: (-len(form), form))
        either = "|".join(map(re.escape, longest_first))
        # Bounded, so that p-0004 is not found in p-00041.
        return re.compile(rf"(?<![0-9A-Za-z])(?:{either or '(?!)'})(?![0-9A-Za-z])", re.I)

    def level_in_file(self, path: Path, below: Path | None = None) -> MentionLevel:
        """How surely a file mentions one of them, in its content or its name.

        Args:
            path: the file.
            below: a folder that contains it: the folders between count as its name.
        """
        return self._look_into(path, below).found

    def may_be_in_file(self, path: Path, below: Path | None = None) -> bool:
        """Whether a file mentions one of them, or was too long to be searched to its end."""
        look = self._look_into(path, below)
        return look.found is MentionLevel.YES or look.is_cut_short

    def _look_into(self, path: Path, below: Path | None) -> _Search:
        look = _Search(self._spellings)
        try:
            look.at(os.fsencode(path.relative_to(below) if below else path.name))
            if path.is_symlink():
                look.at(os.fsencode(path.readlink()))
            if look.is_over or not path.is_file():
                return look
            if path.stat().st_size > _LARGEST:
                look.note(MentionLevel.UNSEEN)
            else:
                look.into(path.name, path.read_bytes(), _DEEPEST)
        except Exception:  # noqa: BLE001 - whatever a file does to us, the next is looked at
            look.note(MentionLevel.UNSEEN)
        return look

    def mention_level(self, text: str) -> MentionLevel:
        """How surely a text mentions one of them."""
        return self._spellings.mention_level(folded(text))

    def is_in_text(self, text: str) -> bool:
        """Whether a text certainly mentions one of them."""
        return self.mention_level(text) is MentionLevel.YES

    def level_in_bytes(self, content: bytes) -> MentionLevel:
        """How surely bytes mention one of them, in any encoding that they may have."""
        look = _Search(self._spellings)
        look.at(content)
        return look.found

    def without(self, text: str) -> str:
        """The text with each of them replaced by a dash; only a dash if one is still mentioned."""
        replaced = self._typed.sub("—", text)
        return "—" if self.is_in_text(replaced) else replaced


class _Search:
    """The search of one file, within limits that all its nested archives share.

    Attributes:
        found: the highest level so far; later errors do not lower it.
        is_cut_short: whether the search stopped at a limit.
    """

    def __init__(self, spellings: Spellings) -> None:
        self._spellings = spellings
        self._text, self._unpacked = _MOST_TEXT, _MOST_UNPACKED
        self._close = _MOST_CLOSE_OF_MANY if spellings.are_many else _MOST_CLOSE
        self.found, self.is_cut_short = MentionLevel.NO, False

    @property
    def is_over(self) -> bool:
        """Whether the search can stop."""
        return self.found is MentionLevel.YES

    def note(self, naming: MentionLevel) -> None:
        """Note what was found; the highest level counts."""
        self.found = max(self.found, naming)

    def at(self, content: bytes) -> None:
        """Search bytes in any encoding that they may have."""
        encoding = encoding_of(content)
        self._text -= len(content) * (1 if encoding else 2)
        if self._text < 0:
            self.note(MentionLevel.UNSEEN)
            return
        for text in readings(content, encoding):
            if not self._spellings.may_be_in(text):
                continue
            self._close -= len(text)
            if self._close < 0:
                self.is_cut_short = True
                self.note(MentionLevel.UNSEEN)
                return
            self.note(self._spellings.mention_level(text))
            if self.is_over:
                return

    def into(self, name: str, content: bytes, depth: int) -> None:
        """Search the content of a file or of a member of an archive.

        Args:
            name: its name.
            content: its bytes.
            depth: how many levels of archives may still be opened.
        """
        is_archive, is_written = zipfile.is_zipfile(io.BytesIO(content)), is_text(content)
        self.at(content if is_written else content[:_GLANCE])
        if self.is_over:
            return
        if is_archive or is_mail(name, content):
            try:
                if depth == 0:
                    self.note(MentionLevel.UNSEEN)
                elif is_archive:
                    self._in_archive(content, depth - 1)
                else:
                    self._in_mails(content, depth - 1)
            except Exception:  # noqa: BLE001 - as above
                self.note(MentionLevel.UNSEEN)
        elif (
            not is_written or content.startswith(_OPAQUE) or name.lower().endswith(_OPAQUE_ENDINGS)
        ):
            self.note(MentionLevel.UNSEEN)

    def _in_mails(self, content: bytes, depth: int) -> None:
        for part in parts_of_mails(content):
            self.into(*part, depth)
            if self.is_over:
                return

    def _in_archive(self, content: bytes, depth: int) -> None:
        look_at_directory(io.BytesIO(content), _MOST_MEMBERS)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._in_members(archive, depth)
            is_workbook = "xl/workbook.xml" in archive.namelist()
        if is_workbook and not self.is_over:
            rows = " 0 ".join(" ".join(cells) for cells in every_row(content, _MOST_CELLS))
            self.note(self._spellings.mention_level(folded(rows)))

    def _in_members(self, archive: zipfile.ZipFile, depth: int) -> None:
        for member in archive.infolist():
            self.at(_name_of(member))
            if self.is_over:
                return
            self._unpacked -= member.file_size
            is_locked = member.flag_bits & 0x1 or member.compress_type not in _METHODS
            if is_locked or self._unpacked < 0:
                self.note(MentionLevel.UNSEEN)
                continue
            try:
                content = archive.read(member)
            except Exception:  # noqa: BLE001 - as above
                self.note(MentionLevel.UNSEEN)
                continue
            self.into(member.filename, content, depth)
            if self.is_over:
                return


def _name_of(member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member's name, whose encoding an archive need not state."""
    is_utf_8 = member.flag_bits & 0x800
    return member.orig_filename.encode("utf-8" if is_utf_8 else "cp437", "replace")


def _typed(person: Person) -> set[str]:
    """A person's spellings in our own files: as typed, in JSON, in HTML, in a file's name."""
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
