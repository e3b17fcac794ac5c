"""``maitrise certify`` and ``maitrise attendance``: papers to give, to print and to sign."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from maitrise.base.errors import shown_reason
from maitrise.base.text import Language, say
from maitrise.cli.day import METAVAR, parse_date
from maitrise.cli.lang import Lang, message_language

_COHORT = typer.Argument(help="A bare name, or a path with a slash.", show_default=False)
_LANG = typer.Option(help="Language; by default LANG_COURSE, else that of this computer.")


def certify(
    cohort: Annotated[str, _COHORT],
    learner: Annotated[
        str, typer.Option(help="One person's id; by default everyone.", show_default=False)
    ] = "",
    output: Annotated[
        Path | None, typer.Option(help="Folder; by default papers/ in the cohort's.")
    ] = None,
    lang: Annotated[Lang | None, typer.Option(help="Language of what is printed.")] = None,
) -> None:
    """Write each learner's attestation and certificate, PDFs in the learner's language."""
    from maitrise.base.errors import WrongCallError
    from maitrise.cohort import open_cohort
    from maitrise.marking.problem import Problem
    from maitrise.reports.certificates import Papers, fields_to_fill, write_papers

    language = message_language(lang)
    opened = open_cohort(cohort, language)
    if learner and learner not in opened.people:
        raise WrongCallError(say("certify.nobody", language, id=learner, title=opened.title))
    people = [opened.people[learner]] if learner else list(opened.people.values())
    folder = _folder(output or opened.folder / "papers", language)
    done: list[Papers] = []
    problems: list[Problem] = []
    ids = [person.id for person in people]
    try:
        for paper in write_papers(opened, ids, folder, opened.today(), language, problems.append):
            done.append(paper)
            for path in paper.files:
                typer.echo(path)
            for path in paper.withdrawn:
                typer.echo(say("certify.withdrawn", language, id=paper.person.id, file=path))
            for path in paper.replaced:
                typer.echo(say("certify.replaced", language, id=paper.person.id, file=path))
    except OSError as error:
        raise _not_written(folder, error, language) from error
    passed = sum(paper.verdict == "passed" for paper in done)
    with_papers = [paper for paper in done if paper.files]
    nothing = len(people) - len(with_papers)
    said = say("certify.done", language, people=len(with_papers), passed=passed, nothing=nothing)
    typer.echo(said, err=True)
    if not with_papers and not learner:
        typer.echo(say("certify.nothing-marked", language, name=cohort), err=True)
    empty = fields_to_fill(opened.settings.certificate)
    if empty:
        names = ", ".join(empty)
        typer.echo(say("certify.blanks", language, names=names), err=True)
    unrecorded = [paper.person.id for paper in done if paper.lacks_record]
    if unrecorded:
        typer.echo(say("certify.no-record", language, ids=", ".join(unrecorded)), err=True)
    for problem in problems:
        typer.echo(problem.said_in(language), err=True)
    waiting = [person.person.id for person in with_papers if len(person.files) == 1]
    if waiting:
        typer.echo(say("certify.waiting", language, ids=", ".join(waiting)))
    if waiting or any(problem.needs_person for problem in problems):
        raise typer.Exit(1)


def attendance(
    cohort: Annotated[str, _COHORT],
    day: Annotated[
        list[date],
        typer.Option(
            "--date",
            parser=parse_date,
            metavar=METAVAR,
            help="A day of training; may be given again.",
        ),
    ],
    output: Annotated[
        Path | None, typer.Option(help="Folder; by default papers/attendance/ in the cohort's.")
    ] = None,
    lang: Annotated[Lang | None, _LANG] = None,
) -> None:
    """Write attendance sheets, one a half-day, to print and sign."""
    from maitrise.cohort import open_cohort
    from maitrise.cohort.lock import lock_cohort
    from maitrise.reports.attendance import without_font, write_attendance

    language = message_language(lang)
    opened = open_cohort(cohort, language)
    folder = _folder(output or opened.folder / "papers" / "attendance", language)
    try:
        with lock_cohort(opened.folder, language):
            # Somebody may have been erased since it was opened.
            opened = opened.as_of_now()
            for path in write_attendance(opened, day, folder, language):
                typer.echo(path)
    except OSError as error:
        raise _not_written(folder, error, language) from error

    without = list(without_font(opened))
    for problem in without:
        typer.echo(problem.said_in(language), err=True)
    if without:
        raise typer.Exit(1)


def _folder(folder: Path, language: Language) -> Path:
    """The folder, which never lies in the repository: papers name people."""
    from maitrise.base.errors import WrongCallError
    from maitrise.cohort.places import repository_folder

    if folder.resolve().is_relative_to(repository_folder()):
        raise WrongCallError(say("report.inside-repository", language, folder=folder))
    return folder.absolute()


def _not_written(folder: Path, error: OSError, language: Language) -> Exception:
    from maitrise.base.errors import WrongCallError

    why = shown_reason(error, language)
    return WrongCallError(say("report.not-written", language, folder=folder, why=why))
