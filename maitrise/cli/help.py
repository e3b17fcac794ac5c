"""``--help`` in the reader's language: Typer speaks English and has no catalogue.

The English help is in the commands' own docstrings and options. Another language has its help in
``help.<language>.toml``, with regular expressions that translate what Typer adds.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from maitrise.base.locale import LOCALES, Language
from maitrise.cli.lang import message_language_before_parsing
from maitrise.cli.usage import (
    TYPER_SPEAKS,
    USAGE_ERROR,
    ExtraWordsError,
    UnknownCommandError,
)


class Command(TyperCommand):
    """A command whose help is in the user's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments of the command.

        Raises:
            USAGE_ERROR: they cannot be parsed; its ``ctx`` says for which command.
        """
        ctx.allow_extra_args = True  # they are refused below, with an error of our own
        try:
            left = super().parse_args(ctx, args)
        except USAGE_ERROR as error:
            error.ctx = error.ctx or ctx
            raise
        if left:
            raise ExtraWordsError(left, ctx)
        return left

    def get_help(self, ctx: Any) -> str:
        """The help page of the command."""
        return _translated(self, lambda: super(Command, self).get_help(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line of the command in a list of commands, not cut."""
        return _in_a_list(self)


class Group(TyperGroup):
    """A group of commands whose help is in the user's language."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names.

        Raises:
            UnknownCommandError: there is none.
        """
        try:
            return super().resolve_command(ctx, args)
        except USAGE_ERROR as error:
            if type(error) is not USAGE_ERROR:
                raise
            near = get_close_matches(args[0], self.commands)
            raise UnknownCommandError(error, args[0], near) from error

    def get_help(self, ctx: Any) -> str:
        """The help page of the group, with a line for each command."""
        return _translated(self, lambda: super(Group, self).get_help(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line of the group in a list of commands, not cut."""
        return _in_a_list(self)


@dataclass(frozen=True, slots=True)
class Help:
    """The help texts of the commands in one language.

    Attributes:
        commands: by command, ``help`` and a line for each argument and option by its name.
        shapes: regular expressions for what Typer adds, and their translations.
    """

    commands: Mapping[str, Mapping[str, str]]
    shapes: Mapping[str, str]


@cache
def help_in(language: Language) -> Help:
    """The help of a language other than Typer's."""
    file = Path(__file__).with_name(f"help.{language}.toml")
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return Help(commands=tables, shapes=tables.pop("typer"))


def _help_language() -> Language | None:
    """The language to translate help into; None for Typer's own."""
    spoken = message_language_before_parsing(sys.argv[1:])
    return None if spoken == TYPER_SPEAKS else spoken


def _translated(command: TyperCommand | TyperGroup, english: Callable[[], str]) -> str:
    language = _help_language()
    if language is None:
        return english()
    own = help_in(language).commands[command.name or ""]
    command.help = own["help"]
    for parameter in command.params:
        if isinstance(parameter, TyperArgument | TyperOption) and parameter.name in own:
            parameter.help = own[parameter.name]
    words = english()
    for shape, said in help_in(language).shapes.items():
        words = re.sub(shape, said, words, flags=re.MULTILINE)
    return LOCALES[language].typeset(words)


def _in_a_list(command: TyperCommand | TyperGroup) -> str:
    language, words = _help_language(), command.help or ""
    if language:
        words = help_in(language).commands[command.name or ""]["help"]
    return " ".join(words.partition("\n\n")[0].split())
