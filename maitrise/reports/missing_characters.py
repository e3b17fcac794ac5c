"""Find characters that papers cannot show, because no font of this computer has them.

typst draws a box for such a letter and says nothing. What it draws is asked of it: a letter that
looks like one that no font can have is missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_NO_LETTER = "\U0010fffd"  # the last of those that are nobody's
_ALWAYS_THERE = 0x250  # typst carries the Latin letters before
_GLYPH = re.compile(r'xlink:href="#([^"]+)"')
_FONTS = {
    "ARABIC": "Noto Naskh Arabic", "ARMENIAN": "Noto Serif Armenian",
    "BENGALI": "Noto Serif Bengali", "BOPOMOFO": "Noto Serif CJK", "CJK": "Noto Serif CJK",
    "DEVANAGARI": "Noto Serif Devanagari", "ETHIOPIC": "Noto Serif Ethiopic",
    "GEORGIAN": "Noto Serif Georgian", "GUJARATI": "Noto Serif Gujarati",
    "GURMUKHI": "Noto Serif Gurmukhi", "HANGUL": "Noto Serif CJK", "HEBREW": "Noto Serif Hebrew",
    "HIRAGANA": "Noto Serif CJK", "KANNADA": "Noto Serif Kannada",
    "KATAKANA": "Noto Serif CJK", "KHMER": "Noto Serif Khmer", "LAO": "Noto Serif Lao",
    "MALAYALAM": "Noto Serif Malayalam", "MYANMAR": "Noto Serif Myanmar",
    "SINHALA": "Noto Serif Sinhala", "TAMIL": "Noto Serif Tamil", "TELUGU": "Noto Serif Telugu",
    "THAI": "Noto Serif Thai", "TIBETAN": "Noto Serif Tibetan",
}  # fmt: skip
_known: dict[str, bool] = {}


def missing_characters(text: str) -> str:
    """The characters of a text that no font of this computer has, each once."""
    odd = [
        letter
        for letter in dict.fromkeys(text)
        if ord(letter) >= _ALWAYS_THERE and unicodedata.category(letter)[0] in "LMC"
    ]
    unknown = [letter for letter in odd if letter not in _known]
    if unknown:
        drawn = _drawn([_NO_LETTER, *unknown])
        _known.update(
            (letter, drawn[0].isdisjoint(glyphs))
            for letter, glyphs in zip(unknown, drawn[1:], strict=True)
        )
    return "".join(letter for letter in odd if not _known[letter])


def fonts_for(letters: Iterable[str]) -> str:
    """Names of fonts to install for some characters."""
    scripts = (unicodedata.name(letter, "?").split()[0] for letter in letters)
    return ", ".join(dict.fromkeys(_FONTS.get(script, "Noto Sans") for script in scripts))


def _drawn(letters: list[str]) -> list[frozenset[str]]:
    """The glyphs that each character is drawn with."""
    import typst

    pages = "\n#pagebreak()\n".join(f'#text("\\u{{{ord(letter):x}}}")' for letter in letters)
    source = f'#set text(font: "Libertinus Serif")\n{pages}'
    made = typst.compile(source.encode(), format="svg")
    pictures = made if isinstance(made, list) else [made]
    return [frozenset(_GLYPH.findall(bytes(picture).decode())) for picture in pictures]
