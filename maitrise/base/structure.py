"""From TOML to values: shapes by cattrs, every fault at once, in the words of whoever wrote it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.cols import is_mapping, list_structure_factory, mapping_structure_factory
from cattrs.errors import ClassValidationError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, override

from maitrise.base.errors import Fault, shown_value
from maitrise.base.structure_faults import UnusableValueError, faults_in, toml_name
from maitrise.base.text import LANGUAGES, Text, said
from maitrise.base.toml import fault

T = TypeVar("T")
_BRACES = {"open": "{", "close": "}"}  # those of a sentence of the catalogue are placeholders


def converter() -> Converter:
    """A strict converter: unknown keys refused, nothing coerced, all faults collected."""
    made = Converter(forbid_extra_keys=True, detailed_validation=True)

    def tables(cls: type) -> Callable[[Any, Any], Any]:
        names = {field.name: toml_name(cls, field.name) for field in dataclasses.fields(cls)}
        overrides = {name: override(rename=toml) for name, toml in names.items()}
        hook: Any = make_dict_structure_fn(cls, made, **overrides)  # type: ignore[arg-type]
        return _only(Mapping, hook, "table", "own-table")

    def lists(cls: Any) -> Callable[[Any, Any], Any]:
        read: Any = list_structure_factory(cls, made)
        holds_tables = dataclasses.is_dataclass(get_args(cls)[0]) and get_args(cls)[0] is not Text
        remedy = "two-brackets" if holds_tables else "brackets"
        return _only(list, lambda value, _: tuple(read(value)), "list", remedy)

    def mappings(cls: Any) -> Callable[[Any, Any], Any]:
        read: Any = mapping_structure_factory(cls, made)
        return _only(Mapping, read, "table", "braces")

    made.register_structure_hook_factory(dataclasses.is_dataclass, tables)
    made.register_structure_hook_factory(_is_tuple, lists)
    made.register_structure_hook_factory(is_mapping, mappings)
    made.register_structure_hook_func(_is_choice, _one_of)
    for plain in (str, bool, float, int):
        made.register_structure_hook(plain, _strict)
    made.register_structure_hook(Text, _text)
    return made


def structure(
    made: Converter, raw: object, cls: type[T], file: str, place: str | Text
) -> T | list[Fault]:
    """The value of a table, or every fault found in it.

    Args:
        raw: what TOML held.
        file: the file's name, for the faults.
        place: the item's name, for the faults ("question who-signs").
    """
    try:
        return made.structure(raw, cls)
    except (ClassValidationError, IterableValidationError, UnusableValueError) as error:
        start = place if isinstance(place, Text) else Text(fr=place, en=place)
        return [
            fault(file, _joined([start, *inside]), *what)
            for inside, what in faults_in(error, raw, [])
        ]


def _joined(steps: Sequence[Text]) -> Text:
    french, english = ([step.said_in(language) for step in steps] for language in LANGUAGES)
    return Text(fr=", ".join(filter(None, french)), en=", ".join(filter(None, english)))


def plain(value: Any) -> Any:
    """A value back as what TOML would hold: the inverse of :func:`structure`.

    What stands at its default is left out.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            toml_name(type(value), field.name): plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    return value


def _only(
    wanted: type, read: Callable[[Any, Any], Any], shape: str, remedy: str
) -> Callable[[Any, Any], Any]:
    """Read a value of this type only: Python would take a text for a list of its letters.

    Args:
        shape: what the value has to be: ends a key ``toml.not.…``.
        remedy: ends a key ``toml.write.…``.
    """

    def checked(value: object, cls: Any) -> Any:
        if not isinstance(value, wanted):
            problem = said(f"toml.not.{shape}", value=shown_value(value))
            raise UnusableValueError((problem, said(f"toml.write.{remedy}", **_BRACES)))
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
        problem = said("toml.unknown-value", value=shown_value(value))
        raise UnusableValueError((problem, said("toml.unknown-value.remedy", known=known)))
    return value


_NAMES = {str: "text", bool: "bool", float: "number", int: "whole"}


def _strict(value: object, cls: type[T]) -> T:
    if cls is float and isinstance(value, int) and not isinstance(value, bool):
        value = _as_float(value)
    if not isinstance(value, cls) or (cls is not bool and isinstance(value, bool)):
        problem = said(f"toml.not.{_NAMES[cls]}", value=shown_value(value))
        raise UnusableValueError((problem, said(f"toml.write.{_NAMES[cls]}")))
    return value


def _as_float(value: int) -> float:
    try:
        return float(value)
    except OverflowError as error:
        problem = said("toml.too-large", value=shown_value(value))
        raise UnusableValueError((problem, said("toml.too-large.remedy"))) from error


def _text(value: object, _: type[Text]) -> Text:
    if not isinstance(value, Mapping):
        remedy = said("toml.no-languages.remedy", **_BRACES)
        raise UnusableValueError((said("toml.no-languages"), remedy))
    faults = []
    for language in LANGUAGES:
        words = value.get(language, "")
        if not isinstance(words, str):
            problem = said(f"toml.no-words.{language}", value=shown_value(words))
            faults.append((problem, said("toml.no-words.remedy")))
        elif not words.strip():
            remedy = said("toml.no-text.remedy", name=language)
            faults.append((said(f"toml.no-text.{language}"), remedy))
    for unknown in sorted(set(value) - set(LANGUAGES)):
        problem = said("toml.unknown-language", name=repr(unknown))
        faults.append((problem, said("toml.unknown-language.remedy")))
    if faults:
        raise UnusableValueError(*faults)
    return Text(fr=value["fr"].strip(), en=value["en"].strip()).typeset()
