"""Errors of usage (unknown command, missing option…) in the reader's language.

Typer has English messages only. What is wrong is read from the class and attributes of its error,
never from its message. Most of these classes are private to Typer, so they are recognised by their
attributes; errors that differ in their message alone are raised by our own commands instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, cast, runtime_checkable

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

from maitrise.base.text import Language, say

TYPER_SPEAKS: Language = "en"
"""The language of Typer's messages, which needs no translation."""

USAGE_ERROR = cast("type[typer.BadParameter]", typer.BadParameter.__bases__[0])
"""The base class of all of Typer's errors of usage."""


class OwnRefusalError(typer.BadParameter):
    """An error of usage that our own commands raise; its message names no parameter."""

    def format_message(self) -> str:
        """The message without Typer's prefix."""
        return self.message


class UnknownCommandError(OwnRefusalError):
    """An unknown command, with the names of similar commands."""

    def __init__(self, refused: typer.BadParameter, name: str, near: Sequence[str]) -> None:
        super().__init__(refused.message, refused.ctx)
        self.name, self.near = name, near


class ExtraWordsError(OwnRefusalError):
    """More arguments than a command takes."""

    def __init__(self, words: Sequence[str], context: typer.Context) -> None:
        super().__init__(say("usage.extra", TYPER_SPEAKS, name=" ".join(words)), context)
        self.words = words


@runtime_checkable
class _UnknownOption(Protocol):
    option_name: str
    possibilities: Sequence[str] | None


@runtime_checkable
class _OptionMisused(Protocol):
    option_name: str


@runtime_checkable
class _Missing(Protocol):
    param_type: str | None


def refusal(error: typer.BadParameter, language: Language) -> str | None:
    """The message for an error of usage; None if Typer's own message is to be shown."""
    if language == TYPER_SPEAKS:
        return None
    message = _what_is_wrong(error, language)
    if message is None:
        return None
    lines = [say("usage.refused", language, told=message)]
    context = error.ctx
    if context is not None:
        words = " ".join(context.command.collect_usage_pieces(context))
        name = context.command_path
        help_option = context.help_option_names[-1]
        lines[:0] = [
            say("usage.usage", language, words=f"{name} {words}"),
            say("usage.help", language, words=f"{name} {help_option}"),
            "",
        ]
    return "\n".join(lines)


def _what_is_wrong(error: typer.BadParameter, language: Language) -> str | None:
    match error:
        case UnknownCommandError(name=name, near=near):
            return _said("command", language, name, "meant", near)
        case ExtraWordsError(words=words):
            return _said("extra", language, " ".join(words))
        case _UnknownOption(option_name=name, possibilities=near):
            return _said("option", language, name, "meant", sorted(near or ()))
        case _OptionMisused(option_name=name):
            return _said("a-value" if _is_flag(error, name) else "no-value", language, name)
        case typer.BadParameter(param=TyperArgument() | TyperOption() as parameter):
            return _of_parameter(error, parameter, language)
    # A group with options but no command; a group without any word shows its help instead.
    if type(error) is USAGE_ERROR and error.ctx and isinstance(error.ctx.command, TyperGroup):
        return say("usage.no-command", language)
    return None


def _of_parameter(
    error: typer.BadParameter, parameter: TyperArgument | TyperOption, language: Language
) -> str:
    is_option = isinstance(parameter, TyperOption)
    name = " / ".join(parameter.opts) if is_option else parameter.metavar or parameter.name or ""
    # Before 0.20 or so, Typer's parameters have a type in place of a descriptor.
    of_type = getattr(parameter, "type_descriptor", None) or getattr(parameter, "type", None)
    choices = [str(choice) for choice in getattr(of_type, "choices", None) or ()]
    if isinstance(error, _Missing):
        key = "no-option" if is_option else "no-argument"
    else:
        key = "choice" if choices else "value"
    return _said(key, language, name, "near", choices)


def _is_flag(error: typer.BadParameter, option: str) -> bool:
    """Whether an option is a flag, which takes no value."""
    parameters = error.ctx.command.params if error.ctx else []
    return any(
        isinstance(each, TyperOption)
        and each.is_flag
        and option in (*each.opts, *each.secondary_opts)
        for each in parameters
    )


def _said(
    key: str, language: Language, name: str, offer: str = "", names: Iterable[str] = ()
) -> str:
    said = say(f"usage.{key}", language, name=name)
    listed = ", ".join(names)
    return f"{said} {say(f'usage.{offer}', language, names=listed)}" if listed else said
