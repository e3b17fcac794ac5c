"""The standard streams: encodings that lack characters, and output that is closed early."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
import unicodedata

_PLAIN = {
    "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    "\N{THIN SPACE}": " ",
    "\N{MINUS SIGN}": "-",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{LATIN SMALL LIGATURE OE}": "oe",
    "\N{LATIN CAPITAL LIGATURE OE}": "OE",
    "\N{NO-BREAK SPACE}": " ",
}
_HANDLER = "maitrise-plain"
_REFUSED = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EPIPE))


def replace_unencodable_characters() -> None:
    """Make the standard streams write a similar character where their encoding lacks one.

    A French Windows redirects to a file in cp1252, which has no narrow space: without this the
    command would fail in the middle of its output.
    """
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def is_output_closed(error: OSError) -> bool:
    """Whether an error means that output cannot be written: closed pipe, full or read-only disk."""
    return error.errno in _REFUSED


def discard_unprinted_output() -> None:
    """Redirect stdout to nothing if its buffer cannot be flushed.

    Otherwise Python would flush it again at exit and print an error of its own.
    """
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_spelt(character, error.encoding) for character in lost), error.end


def _spelt(character: str, encoding: str) -> str:
    """A replacement that the encoding has: a similar character, the base letter, or ``?``."""
    decomposed = unicodedata.normalize("NFKD", character)
    plainer = _PLAIN.get(character, "")
    for written in (plainer, _PLAIN.get(plainer, ""), decomposed, decomposed[:1]):
        try:
            if written and written.encode(encoding):
                return written
        except UnicodeEncodeError:
            continue
    return "?"
