"""From TOML to values: shapes by cattrs, every fault at once, in the words of whoever wrote it.

Authors write TOML, and so do HR and trainers: faults are therefore said in both languages.
"""

from __future__ import annotations

import dataclasses
import re
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

from maitrise.base.errors import CourseError, Fault, shown_path, shown_reason, shown_value
from maitrise.base.text import LANGUAGES, Text, said, say
from maitrise.base.typography import french_citations, french_spaces

T = TypeVar("T")
_BRACES = {"open": "{", "close": "}"}  # those of a sentence of the catalogue are placeholders


def written(toml: str = "", *, entry: str = "") -> Mapping[str, str]:
    """The metadata of a dataclass's field that an author writes otherwise than it is called.

    Args:
        toml: its name in TOML: an author writes ``[[question.option]]``, the class holds
            ``options``.
        entry: what one entry of the list or table is called in a message, where it is not that.
    """
    return {"toml": toml, "entry": entry}


class UnusableValueError(ValueError):
    """A value that cannot be used; raised inside a structuring rule.

    Attributes:
        faults: each problem with its remedy.
    """

    def __init__(self, *faults: tuple[Text, Text]) -> None:
        super().__init__(*(problem.en for problem, _ in faults))
        self.faults = faults


def fault(file: str, place: str | Text, problem: Text, remedy: Text) -> Fault:
    """A fault said in both languages; names of the file's own keys are the same in both."""
    where = place if isinstance(place, Text) else Text(fr=place, en=place)
    told = {"file": file, "problem": problem.fr, "remedy": remedy.fr}
    french = (
        say("toml.fault.at", "fr", place=where.fr, **told)
        if where.fr
        else say("toml.fault", "fr", **told)
    )
    return Fault(file, where.en, problem.en, remedy.en, french)


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
        raise _unread(file, "missing-file") from error
    except OSError as error:
        problem = Text(
            fr=say("toml.unopened", "fr", why=shown_reason(error, "fr")),
            en=say("toml.unopened", "en", why=shown_reason(error, "en")),
        )
        raise CourseError([fault(file, "", problem, said("toml.unopened.remedy"))]) from error
    except UnicodeDecodeError as error:
        raise _unread(file, "not-utf-8") from error
    except tomllib.TOMLDecodeError as error:
        where = where_not_toml(error)
        problem = Text(
            fr=say("toml.not-toml", "fr", why=where.fr), en=say("toml.not-toml", "en", why=where.en)
        )
        remedy = said("toml.not-toml.remedy")
        raise CourseError([fault(file, "", problem, remedy)]) from error
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure
        raise _unread(file, "beyond", why=error) from error


def _unread(file: str, key: str, **values: object) -> CourseError:
    return CourseError([fault(file, "", said(f"toml.{key}", **values), said(f"toml.{key}.remedy"))])


def where_not_toml(error: tomllib.TOMLDecodeError) -> Text:
    """What Python says of a text that is no TOML; in French only where, as it knows English."""
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    if found is None:
        return Text(fr=say("toml.at-end", "fr"), en=str(error))
    line, column = found.groups()
    return Text(fr=say("toml.at", "fr", line=line, column=column), en=str(error))


def converter() -> Converter:
    """A strict converter: unknown keys refused, nothing coerced, all faults collected."""
    made = Converter(forbid_extra_keys=True, detailed_validation=True)

    def tables(cls: type) -> Callable[[Any, Any], Any]:
        names = {each.name: _toml_name(cls, each.name) for each in dataclasses.fields(cls)}
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
            for inside, what in _faults(error, raw, [])
        ]


def _joined(steps: Sequence[Text]) -> Text:
    french, english = ([each.said_in(language) for each in steps] for language in LANGUAGES)
    return Text(fr=", ".join(filter(None, french)), en=", ".join(filter(None, english)))


def plain(value: Any) -> Any:
    """A value back as what TOML would hold: the inverse of :func:`structure`.

    What stands at its default is left out.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            _toml_name(type(value), each.name): plain(getattr(value, each.name))
            for each in dataclasses.fields(value)
            if getattr(value, each.name) != each.default
        }
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
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
    return Text(
        fr=french_spaces(value["fr"].strip()),
        en=french_citations(value["en"].strip()),
    )


_Found = list[tuple[list[Text], tuple[Text, Text]]]


def _faults(error: BaseException, raw: object, path: list[Text], noun: str = "") -> _Found:
    """Every fault of a tree of errors with its place, outermost step first.

    Args:
        raw: the data that the error is about.
        path: the place reached so far.
        noun: what the entries of this list or table are called ("option").
    """
    if not isinstance(error, ClassValidationError | IterableValidationError):
        return [(path, what) for what in _sentences(error)]
    found: _Found = []
    cls: Any = error.cl
    for inner in error.exceptions:
        steps, below, inner_noun = _step(inner, raw, noun, cls)
        found += _faults(inner, below, path + steps, inner_noun)
    return found


def _step(error: BaseException, raw: object, noun: str, cls: Any) -> tuple[list[Text], object, str]:
    """What one level of nesting adds to the place, the data below it, and its entries' noun."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            name = _toml_name(cls, note.name)
            below = raw.get(name) if isinstance(raw, Mapping) else None
            # The entries of a list name themselves; a missing key is missing from what holds it.
            is_named_below = isinstance(error, IterableValidationError | KeyError)
            return [] if is_named_below else [_as_written(name)], below, _entry_name(cls, note.name)
        if isinstance(note, IterableValidationNote):
            if isinstance(raw, Mapping):
                return [_as_written(f"{noun} {note.index}".strip())], raw.get(note.index), ""
            item = raw[int(note.index)] if isinstance(raw, Sequence) else None
            named = item.get("id") if isinstance(item, Mapping) else None
            if named and isinstance(named, str):
                return [_as_written(f"{noun} {named}".strip())], item, ""
            return [numbered(noun, int(note.index) + 1)], item, ""
    return [], raw, noun


def _as_written(name: str) -> Text:
    """A name of the file, the same in both languages."""
    return Text(fr=name, en=name)


def numbered(noun: str, number: int) -> Text:
    """The place of what has no name of its own."""
    place = said("toml.number", noun=noun, number=number)
    return Text(fr=place.fr.strip(), en=place.en.strip())


def _toml_name(cls: Any, attribute: str) -> str:
    return _metadata(cls, attribute, "toml") or attribute


def _entry_name(cls: Any, attribute: str) -> str:
    name = _toml_name(cls, attribute)
    return _metadata(cls, attribute, "entry") or _NOUNS.get(name, name)


def _metadata(cls: Any, attribute: str, key: str) -> str:
    field = getattr(cls, "__dataclass_fields__", {}).get(attribute)
    return str(field.metadata.get(key, "")) if field else ""


# What one entry of a list or table is called in a message, where the field does not say.
_NOUNS = {
    "hints": "hint",
    "sources": "source",
    "cited_by": "name",
    "questions": "question",
    "lessons": "lesson",
    "cases": "case",
    "urls": "url",
    "effects": "effect on",
    "when": "when",
    "decided": "decision",
}


def _sentences(error: BaseException) -> list[tuple[Text, Text]]:
    if isinstance(error, UnusableValueError):
        return list(error.faults)
    if isinstance(error, ForbiddenExtraKeysError):
        # A question's kind is a key of its table too, though all questions of a class share it.
        cls: Any = error.cl
        fields = {field.name for field in dataclasses.fields(cls)}
        fields |= {"kind"} & set(cls.__dataclass_fields__)
        known = ", ".join(sorted(_toml_name(cls, name) for name in fields))
        remedy = said("toml.unknown-key.remedy", known=known)
        return [
            (said("toml.unknown-key", name=repr(key)), remedy) for key in sorted(error.extra_fields)
        ]
    if isinstance(error, KeyError):
        name = str(error.args[0])
        return [(said("toml.no-key", name=repr(name)), said("toml.no-key.remedy", name=name))]
    return [(_as_written(str(error) or type(error).__name__), said("toml.mend"))]
