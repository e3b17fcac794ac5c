"""``maitrise cohort``: create a cohort, add its people, open formgrader on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from maitrise.base.text import say
from maitrise.cli.help import Command, Group
from maitrise.cli.lang import Lang, message_language
from maitrise.cli.privacy import export_learner, forget, purge

app = typer.Typer(
    cls=Group, no_args_is_help=True, help="Cohorts: the classes whose cases you mark."
)

app.command(cls=Command)(export_learner)
app.command(cls=Command)(forget)
app.command(cls=Command)(purge)

_LANG = typer.Option(help="Language; by default LANG_COURSE, else that of this computer.")
_NAME = typer.Argument(help="A bare name, or a path with a slash.", show_default=False)


@app.command(cls=Command)
def create(
    name: Annotated[str, _NAME],
    title: Annotated[str, typer.Option(help="What pages and reports call it.")] = "",
    gradebook: Annotated[
        str, typer.Option(help="Shared gradebook, postgresql://…; by default a file.")
    ] = "",
    lang: Annotated[Lang | None, _LANG] = None,
) -> None:
    """Create an empty cohort: an nbgrader course folder, outside the repository."""
    from maitrise.cohort import create_cohort

    language = message_language(lang)
    cohort = create_cohort(name, title, language, gradebook=gradebook)
    typer.echo(say("cohort.created", language, title=cohort.title, folder=cohort.folder))
    typer.echo(say("cohort.next", language, name=name), err=True)


@app.command(cls=Command)
def add(
    name: Annotated[str, _NAME],
    people: Annotated[
        Path, typer.Argument(help="CSV or XLSX with id, name, e-mail, language, profile.")
    ],
    lang: Annotated[Lang | None, _LANG] = None,
) -> None:
    """Add people to a cohort, or bring them up to date; all of the file or nothing."""
    from maitrise.base.errors import RosterError
    from maitrise.cohort import add_people, open_cohort

    language = message_language(lang)
    cohort = open_cohort(name, language)
    try:
        done = add_people(cohort, people, language)
    except RosterError as error:
        typer.echo(str(error))
        count = len(error.faults)
        typer.echo(say("cohort.nothing-added", language, count=count), err=True)
        raise typer.Exit(1) from error
    typer.echo(
        say(
            "cohort.added",
            language,
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
        )
    )
    for note in done.notes:
        typer.echo(note, err=True)


@app.command(cls=Command)
def remind(
    name: Annotated[str, _NAME],
    lang: Annotated[Lang | None, _LANG] = None,
) -> None:
    """Write a mail to everyone who is behind on their path, each in their own language."""
    from datetime import UTC, datetime

    from maitrise.cohort import open_cohort
    from maitrise.reports.reminders import reminders

    language = message_language(lang)
    cohort = open_cohort(name, language)
    made = reminders(cohort, datetime.now(UTC), language)
    for reminder in made:
        who = reminder.person  # no comma in a name here: it would part two addresses
        to = f"{who.full_name} <{who.email or who.id}>".strip()
        typer.echo(
            f"{say('remind.to', language, to=to)}\n{reminder.subject}\n\n{reminder.body}\n\n---\n"
        )
    late = sum(reminder.is_late for reminder in made)
    typer.echo(say("remind.count", language, count=len(made), late=late), err=True)
    pathless = [
        person.id for person in cohort.people.values() if person.profile not in cohort.paths
    ]
    if pathless:
        typer.echo(say("remind.no-path", language, ids=", ".join(pathless)), err=True)


@app.command("open", cls=Command)
def open_(
    name: Annotated[str, _NAME],
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port; by default 8888 or the next free.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open formgrader in the browser.")] = True,
    lang: Annotated[Lang | None, _LANG] = None,
) -> None:
    """Open formgrader on a cohort, for the marks that a person gives."""
    from maitrise.base.errors import SetupError
    from maitrise.cohort import open_cohort
    from maitrise.cohort.formgrader import FormgraderError, serve

    language = message_language(lang)
    cohort = open_cohort(name, language)
    key = "cohort.opening" if browser else "cohort.open-ready"

    def announce(address: str) -> None:
        how_to_stop = say("cohort.how-to-stop", language)
        lines = ("", say(key, language), "", f"    {address}", "", how_to_stop, "")
        typer.echo("\n".join(lines), err=True)

    try:
        serve(cohort, port, announce, language, open_browser=browser)
    except FormgraderError as error:
        raise SetupError(f"{say('cohort.open-failed', language)}\n{error}") from error
    typer.echo(say("cohort.stopped", language, name=name), err=True)
