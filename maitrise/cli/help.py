"""``--help`` in the reader's language: Typer speaks English and has no catalogue.

English stands with the commands themselves, French in ``help.fr.toml``. What Typer adds of its own
is told by its shape, as for its refusals.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from maitrise.base.typography import french_spaces
from maitrise.cli.lang import spoken_before_parsing

FRENCH = Path(__file__).with_name("help.fr.toml")

_SHAPES = {
    r"\AUsage: ": "Utilisation : ",
    r"COMMAND \[ARGS\]\.\.\.": "COMMANDE [ARGUMENTS]...",
    r"^(Arguments|Options):$": r"\1 :",
    r"^Commands:$": "Commandes :",
    r"\[required\]": "[obligatoire]",
    r"\[default:(\s)": r"[par défaut :\1",
    r"Show this message and exit\.": "Afficher cette aide.",
}


class Command(TyperCommand):
    """A command that explains itself in French to whoever asks in French."""

    def get_help(self, ctx: Any) -> str:
        """What it is for, its arguments and options."""
        return _told(self, lambda: super(Command, self).get_help(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """What it is for, in a list of commands: whole."""
        return _in_a_list(self)


class Group(TyperGroup):
    """Commands under one word, explained likewise."""

    def get_help(self, ctx: Any) -> str:
        """What they are for, and each in a line."""
        return _told(self, lambda: super(Group, self).get_help(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """What they are for, in a list of commands: whole."""
        return _in_a_list(self)


def in_french(command: str) -> Mapping[str, str]:
    """The French of a command: ``help``, and a line for each argument and option by its name."""
    return _french()[command]


def _is_french() -> bool:
    return spoken_before_parsing(sys.argv[1:]) == "fr"


def _told(command: TyperCommand | TyperGroup, english: Callable[[], str]) -> str:
    if not _is_french():
        return english()
    told = in_french(command.name or "")
    command.help = told["help"]
    for parameter in command.params:
        if isinstance(parameter, TyperArgument | TyperOption) and parameter.name in told:
            parameter.help = told[parameter.name]
    words = english()
    for shape, french in _SHAPES.items():
        words = re.sub(shape, french, words, flags=re.MULTILINE)
    return french_spaces(words)


def _in_a_list(command: TyperCommand | TyperGroup) -> str:
    told = in_french(command.name or "")["help"] if _is_french() else command.help or ""
    return " ".join(told.partition("\n\n")[0].split())


@cache
def _french() -> dict[str, dict[str, str]]:
    return tomllib.loads(FRENCH.read_text(encoding="utf-8"))
