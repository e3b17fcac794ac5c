"""Print problems while a command works: one line for each file that could not be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from maitrise.base.text import Language

if TYPE_CHECKING:
    from maitrise.marking.problem import Problem


def problem_printer(language: Language) -> Callable[[Problem], None]:
    """A function that prints a problem on stderr in a language."""
    return lambda problem: typer.echo(problem.said_in(language), err=True)
