"""``maitrise room``: a class joins by a code, and the trainer's browser shows the wall."""

from __future__ import annotations

import asyncio
import io
import logging
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from maitrise.base.errors import (
    InternalError,
    MaitriseError,
    SetupError,
    WrongCallError,
    shown_reason,
)
from maitrise.base.text import Language, say
from maitrise.cohort import Cohort, open_cohort
from maitrise.cohort.database_fault import DatabaseError, refusal_of
from maitrise.cohort.room_database import FOLDER
from maitrise.server.access import LOOPBACK
from maitrise.server.application import listening, serve
from maitrise.server.open_files import allow_many_connections
from maitrise.server.opening import entry_page, log_to_file, usable_browser
from maitrise.server.room.access import RoomAccess
from maitrise.server.room.answer_thread import AnswerThread
from maitrise.server.room.application import room_application
from maitrise.server.room.certificate import certificate_of_the_day, own_certificate
from maitrise.server.room.hub import SESSION, Hub
from maitrise.server.room.network import address_on_network, hosts, own_names
from maitrise.server.room.one_room import only_room
from maitrise.server.room.room import Room
from maitrise.server.site import is_made, site

LOG = "room.log"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomOptions:
    """How a room is opened.

    Attributes:
        on_network: whether others on the network reach it; else this computer alone does.
        public: the address under which a proxy shows it; "" without one.
        proxies: the addresses of proxies whose word is taken for where a request comes from.
        makes_certificate: whether the line is encrypted with a certificate made for the day.
        hub_trainers: the group of trainers of the JupyterHub whose service this is; "" without one.
    """

    port: int | None = None
    on_network: bool = False
    public: str = ""
    proxies: tuple[str, ...] = ()
    makes_certificate: bool = False
    certificate: Path | None = None
    key: Path | None = None
    opens_browser: bool = True
    hub_trainers: str = ""


def open_room(name: str, language: Language, options: RoomOptions) -> None:
    """Serve a room until it is closed on its wall, or stopped with Ctrl-C.

    Raises:
        WrongCallError: there is no such cohort, the port is taken, a certificate cannot be used.
        BusyError: a room of this cohort is open.
        SetupError: the room cannot be opened on this machine.
        InternalError: something broke while it ran.
    """
    cohort = open_cohort(name, language)
    if options.public and not options.public.startswith(("http://", "https://")):
        raise WrongCallError(say("server.bad-address", language, given=options.public))
    if options.on_network and not address_on_network():
        raise SetupError(say("room.no-network", language))
    hub = Hub(options.hub_trainers, language) if options.hub_trainers else None
    allow_many_connections()
    with only_room(cohort, language):
        folder = cohort.folder / FOLDER
        sockets = _listen(options, hub, language)
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            (folder / LOG).touch(mode=0o600)
            answer_thread = AnswerThread(cohort, language)
        except OSError as error:
            why = shown_reason(error, language)
            raise SetupError(say("room.not-writable", language, folder=folder, why=why)) from error
        except DatabaseError as error:
            raise refusal_of(error, language) from error
        with log_to_file(folder / LOG):
            is_closed = _run(cohort, answer_thread, sockets, options, hub)
    print("\n" + say("room.closed" if is_closed else "room.stopped", language, name=name))


def _run(
    cohort: Cohort,
    answer_thread: AnswerThread,
    sockets: Sequence[socket.socket],
    options: RoomOptions,
    hub: Hub | None,
) -> bool:
    """Serve; whether the room was closed, and not only stopped."""
    room: list[Room] = []
    language = answer_thread.language

    async def run() -> None:
        task = asyncio.current_task()
        if task:
            with suppress(NotImplementedError):  # Windows has no such signal
                asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        opened = Room(cohort, answer_thread, language, has_code=not options.hub_trainers)
        room.append(opened)
        await opened.open()
        await _serve(opened, sockets, options, hub)

    try:
        with suppress(asyncio.CancelledError, KeyboardInterrupt):
            asyncio.run(run())
    except MaitriseError:
        raise
    except Exception as error:
        logging.exception("The room stopped.")
        log = cohort.folder / FOLDER / LOG
        raise InternalError(say("room.failed", language, log=log)) from error
    finally:
        answer_thread.finish()
    return bool(room) and room[0].closed.is_set()


async def _serve(
    room: Room, sockets: Sequence[socket.socket], options: RoomOptions, hub: Hub | None
) -> None:
    language = room.language
    port: int = sockets[0].getsockname()[1]
    names = own_names(on_network=options.on_network)
    if not is_made():
        print(say("learn.preparing", language), flush=True)
    pages = site(language)
    with ExitStack() as stack:
        tls, fingerprint = _encryption(options, names, stack, language)
        access = (
            _hub_access(room, port, hub, options)
            if hub
            else _access(room, port, names, options, is_encrypted=tls is not None)
        )
        folder = room.cohort.folder / FOLDER
        page = stack.enter_context(entry_page(folder, access.own_page, language))

        def announce() -> None:
            browser = usable_browser() if options.opens_browser else None
            _announce(access, fingerprint, language, opens=browser is not None)
            if browser:
                threading.Thread(target=browser.open, args=(page.as_uri(),), daemon=True).start()

        application = room_application(pages, access, language, fingerprint=fingerprint, hub=hub)
        await serve(application, sockets, announce, tls=tls, until=room.closed)


def _access(
    room: Room, port: int, names: list[str], options: RoomOptions, *, is_encrypted: bool
) -> RoomAccess:
    shown = address_on_network() if options.on_network else LOOPBACK
    public = options.public or f"{'https' if is_encrypted else 'http'}://{shown}:{port}/"
    return RoomAccess(
        room=room,
        port=port,
        hosts=hosts(names, port) | {urlsplit(public).netloc.lower()},
        public=public,
        is_secure=public.startswith("https:"),
        proxies=frozenset(options.proxies),
    )


def _hub_access(room: Room, port: int, hub: Hub, options: RoomOptions) -> RoomAccess:
    public = options.public or hub.public
    return RoomAccess(
        room=room,
        port=port,
        hosts=frozenset(),
        public=public or hub.prefix,
        prefix=hub.prefix,
        is_secure=public.startswith("https:"),
        proxies=frozenset((LOOPBACK, *options.proxies)),
        session=SESSION,
    )


def _encryption(
    options: RoomOptions, names: list[str], stack: ExitStack, language: Language
) -> tuple[ssl.SSLContext | None, str]:
    """What encrypts the line, and the fingerprint of what was made for it."""
    if options.certificate:
        return own_certificate(options.certificate, options.key, language), ""
    if options.makes_certificate:
        return stack.enter_context(certificate_of_the_day(names))
    return None, ""


def _listen(options: RoomOptions, hub: Hub | None, language: Language) -> Sequence[socket.socket]:
    try:
        if hub:
            return listening(hub.port, hub.host)
        return listening(options.port, "" if options.on_network else LOOPBACK)
    except OSError as error:
        raise WrongCallError(say("learn.port", language, port=options.port)) from error


def _announce(access: RoomAccess, fingerprint: str, language: Language, *, opens: bool) -> None:
    room = access.room
    opened = "room.opened" if room.is_new else "room.goes-on"
    lines = [
        "",
        say(opened, language, title=room.cohort.title),
        "",
        say("room.for-the-class", language, address=access.public),
        say("room.code-is", language, code=room.code),
        *([say("room.fingerprint", language, fingerprint=fingerprint)] if fingerprint else []),
        *([say("room.nobody-listed", language)] if not room.roster.people else []),
        "",
        say("room.wall-opens" if opens else "room.wall-is-at", language),
        "",
        f"    {access.own_page}",
        "",
        say("room.how-to-stop", language),
    ]
    print("\n".join(lines), flush=True)
    if sys.stdout.isatty():
        print(_drawn(access.to_join), flush=True)


def _drawn(address: str) -> str:
    """A QR code in the letters of a terminal."""
    import segno

    drawn = io.StringIO()
    segno.make(address, error="m", micro=False).terminal(drawn, compact=True)
    return drawn.getvalue()
