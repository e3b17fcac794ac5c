"""Decode the parts of a mail, or of a mailbox file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

_MOST_MAILS = 5_000  # of one box
_MOST_LINES = 280_000  # 21 MB of attachments; each line of another kind takes far longer
_MAIL = re.compile(rb"(?:From |[A-Z][\w-]{1,40}: ?[^\r\n]*\r?\n[A-Z][\w-]{1,40}: ?)")
_BETWEEN_MAILS = re.compile(rb"(?m)^From .*\r?\n")


def is_mail(name: str, content: bytes) -> bool:
    """Whether bytes are a mail, or a mailbox file."""
    return name.lower().endswith((".eml", ".mbox", ".mht", ".mhtml")) or bool(_MAIL.match(content))


def parts_of_mails(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The decoded parts of each mail, attachments with their names.

    Raises:
        ValueError: there are more mails or lines than are read.
    """
    mails = _BETWEEN_MAILS.split(content, maxsplit=_MOST_MAILS)
    if len(mails) > _MOST_MAILS or content.count(b"\n") + content.count(b"\r") > _MOST_LINES:
        raise ValueError("too many mails, or lines")
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
