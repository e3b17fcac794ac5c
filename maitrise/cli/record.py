"""``maitrise record``: the learner's own learning record."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from maitrise.base.text import say
from maitrise.cli.help import Command, Group
from maitrise.cli.lang import Lang, message_language

app = typer.Typer(
    cls=Group, no_args_is_help=True, help="Your learning record: what you did, and when."
)


@app.callback()
def record() -> None:
    """Your learning record; nothing of it leaves this computer unless you send it."""


@app.command(cls=Command)
def send(
    lrs: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="Address of the xAPI of a Learning Record Store. The user and password stand in "
            "MAITRISE_LRS_USER and MAITRISE_LRS_PASSWORD.",
            show_default=False,
        ),
    ],
    lang: Annotated[
        Lang | None,
        typer.Option(help="Language; by default LANG_COURSE, else that of this computer."),
    ] = None,
) -> None:
    """Send your learning record to a Learning Record Store; what it has taken is not sent again."""
    from maitrise.learner.learner_data import record_file
    from maitrise.learner.lrs import send as send_statements
    from maitrise.learner.lrs_store import store_at
    from maitrise.learner.record import read_statements

    language = message_language(lang)
    user = os.environ.get("MAITRISE_LRS_USER", "")
    store = store_at(lrs, user, os.environ.get("MAITRISE_LRS_PASSWORD", ""), language)
    if store.is_unencrypted:
        typer.echo(say("lrs.overheard", language), err=True)
    statements, damaged = read_statements(record_file())
    sendable = [statement for statement in statements if isinstance(statement.get("id"), str)]
    damaged += len(statements) - len(sendable)
    if damaged:
        typer.echo(say("lrs.damaged", language, count=damaged), err=True)
    done = send_statements(sendable, store, language)
    typer.echo(say("lrs.sent", language, sent=done.sent, before=done.before))
    if done.refused:
        said = say("lrs.refused", language, count=len(done.refused), why=done.refused[0])
        typer.echo(said, err=True)
    if done.unanswered:
        typer.echo(say("lrs.unanswered", language, count=done.unanswered), err=True)
    if done.refused or done.unanswered:
        raise typer.Exit(1)
