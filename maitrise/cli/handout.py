"""``maitrise handout``: the quizzes of a lesson to print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from maitrise.cli.lang import Lang


def handout(
    lesson: Annotated[
        str, typer.Argument(help="A lesson, as its notebook is called.", show_default=False)
    ],
    lang: Annotated[Lang, typer.Option(help="Language of the paper.")],
    output: Annotated[
        Path | None,
        typer.Option(help="Where to write it; by default <lesson>-<lang>.handout.pdf here."),
    ] = None,
    whole: Annotated[
        bool,
        typer.Option("--all", help="The questions of its sections too, with what they rest on."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write the quizzes of a lesson on paper: one PDF, blank first, then corrected."""
    from maitrise.base.errors import shown_path
    from maitrise.base.files import write_whole
    from maitrise.cli.output import check_place
    from maitrise.publish.handout import handout as made

    path = output or Path(f"{lesson}-{lang.value}.handout.pdf")
    check_place(path, lang.value, force=force)
    write_whole(path, made(lesson, lang.value, whole=whole))
    typer.echo(shown_path(path))
