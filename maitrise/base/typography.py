"""French spaces: the one function that sets them."""

from __future__ import annotations

import re
from functools import cache, partial

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"

# Code, links, bare addresses, fenced blocks and the rule line of a Markdown table are left as
# they are: a non-breaking space in them changes what they do, not how they look.
_PROTECTED = (
    r"(?s:```.*?```)"
    r"|`[^`\n]*`"
    r"|\]\([^)\n]*\)"
    r"|https?://\S+"
    r"|(?m:^[ \t:|-]*-{3}[ \t:|-]*$)"
)
_SPACE = rf"[ {NO_BREAK}{NARROW_NO_BREAK}]"
_RULES = (
    (rf"«{_SPACE}*", f"«{NO_BREAK}"),
    (rf"(?<!{_SPACE}){_SPACE}*»", f"{NO_BREAK}»"),
    (rf"(?<=\S){_SPACE}+(?=:(?!\w))", NO_BREAK),
    (rf"(?<=\S){_SPACE}+(?=[;?!](?!\[))", NARROW_NO_BREAK),
    (rf"(?<=\d){_SPACE}(?=\d{{3}}(?!\d))", NARROW_NO_BREAK),
    (rf"(?<=\d){_SPACE}(?=(?:%|€|k€|M€)(?!\w))", NO_BREAK),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The rules, compiled when a text is first set.

    Each passes over what is protected by itself, so that its rule still sees what stands before:
    the question mark after a link needs its space too.
    """
    return tuple((re.compile(f"(?P<kept>{_PROTECTED})|{rule}"), spaced) for rule, spaced in _RULES)


def french_spaces(text: str) -> str:
    """Set the non-breaking spaces of French typography; applying it twice changes nothing.

    Spaces that an author typed before ``: ; ? !``, inside ``« »``, between groups of digits and
    before ``% €`` become non-breaking. Code, links and addresses stay untouched.

    >>> french_spaces("Qui signe ?") == "Qui signe\\u202f?"
    True
    """
    for pattern, spaced in _patterns():
        text = pattern.sub(partial(_kept_or, spaced), text)
    return text


def french_citations(text: str) -> str:
    """Set the French spaces of what an English text cites in French, between « ».

    >>> french_citations("Read « Qui signe ? » aloud.") == (
    ...     "Read «\\u00a0Qui signe\\u202f?\\u00a0» aloud."
    ... )
    True
    """
    return re.sub("«[^»]*»", lambda found: french_spaces(found[0]), text)


def _kept_or(spaced: str, found: re.Match[str]) -> str:
    return found["kept"] or spaced
