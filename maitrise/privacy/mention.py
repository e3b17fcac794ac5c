"""Whether a file names a person: in its name, its bytes, or those of an archive's members."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable
from html import escape
from pathlib import Path

import markupsafe

from maitrise.cohort import Person
from maitrise.marking.keeping import safe_name

_DEEPEST = 3
_LARGEST_MEMBER = 64 * 1024 * 1024
_SHORTEST_ID = 4  # shorter ones stand in any file by chance
_SHORTEST_NAME = 6
_NEVER = re.compile(rb"(?!)")


class Mentions:
    """The ids, e-mails and names of people, made ready to be found."""

    def __init__(self, people: Iterable[Person]) -> None:
        written = {form for person in people for form in _written(person)}
        longest_first = sorted(written, key=lambda form: (-len(form), form))
        either = b"|".join(re.escape(form) for form in longest_first)
        # Bounded, so that p-0004 is not found in p-00041.
        pattern = rb"(?<![0-9A-Za-z])(?:" + either + rb")(?![0-9A-Za-z])"
        self._pattern = re.compile(pattern, re.IGNORECASE) if written else _NEVER

    def in_file(self, path: Path) -> bool:
        """Whether the file's name or content names one of them."""
        return self._in(path.name.encode(), path.read_bytes(), _DEEPEST)

    def without(self, text: str) -> str:
        """The text with each of them replaced by a dash."""
        return self._pattern.sub("—".encode(), text.encode()).decode("utf-8", "replace")

    def _in(self, name: bytes, content: bytes, depth: int) -> bool:
        if self._pattern.search(name) or self._pattern.search(content):
            return True
        if depth == 0 or not content.startswith(b"PK"):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return any(
                    self._in(
                        member.filename.encode("utf-8", "replace"), archive.read(member), depth - 1
                    )
                    for member in archive.infolist()
                    if member.file_size <= _LARGEST_MEMBER
                )
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
            return False  # damaged or behind a password: its own bytes were searched


def _written(person: Person) -> set[bytes]:
    """How a person is written in files: as typed, in JSON, in HTML, in a file's name."""
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
    return {form.encode("utf-8", "backslashreplace") for form in forms}
