"""What reading answers has in common: from plain JSON data to what scoring trusts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from maitrise.kinds.contract import Named


class UnfitAnswerError(ValueError):
    """Plain data does not have the shape of an answer; ``read_answer`` says which it should have.

    Attributes:
        found: what does not fit.
    """

    def __init__(self, found: object) -> None:
        super().__init__()
        self.found = found


def ids(parts: Iterable[Named]) -> tuple[str, ...]:
    """The ids of parts, in their order."""
    return tuple(part.id for part in parts)


def one_of(raw: object, names: Sequence[str]) -> str:
    """One of some ids.

    Raises:
        UnfitAnswerError: it is none of them.
    """
    if not isinstance(raw, str) or raw not in names:
        raise UnfitAnswerError(raw)
    return raw


def some_of(raw: object, names: Sequence[str]) -> tuple[str, ...]:
    """Some ids, each once; in the order of ``names``, whatever the order they came in.

    Raises:
        UnfitAnswerError: it is no list, or an entry is none of them or there twice.
    """
    given = in_order(raw, names)
    return tuple(name for name in names if name in given)


def in_order(raw: object, names: Sequence[str]) -> tuple[str, ...]:
    """Some ids, each once, in the order they came in.

    Raises:
        UnfitAnswerError: it is no list, or an entry is none of them or there twice.
    """
    if not isinstance(raw, list | tuple):
        raise UnfitAnswerError(raw)
    given = tuple(one_of(each, names) for each in raw)
    if len(set(given)) != len(given):
        raise UnfitAnswerError(raw)
    return given


def filled(raw: object, names: Sequence[str]) -> list[tuple[str, object]]:
    """The filled entries of a table by id, in the order of ``names``; an empty one is blank.

    Raises:
        UnfitAnswerError: it is no table, or has another id.
    """
    if not isinstance(raw, Mapping) or not set(raw) <= set(names):
        raise UnfitAnswerError(raw)
    return [(name, raw[name]) for name in names if raw.get(name) not in (None, "", {})]


def in_a_list(_: object, value: object) -> object:
    """One id given in code where some are asked for."""
    return [value] if isinstance(value, str) else value
