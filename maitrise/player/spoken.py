"""Which sentences of the catalogue the page's modules say: a page holds those and no others.

Keys are looked for as in ``maitrise check`` (``check/catalogue.py``): a quoted key counts, and a
template (``verdict.${verdict}``) counts every sentence that begins like it.
"""

from __future__ import annotations

import re
from functools import cache

from maitrise.base.text import catalogue
from maitrise.player.bundling import modules_of, source_of

_QUOTED = re.compile(r"\"([^\"\s]+)\"")
_BEGINNING = re.compile(r"`([\w-]+\.[\w.-]*)\$\{")


@cache
def spoken_by(*entries: str, without: str = "") -> frozenset[str]:
    """The keys of the sentences that modules say, and those that they import.

    Args:
        entries: modules, from the package ("player/question.js").
        without: one that is left out with what only it imports.
    """
    modules = {each for entry in entries for each in modules_of(entry, without)}
    sources = [source_of(each) for each in sorted(modules)]
    quoted = {key for source in sources for key in _QUOTED.findall(source)}
    beginnings = tuple({key for source in sources for key in _BEGINNING.findall(source)})
    return frozenset(
        key for key in catalogue() if key in quoted or (beginnings and key.startswith(beginnings))
    )
