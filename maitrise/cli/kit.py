"""``maitrise kit``: the zip that goes to a class."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from maitrise.cli.lang import Lang


def kit(
    lang: Annotated[Lang, typer.Option(help="Language of the course and its exercises.")],
    output: Annotated[
        Path | None, typer.Option(help="Where to write it; by default maitrise-<lang>.zip here.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write the zip for a class: course, exercises, toolkit, environment; no solutions."""
    from maitrise.base.errors import shown_path
    from maitrise.base.files import write_whole
    from maitrise.cases.kit import kit as packed
    from maitrise.cli.output import check_place

    path = output or Path(f"maitrise-{lang.value}.zip")
    check_place(path, lang.value, force=force)
    write_whole(path, packed(lang.value))
    typer.echo(shown_path(path))
