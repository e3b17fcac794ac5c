"""``maitrise publish``: the course as files for any web host, or for a double-click."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from maitrise.cli.lang import spoken_before_parsing


class Published(StrEnum):
    """The languages of a publication."""

    fr = "fr"
    en = "en"
    both = "both"


class Part(StrEnum):
    """What may be left out."""

    exercises = "exercises"


def publish(
    folder: Annotated[Path, typer.Argument(help="The folder to write.", show_default=False)],
    lang: Annotated[Published, typer.Option(help="Language of the pages.")] = Published.both,
    without: Annotated[
        Part | None, typer.Option(help="Leave the graded cases out.", show_default=False)
    ] = None,
    single: Annotated[
        bool,
        typer.Option("--single", help="One index.html to double-click, its pages beside it."),
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace a folder that this command did not write."),
    ] = False,
) -> None:
    """Write the course as pages that answer by themselves, for any web host.

    A folder that this command wrote before is replaced as a whole.
    """
    import sys

    from maitrise.base.errors import shown_path
    from maitrise.base.text import LANGUAGES
    from maitrise.publish.files import single_files, site_files
    from maitrise.publish.writing import write_folder

    languages = tuple(
        language for language in LANGUAGES if lang.value in (language, Published.both.value)
    )
    made = single_files if single else site_files
    files = made(languages, with_cases=without is None)
    write_folder(folder, files, spoken_before_parsing(sys.argv[1:]), force=force)
    typer.echo(shown_path(folder))
