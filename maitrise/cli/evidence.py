"""``maitrise evidence``: what a cohort can show at a quality audit, as one zip."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from maitrise.base.errors import shown_reason
from maitrise.base.text import Language, say
from maitrise.cli.day import METAVAR, parse_date
from maitrise.cli.lang import Lang, message_language
from maitrise.cli.problems import problem_printer


def evidence(
    cohort: Annotated[
        str, typer.Argument(help="A bare name, or a path with a slash.", show_default=False)
    ],
    anonymous: Annotated[
        bool,
        typer.Option("--anonymous", help="Nobody is named: no papers, sheets or free words."),
    ] = False,
    day: Annotated[
        date | None,
        typer.Option(
            "--date", parser=parse_date, metavar=METAVAR, help="The day that it bears; today."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="The zip; by default in evidence/ in the cohort's folder.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    lang: Annotated[Lang | None, typer.Option(help="Language of the zip and messages.")] = None,
) -> None:
    """File by indicator of the French Qualiopi reference what a cohort shows, and what it lacks."""
    from maitrise.base.errors import WrongCallError
    from maitrise.base.files import write_whole
    from maitrise.cli.output import check_place
    from maitrise.cohort import open_cohort
    from maitrise.marking.upkeep import current_facts
    from maitrise.reports.evidence import collect_evidence
    from maitrise.reports.evidence.quality_folder import prepare_quality_folder

    language = message_language(lang)
    opened = open_cohort(cohort, language)
    on = day or opened.today()
    key = "evidence.file.zip-anonymous" if anonymous else "evidence.file.zip"
    own = opened.folder / "evidence"
    path = output or own / say(key, language, day=on.isoformat())
    _outside_the_repository(path, language)
    try:
        with current_facts(opened, language, problem_printer(language)) as (opened, database):
            if output is None:
                own.mkdir(exist_ok=True)
            check_place(path, language, force=force)
            prepared = prepare_quality_folder(opened, language)
            made = collect_evidence(opened, database, on, language, is_anonymous=anonymous)
            write_whole(path, made.content)
    except OSError as error:
        why, where = shown_reason(error, language), error.filename or path
        raise WrongCallError(say("evidence.not-written", language, file=where, why=why)) from error
    typer.echo(path)
    for prepared_file in prepared:
        typer.echo(say("evidence.prepared", language, file=prepared_file), err=True)
    count = {status: sum(piece.status == status for piece in made.pieces)
             for status in ("there", "partly", "missing")}  # fmt: skip
    typer.echo(say("evidence.done", language, **count), err=True)
    unread = [one.what for piece in made.pieces for one in piece.missing if one.is_unread]
    for line in (*unread, *(note for piece in made.pieces for note in piece.notes)):
        typer.echo(line, err=True)
    if anonymous:
        typer.echo(say("report.anonymous-warning", language), err=True)
    raise typer.Exit(1 if unread else 0)


def _outside_the_repository(path: Path, language: Language) -> None:
    from maitrise.base.errors import WrongCallError
    from maitrise.cohort.places import repository_folder

    if path.resolve().is_relative_to(repository_folder()):
        raise WrongCallError(say("report.inside-repository", language, folder=path.parent))
