"""What a file may say: in each encoding that it can be in, with escaped signs and without.

A person is found wherever our own readers, an office or a browser would show the name: so bytes are
read in every encoding of an office, and a text with the escapes of JSON, HTML, addresses, mails and
RTF undone, and with its tags taken out, some of which stand inside words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from html import unescape

from maitrise.cohort.encoding import ONE_BYTE, announced

# Beside those that lists come in: of Central Europe, Cyrillic, Greek, Turkish and East Asian.
_OTHERS = ("iso8859_15", "cp1250", "cp852", "iso8859_2", "cp1251", "cp1253", "cp1254", "koi8_r",
           "gb18030", "shift_jis", "big5", "euc_kr")  # fmt: skip
_MOST_IN_OTHERS = 2 * 1024 * 1024  # bytes of a text that are read in these too
_MOST_MAILS = 5_000  # of one box
_CONTROL = re.compile(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]")
_TIMES_ESCAPED = 3
_BYTES = re.compile(r"(?:%[0-9A-Fa-f]{2})+|(?:=[0-9A-F]{2})+|(?:\\{1,8}x[0-9A-Fa-f]{2})+"
                    r"|(?:\\'[0-9A-Fa-f]{2})+")  # fmt: skip
_CODE = re.compile(r"(?:\\{1,8}u|%u)([0-9a-fA-F]{4})")
_RTF_CODE = re.compile(r"\\u(\d{3,5}) ?\??")
_SOFT_BREAK = re.compile(r"=\r?\n|\\rquote ?")
_TAG = re.compile(r"</?([A-Za-z][\w.:-]{0,60})[^<>]{0,2000}>|<[^<>]{1,300}>")
# What ends a word; every other tag may stand in the middle of one.
_ENDING = re.compile(
    r"p|br|tab|t[dhrc]|row|cell|c|si|li|d[td]|div|s|h\d|option|label|title|[uo]l|table|body|header"
    r"|footer|section|table-cell|table-row|line-break|pre"
)
_MAIL = re.compile(rb"(?:From |[A-Z][\w-]{1,40}: ?[^\r\n]*\r?\n[A-Z][\w-]{1,40}: ?)")
_BETWEEN_MAILS = re.compile(rb"(?m)^From .*\r?\n")


def is_text(content: bytes) -> bool:
    """Whether bytes are a text, and so looked into as a whole."""
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return _decodes(content, "utf-32")
    encodings = announced(content)
    if encodings and (encodings[0] == "utf-16" or content.count(0) > len(content) // 4):
        return _decodes(content, encodings[0])
    return _CONTROL.search(content) is None


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        return _CONTROL.search(content.decode(encoding).encode("utf-8")) is None
    except UnicodeError:
        return False


def readings(content: bytes) -> Iterator[str]:
    """Every text that the bytes may be."""
    for text in _decoded(content):
        yield text
        plain = _without_escapes(text)
        if plain != text:
            yield plain
        if "<" in plain:
            yield _TAG.sub(" ", plain)
            yield _TAG.sub(_between_words, plain)


def _decoded(content: bytes) -> Iterator[str]:
    if b"\0" in content:
        for encoding in ("utf-16-le", "utf-16-be", "utf-32"):
            yield content.decode(encoding, "replace")
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        yield content.decode("utf-8", "replace")
        for encoding in (*ONE_BYTE, *(_OTHERS if len(content) < _MOST_IN_OTHERS else ())):
            yield content.decode(encoding, "replace")


def _without_escapes(text: str) -> str:
    for _ in range(_TIMES_ESCAPED):
        before = text
        if "=" in text or "%" in text or "\\" in text:
            text = _SOFT_BREAK.sub(lambda found: "'" if found[0][0] == "\\" else "", text)
            text = _CODE.sub(lambda code: chr(int(code[1], 16)), text)
            text = _BYTES.sub(lambda run: _said_by(re.sub(r"[^0-9A-Fa-f]", "", run[0])), text)
            text = _RTF_CODE.sub(lambda code: chr(int(code[1])), text)
        text = unescape(text) if "&" in text else text
        if text == before:
            break
    return text


def _said_by(digits: str) -> str:
    written = bytes.fromhex(digits)
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("cp1252", "replace")


def _between_words(tag: re.Match[str]) -> str:
    """What a tag leaves between the letters on its two sides."""
    name = (tag[1] or "br").rpartition(":")[2].lower()
    return " " if _ENDING.fullmatch(name) else ""


def is_mail(name: str, content: bytes) -> bool:
    """Whether bytes are a mail, or a box of them."""
    return name.lower().endswith((".eml", ".mbox", ".mht", ".mhtml")) or bool(_MAIL.match(content))


def parts_of_mails(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of each mail of a box as they read, attachments with their names.

    Raises:
        ValueError: there are more mails than are read.
    """
    mails = _BETWEEN_MAILS.split(content, maxsplit=_MOST_MAILS)
    if len(mails) > _MOST_MAILS:
        raise ValueError("too many mails")
    for written in mails:
        for part in message_from_bytes(written).walk():
            yield "", "\n".join(_headers(part)).encode("utf-8", "replace")
            inside = part.get_payload(decode=True)
            if isinstance(inside, bytes):
                yield part.get_filename() or "", inside


def _headers(part: Message) -> Iterator[str]:
    from email.header import decode_header, make_header

    for value in part.values():
        try:
            yield str(make_header(decode_header(str(value))))
        except (LookupError, ValueError):
            yield str(value)
