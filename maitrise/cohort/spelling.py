"""A name as it is compared: without accents, capitals, or the signs that platforms leave out."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Combining marks, soft hyphens, marks of writing direction, joiners; and apostrophes that count as
# letters.
_PLAINER: dict[int, str | None] = {
    **dict.fromkeys((*range(0x300, 0x370), 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
                     *range(0x2060, 0x206A), 0xFEFF)),
    **dict.fromkeys((0x2B9, 0x2BB, 0x2BC, 0x2BD, 0x2C8, 0xA78C), "'"),
    # Letters that are no other letter with a mark, as platforms write them.
    **{ord(letter): plain for letter, plain in zip(
        "æœłøđðþıħŧ", ("ae", "oe", "l", "o", "d", "d", "th", "i", "h", "t"), strict=True)},
}  # fmt: skip


def folded(text: str) -> str:
    """A text without accents, capitals and invisible characters.

    >>> folded("E\\u0301LOI\\u0308SE\\u00a0Roy")
    'eloise roy'
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text.casefold()).translate(_PLAINER)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded.

    >>> words_of("Pat O'Brien_4710")
    ('pat', 'o', 'brien', '4710')
    """
    return tuple(_WORD.findall(folded(text)))
