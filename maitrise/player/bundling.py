"""The modules of the page as one script, without a tool of JavaScript.

A double-clicked page and a widget in a notebook can import nothing. Each module becomes a function
that runs once, in the order of the imports, and hands on what it exports. What modules may write
is what ours and the vendored ones do: named imports and exports at the start of a line, no cycle.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from maitrise.base.errors import InternalError

_PACKAGE = Path(__file__).resolve().parents[1]
_IMPORT = re.compile(
    r"^import\s+(?:(?P<names>\{[^}]*\})|\*\s+as\s+(?P<all>[\w$]+))\s+from\s+\"(?P<file>[^\"]+)\";?$",
    re.MULTILINE,
)
_HANDED_ON = re.compile(
    r"^export\s+(?P<names>\{[^}]*\})\s+from\s+\"(?P<file>[^\"]+)\";?$", re.MULTILINE
)
_LISTED = re.compile(r"^export\s+(?P<names>\{[^}]*\});?$", re.MULTILINE)
_DECLARED = re.compile(
    r"^export\s+(?=(?:async\s+)?(?:function\*?|class|const|let|var)\s+(?P<name>[\w$]+))",
    re.MULTILINE,
)
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
# Comments that have lines of their own: what a browser is sent needs none of them.
_COMMENTS = re.compile(r"^[ \t]*(?:/\*\*?(?:[^*]|\*(?!/))*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE)

# Ours begin no line of a text with spaces: templates that go on do so inside an expression.
_INDENT = re.compile(r"^[ \t]+|(?<=\n)\n+", re.MULTILINE)


@cache
def classic_script(entry: str, start: str, without: frozenset[str] = frozenset()) -> str:
    """A script for ``<script src>`` that calls a function of the entry module.

    Args:
        entry: a module, from the package ("player/start.js").
        start: the function, called without an argument.
        without: modules that the page never gets to: what they export is undefined, and what only
            they import stays away too.
    """
    return f"(() => {{\n{_modules(entry, without)}{_named(entry)}.{start}();\n}})();\n"


@cache
def module_script(entry: str) -> str:
    """The same as a module without imports, which exports what the entry exports."""
    exports = ", ".join(sorted(_exported(entry)))
    return f"{_modules(entry)}export const {{ {exports} }} = {_named(entry)};\n"


def modules_of(entry: str, without: str = "") -> set[str]:
    """A module and all that it imports.

    Args:
        without: one that is left out with what only it imports.
    """
    found: set[str] = set()
    left = [entry]
    while left:
        file = left.pop()
        if file not in found and file != without:
            found.add(file)
            left += _needed(file)
    return found


def source_of(file: str) -> str:
    """What a module holds, but for its comments."""
    return _source(file)


def _modules(entry: str, without: frozenset[str] = frozenset()) -> str:
    order = _order(entry, (), without)
    written = (
        f"const {_named(each)} = {{}};\n" if each in without else _function(each) for each in order
    )
    return "'use strict';\n" + "".join(written)


def _order(file: str, above: tuple[str, ...], without: frozenset[str]) -> list[str]:
    """The modules that a module needs, each after those that it imports itself."""
    if file in above:
        raise InternalError(f"Modules import one another in a circle: {' > '.join((*above, file))}")
    order: list[str] = []
    for needed in () if file in without else _needed(file):
        order += [each for each in _order(needed, (*above, file), without) if each not in order]
    return [*order, file]


@cache
def _source(file: str) -> str:
    return _COMMENTS.sub("", (_PACKAGE / file).read_text(encoding="utf-8"))


def _needed(file: str) -> Iterator[str]:
    for pattern in (_IMPORT, _HANDED_ON):
        for found in pattern.finditer(_source(file)):
            yield _beside(file, found["file"])


def _beside(file: str, named: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), named))


def _function(file: str) -> str:
    def imported(found: re.Match[str]) -> str:
        names = found["all"] or _pairs(found["names"], " as ", ": ")
        return f"const {names} = {_named(_beside(file, found['file']))};"

    source = _IMPORT.sub(imported, _source(file))
    source = _HANDED_ON.sub("", source)
    source = _LISTED.sub("", source)
    source = _DECLARED.sub("", source)
    if left := _LEFT.search(source):
        raise InternalError(f"{file} has an import or export that no bundle knows: {left[0]}")
    source = _INDENT.sub("", source)
    exports = ", ".join(f"{name}: {value}" for name, value in _exported(file).items())
    return f"const {_named(file)} = (() => {{\n{source.strip()}\nreturn {{ {exports} }};\n}})();\n"


@cache
def _exported(file: str) -> dict[str, str]:
    """What a module exports, and what each is called inside."""
    source = _source(file)
    exported = {found["name"]: found["name"] for found in _DECLARED.finditer(source)}
    for found in _LISTED.finditer(source):
        exported |= {outside: inside for inside, outside in _split(found["names"])}
    for found in _HANDED_ON.finditer(source):
        of = _named(_beside(file, found["file"]))
        exported |= {outside: f"{of}.{inside}" for inside, outside in _split(found["names"])}
    return exported


def _split(names: str) -> Iterator[tuple[str, str]]:
    for each in names.strip("{} \n").split(","):
        if each.strip():
            inside, _, outside = each.strip().partition(" as ")
            yield inside, outside or inside


def _pairs(names: str, between: str, becomes: str) -> str:
    return " ".join(names.replace(between, becomes).split())


def _named(file: str) -> str:
    """A name for a module that no other has: ``player/dom.js`` is ``$player_dom``."""
    return "$" + re.sub(r"\W", "_", file.removesuffix(".js"))
