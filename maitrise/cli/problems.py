"""What a command prints while it works: a line a file that could not be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from maitrise.base.text import Language

if TYPE_CHECKING:
    from maitrise.marking.problem import Problem


def problem_printer(language: Language) -> Callable[[Problem], None]:
    """What prints a problem on the error stream, in a language."""
    return lambda problem: typer.echo(problem.said_in(language), err=True)
