"""What Typer says of a command line that it cannot read, said in the reader's language.

Typer speaks English only and has no catalogue of its own: what it says is told by its shape. What
has no shape known here is passed on as Typer says it.
"""

from __future__ import annotations

import re
from typing import cast

import typer

from maitrise.base.text import Language, say

TYPER_SPEAKS: Language = "en"
"""What Typer says in this language is left as it is."""

USAGE_ERROR = cast("type[typer.BadParameter]", typer.BadParameter.__bases__[0])
"""The class of all of Typer's refusals, which it keeps to itself."""

_SHAPES = {
    r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<near>.+)\))?": "option",
    r"No such command '(?P<name>.+?)'\.(?: Did you mean (?P<near>.+)\?)?": "command",
    r"Missing argument '(?P<name>.+?)'\.": "no-argument",
    r"Missing option '(?P<name>.+?)'\.(?: Choose from:\s*(?P<near>.+))?": "no-option",
    r"Missing command\.": "no-command",
    r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.+)\)": "extra",
    r"Option '(?P<name>.+?)' requires an argument\.": "no-value",
    r"Option '(?P<name>.+?)' does not take a value\.": "a-value",
    r"Invalid value for '(?P<name>.+?)':.* is not one of (?P<near>.+)\.": "choice",
    r"Invalid value for '(?P<name>.+?)': .+": "value",
}


def translated(message: str, language: Language) -> str | None:
    """A refusal in another language than Typer's; None where its shape is not known.

    >>> translated("Missing argument 'cohort'.", "fr")
    'Il manque « cohort ».'
    """
    for shape, key in _SHAPES.items():
        found = re.fullmatch(shape, message, re.DOTALL)
        if found:
            named = found.groupdict()
            near = ", ".join((named.get("near") or "").replace("'", "").split())
            near = re.sub(",{2,}", ",", near)
            said = say(f"usage.{key}", language, name=named.get("name", ""))
            offer = "usage.meant" if key in ("option", "command") else "usage.near"
            return f"{said} {say(offer, language, names=near)}" if near else said
    return None


def refusal(error: typer.BadParameter, language: Language) -> str | None:
    """What to print on a refusal of Typer's; None where Typer had better say it itself."""
    if language == TYPER_SPEAKS:
        return None
    message = translated(error.format_message(), language)
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
