"""The catalogue of interface sentences: both languages, the same placeholders, all in use.

Keys are looked for in the package's source as quoted strings; a key built with an f-string
(``f"kind.{question.kind}"``, or in JavaScript a template) counts every sentence that begins like it
as used.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from maitrise.base.errors import CourseError, Fault, shown_path
from maitrise.base.text import LANGUAGES, catalogue_files
from maitrise.base.toml import read_toml

_PACKAGE = Path(__file__).resolve().parent.parent
_SPOKEN_BY_TEMPLATES = ("*.j2", "*.html", "*.js")
_QUOTED = re.compile(r"['\"]([\w.-]+)['\"]")
_BEGINNING = re.compile(r"`([\w-]+\.[\w.-]*)\$\{")
_SAID = re.compile(r"\bsay\(\s*['\"]([\w.-]+)['\"]|['\"]([\w.-]+)['\"]\s*\|\s*say\b")


def faults_of_catalogue(
    files: Sequence[Path] | None = None, package: Path = _PACKAGE
) -> list[Fault]:
    """Every sentence that lacks a language, differs in its placeholders, is unused or unknown.

    Args:
        files: those of the catalogue, the general one first.
        package: whose source says the sentences.
    """
    faults: list[Fault] = []
    written: dict[str, tuple[str, Any]] = {}
    for path in files or catalogue_files():
        file = shown_path(path)
        try:
            entries = read_toml(path)
        except CourseError as error:
            return list(error.faults)
        for key, entry in entries.items():
            faults += _faults(file, key, entry)
            if key in written:
                problem = f"{written[key][0]} has this key too"
                faults.append(Fault(file, key, problem, "Keep one of the two"))
            written[key] = file, entry
    used, beginnings, unknown = _spoken(package, written)
    for key, (file, entry) in written.items():
        if _tables_in(entry):
            continue
        if key not in used and not key.startswith(tuple(beginnings)):
            problem = "nothing says this sentence"
            faults.append(Fault(file, key, problem, "Remove it, or say it where it was meant"))
    for key in sorted(unknown):
        problem = "the interface says this key, but it is not in the catalogue"
        general = shown_path((files or catalogue_files())[0])
        faults.append(Fault(general, key, problem, "Add it with fr and en"))
    return faults


def _faults(file: str, key: str, entry: Any) -> Iterator[Fault]:
    for name in _tables_in(entry):
        remedy = f'Write its key between quotation marks: ["{key}.{name}"]'
        yield Fault(file, key, f"{name!r} is a table inside a sentence", remedy)
    if _tables_in(entry):
        return
    said = entry if isinstance(entry, Mapping) else {}
    missing = [language for language in LANGUAGES if not _is_sentence(said.get(language))]
    for language in missing:
        yield Fault(file, key, f"{language} is missing", f'Add {language} = "…"')
    for unknown in sorted(set(said) - set(LANGUAGES)):
        yield Fault(file, key, f"unknown key {unknown!r}", "A sentence has fr and en only")
    if missing:
        return
    try:
        french, english = (_placeholders(said[language]) for language in LANGUAGES)
    except ValueError as error:
        remedy = "Close each brace; write {{ and }} for braces that are read"
        yield Fault(file, key, f"its placeholders cannot be read ({error})", remedy)
        return
    if french != english:
        named = [", ".join(sorted(placeholders)) or "none" for placeholders in (french, english)]
        problem = f"placeholders differ: {named[0]} in fr, {named[1]} in en"
        yield Fault(file, key, problem, "Use the same ones in both")


def _tables_in(entry: Any) -> list[str]:
    """What a key without quotation marks makes of ``[page.bye]``: a table ``bye`` in ``page``."""
    if not isinstance(entry, Mapping):
        return []
    return [name for name, value in entry.items() if isinstance(value, Mapping)]


def _is_sentence(said: Any) -> bool:
    return isinstance(said, str) and bool(said.strip())


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def _spoken(package: Path, keys: Collection[str]) -> tuple[set[str], set[str], set[str]]:
    """Keys in use, beginnings of keys that the code puts together, and keys that do not exist."""
    used: set[str] = set()
    beginnings: set[str] = set()
    unknown: set[str] = set()
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                beginnings |= {first for first in _text_of(node.values[:1]) if "." in first}
            elif isinstance(node, ast.Constant):
                used |= {key for key in _text_of([node]) if key in keys}
            elif isinstance(node, ast.Call) and _name(node.func) in ("say", "_say"):
                unknown |= {key for key in _text_of(node.args[:1]) if key not in keys}
    for path in _templates(package):
        template = path.read_text(encoding="utf-8")
        used |= {key for key in _QUOTED.findall(template) if key in keys}
        beginnings |= set(_BEGINNING.findall(template))
        unknown |= {key for said in _SAID.findall(template) for key in said if key} - set(keys)
    return used, beginnings, unknown


def _text_of(nodes: Sequence[ast.AST]) -> list[str]:
    constants = (node.value for node in nodes if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str)]


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _templates(package: Path) -> Iterable[Path]:
    return (path for pattern in _SPOKEN_BY_TEMPLATES for path in sorted(package.rglob(pattern)))
