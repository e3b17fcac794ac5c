"""Undo the escapes of JSON, HTML, addresses, mails and RTF in a text.

Twenty megabytes of escapes are three million of them, and a call of Python for each takes seconds.
So what the C of Python's own codecs can undo is rewritten as one escape that they know: the bytes
of addresses, of JavaScript and of RTF as those of quoted-printable, every ``\\u`` as Python's.
"""

from __future__ import annotations

import binascii
import re
from html.entities import html5

from maitrise.cohort.spelling import plain_letters

_TIMES = 3  # an address in a JSON text in another
_RTF_CODE = re.compile(r"\\u(-?\d{1,5}) ?(?:\?|\\'[0-9a-fA-F]{2})")
_NO_CODE = re.compile(r"\\u(?![0-9a-fA-F]{4})|\\U(?!000[0-9a-fA-F]{5})|\\(?=[^\x00-\x7f])")
_BYTE_OF_MAIL = re.compile(rb"=[0-9A-F]{2}")
_NO_BYTE_OF_MAIL = re.compile(rb"=(?![0-9A-F]{2})")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udbff\udd00-\udfff]")  # the others mark bytes that are set apart
_ACCENTED = "[A-Za-z](?:acute|cedil|circ|grave|ring|slash|tilde|uml)|AElig|aelig|szlig"
# Of those that need no semicolon, the ones that can stand in a name.
_ENTITY = re.compile(
    rf"(&(?:#[0-9]{{1,7}};?|#[xX][0-9a-fA-F]{{1,6}};?|[A-Za-z]{{2,24}};"
    rf"|{_ACCENTED}|amp|AMP|eth|ETH|thorn|THORN|quot|nbsp|shy))"
)
_MOST_ENTITIES = 20_000  # kept in memory; others are looked up again
# A byte that is none of UTF-8 is one of Windows': "surrogateescape" marks it so.
_OF_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)}


class _Entities(dict[str, str]):
    """The character of each HTML entity: named ones, and numbers when they are first met."""

    def __missing__(self, written: str) -> str:
        if written[1] != "#":
            return " "
        meant = _meant_by(written.strip("&#;"))
        if len(self) < _MOST_ENTITIES:
            self[written] = meant
        return meant


def _meant_by(number: str) -> str:
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if 0x80 <= code < 0x100:
        return plain_letters(bytes([code]).decode("cp1252", "replace"))  # as browsers do
    is_letter = code < 0xD800 or 0xE000 <= code < 0x40000
    return plain_letters(chr(code)) if is_letter else " "


class _RtfLetters(dict[str, str]):
    """The character of each RTF number; those above 32,767 are written as negative."""

    def __missing__(self, written: str) -> str:
        self[written] = meant = plain_letters(chr(int(written) % 0x10000))
        return meant


_ENTITIES = _Entities({f"&{name}": plain_letters(meant) for name, meant in html5.items()})
_RTF_LETTERS = _RtfLetters()


def without_escapes(text: str, *, is_rtf: bool = False) -> str:
    """The text with its escapes undone, and their characters in plain letters."""
    if is_rtf:
        parts = _RTF_CODE.split(text)
        parts[1::2] = map(_RTF_LETTERS.__getitem__, parts[1::2])
        text = "".join(parts)
    for _ in range(_TIMES):
        before = text
        if "=" in text or "%" in text or "\\" in text:
            text = _without_codes(text)
        if "&" in text:
            parts = _ENTITY.split(text)
            parts[1::2] = map(_ENTITIES.__getitem__, parts[1::2])
            text = "".join(parts)
        if text == before:
            break
    return text


def _without_codes(text: str) -> str:
    text = text.replace("\\rquote", "'")
    for _ in range(3 if "\\\\" in text else 0):  # a JSON text in another doubles them
        text = text.replace("\\\\", "\\")
    if not text.isascii():
        text = _NO_CODE.sub(" ", text)  # no sign beyond ASCII may follow a backslash
    content = text.encode("raw_unicode_escape", "surrogatepass")
    is_mail = _BYTE_OF_MAIL.search(content) or b"=\n" in content or b"=\r\n" in content
    if not is_mail:
        content = content.replace(b"=", b" ")
    else:
        breaks = content.replace(b"=\r\n", b"").replace(b"=\n", b"")
        content = _NO_BYTE_OF_MAIL.sub(b" ", breaks)
    content = content.replace(b"%u", b"\\u").replace(b"%", b"=")
    content = content.replace(b"\\x", b"=").replace(b"\\'", b"=")
    if b"=" in content:
        content = content.replace(b"=\n", b"\n").replace(b"=\r", b"\r")
        content = binascii.a2b_qp(content)
    written = content.decode("utf-8", "surrogateescape")
    if not written.isascii():
        written = plain_letters(written.translate(_OF_WINDOWS))
    if "\\" in written:
        written = _NO_CODE.sub(" ", written)
        meant = written.encode("raw_unicode_escape").decode("raw_unicode_escape")
        if _HALVES.search(meant):
            meant = meant.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        written = plain_letters(_HALF.sub(" ", meant))
    return written
