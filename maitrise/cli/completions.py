"""``maitrise completions``: who has finished what, as a file for a learning platform."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from maitrise.base.errors import shown_reason
from maitrise.cli.lang import Lang, message_language
from maitrise.cli.problems import problem_printer

if TYPE_CHECKING:
    from maitrise.base.text import Language
    from maitrise.cohort import Cohort
    from maitrise.reports.completions import CompletionMap


def completions(
    cohort: Annotated[
        str, typer.Argument(help="A bare name, or a path with a slash.", show_default=False)
    ],
    mapping: Annotated[
        str,
        typer.Option(
            "--map", help="TOML that renames columns, or iomad, moodle-import-completion."
        ),
    ] = "",
    exported: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="CSV or XLSX of a learning platform, taken into the records first.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="File; by default standard output.")] = None,
    lang: Annotated[Lang | None, typer.Option(help="Language of the messages.")] = None,
) -> None:
    """Write completions as CSV in UTF-8: one line a path, case or lesson that someone took."""
    from maitrise.base.errors import CourseError, WrongCallError
    from maitrise.base.files import write_whole
    from maitrise.base.text import say
    from maitrise.cohort import open_cohort
    from maitrise.marking.upkeep import current_facts
    from maitrise.reports.completions import CompletionMap, map_file, read_map, ready_maps
    from maitrise.reports.completions import completions as lines_of
    from maitrise.reports.results import results_from

    language = message_language(lang)
    opened = open_cohort(cohort, language)
    ready = ", ".join(ready_maps())
    if mapping and not map_file(mapping).is_file():
        raise WrongCallError(say("completions.no-map", language, name=mapping, ready=ready))
    try:
        wanted = read_map(map_file(mapping)) if mapping else CompletionMap()
    except CourseError as error:
        message = say("completions.bad-map", language, ready=ready)
        raise WrongCallError(f"{message}\n{error.said_in(language)}") from error
    unmatched = _take(opened, exported, wanted, language) if exported else 0
    with current_facts(opened, language, problem_printer(language)) as (opened, database):
        content = lines_of(opened, wanted, results_from(opened, database))
        try:
            if output:
                write_whole(output, content.encode("utf-8"))
        except OSError as error:
            values = {"folder": output, "why": shown_reason(error, language)}
            raise WrongCallError(say("report.not-written", language, **values)) from error
    typer.echo(output if output else content, nl=output is not None)
    if unmatched:
        raise typer.Exit(1)


def _take(cohort: Cohort, exported: Path, wanted: CompletionMap, language: Language) -> int:
    """Import a platform's report and print a summary; returns how many rows were unmatched."""
    from maitrise.base.text import say
    from maitrise.reports.platform_report import import_platform_report

    taken = import_platform_report(cohort, exported, wanted.export, language)
    lines = [
        *taken.notes,
        say("platform.taken", language, count=taken.rows, people=taken.people),
        *(
            say("platform.unmatched", language, line=each.line, why=each.why)
            for each in taken.unmatched
        ),
    ]
    for line in lines:
        typer.echo(line, err=True)
    return len(taken.unmatched)
