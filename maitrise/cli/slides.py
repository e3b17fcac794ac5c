"""``maitrise slides``: a lesson to show on a wall."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from maitrise.cli.lang import Lang


def slides(
    lesson: Annotated[
        str, typer.Argument(help="A lesson, as its notebook is called.", show_default=False)
    ],
    lang: Annotated[Lang, typer.Option(help="Language of the slides.")],
    output: Annotated[
        Path | None,
        typer.Option(help="Where to write them; by default <lesson>-<lang>.slides.html here."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a lesson as slides: one HTML file that needs no network."""
    from maitrise.base.errors import shown_path
    from maitrise.base.files import write_whole
    from maitrise.cli.output import check_place
    from maitrise.publish.slides import slides as made

    path = output or Path(f"{lesson}-{lang.value}.slides.html")
    check_place(path, lang.value, force=force)
    write_whole(path, made(lesson, lang.value))
    typer.echo(shown_path(path))
