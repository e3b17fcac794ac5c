"""What is answered to a command line that cannot be read, in the reader's language.

Typer speaks English only and has no catalogue. What is wrong is read from the kind of its error and
from what that holds, never from its sentence; it keeps most of these classes to itself, so they are
known by their attributes. What it puts in its sentence alone is refused by our own commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, cast, runtime_checkable

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

from maitrise.base.text import Language, say

TYPER_SPEAKS: Language = "en"
"""What Typer says in this language is left as it is."""

USAGE_ERROR = cast("type[typer.BadParameter]", typer.BadParameter.__bases__[0])
"""The class of all of Typer's refusals."""


class OwnRefusalError(typer.BadParameter):
    """A refusal of our own commands, whose sentence speaks of no parameter."""

    def format_message(self) -> str:
        """The sentence as it is."""
        return self.message


class UnknownCommandError(OwnRefusalError):
    """A word that is no command, and those that are written nearly so."""

    def __init__(self, refused: typer.BadParameter, name: str, near: Sequence[str]) -> None:
        super().__init__(refused.message, refused.ctx)
        self.name, self.near = name, near


class ExtraWordsError(OwnRefusalError):
    """More words than a command takes."""

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
    """What to print on a refusal of Typer's; None where Typer had better say it itself."""
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
    # A group that was given options and no word; its help, for want of any word, is another class.
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
    """Whether an option of the command is there or not, and takes no value."""
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
