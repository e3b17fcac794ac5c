"""The addresses of a room."""

from __future__ import annotations

from pathlib import Path

from tornado.web import Application, RequestHandler

from maitrise.base.text import Language
from maitrise.server.application import application_of
from maitrise.server.pages import PublishedSite
from maitrise.server.room.access import RoomAccess
from maitrise.server.room.entry import (
    CodeHandler,
    JoinHandler,
    LeaveHandler,
    MeHandler,
    NamesHandler,
    StartHandler,
)
from maitrise.server.room.hub import CALLBACK, Hub, HubCallbackHandler, HubStartHandler
from maitrise.server.room.live import LearnersLiveHandler
from maitrise.server.room.pages import AssetHandler, RoomApiHandler, RoomPageHandler, VoteHandler
from maitrise.server.room.wall_pages import (
    DoHandler,
    QrHandler,
    QuestionsHandler,
    WallHandler,
    WallLiveHandler,
)

_ADDRESSES: tuple[tuple[str, type[RequestHandler]], ...] = (
    (r"", StartHandler),
    (r"entry/code", CodeHandler),
    (r"entry/names", NamesHandler),
    (r"entry/join", JoinHandler),
    (r"entry/me", MeHandler),
    (r"entry/leave", LeaveHandler),
    (r"entry/live", LearnersLiveHandler),
    (r"entry/question", VoteHandler),
    (r"entry/assets/([a-z.]+)", AssetHandler),
    (r"wall/", WallHandler),
    (r"wall/live", WallLiveHandler),
    (r"wall/questions", QuestionsHandler),
    (r"wall/qr.svg", QrHandler),
    (r"wall/do", DoHandler),
    (r"api/(.*)", RoomApiHandler),
    (r"(.*)", RoomPageHandler),
)


def room_application(
    site: Path,
    access: RoomAccess,
    language: Language,
    *,
    fingerprint: str = "",
    hub: Hub | None = None,
) -> Application:
    """The server of a room.

    Args:
        site: what ``maitrise publish`` has written.
        language: what is spoken where nobody asks for another.
        fingerprint: of a certificate that was made for the day; "" for another, or none.
        hub: whose service it is; without one, people come in by the code.
    """
    by_code = {CodeHandler, NamesHandler, JoinHandler, StartHandler}
    own = [each for each in _ADDRESSES if not (hub and each[1] in by_code)]
    by_hub = [(r"", HubStartHandler), (CALLBACK, HubCallbackHandler)] if hub else []
    return application_of(
        [*by_hub, *own],
        access,
        hub=hub,
        cookie_secret=access.room.secret,  # the hub's library keeps a state in such a cookie
        work=access.room.answer_thread,
        published=PublishedSite(site),
        language=language,
        lab=None,
        fingerprint=fingerprint,
    )
