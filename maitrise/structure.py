"""From an author's TOML to values: shapes by cattrs, every fault at once, in an author's words."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.cols import is_mapping, list_structure_factory, mapping_structure_factory
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from maitrise.errors import CourseError, Fault, shown_path, shown_value
from maitrise.text import LANGUAGES, Text
from maitrise.typography import french_spaces

T = TypeVar("T")


class UnusableValueError(ValueError):
    """A value that cannot be used; raised inside a structuring rule.

    Attributes:
        faults: each problem with its remedy.
    """

    def __init__(self, *faults: tuple[str, str]) -> None:
        super().__init__(*(problem for problem, _ in faults))
        self.faults = faults


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises:
        CourseError: the file is missing, is not UTF-8, or is not TOML (with line and column).
    """
    file = shown_path(path)
    try:
        # Some editors on Windows put an invisible mark at the start of UTF-8.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        fault = Fault(file, "", "the file does not exist", "Create it, or mend the name")
        raise CourseError([fault]) from error
    except OSError as error:
        problem = f"the file cannot be opened ({error.strerror})"
        raise CourseError([Fault(file, "", problem, "See whether it may be read")]) from error
    except UnicodeDecodeError as error:
        fault = Fault(file, "", "the file is not in UTF-8", "Save it again as UTF-8")
        raise CourseError([fault]) from error
    except tomllib.TOMLDecodeError as error:
        fault = Fault(file, "", f"this is not TOML: {error}", "Mend that line")
        raise CourseError([fault]) from error
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure
        fault = Fault(file, "", f"this is not usable as TOML: {error}", "Write it more simply")
        raise CourseError([fault]) from error


def converter(renames: Mapping[type, Mapping[str, str]]) -> Converter:
    """A strict converter: unknown keys refused, nothing coerced, all faults collected.

    Args:
        renames: for a class, the TOML name of an attribute where they differ: an author writes
            ``[[question.option]]``, the class holds ``options``.
    """
    made = Converter(forbid_extra_keys=True, detailed_validation=True)

    def tables(cls: type) -> Callable[[Any, Any], Any]:
        names = renames.get(cls, {})
        overrides = {name: override(rename=toml) for name, toml in names.items()}
        hook: Any = make_dict_structure_fn(cls, made, **overrides)  # type: ignore[arg-type]
        return _only(Mapping, hook, "is not a table", "Write it as a table of its own")

    def lists(cls: Any) -> Callable[[Any, Any], Any]:
        read: Any = list_structure_factory(cls, made)
        holds_tables = dataclasses.is_dataclass(get_args(cls)[0]) and get_args(cls)[0] is not Text
        remedy = "Write it with two brackets, [[…]]" if holds_tables else "Write it between [ and ]"
        return _only(list, lambda value, _: tuple(read(value)), "is not a list", remedy)

    def mappings(cls: Any) -> Callable[[Any, Any], Any]:
        read: Any = mapping_structure_factory(cls, made)
        return _only(Mapping, read, "is not a table", "Write { name = value, … }")

    made.register_structure_hook_factory(dataclasses.is_dataclass, tables)
    made.register_structure_hook_factory(_is_tuple, lists)
    made.register_structure_hook_factory(is_mapping, mappings)
    made.register_structure_hook_func(_is_choice, _one_of)
    for plain in (str, bool, float, int):
        made.register_structure_hook(plain, _strict)
    made.register_structure_hook(Text, _text)
    return made


def structure(made: Converter, raw: object, cls: type[T], file: str, place: str) -> T | list[Fault]:
    """The value of a table, or every fault found in it.

    Args:
        raw: what TOML held.
        file: the file's name, for the faults.
        place: the item's name, for the faults ("question who-signs").
    """
    try:
        return made.structure(raw, cls)
    except (ClassValidationError, IterableValidationError, UnusableValueError) as error:
        return [
            Fault(file, ", ".join(filter(None, [place, *inside])), *what)
            for inside, what in _faults(error, raw, [])
        ]


def plain(value: Any) -> Any:
    """A value back as what TOML would hold: the inverse of :func:`structure`.

    What stands at its default is left out.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            _TABLES.get(each.name, each.name): plain(getattr(value, each.name))
            for each in dataclasses.fields(value)
            if getattr(value, each.name) != each.default
        }
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    return value


def _only(
    wanted: type, read: Callable[[Any, Any], Any], problem: str, remedy: str
) -> Callable[[Any, Any], Any]:
    """Read a value of this type only: Python would take a text for a list of its letters."""

    def checked(value: object, cls: Any) -> Any:
        if not isinstance(value, wanted):
            raise UnusableValueError((f"{shown_value(value)} {problem}", remedy))
        return read(value, cls)

    return checked


def _is_tuple(cls: Any) -> bool:
    origin: Any = get_origin(cls)
    return origin is tuple


def _is_choice(cls: Any) -> bool:
    origin: Any = get_origin(cls)
    return origin is Literal


def _one_of(value: object, cls: Any) -> object:
    if value not in get_args(cls):
        known = ", ".join(get_args(cls))
        raise UnusableValueError((f"{shown_value(value)} is unknown here", f"Use one of: {known}"))
    return value


_NAMES = {str: "a text", bool: "true or false", float: "a number", int: "a whole number"}


def _strict(value: object, cls: type[T]) -> T:
    if cls is float and isinstance(value, int) and not isinstance(value, bool):
        value = _as_float(value)
    if not isinstance(value, cls) or (cls is not bool and isinstance(value, bool)):
        problem = f"{shown_value(value)} is not {_NAMES[cls]}"
        raise UnusableValueError((problem, f"Write {_NAMES[cls]}"))
    return value


def _as_float(value: int) -> float:
    try:
        return float(value)
    except OverflowError as error:
        problem = f"{shown_value(value)} is too large"
        raise UnusableValueError((problem, "Write a smaller number")) from error


def _text(value: object, _: type[Text]) -> Text:
    names = {"fr": "French", "en": "English"}
    if not isinstance(value, Mapping):
        raise UnusableValueError(("this text has no languages", 'Write { fr = "…", en = "…" }'))
    faults = []
    for language in LANGUAGES:
        said = value.get(language, "")
        if not isinstance(said, str):
            problem = f"the {names[language]} text is {shown_value(said)}"
            faults.append((problem, "Write it between quotation marks"))
        elif not said.strip():
            remedy = f'Add {language} = "…" beside the other'
            faults.append((f"the {names[language]} text is missing", remedy))
    for unknown in sorted(set(value) - set(LANGUAGES)):
        faults.append((f"unknown language {unknown!r}", "A text has fr and en only"))
    if faults:
        raise UnusableValueError(*faults)
    return Text(fr=french_spaces(value["fr"].strip()), en=value["en"].strip())


_Found = list[tuple[list[str], tuple[str, str]]]


def _faults(error: BaseException, raw: object, path: list[str], noun: str = "") -> _Found:
    """Every fault of a tree of errors with its place, outermost step first.

    Args:
        raw: the data that the error is about.
        path: the place reached so far.
        noun: what the entries of this list or table are called ("option").
    """
    if not isinstance(error, ClassValidationError | IterableValidationError):
        return [(path, what) for what in _sentences(error)]
    found: _Found = []
    for inner in error.exceptions:
        steps, below, inner_noun = _step(inner, raw, noun)
        found += _faults(inner, below, path + steps, inner_noun)
    return found


def _step(error: BaseException, raw: object, noun: str) -> tuple[list[str], object, str]:
    """What one level of nesting adds to the place, the data below it, and its entries' noun."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            name = _TABLES.get(note.name, note.name)
            below = raw.get(name) if isinstance(raw, Mapping) else None
            # The entries of a list name themselves; a missing key is missing from what holds it.
            is_named_below = isinstance(error, IterableValidationError | KeyError)
            return [] if is_named_below else [name], below, _NOUNS.get(name, name)
        if isinstance(note, IterableValidationNote):
            if isinstance(raw, Mapping):
                return [f"{noun} {note.index}".strip()], raw.get(note.index), ""
            item = raw[int(note.index)] if isinstance(raw, Sequence) else None
            named = item.get("id") if isinstance(item, Mapping) else None
            label = named if named and isinstance(named, str) else f"number {int(note.index) + 1}"
            return [f"{noun} {label}".strip()], item, ""
    return [], raw, noun


# How an author writes the tables of a list ([[question.option]]) ...
_TABLES = {
    "options": "option",
    "categories": "category",
    "rows": "row",
    "items": "item",
    "columns": "column",
    "wrongs": "wrong",
    "criteria": "criterion",
    "gauges": "gauge",
    "scenes": "scene",
    "choices": "choice",
    "endings": "ending",
}
# ... and what one entry of the other lists and tables is called in a message.
_NOUNS = {
    "hints": "hint",
    "sources": "source",
    "cited_by": "name",
    "questions": "question",
    "roles": "role",
    "cells": "cell",
    "misconceptions": "misconception for",
    "lessons": "lesson",
    "cases": "case",
    "urls": "url",
    "effects": "effect on",
    "when": "when",
    "decided": "decision",
}


def _sentences(error: BaseException) -> list[tuple[str, str]]:
    if isinstance(error, UnusableValueError):
        return list(error.faults)
    if isinstance(error, ForbiddenExtraKeysError):
        # A question's kind is a key of its table too, though all questions of a class share it.
        cls: Any = error.cl
        fields = {field.name for field in dataclasses.fields(cls)}
        fields |= {"kind"} & set(cls.__dataclass_fields__)
        known = ", ".join(sorted(_TABLES.get(name, name) for name in fields))
        return [
            (f"unknown key {key!r}", f"Remove it, or use one of: {known}")
            for key in sorted(error.extra_fields)
        ]
    if isinstance(error, KeyError):
        name = str(error.args[0])
        return [(f"the key {name!r} is missing", f"Add {name}")]
    return [(str(error) or type(error).__name__, "Mend this value")]
