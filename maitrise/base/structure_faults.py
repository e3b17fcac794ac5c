"""Where a value of a TOML table could not be used, and why: cattrs' errors as sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from maitrise.base.text import Text, said


def written(toml: str = "", *, entry: str = "") -> Mapping[str, str]:
    """The metadata of a dataclass's field that an author writes otherwise than it is called.

    Args:
        toml: its name in TOML: an author writes ``[[question.option]]``, the class holds
            ``options``.
        entry: what one entry of the list or table is called in a message, where it is not that
            name in the singular.
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


FoundFaults = list[tuple[list[Text], tuple[Text, Text]]]


def faults_in(error: BaseException, raw: object, path: list[Text], noun: str = "") -> FoundFaults:
    """Every fault of a tree of errors with its place, outermost step first.

    Args:
        raw: the data that the error is about.
        path: the place reached so far.
        noun: what the entries of this list or table are called ("option").
    """
    if not isinstance(error, ClassValidationError | IterableValidationError):
        return [(path, what) for what in _sentences(error)]
    found: FoundFaults = []
    cls: Any = error.cl
    for inner in error.exceptions:
        steps, below, inner_noun = _step(inner, raw, noun, cls)
        found += faults_in(inner, below, path + steps, inner_noun)
    return found


def _step(error: BaseException, raw: object, noun: str, cls: Any) -> tuple[list[Text], object, str]:
    """What one level of nesting adds to the place, the data below it, and its entries' noun."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            name = toml_name(cls, note.name)
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


def toml_name(cls: Any, attribute: str) -> str:
    """What an author writes for a field of a class."""
    return _metadata(cls, attribute, "toml") or attribute


def _entry_name(cls: Any, attribute: str) -> str:
    name = toml_name(cls, attribute)
    return _metadata(cls, attribute, "entry") or name.removesuffix("s")


def _metadata(cls: Any, attribute: str, key: str) -> str:
    field = getattr(cls, "__dataclass_fields__", {}).get(attribute)
    return str(field.metadata.get(key, "")) if field else ""


def _sentences(error: BaseException) -> list[tuple[Text, Text]]:
    if isinstance(error, UnusableValueError):
        return list(error.faults)
    if isinstance(error, ForbiddenExtraKeysError):
        # A question's kind is a key of its table too, though all questions of a class share it.
        cls: Any = error.cl
        fields = {field.name for field in dataclasses.fields(cls)}
        fields |= {"kind"} & set(cls.__dataclass_fields__)
        known = ", ".join(sorted(toml_name(cls, name) for name in fields))
        remedy = said("toml.unknown-key.remedy", known=known)
        return [
            (said("toml.unknown-key", name=repr(key)), remedy) for key in sorted(error.extra_fields)
        ]
    if isinstance(error, KeyError):
        name = str(error.args[0])
        return [(said("toml.no-key", name=repr(name)), said("toml.no-key.remedy", name=name))]
    return [(_as_written(str(error) or type(error).__name__), said("toml.mend"))]
