"""``maitrise cohort export-learner``, ``forget`` and ``purge``: people's rights over their data."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from maitrise.base.errors import shown_reason
from maitrise.base.text import Language, say
from maitrise.cli.day import METAVAR, parse_date
from maitrise.cli.lang import Lang, message_language
from maitrise.cli.problems import problem_printer

if TYPE_CHECKING:
    from maitrise.cohort import Cohort, Person

_COHORT = typer.Argument(help="A bare name, or a path with a slash.", show_default=False)
_ID = typer.Argument(help="The person's id in the roster.", metavar="ID", show_default=False)
_YES = typer.Option("--yes", help="Do not ask first.")
_LANG = typer.Option(help="Language; by default LANG_COURSE, else that of this computer.")


def export_learner(
    cohort: Annotated[str, _COHORT],
    learner: Annotated[str, _ID],
    output: Annotated[
        Path, typer.Option(help="Folder for the archive; by default this one.", show_default=False)
    ] = Path(),
    lang: Annotated[Lang | None, _LANG] = None,
) -> None:
    """Write all that a cohort holds on a person into one archive, for that person."""
    from maitrise.base.errors import WrongCallError
    from maitrise.cohort import open_cohort
    from maitrise.privacy import export_learner as export
    from maitrise.privacy import find_person

    language = message_language(lang)
    opened = open_cohort(cohort, language)
    person = find_person(opened, learner, language)
    try:
        typer.echo(export(opened, person, output, language, problem_printer(language)))
    except OSError as error:
        why = shown_reason(error, language)
        raise WrongCallError(say("privacy.no-archive", language, folder=output, why=why)) from error


def forget(
    cohort: Annotated[str, _COHORT],
    learner: Annotated[str, _ID],
    yes: Annotated[bool, _YES] = False,
    lang: Annotated[Lang | None, _LANG] = None,
) -> None:
    """Erase a person everywhere in a cohort, its gradebook included; only sums stay."""
    from maitrise.cohort import open_cohort
    from maitrise.privacy import find_person

    language = message_language(lang)
    opened = open_cohort(cohort, language)
    person = find_person(opened, learner, language)
    typer.echo(f"{person.id}  {person.name}")
    _erase(opened, [person], language, yes)


def purge(
    cohort: Annotated[str, _COHORT],
    before: Annotated[
        date,
        typer.Option(
            parser=parse_date, metavar=METAVAR, help="Who did nothing since this day is erased."
        ),
    ],
    yes: Annotated[bool, _YES] = False,
    lang: Annotated[Lang | None, _LANG] = None,
) -> None:
    """Erase everyone who last did something before a day; only sums stay."""
    from maitrise.cohort import open_cohort
    from maitrise.privacy import last_seen_before

    language = message_language(lang)
    opened = open_cohort(cohort, language)
    found = last_seen_before(opened, before, language)
    if not found:
        typer.echo(say("privacy.nobody-before", language, day=before))
        return
    for person, at in found:
        typer.echo(f"{at}  {person.id}  {person.name}")
    _erase(opened, [person for person, _ in found], language, yes)


def _erase(cohort: Cohort, people: list[Person], language: Language, is_sure: bool) -> None:
    """Ask for confirmation, erase, and print what was erased and what a person has to check.

    Raises:
        WrongCallError: the gradebook cannot be reached.
    """
    from maitrise.base.errors import WrongCallError
    from maitrise.cohort.database_fault import DatabaseError
    from maitrise.privacy import forget as erase

    if not is_sure:
        _ask(say("privacy.sure", language, count=len(people)), language)
    try:
        done = erase(cohort, people, language)
    except DatabaseError as error:
        why = str(error).partition("\n")[0][:200]
        raise WrongCallError(say("privacy.not-erased", language, why=why)) from error
    typer.echo(say("privacy.erased", language, count=len(people), files=done.files))
    for name in done.remade:
        typer.echo(say("privacy.made-again", language, folder=name))
    typer.echo(say("privacy.outside", language), err=True)
    failed = [
        f"{name} ({shown_reason(error, language) if isinstance(error, OSError) else error})"
        for name, error in done.failed
    ]
    for key, names in (("left", done.left), ("unseen", done.unseen), ("failed", failed)):
        if names:
            typer.echo(say(f"privacy.{key}", language))
            for name in names:
                typer.echo(f"- {name}")
    if not done.is_complete:
        raise typer.Exit(1)


def _ask(question: str, language: Language) -> None:
    """Ask a yes-or-no question; raises ``typer.Exit`` unless the answer is yes."""
    try:
        answer = typer.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
    except typer.Abort:
        answer = ""
    if answer.strip().casefold() not in ("y", "yes", "o", "oui"):
        typer.echo(say("privacy.left-alone", language), err=True)
        raise typer.Exit(1)
