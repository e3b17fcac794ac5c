"""``maitrise room``: a class in its browsers, its answers in the cohort."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from maitrise.base.text import say
from maitrise.cli.lang import Lang, message_language


def room(
    cohort: Annotated[
        str, typer.Argument(help="A bare name, or a path with a slash.", show_default=False)
    ],
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port; by default 8888 or the next free.")
    ] = None,
    lan: Annotated[
        bool, typer.Option("--lan", help="Let others on the network in: asks first.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    tls: Annotated[
        bool,
        typer.Option("--tls", help="Encrypt, with a certificate made for the day."),
    ] = False,
    certificate: Annotated[
        Path | None,
        typer.Option(help="Encrypt with this certificate (PEM).", show_default=False),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(help="Its key, if it stands in another file.", show_default=False),
    ] = None,
    address: Annotated[
        str,
        typer.Option(
            help="Address under which a proxy shows the room.", metavar="URL", show_default=False
        ),
    ] = "",
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            help="A proxy's own address; it alone is believed about where requests come from.",
            show_default=False,
        ),
    ] = None,
    hub: Annotated[
        str,
        typer.Option(
            help="Be a JupyterHub's service: the hub's group of trainers.",
            metavar="GROUP",
            show_default=False,
        ),
    ] = "",
    browser: Annotated[bool, typer.Option(help="Open the wall in the browser.")] = True,
    lang: Annotated[Lang | None, typer.Option(help="Language of the wall.")] = None,
) -> None:
    """Open a room: a class joins by a code, answers and hands in; Ctrl-C stops it for now.

    Closing it on the wall ends it: the code is good no more, answers stay with the cohort.
    """
    from maitrise.server.room.opening import RoomOptions, open_room

    language = message_language(lang)
    if lan and not yes:
        is_encrypted = tls or certificate is not None
        means = "room.lan.encrypted" if is_encrypted else "room.lan.open"
        typer.echo(say(means, language), err=True)
        typer.confirm(say("room.lan.sure", language), abort=True, err=True)
    options = RoomOptions(
        port=port,
        on_network=lan,
        public=address,
        proxies=tuple(proxy or ()),
        makes_certificate=tls,
        certificate=certificate,
        key=key,
        opens_browser=browser and not hub,
        hub_trainers=hub,
    )
    open_room(cohort, language, options)
