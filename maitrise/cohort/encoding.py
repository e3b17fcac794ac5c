"""Guess the encoding of a CSV file.

UTF-8 and UTF-16 say so themselves. A file in one byte a character does not: what Excel saves on
Windows (cp1252), what its "MS-DOS" choice and old exports write (cp850) and what Excel saved on a
Mac (Mac Roman) can all be read as one another, with other letters. The reading kept is the one in
which letters stand where people write them.
"""

from __future__ import annotations

import re
import unicodedata

ONE_BYTE = ("cp1252", "cp850", "mac_roman")
GUESSED = (*ONE_BYTE, "utf-7")
"""Encodings that no file says of itself: whoever imports one is shown an example."""
_UTF_7 = re.compile(rb"\+A[A-Za-z0-9+/]{2,}-")  # a letter below 1,024, as old mail systems write it
# "é" and its like, "œ", "’"; in one byte: "Ã©", "Å“", "â€™"
_ACCENT_IN_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xc5[\x92\x93]|\xe2\x80\x99")
_LAST_LATIN = "\u024f"
_NUL = 0
_USUAL = frozenset("àâäçéèêëîïñôöùûüÿ")


def decode(content: bytes) -> tuple[str, str]:
    """The text of a list and the encoding that it was read in.

    Raises:
        ValueError: no encoding gives a text without control characters, or lines in UTF-8 stand
            beside others.
    """
    if _UTF_7.search(content) and (text := _from_utf_7(content)):
        return text, "utf-7"
    for encoding in announced(content) or ("utf-8-sig",):
        try:
            return _text(content, encoding), encoding
        except UnicodeDecodeError:
            continue
    if _ACCENT_IN_UTF_8.search(content):  # some lines in UTF-8, others not: names would be lost
        raise ValueError("two encodings in one file")
    readings = []
    for encoding in ONE_BYTE:
        try:
            readings.append((_text(content, encoding), encoding))
        except ValueError:  # a byte that this encoding does not have, or a control character
            continue
    if not readings:
        raise ValueError("no encoding that is known gives a text")
    return max(readings, key=lambda reading: _likeness(reading[0]))  # the first of equals


def announced(content: bytes) -> tuple[str, ...]:
    """UTF-16 if a byte order mark or the zero bytes of Latin letters show it; else nothing."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)  # Excel's "Unicode text"
    start = content[:200]
    if _NUL in start[1::2] and _NUL not in start[::2]:
        return ("utf-16-le",)
    if _NUL in start[::2] and _NUL not in start[1::2]:
        return ("utf-16-be",)
    return ()


def _from_utf_7(content: bytes) -> str:
    """The text decoded from UTF-7; "" if it is not, as a list with a plus sign."""
    if not content.isascii():
        return ""
    try:
        text = _text(content, "utf-7").removeprefix("\ufeff")
    except ValueError:
        return ""
    # Nobody writes a plain letter so: "jean+AGE-1@example.org" is an address, with no "a" in it.
    encoded = set(b"".join(_UTF_7.findall(content)).decode("utf-7"))
    plain = {each for each in encoded if each.isascii() and each.isalnum()}
    letters = {each for each in text if not each.isascii()}
    is_latin = all(each == "’" or (each.isalpha() and each <= _LAST_LATIN) for each in letters)
    return text if is_latin and not plain else ""


def _text(content: bytes, encoding: str) -> str:
    text = content.decode(encoding)
    if any(unicodedata.category(each) == "Cc" and each not in "\t\n\r" for each in set(text)):
        raise ValueError("control characters")
    return text


def _likeness(text: str) -> int:
    """How likely the letters beyond ASCII are in names; higher is likelier.

    A usual letter inside a word, or a capital where capitals stand, speaks for a reading;
    a sign inside a word, or a capital beside a small letter (``HŽlène``), speaks against it.
    """
    likeness = 0
    for before, each, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if each.isascii():
            continue
        if not each.isalpha():
            likeness -= before.isalpha() and each not in "’\N{NO-BREAK SPACE}"
        elif each.isupper():
            inside = before.islower() or (before.isalpha() and after.islower())
            likeness += -1 if inside else 1 + (each.lower() in _USUAL)
        elif before.isalpha():
            likeness += 1 + (each in _USUAL)
    return likeness
