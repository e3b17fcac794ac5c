"""Decode a file in each encoding that it may have, with and without escapes.

A person is found wherever our own readers, an office or a browser would show the name: so bytes are
read in every encoding of an office, and a text with its escapes undone, and with its tags taken
out, some of which stand inside words. Every reading is in plain letters (:func:`folded`), which is
all that names are compared in; and in parts, so that a long file takes no more memory than a short
one.
"""

from __future__ import annotations

import re
from codecs import charmap_decode
from collections.abc import Iterator
from functools import cache

from maitrise.cohort.encoding import ONE_BYTE, announced
from maitrise.cohort.spelling import folded, plain_letters
from maitrise.privacy.escapes import without_escapes

# Beside those that lists come in: of Central Europe, Cyrillic, Greek and Turkish, and East Asian.
_OTHERS = ("iso8859_15", "cp1250", "cp852", "iso8859_2", "cp1251", "cp1253", "cp1254", "koi8_r")
_OF_TWO_BYTES = ("gb18030", "shift_jis", "big5", "euc_kr")
_MOST_IN_OTHERS = 2 * 1024 * 1024  # bytes of a text that are read in these too
_PART = 512 * 1024
_OVERLAP = 16 * 1024  # a name with tags and escapes between its letters is shorter; whole UTF-32
_MARKS = {b"\xff\xfe\0\0": "utf-32-le", b"\0\0\xfe\xff": "utf-32-be",
          b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}  # fmt: skip
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_CONTROL = re.compile(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]")
_BEYOND_LETTERS = re.compile("[\U00040000-\U0010ffff]+")
_TAG = re.compile(r"</?([A-Za-z][\w.:-]{0,60}+)[^<>]{0,2000}+>|<[^<>]{1,300}+>")
# What ends a word; every other tag may stand in the middle of one.
_ENDING = frozenset(
    re.findall(
        r"[\w-]+",
        "p br tab td th tr tc row cell c si li dd dt div s h1 h2 h3 h4 h5 h6 option label title ul"
        " ol table body header footer section table-cell table-row line-break pre",
    )
)
_MOST_TAGS = 2_000  # whose names are kept in memory


def is_text(content: bytes) -> bool:
    """Whether bytes are a text, and so are searched as a whole."""
    if _wide_encoding(content):
        return encoding_of(content) in _WIDE
    return _CONTROL.search(content) is None


def encoding_of(content: bytes) -> str:
    """The Unicode encoding that a text certainly has; "" for none.

    Needs the whole text: a character of several bytes may cross the edge of a part.
    """
    wide = _wide_encoding(content)
    try:
        text = content.decode(wide or "utf-8")
    except UnicodeError:
        return ""
    if wide and _CONTROL.search(text.encode("utf-8")):
        return ""
    return wide or "utf-8"


def _wide_encoding(content: bytes) -> str:
    """UTF-16 or UTF-32 if a byte order mark states it; "" for none."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    encodings = announced(content)
    return encodings[0] if encodings and content.count(0) > len(content) // 4 else ""


def readings(content: bytes, encoding: str) -> Iterator[str]:
    """Every text that bytes may be, in parts that overlap, folded.

    Args:
        content: the bytes.
        encoding: the result of :func:`encoding_of`.
    """
    is_short, is_rtf = len(content) < _MOST_IN_OTHERS, content.startswith(b"{\\rtf")
    others = _WIDE if b"\0" in content and encoding not in _WIDE else ()
    for start in range(0, max(1, len(content) - _OVERLAP), _PART):
        part = content[start : start + _PART + _OVERLAP]
        for wide in others:
            yield from _shown(_as_letters(part.decode(wide, "replace")), is_rtf=is_rtf)
        if encoding:
            yield from _shown(_as_letters(part.decode(encoding, "ignore")), is_rtf=is_rtf)
        else:
            yield from _in_bytes(part, is_short=is_short, is_rtf=is_rtf)
        if encoding in _WIDE:  # and yet somebody may have put a mark before bytes that are none
            yield part.decode("latin-1").lower()


def _in_bytes(part: bytes, *, is_short: bool, is_rtf: bool) -> Iterator[str]:
    """A part in an encoding of one byte per character, or UTF-8."""
    yield from _in_one_byte(part, is_short=is_short, is_rtf=is_rtf)
    for encoding in _OF_TWO_BYTES if is_short else ():
        yield from _shown(_as_letters(part.decode(encoding, "replace")), is_rtf=is_rtf)


def _as_letters(text: str) -> str:
    if text.isascii():
        return text
    return plain_letters(_BEYOND_LETTERS.sub(" ", text))


def _shown(text: str, *, is_rtf: bool) -> Iterator[str]:
    """A text as it is, and as it is displayed, without escapes and tags."""
    return (variant.lower() for variant in _variants(text, is_rtf=is_rtf))


def _variants(text: str, *, is_rtf: bool) -> Iterator[str]:
    yield text
    plain = without_escapes(text, is_rtf=is_rtf)
    if plain != text:
        yield plain
    if "<" in plain:
        parts = _TAG.split(plain)
        if len(parts) > 1:
            yield " ".join(parts[::2])
            parts[1::2] = map(_BETWEEN_WORDS.__getitem__, parts[1::2])
            yield "".join(parts)


class _BetweenWords(dict[str | None, str]):
    """What replaces a tag between two letters, by the name of the tag."""

    def __missing__(self, name: str | None) -> str:
        between = " " if (name or "br").rpartition(":")[2].lower() in _ENDING else ""
        if len(self) < _MOST_TAGS:
            self[name] = between
        return between


_BETWEEN_WORDS = _BetweenWords()


def _in_one_byte(part: bytes, *, is_short: bool, is_rtf: bool) -> Iterator[str]:
    """A part that is not UTF-8 throughout, in each encoding of one byte per character.

    Escapes are undone once for all of these, with the other bytes set apart.
    """
    marked = part.decode("ascii", "surrogateescape")
    for variant in _variants(marked, is_rtf=is_rtf):
        content = variant.encode("utf-8", "surrogateescape")
        yield _as_letters(content.decode("utf-8", "replace")).lower()
        for encoding in (*ONE_BYTE, *(_OTHERS if is_short else ())):
            letters, longer = _letters_of(encoding)
            plain = content
            for byte, written in longer:
                plain = plain.replace(byte, written)
            yield charmap_decode(plain, "replace", letters)[0]


@cache
def _letters_of(encoding: str) -> tuple[str, tuple[tuple[bytes, bytes], ...]]:
    """The plain letter of each byte of an encoding, and the bytes that are none or several."""
    letters, longer = "", []
    for code in range(256):
        byte = bytes([code])
        plain = folded(byte.decode(encoding, "replace"))
        letters += plain if len(plain) == 1 else " "
        if not plain or (len(plain) > 1 and plain.isascii()):
            longer.append((byte, plain.encode("ascii")))
    return letters, tuple(longer)
