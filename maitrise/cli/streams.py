"""What a command prints, on a terminal or into a file that does not know every character."""

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


def write_whatever_the_encoding() -> None:
    """Have the standard streams write the nearest character where their encoding lacks one.

    A French Windows redirects to a file in cp1252, which has no narrow space: without this a
    command would break off in the middle of its own answer.
    """
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def is_refused(error: OSError) -> bool:
    """Whether a disk is full, or whoever reads what is printed is gone."""
    return error.errno in _REFUSED


def drop_what_cannot_be_printed() -> None:
    """Drop what is still to be printed, where it cannot be.

    Python would try to print it once more at its very end, and say so in a way of its own.
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
    """A character in those that the encoding has: a plainer one, its letter, a question mark."""
    decomposed = unicodedata.normalize("NFKD", character)
    plainer = _PLAIN.get(character, "")
    for written in (plainer, _PLAIN.get(plainer, ""), decomposed, decomposed[:1]):
        try:
            if written and written.encode(encoding):
                return written
        except UnicodeEncodeError:
            continue
    return "?"
