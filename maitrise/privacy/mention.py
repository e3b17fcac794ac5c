"""Whether a file names a person: in its name, its text, or that of an archive's members.

A person is found in every encoding and spelling in which our own readers would have known them:
lists in the encodings of offices, accents composed or not, either order of first and last name,
apostrophes as keyboards, word processors and platforms write them, JSON, HTML and addresses.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from enum import IntEnum
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote_to_bytes

import markupsafe

from maitrise.cohort import Person
from maitrise.cohort.encoding import ONE_BYTE
from maitrise.cohort.spelling import folded, words_of
from maitrise.marking.archive_directory import look_at_directory
from maitrise.marking.inbox_file import OTHER_ARCHIVES
from maitrise.marking.keeping import safe_name

_DEEPEST = 3  # a platform's download, a hand-in in it, a document in that
_MOST_MEMBERS = 20_000
_LARGEST = 64 * 1024 * 1024
_SHORTEST_ID = 4  # shorter ones stand in any file by chance
_SHORTEST_NAME = 6
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What holds text that only a program of its own shows: pages, scans, other archives.
_OPAQUE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"Rar!", b"7z\xbc\xaf",
           b"\x1f\x8b", b"BZh", b"\xfd7zX", b"PK\x03\x04", b"PK\x05\x06")  # fmt: skip
_OPAQUE_ENDINGS = (*OTHER_ARCHIVES, ".zip", ".heic", ".webp")
_TAG = re.compile(r"<[^<>]{1,300}>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BETWEEN, _BETWEEN_PARTS = r"[\W_]{1,3}", r"[\W_]{0,3}"


class Naming(IntEnum):
    """What was found out of a file; the larger one counts for a whole archive."""

    NO = 0
    UNSEEN = 1
    """It, or something in it, cannot be looked into."""
    YES = 2


class Mentions:
    """The ids, e-mails and names of people, made ready to be found."""

    def __init__(self, people: Iterable[Person]) -> None:
        people = list(people)
        self._people = [found for person in people if (found := _Spellings.of(person))]
        typed = {form for person in people for form in _typed(person)}
        longest_first = sorted(typed, key=lambda form: (-len(form), form))
        either = "|".join(map(re.escape, longest_first))
        # Bounded, so that p-0004 is not found in p-00041.
        self._typed = re.compile(rf"(?<![0-9A-Za-z])(?:{either or '(?!)'})(?![0-9A-Za-z])", re.I)

    def in_file(self, path: Path) -> Naming:
        """Whether the file's name or content names one of them."""
        if self.in_text(path.name):
            return Naming.YES
        try:
            return self._in(path.name, path.read_bytes(), _DEEPEST)
        except OSError:
            return Naming.UNSEEN

    def in_text(self, text: str) -> bool:
        """Whether a text names one of them."""
        plain = folded(text)
        return any(spellings.in_text(plain) for spellings in self._people)

    def without(self, text: str) -> str:
        """The text with each of them replaced by a dash; all of it, where it still names one."""
        replaced = self._typed.sub("—", text)
        return "—" if self.in_text(replaced) else replaced

    def _in(self, name: str, content: bytes, depth: int) -> Naming:
        if any(self.in_text(text) for text in _readings(content)):
            return Naming.YES
        is_opaque = content.startswith(_OPAQUE) or name.lower().endswith(_OPAQUE_ENDINGS)
        if not zipfile.is_zipfile(io.BytesIO(content)):
            return Naming.UNSEEN if is_opaque else Naming.NO
        if depth == 0:
            return Naming.UNSEEN
        try:
            look_at_directory(io.BytesIO(content), _MOST_MEMBERS)
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return self._in_members(archive, depth - 1)
        except Exception:  # noqa: BLE001 - whatever a file does to us, the next is looked at
            return Naming.UNSEEN

    def _in_members(self, archive: zipfile.ZipFile, depth: int) -> Naming:
        found, left = Naming.NO, 4 * _LARGEST
        for member in archive.infolist():
            if self.in_text(member.filename):
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


class _Spellings:
    """How one person may be written, in folded letters."""

    def __init__(self, anchors: Iterable[str], patterns: Iterable[str]) -> None:
        self._anchors = tuple(anchors)  # one of them stands in any text that names the person
        self._pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])")

    @classmethod
    def of(cls, person: Person) -> _Spellings | None:
        """Those of a person; None where nothing would be told from chance."""
        anchors, patterns = [], []
        id_, email = words_of(person.id), words_of(person.email)
        if len(person.id) >= _SHORTEST_ID and id_:
            patterns.append(_BETWEEN.join(map(re.escape, id_)))
            anchors.append(max(id_, key=len))
        if email:
            patterns.append(_BETWEEN.join(map(re.escape, email)))
            anchors.append(max(email, key=len))
        parts = [words for part in re.split(r"[\s,]+", person.name) if (words := words_of(part))]
        letters = sum(len(word) for words in parts for word in words)
        if len(parts) > 1 or letters >= _SHORTEST_NAME:
            anchors.append(max((word for words in parts for word in words), key=len))
            # Several words are not written as one where that could be a word of its own.
            between = _BETWEEN_PARTS if letters >= _SHORTEST_NAME else _BETWEEN
            written = [_BETWEEN_PARTS.join(map(re.escape, words)) for words in parts]
            for turn in range(len(written)):
                patterns.append(between.join([*written[turn:], *written[:turn]]))
        return cls(anchors, patterns) if patterns else None

    def in_text(self, plain: str) -> bool:
        """Whether a folded text names the person."""
        is_near = any(anchor in plain for anchor in self._anchors)
        return is_near and self._pattern.search(plain) is not None


def _readings(content: bytes) -> Iterator[str]:
    """What a file may say: in each encoding that it can be in, with escaped signs and without."""
    for text in _decoded(content):
        yield text
        plain = text
        if "%" in text:
            plain = unquote_to_bytes(plain.encode("utf-8", "replace")).decode("utf-8", "replace")
        plain = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), plain)
        plain = unescape(_TAG.sub(" ", plain)) if "&" in text or "<" in text else plain
        if plain != text:
            yield plain


def _decoded(content: bytes) -> Iterator[str]:
    if b"\0" in content[:4096]:
        yield content.decode("utf-16-le", "replace")
        yield content.decode("utf-16-be", "replace")
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        yield content.decode("utf-8", "replace")
        for encoding in ONE_BYTE:
            yield content.decode(encoding, "replace")


def _typed(person: Person) -> set[str]:
    """How a person is written where we write: as typed, in JSON, in HTML, in a file's name."""
    words = [person.email]
    words += [person.id] if len(person.id) >= _SHORTEST_ID else []
    name = person.name.strip()
    words += [name] if " " in name or len(name) >= _SHORTEST_NAME else []
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
        forms |= {kept} if len(kept) >= _SHORTEST_NAME or kept == word else set()
    return forms
