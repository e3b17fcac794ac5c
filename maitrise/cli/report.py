"""``maitrise report``: what a class did, as one page and one workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from maitrise.base.text import say
from maitrise.cli.lang import Lang, message_language
from maitrise.cli.problems import problem_printer


def report(
    cohort: Annotated[
        str, typer.Argument(help="A bare name, or a path with a slash.", show_default=False)
    ],
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="No name, id or address: a number for each person.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option(help="Folder; by default reports/ in the cohort's.")
    ] = None,
    lang: Annotated[Lang | None, typer.Option(help="Language of page and workbook.")] = None,
) -> None:
    """Write a page and a workbook on what a cohort did; marks are read, never changed."""
    import gc

    from maitrise.cohort import open_cohort
    from maitrise.reports.writing import write_report

    gc.disable()  # the process ends with the report: looking for what to free is a twentieth of it
    language = message_language(lang)
    opened = open_cohort(cohort, language)
    written = write_report(
        opened, language, output, problem_printer(language), is_anonymous=anonymous
    )
    for path in written:
        typer.echo(path)
    if anonymous:
        typer.echo(say("report.anonymous-warning", language), err=True)
