"""``maitrise kit``: the zip that goes to a learner or to a class."""

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
    with_lab: Annotated[
        bool,
        typer.Option("--with-lab", help="Add the notebooks and the toolkit, for JupyterLab."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write the zip for a learner or a class: the course to unzip and double-click; no solutions.

    Nothing is to be installed.
    """
    from maitrise.base.errors import shown_path
    from maitrise.base.files import write_whole
    from maitrise.cli.output import check_place
    from maitrise.publish.kit import kit as packed

    path = output or Path(f"maitrise-{lang.value}.zip")
    check_place(path, lang.value, force=force)
    write_whole(path, packed(lang.value, with_lab=with_lab))
    typer.echo(shown_path(path))
